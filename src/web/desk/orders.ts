import type { Automation } from "../../core/automation.ts";
import { isPersonal } from "../../core/briefing.ts";
import { acknowledgementOf } from "../../core/acknowledgement.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Acknowledgement, LedgerEntry } from "../../core/finding.ts";
import type { Person } from "../../core/person.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Operations } from "../../core/ports/operations.ts";
import type { Store } from "../../core/ports/store.ts";
import type { RequestAnswer } from "../../engine/answer-request.ts";
import { instantOf } from "../../lib/clock.ts";
import { answerInWords } from "../../render/answer-words.ts";
import { textOf, type Reader } from "../../render/prose.ts";
import type { Order } from "./once.ts";
import { flagsOf, numberedFlagsOf, type SentMessage } from "./sent.ts";
import { HELP, parseReply, type FlagWord, type ReplyWords } from "./words.ts";

/** What the orders of readers are carried out with, by whatever way they came. */
export interface DeskParts {
  store: Pick<Store, "outbox" | "documents" | "findings" | "replies">;
  operations: Pick<Operations, "acknowledge" | "setPaused">;
  automations(): readonly Automation[];
  /** A flag of a briefing whole, in words, as its reader knows it from that automation. */
  why(sent: SentMessage, entry: LedgerEntry, reader: Reader): Promise<string>;
  /** Does what somebody answers to a question about a held message, and says what came of it. */
  answer(answer: RequestAnswer): Promise<string>;
  /** Shows in the message what has been answered to its flags; absent where what was sent can't be changed. */
  rewrite?(sent: SentMessage): Promise<void>;
  clock: Clock;
}

/** How long an answer holds, in days; for good where there is none. */
const DAYS: Readonly<Partial<Record<FlagWord, number>>> = { done: 7, snooze: 1 };
const NOT_YOURS = "This is told to somebody else, so nothing was changed.";

/** One answer to one flag. */
export interface Answering {
  sent: SentMessage;
  person: Person;
  verb: FlagWord;
  key: string;
  days?: number;
}

/** Takes down what a person says of a flag, shows it in the message, and says what comes of it. */
export async function answer(parts: DeskParts, { sent, person, verb, key, days }: Answering): Promise<string> {
  const entry = await entryOf(parts, sent, key, person);
  if (!entry) return NOT_YOURS;
  const reader = { timezone: sent.briefing.timezone, asOf: instantOf(parts.clock) };
  if (verb === "why") return parts.why(sent, entry, reader);
  const title = textOf(entry.lastTitle, reader);
  if (entry.resolvedAt !== undefined) return `${title}: this is over already.`;
  const saying = { by: person.key, at: reader.asOf, timezone: reader.timezone, days: days ?? DAYS[verb] };
  const acknowledgement = verb === "undo" ? undefined : acknowledgementOf(verb, saying);
  if (isSaid(entry.acknowledgement, acknowledgement)) return `${title}: ${answerInWords(entry.acknowledgement, reader)}`;
  await parts.operations.acknowledge(key, acknowledgement, person.key);
  await parts.rewrite?.(sent);
  return `${title}: ${answerInWords(acknowledgement, reader)}`;
}

/** What this automation has told this person: another one may know more of the same matter, or less. */
async function entryOf(
  { store }: DeskParts,
  { entry: { automation } }: SentMessage,
  key: string,
  { key: reader }: Person,
): Promise<LedgerEntry | undefined> {
  return (await store.findings.ledger(automation, reader)).find((entry) => entry.key === key);
}

/** Whether the same was said before and holds as long: a second click. */
function isSaid(before: Acknowledgement | undefined, now: Acknowledgement | undefined): boolean {
  return before?.kind === now?.kind && before?.until === now?.until;
}

/** The order that the text of a person is, who reads that message; undefined where it is none, is not theirs to give, or stands below a question to them. */
export function orderOf(parts: DeskParts, sent: SentMessage, person: Person | undefined, text: string): Order | undefined {
  if (isPersonal(sent.briefing)) return undefined;
  const order = person && isReader(parts, sent, person) ? parseReply(text) : undefined;
  return person && order && { meaning: order.verb, act: () => obey(parts, { sent, person, order }) };
}

/** Whom a briefing is for: the owner of its automation. */
function isReader({ automations }: DeskParts, { entry }: SentMessage, { key }: Person): boolean {
  return automations().find(({ id }) => id === entry.automation)?.owner === key;
}

/** Words that somebody wrote below a message. */
interface Ordered {
  sent: SentMessage;
  person: Person;
  order: ReplyWords;
}

/** Does what the reader of a message wrote below it, and says what came of it, or asks which flag is meant. */
async function obey(parts: DeskParts, { sent, person, order }: Ordered): Promise<string> {
  const { verb, flag, days } = order;
  if (verb === "stop") return stop(parts, sent);
  if (verb === "help") return HELP;
  const keys = numberedFlagsOf(sent.briefing);
  const meant = keyOf(flag, keys, flagsOf(sent.briefing));
  const key = meant ?? (verb === "undo" && flag === undefined ? await lastAnswered(parts, sent, person) : undefined);
  if (key !== undefined) return answer(parts, { sent, person, verb, key, ...(days !== undefined && { days }) });
  const example = verb.replaceAll("_", " ");
  if (flagsOf(sent.briefing).length === 0) return "There is nothing in this briefing that could be answered.";
  if (keys.length === 0) return `Nothing here has a number: write "${example}" and the key that stands behind a line.`;
  return `Which one? Write "${example} 1" for the first, up to ${keys.length}, or "${example}" and the key behind it.`;
}

/** With one flag only, it is meant. */
function keyOf(flag: ReplyWords["flag"], numbered: readonly string[], all: readonly string[]): string | undefined {
  if (flag === undefined) return all.length === 1 ? all[0] : undefined;
  if ("number" in flag) return numbered[flag.number - 1];
  const named = all.filter((key) => key.startsWith(flag.key));
  return named.length === 1 ? named[0] : undefined;
}

/** The flag of a briefing that its reader answered last; undefined where none was answered. */
async function lastAnswered({ store }: DeskParts, { entry, briefing }: SentMessage, { key: reader }: Person): Promise<string | undefined> {
  const named = new Set(flagsOf(briefing));
  const ledger = await store.findings.ledger(entry.automation, reader);
  const answers = ledger.flatMap(({ key, acknowledgement }) =>
    named.has(key) && acknowledgement ? [{ key, at: acknowledgement.at }] : [],
  );
  return answers.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]?.key;
}

async function stop({ operations, automations }: DeskParts, { entry }: SentMessage): Promise<string> {
  const name = automations().find(({ id }) => id === entry.automation)?.name ?? entry.automation;
  try {
    await operations.setPaused(entry.automation, true);
    return `${name} is paused: it does not come by itself any more. To take it up again: chief resume ${entry.automation}`;
  } catch (error) {
    return `${name} could not be paused: ${toStoredError(error).message}`;
  }
}
