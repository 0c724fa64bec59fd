import { z } from "zod";
import { knownName } from "../../lib/known-name.ts";

/** What there is to read. */
export const PARTS = ["pull_requests", "issues", "deployments", "releases", "checks"] as const;
export type PartName = (typeof PARTS)[number];

/** The issues with a label, or of a milestone: one of the two. */
export interface PlanOfIssues {
  label?: string;
  milestone?: string;
  /** The plain date of the launch; that of the milestone when absent. */
  launch?: string;
}

const planSchema = z
  .strictObject({
    label: z.string().min(1).max(100).exactOptional().describe("Issues with this label."),
    milestone: z.string().min(1).max(200).exactOptional().describe("Issues of the milestone with this title."),
    launch: z.iso.date().exactOptional().describe("The date that they lead to. Default: the milestone's due date."),
  })
  .refine(({ label, milestone }) => (label === undefined) !== (milestone === undefined), { error: "to name a label or a milestone" });

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
  /** Which issues are the tasks of a plan. */
  plan?: PlanOfIssues;
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
      plan: planSchema.exactOptional().describe("Which issues are the tasks of a plan: who has them, what they wait for, and the launch."),
      max: z.int().min(1).max(1000).default(300).describe("At most this many entries of each list are read, the newest first."),
    })
    .refine(({ failures, include }) => !failures || include.includes("checks"), {
      error: "expected `checks` to be among include where failures are read",
      path: ["failures"],
    })
    .refine(({ plan, repositories }) => plan === undefined || repositories !== undefined, {
      error: "to stand beside the repositories whose issues are meant",
      path: ["plan"],
    })
    .prefault({})
    .describe("Pull requests, issues, deployments, releases and checks at GitHub.");
}
