import { ChiefError } from "../../core/errors.ts";
import { meaningOf, readGoogleFailure, type GoogleFailure, type Meaning } from "../../lib/google-failure.ts";
import { refused, signedOut, unreachable } from "../failure.ts";
import { enableAddress, type Api } from "./apis.ts";

const AGAIN = "Sign in again with `chief connect google`";
const CLIENT =
  "Copy the client's id and secret again, whole, from https://console.cloud.google.com/auth/clients; its type has to be Desktop app.";
/** What Google's own words for a refusal mean: https://developers.google.com/identity/protocols/oauth2/native-app */
const REFUSALS: Readonly<Record<string, readonly [got: string, hint: string]>> = {
  invalid_client: ["one of a client that it does not know", CLIENT],
  deleted_client: ["one of a client that was deleted", CLIENT],
  unauthorized_client: ["one of a client that may not do this", CLIENT],
  invalid_grant: [
    "one that has ended",
    `${AGAIN}. A sign-in ends when it was taken back, after a new password, after six months without use, and after 7 days while the project's consent screen is in Testing.`,
  ],
};
const NOT_ENABLED: ReadonlySet<string> = new Set(["accessNotConfigured", "SERVICE_DISABLED"]);

/**
 * The client's error in our words, without anything that was sent. `api` is the one that was asked; absent for the sign-in itself. Only
 * what ends the sign-in says so: others still do by it what this one refuses.
 */
export function toFailure(error: unknown, api?: Api): unknown {
  if (error instanceof ChiefError || !(error instanceof Error)) return error;
  const failure = readGoogleFailure(error);
  const failures: Readonly<Record<Meaning, () => ChiefError>> = {
    ended: () => ended(failure),
    lacking: () => refused("expected a sign-in that may read this, got one that may not", `${AGAIN}, and leave every box ticked.`),
    busy: () => away(failure),
    unreachable: () => away(failure),
    refused: () => refusal(failure, api),
  };
  return failures[meaningOf(failure)]();
}

function ended({ status, reason }: GoogleFailure): ChiefError {
  const [got, hint] = REFUSALS[reason ?? ""] ?? [`the refusal ${reason ?? status}`, `${AGAIN}.`];
  return signedOut(`expected a sign-in that Google takes, got ${got}`, hint);
}

function away({ status }: GoogleFailure): ChiefError {
  if (status === undefined) return unreachable("expected Google to answer, got nothing of use", "Check the network, and try again.");
  return unreachable(`expected Google to answer, got the status ${status}`, "Try again in a minute.");
}

function refusal({ status, reason }: GoogleFailure, api: Api | undefined): ChiefError {
  if (api && reason !== undefined && NOT_ENABLED.has(reason)) {
    return refused(
      `expected the ${api.title} to be enabled in your project, got a no`,
      `Enable it at ${enableAddress([api])}, and wait a minute.`,
    );
  }
  return refused(
    `expected Google to allow ${api ? `the use of the ${api.title}` : "the sign-in"}, got the refusal ${reason ?? status}`,
    "See whether the account has what this reads, such as a mailbox, and ask an admin of your Google Workspace whether the client is allowed.",
  );
}

/** As `work` resolves; its errors in our words. */
export async function asking<Answer>(work: Promise<Answer>, api?: Api): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    throw toFailure(error, api);
  }
}
