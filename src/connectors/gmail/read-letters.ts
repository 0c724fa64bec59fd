import { ChiefError, TransientError } from "../../core/errors.ts";
import type { DraftItem } from "../../core/item.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { collectGarbage } from "../../lib/collect-garbage.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf } from "../../lib/text.ts";
import { GONE, type Ask } from "./ask.ts";
import { toDraft, type Span } from "./to-draft.ts";
import { messageSchema, threadSchema, type Message, type Place } from "./wire.ts";

/** Calls side by side: more are refused (https://developers.google.com/workspace/gmail/api/guides/handle-errors). */
const SIDE_BY_SIDE = 4;
/** Calls after which their answers are cleared away: each is many times as large as what is kept of it. */
const CLEARED_AFTER = 400;
const MOST_NAMED = 20;
const FIELDS = "id,threadId,labelIds,internalDate,payload";

/** What reading brought. */
export interface Reading {
  drafts: DraftItem[];
  failures: Fetched["failures"][number][];
  /** Whether nothing has to be asked for again. */
  isWhole: boolean;
  /** Why it ended before its end. */
  stop?: TransientError;
}

/** How reading is ended and watched. */
export type Watch = Pick<FetchContext<unknown>, "signal" | "progress">;

/**
 * Reads letters, those first that come first. A conversation of which more than one letter is wanted is read with one call, which costs as
 * much of Google's quota as two letters do. Ends early where Google wants no more calls, or answers none.
 */
export async function readLetters(ask: Ask, wanted: readonly Place[], span: Span, { signal, progress }: Watch): Promise<Reading> {
  const conversations = [...Map.groupBy(wanted, ({ threadId }) => threadId).values()];
  const reading: Reading = { drafts: [], failures: [], isWhole: true };
  for (let start = 0; start < conversations.length && reading.stop === undefined; start += SIDE_BY_SIDE) {
    const some = conversations.slice(start, start + SIDE_BY_SIDE);
    const answers = await Promise.all(some.map((places) => readConversation(ask, places)));
    for (const answer of answers) await take(reading, answer, span, signal);
    const stop = stopOf(
      answers.flatMap(({ error }) => error ?? []),
      some.length,
    );
    if (stop) reading.stop = stop;
    if ((start + SIDE_BY_SIDE) % CLEARED_AFTER === 0) collectGarbage();
    progress(`read ${countOf(reading.drafts.length, "letter")} of ${countOf(wanted.length, "new letter")}`);
  }
  return { ...reading, failures: [...fewFailures(reading.failures), ...(reading.stop ? [restOf(reading, wanted)] : [])] };
}

interface Answer {
  /** Undefined for one that is no letter. */
  messages: readonly (Message | undefined)[];
  ids: ReadonlySet<string>;
  error?: TransientError;
}

/** Throws what says that nothing at all can be read. */
async function readConversation(ask: Ask, places: readonly Place[]): Promise<Answer> {
  const ids = new Set(places.map(({ id }) => id));
  const [first] = places;
  try {
    if (first === undefined) return { messages: [], ids };
    if (places.length === 1) {
      const message = await ask(messageSchema, (client) =>
        client.users.messages.get({ userId: "me", id: first.id, format: "full", fields: FIELDS }),
      );
      return { messages: [message], ids };
    }
    const { messages } = await ask(threadSchema, (client) =>
      client.users.threads.get({ userId: "me", id: first.threadId, format: "full", fields: `messages(${FIELDS})` }),
    );
    return { messages: messages.map((each) => messageSchema.safeParse(each).data), ids };
  } catch (error) {
    if (error instanceof ChiefError && error.code === GONE) return { messages: [], ids };
    if (error instanceof TransientError) return { messages: [], ids, error };
    throw error;
  }
}

async function take(reading: Reading, { messages, ids, error }: Answer, span: Span, signal: AbortSignal): Promise<void> {
  if (error) {
    reading.isWhole = false;
    if (error.code !== "google-busy") reading.failures.push(unread(ids, error.message));
    return;
  }
  for (const message of messages) {
    // A conversation holds letters that nobody asked for.
    if (message !== undefined && !ids.has(message.id)) continue;
    signal.throwIfAborted();
    const verdict = message === undefined ? ({ kind: "broken" } as const) : await toDraft(message, span);
    if (verdict.kind === "read") reading.drafts.push(verdict.draft);
    if (verdict.kind === "broken") reading.failures.push(unread(message ? [message.id] : ids, "it is no letter that can be understood"));
    if (verdict.kind === "later") reading.isWhole = false;
    await nextTurn();
  }
}

/** One letter that can't be had is named; where nothing can be had, Google itself is away. */
function stopOf(errors: readonly TransientError[], asked: number): TransientError | undefined {
  const busy = errors.find(({ code }) => code === "google-busy");
  return busy ?? (errors.length === asked && asked > 1 ? errors[0] : undefined);
}

function unread(ids: Iterable<string>, error: string): Reading["failures"][number] {
  const [first = "", ...more] = ids;
  const what = more.length === 0 ? `the letter ${first}` : `${countOf(more.length + 1, "letter")} of the conversation of ${first}`;
  return { what, error, hint: `Look for it at https://mail.google.com/mail/u/0/#all/${first}.` };
}

function restOf({ drafts, stop }: Reading, wanted: readonly Place[]): Reading["failures"][number] {
  const why = stop?.code === "google-busy" ? "Google wants a pause" : "Google does not answer";
  return {
    what: countOf(Math.max(wanted.length - drafts.length, 1), "letter"),
    error: `${why}; the rest of the window is read next time`,
    hint: "Nothing needs to be done; `max` and `labels` under `gmail:` make it fewer.",
  };
}

function fewFailures(failures: Reading["failures"]): Reading["failures"] {
  const left = failures.length - MOST_NAMED;
  const rest = { what: countOf(left, "more letter"), error: "they can't be read either", hint: "Begin with the letters named before." };
  return left > 0 ? [...failures.slice(0, MOST_NAMED), rest] : failures;
}
