import type { Forgetting } from "../core/ports/privacy.ts";
import { parseOwnJson } from "../lib/json.ts";
import { createMentions, createWordMentions, FORGOTTEN } from "../lib/mentions.ts";
import type { Redactor } from "../lib/redact.ts";
import { createLines } from "./forget-lines.ts";

/** How what is kept is told without somebody. */
export interface Rewriting {
  /** Whether a row that is known by this text is known by their name. */
  isKnownBy(text: string): boolean;
  /** Whether they are named in a text, or it rests on what they wrote. */
  find(text: string): boolean;
  /** A text as it is told from now on; JSON stays JSON. */
  text(text: string): string;
  /** The same for a column that may hold their key. */
  keyed(text: string): string;
  /** A value of JSON as it is told from now on. */
  value(value: unknown): unknown;
  /** What others wrote, in which their key may be any word. */
  fetched: Redactor & { value(value: unknown): unknown };
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
  const first = firstName === undefined ? [] : [firstName, firstName.toUpperCase()];
  const spoken = createWordMentions(first);
  const called = createWordMentions([...first, ...(key === undefined ? [] : [key])]);
  const lines = createLines();
  const moved = new Map<string, string | undefined>();
  const wordsWith =
    (more: Redactor): Word =>
    (text) =>
      more.redact(mentions.redact(text.replaceAll(HASHES, (hash) => moved.get(hash) ?? hash)));
  const words = wordsWith(called);
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
    return Object.fromEntries(Object.entries(told).map(([name, member]) => [mentions.redact(name), value(member, word)]));
  }
  const asJson = (text: string, word: Word): string =>
    isJson(text) ? JSON.stringify(value(parseOwnJson<unknown>(text), word)) : word(text);
  const withoutKey: Word = (text) => (text === key || text.startsWith(`${key}:`) ? FORGOTTEN : words(text));
  const heard = wordsWith(spoken);
  return {
    isKnownBy: (text) => findIn([mentions], text),
    find: (text) => findIn([mentions, called], text) || lines.quotes(text),
    text: (text) => asJson(text, words),
    keyed: (text) => asJson(text, withoutKey),
    value: (part) => value(part, words),
    fetched: { find: (text) => findIn([mentions, spoken], text), redact: heard, value: (part) => value(part, heard) },
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

function isJson(text: string): boolean {
  return /^[[{"]/.test(text) && /[\]}"]$/.test(text);
}
