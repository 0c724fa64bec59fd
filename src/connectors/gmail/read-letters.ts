import { ChiefError, TransientError } from "../../core/errors.ts";
import type { DraftItem } from "../../core/item.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { collectGarbage } from "../../lib/collect-garbage.ts";
import { fewFailures } from "../../lib/letter/few-failures.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf } from "../../lib/text.ts";
import { GONE, type Ask } from "./ask.ts";
import { toDraft, type Span } from "./to-draft.ts";
import { messageSchema, threadSchema, type Message, type Place } from "./wire.ts";

/** Calls side by side: more are refused (https://developers.google.com/workspace/gmail/api/guides/handle-errors). */
const SIDE_BY_SIDE = 4;
/** Calls after which their answers are cleared away: each is many times as large as what is kept of it. */
const CLEARED_AFTER = 200;
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
    const answers = (await Promise.all(some.map((places) => readConversation(ask, places)))).flat();
    for (const answer of answers) await take(reading, answer, span, signal);
    const stop = stopOf(
      answers.flatMap(({ error }) => error ?? []),
      answers.length,
    );
    if (stop) reading.stop = stop;
    if ((start + SIDE_BY_SIDE) % CLEARED_AFTER === 0) collectGarbage();
    progress(`read ${countOf(reading.drafts.length, "letter")} of ${countOf(wanted.length, "new letter")}`);
  }
  return { ...reading, failures: [...fewFailures(reading.failures, "letter"), ...(reading.stop ? [restOf(reading, wanted)] : [])] };
}

/** Of one call. */
interface Answer {
  messages: readonly Message[];
  /** Of the letters that it was asked for. */
  ids: ReadonlySet<string>;
  error?: TransientError;
}

/** Letters of one conversation; what its answer lacks is asked for one by one, until Google refuses that. Throws what says that nothing at all can be read. */
async function readConversation(ask: Ask, places: readonly Place[]): Promise<Answer[]> {
  const [first, ...more] = places;
  if (first === undefined) return [];
  if (more.length === 0) return [await answerFor(places, () => readLetter(ask, first))];
  const answer = await answerFor(places, () => readThread(ask, first));
  const had = new Set(answer.messages.map(({ id }) => id));
  const lacking = answer.error ? [] : places.filter(({ id }) => !had.has(id));
  const answers = [answer];
  for (const [index, place] of lacking.entries()) {
    const alone = await answerFor(lacking.slice(index), () => readLetter(ask, place));
    answers.push(alone);
    if (alone.error) break;
  }
  return answers;
}

async function readLetter(ask: Ask, { id }: Place): Promise<Message[]> {
  return [await ask(messageSchema, (client) => client.users.messages.get({ userId: "me", id, format: "full", fields: FIELDS }))];
}

/** Those of its letters that can be understood. */
async function readThread(ask: Ask, { threadId: id }: Place): Promise<Message[]> {
  const { messages } = await ask(threadSchema, (client) =>
    client.users.threads.get({ userId: "me", id, format: "full", fields: `messages(${FIELDS})` }),
  );
  return messages.flatMap((each) => messageSchema.safeParse(each).data ?? []);
}

async function answerFor(places: readonly Place[], read: () => Promise<Message[]>): Promise<Answer> {
  const ids = new Set(places.map(({ id }) => id));
  try {
    return { messages: await read(), ids };
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
    if (!ids.has(message.id)) continue;
    signal.throwIfAborted();
    const verdict = await toDraft(message, span);
    if (verdict.kind === "read") reading.drafts.push(verdict.draft);
    if (verdict.kind === "broken") reading.failures.push(unread([message.id], "it is no letter that can be understood"));
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
