import type { gmail_v1 as Gmail } from "googleapis/build/src/apis/gmail/index.js";
import type { z } from "zod";
import type { Accounts } from "../../core/connection.ts";
import { ChiefError, PermanentError, TransientError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { FetchContext } from "../../core/ports/outside.ts";
import { openGoogle } from "../../lib/google-client.ts";
import { readGoogleFailure, toGoogleError } from "../../lib/google-failure.ts";
import { createPageWatch } from "../../lib/google-pages.ts";
import { createPatience } from "./patience.ts";

/** The code of the error for what is not there, or not any more. */
export const GONE = "google-gone";
const FIRST_PAUSE_MS = 1_000;

type Client = Gmail.Gmail;

/**
 * One call to Gmail and what it answered, waiting a while where Google wishes so. Throws TransientError `google-busy` or
 * `google-unreachable`, PermanentError `reauth-needed`, `google-gone` or `google-refused`, and what the signal says.
 */
export type Ask = <Value>(schema: z.ZodType<Value>, call: (client: Client) => Promise<{ data: unknown }>) => Promise<Value>;

/** The client of a connection; its secrets are read now and go nowhere else. */
export async function openGmail(
  accounts: Accounts<"google">,
  name: string | undefined,
  { signal, round, clock }: Pick<FetchContext<unknown>, "signal" | "round"> & { clock: Clock },
): Promise<Ask> {
  const connection = accounts.get(name);
  const access = await openGoogle(connection, {
    readSecret: (reference) => accounts.readSecret(reference),
    signal,
    ...(round && { round }),
  });
  // Loaded when Gmail is first asked, so that a start does not wait for it.
  const { gmail } = await import("googleapis/build/src/apis/gmail/index.js");
  const client = gmail({ version: "v1", ...access });
  const wait = createPatience(clock, signal);
  return async (schema, call) => {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
      signal.throwIfAborted();
      const outcome = await call(client).catch((error: unknown) => toError(error, connection.name));
      signal.throwIfAborted();
      const answer = outcome instanceof ChiefError ? outcome : (schema.safeParse(outcome.data).data ?? noAnswer());
      if (!(answer instanceof ChiefError)) return answer;
      if (answer.code !== "google-busy" || !(await wait(askedMs(answer) ?? pauseMs))) throw answer;
    }
  };
}

/** The pages of an answer, until the last. Throws what `ask` does, and TransientError `google-unreadable` where there is none. */
export async function* pagesOf<Page extends { nextPageToken?: string | undefined }>(
  ask: Ask,
  schema: z.ZodType<Page>,
  call: (client: Client, at: { pageToken?: string }) => Promise<{ data: unknown }>,
): AsyncGenerator<Page> {
  const next = createPageWatch();
  let pageToken: string | undefined;
  do {
    const at = pageToken === undefined ? {} : { pageToken };
    const answer = await ask(schema, (client) => call(client, at));
    yield answer;
    pageToken = next(answer.nextPageToken);
  } while (pageToken !== undefined);
}

function askedMs(error: ChiefError): number | undefined {
  return error instanceof TransientError ? error.retryAfterMs : undefined;
}

function toError(error: unknown, connection: string): ChiefError {
  return toGoogleError(error, connection) ?? refusal(error);
}

function refusal(error: unknown): PermanentError {
  const { status = 0, reason } = readGoogleFailure(error);
  if (status === 404) {
    return new PermanentError(GONE, "expected Gmail to have this, got that it is not there", { hint: "Nothing needs to be done." });
  }
  return new PermanentError("google-refused", `expected Gmail to answer, got a refusal: ${reason ?? `status ${status}`}`, {
    hint: "See whether the Gmail API is enabled in the project at https://console.cloud.google.com/apis/library/gmail.googleapis.com.",
  });
}

/** A page of somebody in between, or a part of an answer. */
function noAnswer(): TransientError {
  return new TransientError("google-unreachable", "expected Google to answer, got something else", {
    hint: "It is tried again; check whether the network asks you to sign in.",
  });
}
