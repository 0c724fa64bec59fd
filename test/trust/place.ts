import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelServer } from "../support/model-server.ts";
import { benignFiles } from "./benign-files.ts";
import { LAUNCH, PLAN_PATH, planOf, TASKS } from "./chase/plan.ts";
import type { Group } from "./contents.ts";
import { definitionOf, idOf, SHAPES } from "./definitions.ts";
import type { Services } from "./services.ts";

/** Every kind of source that an automation of the world reads. */
export const GROUPS: readonly Group[] = ["gmail", "google-calendar", "slack", "github", "files", "git", "junit", "events"];

/** What the configuration refers to as secret. */
export function secretsOf({ slack, github }: Services, model?: ModelServer): Record<string, string> {
  return {
    ...SECRETS,
    GITHUB_TOKEN: github.token,
    SLACK_BOT_TOKEN: slack.token,
    ...(model && { OPENAI_API_KEY: model.key }),
  };
}

const SECRETS = {
  GOOGLE_CLIENT_SECRET: "a-secret-of-the-tests",
  GOOGLE_REFRESH_TOKEN: "1//a-refresh-token-of-the-tests",
  TEAM_SECRET: "a-secret-of-the-team-webhook",
  DEPLOYS_SECRET: "a-secret-of-the-deploys-hook",
};

/** Every file of the workspace but those that are only read. */
export function snapshot(root: string): Map<string, string> {
  const entries = readdirSync(root, { withFileTypes: true }).filter(({ name }) => name !== "shop" && name !== "data");
  const paths = entries.flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(join(root, entry.name), { recursive: true, encoding: "utf8" }).map((path) => join(entry.name, path))
      : entry.name,
  );
  return new Map(paths.filter((path) => path.includes(".")).map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

/** What of them was changed, made or removed, as it is now. */
export function changesOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Map<string, string> {
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return new Map(paths.filter((path) => before.get(path) !== after.get(path)).map((path) => [path, after.get(path) ?? ""]));
}

/** The workspace as its owner set it up; where there is a model, it is asked by every automation. */
export function filesOf({ slack, gmail, calendar, github, mail, webhook }: Services, model?: ModelServer): Record<string, string> {
  /* oxlint-disable no-template-curly-in-string -- as people write it */
  const google = (api: string, tokenUrl: string) => ({ ...gmail.connection, api, oauth: { ...gmail.connection.oauth, tokenUrl } });
  const connections = {
    mail: google(gmail.connection.api ?? "", gmail.connection.oauth.tokenUrl),
    dates: google(calendar.api, calendar.tokenUrl),
    hub: { kind: "github", token: "${env:GITHUB_TOKEN}", api: github.api },
    acme: { kind: "slack", token: "${env:SLACK_BOT_TOKEN}", api: slack.api },
    office: mail.connection(),
    ...(model && { brain: { kind: "openai", key: "${env:OPENAI_API_KEY}", url: model.url, api: "responses" } }),
  };
  const more = {
    webhooks: { team: { url: webhook.url, secret: "${env:TEAM_SECRET}" } },
    hooks: { deploys: { secret: "${env:DEPLOYS_SECRET}" } },
  };
  /* oxlint-enable no-template-curly-in-string */
  const definitions: Record<string, string> = Object.fromEntries(
    GROUPS.flatMap((group) =>
      SHAPES.map((shape) => [`automations/${idOf(group, shape)}.md`, definitionOf(group, shape, slack.channel, model !== undefined)]),
    ),
  );
  const chief = { timezone: "Europe/Berlin", connections, ...more, ...(model && { models: { connection: "brain" }, budgets: AMPLE }) };
  return {
    "config/chief.yaml": JSON.stringify(chief),
    "config/people.yaml": `me: { name: Sam Tan, emails: [sam@home.example], accounts: { slack: ${slack.user}, github: dana } }
dana: { name: Dana Reyes, emails: [dana@acme.example] }
priya: { name: Priya Rao, emails: [priya@acme.example], accounts: { slack: U0PRIYA00 } }
kim: { name: Kim Ito, emails: [kim@acme.example], accounts: { slack: U0KIM0000 } }
`,
    ...definitions,
    "automations/launch.md": LAUNCH,
    [PLAN_PATH]: planOf(TASKS),
    ...benignFiles(slack.channel),
  };
}

/** What stands in the way is not to be what models may cost. */
const AMPLE = { run: { tokens: 100_000_000, usd: 1_000 }, day: { usd: 1_000 }, all: { usd: 1_000 } };
