import { REAUTH_NEEDED } from "../../core/connection.ts";
import { ChiefError, deliveryUnsure, PermanentError, TransientError } from "../../core/errors.ts";
import { readSlackFailure } from "../../lib/slack-client.ts";
import { isBeforeWriting, nameOfCause } from "../webhook-request.ts";

/** What failed: words for where the message goes, and whether the call was to change anything there. */
export interface Call {
  place: string;
  writes: boolean;
}

/** Slack says of these itself that part of the work may have been done (https://docs.slack.dev/reference/methods/chat.postMessage#errors). */
const MAY_HAVE_WORKED: ReadonlySet<string> = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout"]);

const RECONNECT = "Slack no longer takes this token: make a new one, and connect again with `chief connect slack`.";
const INVITE = "Invite the app: write /invite and its name in the channel.";
const TOO_LONG = "Let the automation say less, for instance with fewer sources.";
const PERSON = "Correct the person's `accounts: { slack: … }` or addresses in config/people.yaml.";

/** With these nothing goes out by the connection any more. */
const SIGNED_OUT: ReadonlySet<string> = new Set(["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"]);

const HINTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...SIGNED_OUT].map((word) => [word, RECONNECT])),
  not_in_channel: INVITE,
  channel_not_found: `Check the channel's id in the automation. ${INVITE}`,
  is_archived: "Take the channel out of the archive, or name another one in the automation.",
  ...{ msg_too_long: TOO_LONG, msg_blocks_too_long: TOO_LONG },
  ...{ user_not_found: PERSON, users_not_found: PERSON, user_disabled: PERSON, cannot_dm_bot: PERSON },
};

/** What became of a call to Slack that failed, in our words. Nothing of what was sent is in it, and no token. */
export function failureOf(error: unknown, call: Call): Error {
  const { word, needed, isTooFast, retryAfterMs, original } = readSlackFailure(error);
  if (original instanceof ChiefError) return original;
  if (isTooFast) return tooFast(call, retryAfterMs);
  if (word !== undefined && !MAY_HAVE_WORKED.has(word)) return refusal(call.place, word, needed);
  const cause = original instanceof TypeError ? original.cause : original;
  if (isBeforeWriting(cause)) return unreachable(cause);
  return call.writes ? deliveryUnsure() : noAnswer(call.place, word ?? nameOfCause(cause ?? error));
}

/** Slack's own name for why it refused; undefined where it did not get to that. */
export function wordOf(error: unknown): string | undefined {
  return readSlackFailure(error).word;
}

/** Slack will not take a message, by its own name for the reason. `needed` are the permissions that are missing. */
export function refusal(place: string, word: string, needed?: string): PermanentError {
  const scopes = needed === undefined ? "" : ` ${needed}`;
  const hint =
    word === "missing_scope"
      ? `Give the app the permission${scopes} under OAuth & Permissions in its settings at Slack, and install it again.`
      : (HINTS[word] ?? "Look the word up at https://docs.slack.dev/reference/methods/chat.postMessage.");
  const code = SIGNED_OUT.has(word) ? REAUTH_NEEDED : "slack-refused";
  return new PermanentError(code, `expected Slack to take a message to ${place}, got ${word}${scopes && `:${scopes}`}`, {
    hint,
  });
}

function tooFast({ place }: Call, retryAfterMs: number | undefined): TransientError {
  return new TransientError("slack-busy", `expected Slack to take a message to ${place}, got the wish for a pause`, {
    hint: "It is tried again after the pause that Slack asked for.",
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function unreachable(cause: unknown): TransientError {
  return new TransientError("slack-unreachable", `expected Slack to be reachable, got ${nameOfCause(cause)}`, {
    hint: "It is tried again; check the network, and `api` of the connection in config/chief.yaml.",
  });
}

function noAnswer(place: string, got: string): TransientError {
  return new TransientError("slack-lookup", `expected Slack to say what is there for ${place}, got ${got}`, {
    hint: "It is tried again; look at https://slack-status.com if that goes on.",
  });
}
