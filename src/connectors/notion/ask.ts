import type { Client } from "@notionhq/client";
import type { z } from "zod";
import type { Accounts } from "../../core/connection.ts";
import { TransientError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import { openNotion } from "../../lib/notion-client.ts";
import { readNotionFailure, toNotionError, unreadableNotion } from "../../lib/notion-failure.ts";
import { formatInstant } from "../../render/prose.ts";
import { brokenPart, pausedPart, refusedPart, type Failure } from "./failure.ts";

/** A pause that Notion asks for is waited for up to this; what takes longer is left for the next run. */
const LONGEST_WAIT_MS = 20_000;
const MOST_WAITS = 5;
/** Where Notion does not say how long: three calls a second are allowed (https://developers.notion.com/reference/request-limits). */
const UNTOLD_WAIT_MS = 1_000;
/** So many of many parts may have no sound answer before Notion counts as away. */
const MOST_BROKEN = 3;
/** More of one answer would be no list but a loop. */
const MOST_PAGES = 1_000;

/** An answer of Notion, or why this part has none; `status` is that of a refusal: 404 for what is not there or not shared, 403 for what it may not. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Failure; status?: number };

/** One call, and the form that its answer has to be of. */
export interface Question<Value> {
  /** For people. */
  what: string;
  schema: z.ZodType<Value>;
  call(client: Client): Promise<unknown>;
  /** One of many parts: that it has no sound answer costs no other. */
  isOneOfMany?: true;
}

/**
 * Asks Notion for one part. Throws PermanentError `reauth-needed`, or TransientError `notion-busy` or `notion-unreachable`, where nothing
 * at all can be read, and what the signal says.
 */
export type Ask = <Value>(question: Question<Value>) => Promise<Answer<Value>>;

/** What all calls of one fetch have in common. */
interface Asking {
  signal: AbortSignal;
  clock: Clock;
  /** The reader's, in which pauses are told. */
  timezone: string;
}

/** The client of a connection; its token is read now and goes nowhere else. Calls are made one after the other. */
export async function openAsk(accounts: Accounts<"notion">, name: string | undefined, { signal, clock, timezone }: Asking): Promise<Ask> {
  const connection = accounts.get(name);
  const client = await openNotion(connection, { readSecret: (reference) => accounts.readSecret(reference), signal });
  let answers = 0;
  let broken = 0;
  let pausedUntil: number | undefined;
  return async ({ what, schema, call, isOneOfMany }) => {
    for (let waits = 0; pausedUntil === undefined; waits += 1) {
      signal.throwIfAborted();
      try {
        const parsed = schema.safeParse(await call(client));
        if (!parsed.success) throw unreadableNotion();
        answers += 1;
        return { ok: true, value: parsed.data };
      } catch (error) {
        signal.throwIfAborted();
        const { isTooFast, status, retryAfterMs = UNTOLD_WAIT_MS } = readNotionFailure(error, clock.now());
        if (isTooFast && retryAfterMs <= LONGEST_WAIT_MS && waits < MOST_WAITS) await pass(retryAfterMs, clock, signal);
        else if (isTooFast && answers > 1) pausedUntil = clock.now() + retryAfterMs;
        else {
          const whole = error instanceof TransientError ? error : toNotionError(error, connection.name, clock.now());
          if (!whole) return { ok: false, failure: refusedPart(what, error), ...(status !== undefined && { status }) };
          if (isOneOfMany !== true || !(whole instanceof TransientError) || isTooFast || (broken += 1) > MOST_BROKEN) throw whole;
          return { ok: false, failure: brokenPart(what, whole.message) };
        }
      }
    }
    return { ok: false, failure: pausedPart(what, formatInstant(instantOf(pausedUntil), { timezone, asOf: instantOf(clock.now()) })) };
  };
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** Resolves after so long; throws at once when told to stop. */
async function pass(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const cancel = clock.after(ms, resolve);
    signal.addEventListener("abort", () => (cancel(), resolve()), { once: true });
  });
  signal.throwIfAborted();
}

interface Page {
  next_cursor?: string | null | undefined;
}

/** Where a call goes on: nothing on the first page. */
export interface PageCursor {
  start_cursor?: string;
}

/** The answers of a call that comes in pages, until one fails or is the last. Throws as `ask` does, also where the pages do not end. */
export async function* pagesOf<Answered extends Page>(
  ask: Ask,
  { call, ...question }: Omit<Question<Answered>, "call"> & { call(client: Client, at: PageCursor): Promise<unknown> },
): AsyncGenerator<Answer<Answered>> {
  const seen = new Set<string>();
  let at: PageCursor = {};
  for (;;) {
    const here = at;
    const answer = await ask({ ...question, call: (client) => call(client, here) });
    yield answer;
    const next = answer.ok ? (answer.value.next_cursor ?? "") : "";
    if (next === "") return;
    if (seen.has(next) || seen.size === MOST_PAGES) throw unreadableNotion("a list without an end");
    seen.add(next);
    at = { start_cursor: next };
  }
}
