import type { Octokit } from "octokit";
import { z } from "zod";
import type { PlanUpdate } from "../../core/briefing.ts";
import type { Connections } from "../../core/connection.ts";
import { deliveryUnsure, PermanentError, TransientError, type ChiefError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import { openGitHub } from "../../lib/github-client.ts";
import { readGitHubFailure, toGitHubError } from "../../lib/github-failure.ts";
import { isBeforeWriting } from "../webhook-request.ts";
import { elsewhere } from "./failure.ts";
import type { GitHubPlace } from "./options.ts";
import { nameOf } from "./settle.ts";
import { findIssueNumber } from "./place.ts";

export interface GitHubParts {
  clock: Clock;
  connections: Connections;
}

/** An issue that is a task, and what was told of it there. */
export interface GitHubIssue {
  /** The address of the comment with this mark; undefined where there is none. */
  find(mark: string): Promise<string | undefined>;
  /** Writes a comment, and gives its address. */
  comment(body: string): Promise<string>;
}

const commentSchema = z.looseObject({ html_url: z.string(), body: z.string().nullish() });
const LARGEST_PAGE = 100;
/** More comments than anybody writes on an issue in a day. */
const MOST_PAGES = 20;
/** The clocks of those who take replies and of GitHub are no farther apart. */
const SLACK_MS = 24 * 60 * 60_000;

/** Opens the issue of an update's task. Throws PermanentError `plan-elsewhere` where it lies elsewhere; what it gives throws as `Delivery.send` does. */
export async function openIssue(
  update: PlanUpdate,
  place: GitHubPlace,
  signal: AbortSignal,
  { clock, connections }: GitHubParts,
): Promise<GitHubIssue> {
  const path = pathOf(update, place);
  signal.throwIfAborted();
  const connection = connections.get("github", place.connection);
  const client = await openGitHub(connection, { readSecret: (reference) => connections.readSecret(reference), signal });
  const failed = (error: unknown, writes: boolean): ChiefError => {
    signal.throwIfAborted();
    return failureOf(error, { writes, connection: connection.name, task: nameOf(update), now: clock.now() });
  };
  return {
    find: (mark) =>
      findMarked(client, { path, since: new Date(Date.parse(update.at) - SLACK_MS).toISOString(), mark }, (error) => failed(error, false)),
    async comment(body) {
      try {
        const answer: { data: unknown } = await client.request(`POST ${path}`, { body });
        return commentSchema.parse(answer.data).html_url;
      } catch (error) {
        throw failed(error, true);
      }
    },
  };
}

function pathOf(update: PlanUpdate, place: GitHubPlace): string {
  const { repository } = place;
  const number = findIssueNumber(update, place);
  if (number === undefined) throw elsewhere(nameOf(update), `the issues of ${repository} at GitHub`);
  return `/repos/${repository}/issues/${number}/comments`;
}

/** https://docs.github.com/rest/issues/comments#list-issue-comments */
async function findMarked(
  client: Octokit,
  { path, since, mark }: { path: string; since: string; mark: string },
  failed: (error: unknown) => Error,
): Promise<string | undefined> {
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const comments = await listComments(client, path, { since, page }).catch((error: unknown) => {
      throw failed(error);
    });
    const found = comments.find(({ body }) => body?.includes(mark) === true);
    if (found) return found.html_url;
    if (comments.length < LARGEST_PAGE) return undefined;
  }
  // To comment unseen would be the greater harm.
  throw new TransientError("plan-lookup", "expected to see all comments of the issue, got more than can be listed", {
    hint: "Look at the issue, and comment by hand.",
  });
}

async function listComments(client: Octokit, path: string, at: { since: string; page: number }): Promise<z.infer<typeof commentSchema>[]> {
  const answer: { data: unknown } = await client.request(`GET ${path}`, { ...at, per_page: LARGEST_PAGE });
  return z.array(commentSchema).parse(answer.data);
}

interface Call {
  writes: boolean;
  connection: string;
  task: string;
  now: number;
}

function failureOf(error: unknown, { writes, connection, task, now }: Call): ChiefError {
  const { status, isTooFast } = readGitHubFailure(error, now);
  const isInDoubt = status === undefined || status >= 500 || error instanceof z.ZodError;
  if (writes && !isTooFast && isInDoubt && !isBeforeWriting(innermost(error))) return deliveryUnsure();
  const passing = toGitHubError(error, connection, now);
  if (passing) return passing;
  const isMissing = status === 404 || status === 410;
  const got = isMissing
    ? "no such issue, or none that the token may see"
    : status === 403
      ? "a token that may not, or a locked issue"
      : `the status ${status}`;
  return new PermanentError("plan-refused", `expected GitHub to take a comment on ${task}, got ${got}`, {
    hint: `Let the token of ${connection} see the repository, with the permission Issues: read and write.`,
  });
}

/** The client wraps what went wrong below it. */
function innermost(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? innermost(error.cause) : error;
}
