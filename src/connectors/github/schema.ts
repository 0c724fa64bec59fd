import { z } from "zod";
import { knownName } from "../../lib/known-name.ts";

/** What there is to read. */
export const PARTS = ["pull_requests", "issues", "deployments", "releases", "checks"] as const;
export type PartName = (typeof PARTS)[number];

export interface GitHubOptions {
  /** The only one there is when absent. */
  connection?: string;
  /** `owner/name`; those of the pull requests that have to do with the reader when absent. */
  repositories?: string[];
  include: PartName[];
  /** Brings what was merged, closed, deployed and released in so many weeks, and each issue that changed, known or not. */
  weeks?: number;
  /** Reads the logs and test reports of failed jobs, and what was changed before they failed. */
  failures: boolean;
  /** Of each list. */
  max: number;
}

/** What a definition may say under `github:`; connections are checked where their names are known. */
export function githubSchema(connections: readonly string[] | undefined): z.ZodType<GitHubOptions> {
  return z
    .strictObject({
      connection: knownName("a connection to GitHub in config/chief.yaml", connections, "Make one with `chief connect github`.")
        .exactOptional()
        .describe("The connection to GitHub that is meant. Default: the only one."),
      repositories: z
        .array(z.string().regex(/^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/, { error: "to be a repository such as acme/shop" }))
        .min(1)
        .max(50)
        .exactOptional()
        .describe("Repositories as owner/name; those of the pull requests that wait for you or are yours when absent."),
      include: z
        .array(z.enum(PARTS))
        .min(1)
        .default([...PARTS])
        .describe("What to read. Default: all."),
      weeks: z
        .int()
        .min(1)
        .max(12)
        .exactOptional()
        .describe(
          "Besides what is new, brings each pull request that was merged or closed, each issue that changed, each deployment and each release of the last so many weeks, for digests.",
        ),
      failures: z.boolean().default(false).describe("Reads the logs and test reports of failed jobs, which costs some calls for each."),
      max: z.int().min(1).max(1000).default(300).describe("At most this many entries of each list are read, the newest first."),
    })
    .prefault({})
    .describe("Pull requests, issues, deployments, releases and checks at GitHub.");
}
