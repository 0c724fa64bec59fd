import { OWNER_ONLY } from "../../core/audience.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { gitSchema, type GitOptions } from "./schema.ts";

/** Longest time for one answer of git: what takes longer waits for something that won't come. */
const GIT_TIMEOUT_MS = 60_000;

/**
 * Local git repositories: commits, tags, branches, work that is not committed or not pushed. One answer of git takes at most `timeoutMs`;
 * git never sees the folders that are `hidden`, absolute, even inside a repository.
 */
export function createGitConnector({
  timeoutMs = GIT_TIMEOUT_MS,
  hidden = () => [],
}: { timeoutMs?: number; hidden?: () => readonly string[] } = {}): Connector<GitOptions> {
  return {
    id: "git",
    title: "Git",
    alias: "R",
    schema: gitSchema,
    mentions: ["Repository", "Repositories", "Repo", "Repos", "Commits"],
    describe({ paths, depth }) {
      const places = paths?.map((path) => (path === "." ? "the workspace" : path)) ?? ["the workspace"];
      return `the git repositories in ${listOf(places)}${depth === 0 ? "" : ` and up to ${countOf(depth, "level")} below`}`;
    },
    audience: () => OWNER_ONLY,
    // Most starts read nothing.
    fetch: async (context) => (await import("./fetch-repositories.ts")).fetchRepositories(context, { timeoutMs, hidden: hidden() }),
  };
}
