import { MOST_MESSAGES, type Ask } from "../core/ask.ts";
import type { Leaving } from "../analysis/chase/types.ts";
import type { People } from "../core/person.ts";
import { formatDay, formatInstant, type Reader } from "../render/prose.ts";
import type { ToldChase } from "./chased.ts";

/** What questions are told with. */
export interface AskReader extends Reader {
  people: People;
}

/** An ask that is open, and what the last run made of it. */
export interface OpenAsk extends Ask {
  /** What its next message waits for, in words. */
  waitsFor: string;
  /** When its next message may come, as far as that is known: a UTC instant. */
  nextAt: string | null;
  /** Whether none comes any more, whatever its person says. */
  isLast: boolean;
  /** Its last message, where nobody has that yet. */
  leaving?: Leaving;
}

/** What people call somebody. */
export function nameOf(key: string, people: People): string {
  return people.all.find((person) => person.key === key)?.name ?? key;
}

export function withNext(ask: Ask, waits: ToldChase["waits"], leaving?: Leaving): OpenAsk {
  if (leaving) {
    const waitsFor = leaving.isHeld ? "its message waits for a yes: chief messages shows it" : "its message waits for its time";
    return { ...ask, waitsFor, nextAt: leaving.isHeld ? null : leaving.from, isLast: false, leaving };
  }
  const wait = waits.find(({ item, person }) => item === ask.item && person === ask.person);
  const isLast = ask.repliedAt !== undefined || ask.messages.length >= MOST_MESSAGES;
  return { ...ask, waitsFor: wait?.why ?? ask.reason, nextAt: isLast ? null : (wait?.until ?? null), isLast };
}

/** The rows of a table of what is open. */
export function openRows(asks: readonly OpenAsk[], reader: AskReader): string[][] {
  const rows = asks.map((ask) => [
    ask.key,
    nameOf(ask.person, reader.people),
    formatDay(ask.createdAt, reader),
    timesInWords(ask.messages.length - (ask.leaving ? 1 : 0)),
    nextInWords(ask, reader),
    `${aboutOf(ask)}: ${ask.waitsFor}`,
  ]);
  return [["ITEM", "WHO", "SINCE", "ASKED", "NEXT MESSAGE", "WHY"], ...rows];
}

/** The rows of a table of what has ended. */
export function endedRows(asks: readonly Ask[], reader: AskReader): string[][] {
  const rows = asks.map((ask) => [
    ask.key,
    nameOf(ask.person, reader.people),
    formatDay(ask.endedAt ?? ask.createdAt, reader),
    timesInWords(ask.messages.length),
    ask.state,
    `${aboutOf(ask)}: ${ask.reason}`,
  ]);
  return [["ITEM", "WHO", "ENDED", "ASKED", "HOW", "WHY"], ...rows];
}

function aboutOf({ key, title, because }: Ask): string {
  return `${key === title ? "" : `${title}, `}${because}`;
}

function timesInWords(count: number): string {
  return ["not yet", "once", "twice"][count] ?? `${count} times`;
}

function nextInWords({ isLast, nextAt, state, leaving }: OpenAsk, reader: Reader): string {
  if (isLast) return "none";
  if (leaving?.isHeld) return "after a yes";
  if (nextAt !== null && nextAt > reader.asOf) return formatInstant(nextAt, reader);
  return nextAt === null && state !== "due" ? "a later run" : "the next run";
}
