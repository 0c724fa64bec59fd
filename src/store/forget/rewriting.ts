import type { Forgetting } from "../../core/ports/privacy.ts";
import { parseOwnJson } from "../../lib/json.ts";
import { createMentions, createNameMentions, createWordMentions, FORGOTTEN } from "../../lib/mentions.ts";
import type { Redactor } from "../../lib/redact.ts";
import { createLines } from "./lines.ts";
import { leadsToRuns, saysWhose } from "./whose.ts";

/** How what is kept is told without somebody. */
export interface Rewriting {
  /** Whether a row that is known by this text is known by their name; what is kept as JSON and can be made again, whether it names them at all. */
  isKnownBy(text: string): boolean;
  /** Whether they are named in a text, or it rests on what they wrote. */
  find(text: string): boolean;
  /** A text as it is told from now on; JSON stays JSON. */
  text(text: string): string;
  /** The same for a column that may hold their key. */
  keyed(text: string): string;
  /** A value of JSON as it is told from now on. */
  value(value: unknown): unknown;
  /** What others wrote, in which their key may be any word, but for where it says whose something is. */
  fetched: Redactor & {
    /** Whether an item's JSON names them. */
    isIn(json: string): boolean;
    value(value: unknown): unknown;
  };
  /** From now on this hash is told as another one, or left out of lists where there is none. */
  move(hash: string, to: string | undefined): void;
  /** An item that they wrote goes whole, and with it every line that rests on it. */
  leave(item: string): void;
  /** Whether a text names a hash that has moved. */
  hasMoved(text: string): boolean;
}

type Word = (text: string) => string;

/** The ends of lines as JSON has them. */
const LINE_ENDS = /\\[nrt]/g;
const HASHES = /v1:[0-9a-f]{64}/g;
/** Without somebody's names; what is stored under a hash that has moved is named by its new one. */
export function createRewriting({ names, firstName, key }: Extract<Forgetting, { kind: "person" }>): Rewriting {
  const mentions = createMentions(names);
  const exact = createNameMentions(names);
  const first = firstName === undefined ? [] : [firstName, firstName.toUpperCase()];
  const spoken = createWordMentions(first);
  const called = createWordMentions([...first, ...(key === undefined ? [] : [key])]);
  const lines = createLines();
  const moved = new Map<string, string | undefined>();
  const moveIn: Word = (text) => text.replaceAll(HASHES, (hash) => moved.get(hash) ?? hash);
  const wordsWith =
    (more: Redactor): Word =>
    (text) =>
      more.redact(mentions.redact(moveIn(text)));
  const words = wordsWith(called);
  const withoutKey =
    (word: Word): Word =>
    (text) =>
      key !== undefined && (text === key || text.startsWith(`${key}:`)) ? FORGOTTEN : word(text);
  const isGone = (value: unknown): boolean => typeof value === "string" && moved.has(value) && moved.get(value) === undefined;
  const findIn = (redactors: readonly Redactor[], text: string): boolean =>
    [text, ...(text.includes("\\") ? [text.replaceAll(LINE_ENDS, " ")] : [])].some((way) => redactors.some(({ find }) => find(way)));

  function value(part: unknown, word: Word): unknown {
    if (typeof part === "string") return word(part);
    if (typeof part !== "object" || part === null) return part;
    const told =
      isEvent(part) && findIn([mentions, called], JSON.stringify(part))
        ? withoutWords(part)
        : lines.told(Array.isArray(part) ? part : { ...part });
    if (Array.isArray(told)) return told.filter((member) => !isGone(member)).map((member) => value(member, word));
    return Object.fromEntries(
      Object.entries(told).map(([name, member]) => [
        mentions.redact(name),
        typeof member === "string" && leadsToRuns(part, name)
          ? exact.redact(moveIn(member))
          : value(member, saysWhose(part, name) ? withoutKey(word) : word),
      ]),
    );
  }
  const asJson = (text: string, word: Word): string =>
    isJson(text) ? JSON.stringify(value(parseOwnJson<unknown>(text), word)) : word(text);
  const heard = wordsWith(spoken);
  const isHeard = (text: string): boolean => findIn([mentions, spoken], text);
  return {
    isKnownBy: (text) => (isJson(text) ? findIn([mentions, called], text) : findIn([exact], text)),
    find: (text) => findIn([mentions, called], text) || lines.quotes(text),
    text: (text) => asJson(text, words),
    keyed: (text) => asJson(text, withoutKey(words)),
    value: (part) => value(part, words),
    fetched: {
      find: isHeard,
      isIn: (json) => isHeard(json) || (key !== undefined && json.includes(JSON.stringify(key))),
      redact: heard,
      value: (part) => value(part, heard),
    },
    move: (hash, to) => void moved.set(hash, to),
    leave: lines.add,
    hasMoved: (text) => [...text.matchAll(HASHES)].some(([hash]) => moved.has(hash)),
  };
}

/** What an event tells in words; by which triggers it was heard is settled. */
function isEvent(part: object): boolean {
  return "topic" in part && "title" in part && "fields" in part;
}

function withoutWords(event: object): Readonly<Record<string, unknown>> {
  return { ...event, title: FORGOTTEN, fields: {} };
}

/** Words that somebody wrote may begin and end as JSON does. */
function isJson(text: string): boolean {
  if (!/^[[{"]/.test(text) || !/[\]}"]$/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
