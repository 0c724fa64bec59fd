import { z } from "zod";
import { GITHUB_EVENTS, githubMoments, hasBranch, type GitHubEventName } from "./github-moments.ts";
import { pollingSource, pollKeys } from "./poll.ts";

const schema = z
  .strictObject({
    event: z.enum(GITHUB_EVENTS).describe("What has happened. A review counts where it is asked of the account that Chief reads by."),
    repository: z
      .string()
      .regex(/^[\w.-]+\/[\w.-]+$/, { error: "to be a repository such as owner/name" })
      .exactOptional()
      .describe("Only in this repository, such as owner/name; in all that are read when absent."),
    branch: z
      .string()
      .min(1)
      .max(250)
      .exactOptional()
      .describe("Only for this branch: the one that a pull request goes to, or that a workflow ran on."),
    ...pollKeys,
  })
  .refine(({ event, branch }) => branch === undefined || hasBranch(event), {
    path: ["branch"],
    error: "to be left out, since only pull requests and workflow runs have one",
  })
  .describe("Runs when something happens at GitHub; looks in the automation's own read of github.");

export type GitHubEventOptions = z.infer<typeof schema>;

const WORDS: Readonly<Record<GitHubEventName, string>> = {
  "pull_request.opened": "when a pull request is opened",
  "pull_request.ready": "when a pull request is ready for review",
  "pull_request.review_requested": "when a review is asked of you",
  "pull_request.merged": "when a pull request is merged",
  "pull_request.closed": "when a pull request is closed without a merge",
  "workflow_run.failed": "when a workflow run has failed",
  "workflow_run.succeeded": "when a workflow run has succeeded",
  "release.published": "when a release is published",
  "deployment.started": "when a deployment has begun",
  "deployment.succeeded": "when a deployment has succeeded",
  "deployment.failed": "when a deployment has failed",
  "issue.opened": "when an issue is opened",
};

/** What happens at GitHub, by asking; webhooks only have it ask at once. */
export const githubSource = pollingSource<GitHubEventOptions>({
  id: "github",
  schema,
  everyMs: 120_000,
  // That a run has failed is seen without the logs that say why, each of which costs calls.
  lookedAt: (grant) => ({ ...grant, failures: false }),
  describe({ event, repository, branch }) {
    return `${WORDS[event]}${branch === undefined ? "" : `, for the branch ${branch}`} in ${repository ?? "GitHub"}`;
  },
  audience: ({ repository = "*" }) => [{ kind: "place", place: `github:${repository.toLowerCase()}` }],
  moments: githubMoments,
  isMeant({ event, fields }, { event: wanted, repository, branch }) {
    const isThere = repository === undefined || String(fields["repository"]).toLowerCase() === repository.toLowerCase();
    return event === wanted && isThere && (branch === undefined || fields["branch"] === branch);
  },
});
