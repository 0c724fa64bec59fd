import { ChiefError } from "../../core/errors.ts";
import { refused, unreachable } from "../failure.ts";

/** What Slack's own words for a refusal mean: https://docs.slack.dev/reference/methods/auth.test#errors */
const REFUSALS: Readonly<Record<string, readonly [got: string, hint: string]>> = {
  invalid_auth: ["one that it does not know", "Copy it again from the app's page at https://api.slack.com/apps, whole and without spaces."],
  not_authed: ["none", "Give it the token of the app's page at https://api.slack.com/apps."],
  token_revoked: ["one that was revoked", "Install the app again on its page at https://api.slack.com/apps, and take the new token."],
  token_expired: [
    "one that has expired",
    "Switch token rotation off on the app's page at https://api.slack.com/apps, and install it again.",
  ],
  account_inactive: [
    "one of an app that was removed",
    "Install the app again on its page at https://api.slack.com/apps, and take the new token.",
  ],
  not_allowed_token_type: ["one of another kind", "The bot's token starts with xoxb-, the app's with xapp-."],
  missing_scope: [
    "one without the scope connections:write",
    "Make an app-level token with connections:write under Basic Information of the app.",
  ],
  team_access_not_granted: ["one of an app that the workspace does not let in", "Ask an admin of the workspace to approve the app."],
  access_denied: ["one of an app that the workspace does not let in", "Ask an admin of the workspace to approve the app."],
  forbidden_for_interactive_messages: ["one of an app without Socket Mode", "Switch Socket Mode on, on the app's page."],
  socket_mode_not_enabled: ["one of an app without Socket Mode", "Switch Socket Mode on, on the app's page at https://api.slack.com/apps."],
};

/** With these nothing at all can be done by the token that was shown. */
const SIGNED_OUT: ReadonlySet<string> = new Set(["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"]);

const PASSING: ReadonlySet<string> = new Set(["fatal_error", "internal_error", "service_unavailable", "ratelimited", "request_timeout"]);

/** What a refusal of the token itself means. */
export type Refusal = typeof refused;

/** The client's error in our words, without anything that was sent. `what` is the token that was shown; `signedOut` is what its end means. */
export function toFailure(what: string, error: unknown, signedOut: Refusal): unknown {
  if (error instanceof ChiefError || !(error instanceof Error)) return error;
  const word = wordOf(error);
  if (word === undefined) return unreachable(`expected Slack to answer, got ${reasonOf(error)}`, "Check the network, and try again.");
  if (PASSING.has(word)) return unreachable(`expected Slack to answer, got ${word}`, "Try again in a minute.");
  const [got, hint] = REFUSALS[word] ?? [`the refusal ${word}`, "Look at the app's page at https://api.slack.com/apps."];
  const refuse = SIGNED_OUT.has(word) ? signedOut : refused;
  return refuse(`expected a ${what} that Slack takes, got ${got}`, hint);
}

/** Slack names its refusals by words; anything else is not shown. */
function wordOf(error: object): string | undefined {
  const data: unknown = "data" in error ? error.data : undefined;
  if (typeof data !== "object" || data === null || !("error" in data)) return undefined;
  return typeof data.error === "string" && /^[a-z_]{1,60}$/.test(data.error) ? data.error : "unknown";
}

function reasonOf(error: Error): string {
  if ("statusCode" in error && typeof error.statusCode === "number") return `the status ${error.statusCode}`;
  if ("retryAfter" in error && typeof error.retryAfter === "number") return `the wish to be asked again in ${error.retryAfter} seconds`;
  return "no answer";
}
