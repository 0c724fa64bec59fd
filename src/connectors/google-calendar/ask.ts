import type { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import type { Accounts } from "../../core/connection.ts";
import { TransientError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { FetchContext } from "../../core/ports/outside.ts";
import { passes } from "../../lib/clock.ts";
import { openGoogle } from "../../lib/google-client.ts";
import { readGoogleFailure, toGoogleError, type GoogleFailure } from "../../lib/google-failure.ts";

/** What Google answers, or why it refuses this one thing. */
export type Answer = { ok: true; data: unknown } | { ok: false; refusal: GoogleFailure };

/** Asks Google for one thing. Throws TransientError or PermanentError where nothing can be read. */
export type Ask = (call: (client: calendar_v3.Calendar) => Promise<{ data: unknown }>) => Promise<Answer>;

/** A pause that Google asks for and that is no longer than this is kept at once; a longer one is left to the next run. */
const LONGEST_PAUSE_MS = 30_000;
const MOST_PAUSES = 3;

/** The client of a connection; its secrets are read now and go nowhere else. */
export async function openCalendars(
  accounts: Accounts<"google">,
  name: string | undefined,
  { signal, round, clock }: Pick<FetchContext<unknown>, "signal" | "round"> & { clock: Clock },
): Promise<Ask> {
  const connection = accounts.get(name);
  const access = await openGoogle(connection, { readSecret: accounts.readSecret, signal, ...(round && { round }) });
  const { calendar } = await import("googleapis/build/src/apis/calendar/index.js");
  const client = calendar({ version: "v3", ...access });
  return async (call) => {
    for (let pauses = 0; ; pauses += 1) {
      signal.throwIfAborted();
      try {
        return { ok: true, data: (await call(client)).data };
      } catch (error) {
        signal.throwIfAborted();
        const failure = toGoogleError(error, connection.name);
        if (failure === undefined) return { ok: false, refusal: readGoogleFailure(error) };
        const pauseMs = failure instanceof TransientError ? failure.retryAfterMs : undefined;
        if (pauseMs === undefined || pauseMs > LONGEST_PAUSE_MS || pauses === MOST_PAUSES) throw failure;
        await passes(pauseMs, clock, signal);
      }
    }
  };
}

/** An answer that is none: a page of somebody in between, or half of it. It must not be taken for an empty one. */
export function unreadable(what: string): TransientError {
  return new TransientError("google-unreadable", `expected Google to answer with ${what}, got something else`, {
    hint: "It is tried again; if that goes on, look at what stands between this machine and Google, such as a proxy.",
  });
}
