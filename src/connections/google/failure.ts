import { ChiefError } from "../../core/errors.ts";
import { readGoogleFailure } from "../../lib/google-failure.ts";
import { refused, signedOut, unreachable } from "../failure.ts";
import { enableAddress, type Api } from "./apis.ts";

const CLIENT =
  "Copy the client's id and secret again, whole, from https://console.cloud.google.com/auth/clients; its type has to be Desktop app.";
/** What Google's own words for a refusal mean: https://developers.google.com/identity/protocols/oauth2/native-app */
const REFUSALS: Readonly<Record<string, readonly [got: string, hint: string]>> = {
  invalid_client: ["one of a client that it does not know", CLIENT],
  deleted_client: ["one of a client that was deleted", CLIENT],
  unauthorized_client: ["one of a client that may not do this", CLIENT],
  invalid_grant: [
    "one that has ended",
    "Sign in again with `chief connect google NAME --replace`. A sign-in ends when it was taken back, after a new password, after six months without use, and after 7 days while the project's consent screen is in Testing.",
  ],
  admin_policy_enforced: ["one that your organisation does not allow", "Ask an admin of your Google Workspace to allow the client."],
};
const NOT_ENABLED: ReadonlySet<string> = new Set(["accessNotConfigured", "SERVICE_DISABLED"]);
const TOO_FAST: ReadonlySet<string> = new Set(["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"]);

/** The client's error in our words, without anything that was sent. `api` is the one that was asked; absent for the sign-in itself. */
export function toFailure(error: unknown, api?: Api): unknown {
  if (error instanceof ChiefError || !(error instanceof Error)) return error;
  const { status, reason } = readGoogleFailure(error);
  if (status === undefined) return unreachable("expected Google to answer, got nothing of use", "Check the network, and try again.");
  if (api && reason !== undefined && NOT_ENABLED.has(reason)) {
    return refused(
      `expected the ${api.title} to be enabled in your project, got a no`,
      `Enable it at ${enableAddress([api])}, and wait a minute.`,
    );
  }
  if (status === 429 || status >= 500 || (reason !== undefined && TOO_FAST.has(reason))) {
    return unreachable(`expected Google to answer, got the status ${status}`, "Try again in a minute.");
  }
  const [got, hint] = REFUSALS[reason ?? ""] ?? [
    `the refusal ${reason ?? status}`,
    "Sign in again with `chief connect google NAME --replace`.",
  ];
  return signedOut(`expected a sign-in that Google takes, got ${got}`, hint);
}

/** As `work` resolves; its errors in our words. */
export async function asking<Answer>(work: Promise<Answer>, api?: Api): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    throw toFailure(error, api);
  }
}
