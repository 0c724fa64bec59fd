import { REAUTH_NEEDED } from "../../core/connection.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";
import { readSlackFailure } from "../../lib/slack-client.ts";

/** A part that could not be read, in plain words. */
export interface Failure {
  what: string;
  error: string;
  hint?: string;
}

/** With these nothing can be read at all: https://docs.slack.dev/reference/methods/conversations.history#errors */
const NO_ACCESS: ReadonlySet<string> = new Set([
  ...["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "not_allowed_token_type"],
  ...["org_login_required", "ekm_access_denied", "team_access_not_granted", "access_denied"],
]);
const PASSING: ReadonlySet<string> = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout"]);

const INVITE = "Invite the app: write /invite and its name in the channel.";
const PARTS: Readonly<Record<string, readonly [error: string, hint: string]>> = {
  not_in_channel: ["the app is not in it", INVITE],
  channel_not_found: ["Slack knows no such channel, or does not show it to the app", `Check the id in the automation. ${INVITE}`],
  is_archived: ["it is archived", "Take it out of the archive, or out of the automation."],
  thread_not_found: ["a thread is there no more", "It is not looked for again."],
};

/** What a refused part is told as, by Slack's own name for the reason. `needed` are the permissions that are missing. */
export function refusedPart(what: string, word: string, needed?: string): Failure {
  const [error, hint] = PARTS[word] ?? [`Slack refuses it: ${word}`, "Look the word up at https://docs.slack.dev/reference/methods."];
  if (word !== "missing_scope") return { what, error, hint };
  const scopes = needed === undefined ? "" : ` ${needed}`;
  const way = "Add it under OAuth & Permissions in the app's settings at Slack, and install the app again.";
  return { what, error: `the app lacks the permission${scopes}`, hint: way };
}

/**
 * What a call that failed means for the part that it was to read. Throws where it means the whole: PermanentError `reauth-needed` where
 * somebody has to connect again, TransientError `slack-busy` or `slack-unreachable` where it may pass.
 */
export function toPartFailure(what: string, error: unknown, connection: string): { failure: Failure; word: string } {
  const { word, needed, isTooFast, retryAfterMs } = readSlackFailure(error);
  if (isTooFast) throw tooFast(retryAfterMs);
  if (word === undefined || PASSING.has(word)) throw unreachable(word);
  if (NO_ACCESS.has(word)) throw noAccess(word, connection);
  return { failure: refusedPart(what, word, needed), word };
}

function tooFast(retryAfterMs: number | undefined): TransientError {
  return new TransientError("slack-busy", "expected Slack to answer, got the wish for a pause", {
    hint: "It is tried again after the pause that Slack asked for.",
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** Nothing of use came back, and it may pass. `word` is what came. */
export function unreachable(word = "no answer"): TransientError {
  return new TransientError("slack-unreachable", `expected Slack to answer, got ${word}`, {
    hint: "It is tried again; check the network, and https://slack-status.com if that goes on.",
  });
}

function noAccess(word: string, connection: string): PermanentError {
  return new PermanentError(REAUTH_NEEDED, `expected Slack to take the token of ${connection}, got ${word}`, {
    hint: `Make a new token and connect again with \`chief connect slack ${connection}\`.`,
  });
}
