import type { drive_v3 } from "googleapis/build/src/apis/drive/v3.js";
import type { z } from "zod";
import type { Accounts } from "../../core/connection.ts";
import { TransientError } from "../../core/errors.ts";
import type { FetchContext } from "../../core/ports/outside.ts";
import { openGoogle } from "../../lib/google-client.ts";
import { readGoogleFailure, toGoogleError, type GoogleFailure } from "../../lib/google-failure.ts";

/** What Google answers, or why it refuses this one thing. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; refusal: GoogleFailure };

/**
 * Asks Google for one thing, whose answer has to be of a form. Throws TransientError or PermanentError where nothing can be read, and
 * TransientError `google-unreadable` for an answer that is none, which must not be taken for an empty one.
 */
export type Ask = <Value>(schema: z.ZodType<Value>, call: (client: drive_v3.Drive) => Promise<{ data: unknown }>) => Promise<Answer<Value>>;

/** The client of a connection; its secrets are read now and go nowhere else. */
export async function openDrive(
  accounts: Accounts<"google">,
  name: string | undefined,
  { signal, round }: Pick<FetchContext<unknown>, "signal" | "round">,
): Promise<Ask> {
  const connection = accounts.get(name);
  const access = await openGoogle(connection, { readSecret: accounts.readSecret, signal, ...(round && { round }) });
  const { drive } = await import("googleapis/build/src/apis/drive/index.js");
  const client = drive({ version: "v3", ...access });
  return async (schema, call) => {
    signal.throwIfAborted();
    try {
      const parsed = schema.safeParse((await call(client)).data);
      if (!parsed.success) throw unreadable();
      return { ok: true, value: parsed.data };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TransientError) throw error;
      const failure = toGoogleError(error, connection.name);
      if (failure) throw failure;
      return { ok: false, refusal: readGoogleFailure(error) };
    }
  };
}

function unreadable(): TransientError {
  return new TransientError("google-unreadable", "expected Google Drive to answer, got something else", {
    hint: "It is tried again; if that goes on, look at what stands between this machine and Google, such as a proxy.",
  });
}
