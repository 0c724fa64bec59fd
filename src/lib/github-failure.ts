import { z } from "zod";
import { REAUTH_NEEDED } from "../core/connection.ts";
import { PermanentError, TransientError, type ChiefError } from "../core/errors.ts";

/** The errors of GitHub's own client, as far as they are used (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api). */
const failureSchema = z.looseObject({
  status: z.number(),
  response: z.looseObject({ headers: z.record(z.string(), z.unknown()).default({}), data: z.unknown() }).optional(),
});

const messageSchema = z.looseObject({ message: z.string().catch("") }).catch({ message: "" });

/** GitHub counts by the hour: a longer pause than this is none that it means. */
const LONGEST_PAUSE_MS = 24 * 60 * 60 * 1000;

/** Why a call to GitHub failed, without anything that was sent. */
export interface GitHubFailure {
  /** The HTTP status; absent where no answer came. */
  status?: number;
  /** GitHub counts calls, and there were too many. */
  isTooFast: boolean;
  retryAfterMs?: number;
}

/** GitHub refuses in JSON: a page that forbids is of somebody else, and says nothing of the token. */
function isPageInBetween(status: number, data: unknown): boolean {
  return typeof data === "string" && /^\s*<(?:!doctype|html)\b/i.test(data) && status < 500 && status !== 401 && status !== 429;
}

/** Reads what GitHub's own client threw, at an instant in milliseconds since 1970; anything else is a failure of which nothing is known. */
export function readGitHubFailure(error: unknown, now: number): GitHubFailure {
  const { status, response } = failureSchema.safeParse(error).data ?? {};
  // Without an answer the client makes up a status of 500.
  if (status === undefined || !response || isPageInBetween(status, response.data)) return { isTooFast: false };
  const { "retry-after": wait, "x-ratelimit-remaining": remaining, "x-ratelimit-reset": reset } = response.headers;
  // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
  const isUsedUp = Number(remaining) === 0;
  const isSaid = /\bsecondary rate limit\b/i.test(messageSchema.parse(response.data).message);
  const isTooFast = status === 429 || (status === 403 && (wait !== undefined || isUsedUp || isSaid));
  const waitMs = wait !== undefined ? Number(wait) * 1_000 : isUsedUp ? Number(reset) * 1_000 - now : NaN;
  return { status, isTooFast, ...(isTooFast && waitMs <= LONGEST_PAUSE_MS && { retryAfterMs: Math.max(0, waitMs) }) };
}

/**
 * What a failure of GitHub means where nothing can be read: PermanentError `reauth-needed` where somebody has to connect again, TransientError
 * `github-busy` or `github-unreachable` where it may pass; undefined where only this one thing was refused.
 */
export function toGitHubError(error: unknown, connection: string, now: number): ChiefError | undefined {
  const { status, isTooFast, retryAfterMs } = readGitHubFailure(error, now);
  if (status === 401) {
    return new PermanentError(REAUTH_NEEDED, `expected GitHub to take the token of ${connection}, got a refusal`, {
      hint: `Make a new token and connect again with \`chief connect github ${connection}\`.`,
    });
  }
  if (isTooFast) {
    return new TransientError("github-busy", "expected GitHub to answer, got the wish for a pause", {
      hint: "It is tried again after the pause that GitHub asked for.",
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  if (status !== undefined && status < 500) return undefined;
  return new TransientError(
    "github-unreachable",
    `expected GitHub to answer, got ${status === undefined ? "no answer" : `status ${status}`}`,
    {
      hint: "It is tried again; check the network, and https://www.githubstatus.com if that goes on.",
    },
  );
}
