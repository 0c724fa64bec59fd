import type { Accounts } from "../../core/connection.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { systemClock } from "../../lib/clock.ts";
import { listOf } from "../../lib/text.ts";
import { githubSchema, PARTS, type GitHubOptions, type PartName } from "./schema.ts";

const WORDS: Readonly<Record<PartName, string>> = {
  pull_requests: "pull requests",
  issues: "issues",
  deployments: "deployments",
  releases: "releases",
  checks: "checks",
};

/** Pull requests at GitHub and what belongs to them. Waits that GitHub asks for pass on `clock`. */
export function createGitHubConnector(accounts: Accounts<"github">, clock: Clock = systemClock): Connector<GitHubOptions> {
  return {
    id: "github",
    title: "GitHub",
    alias: "P",
    schema: githubSchema(accounts.names),
    mentions: ["GitHub", "Pull requests"],
    account: "github",
    describe({ repositories, connection, include, failures, plan }) {
      const words = { ...WORDS, ...(failures && { checks: "checks with the logs and test reports of failed jobs" }) };
      const parts = listOf(PARTS.filter((part) => include.includes(part)).map((part) => words[part]));
      const places = repositories === undefined ? "the repositories where pull requests wait for you or are yours" : listOf(repositories);
      const tasks = plan
        ? `, and issues of the ${plan.label === undefined ? "milestone" : "label"} ${plan.label ?? plan.milestone} as a plan`
        : "";
      return `${parts} at GitHub in ${places}${tasks}${connection === undefined ? "" : ` through ${connection}`}`;
    },
    audience: ({ repositories = ["*"] }) =>
      repositories.map((repository) => ({ kind: "place", place: `github:${repository.toLowerCase()}` })),
    // Most starts read nothing.
    fetch: async (context) => (await import("./fetch-work.ts")).fetchWork(context, accounts, clock),
  };
}
