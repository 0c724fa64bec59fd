import type { Forgetting } from "../core/ports/privacy.ts";
import { parseOwnJson } from "../lib/json.ts";
import { createMentions, FORGOTTEN } from "../lib/mentions.ts";

/** How what is kept is told without somebody. */
export interface Rewriting {
  /** Whether they are named in a text. */
  find(text: string): boolean;
  /** A text as it is told from now on; JSON stays JSON. */
  text(text: string): string;
  /** The same for a column that may hold their key. */
  keyed(text: string): string;
  /** A value of JSON as it is told from now on. */
  value(value: unknown): unknown;
  /** From now on this hash is told as another one, or left out of lists where there is none. */
  move(hash: string, to: string | undefined): void;
  /** Whether a text names a hash that has moved. */
  hasMoved(text: string): boolean;
}

/** The ends of lines as JSON has them. */
const LINE_ENDS = /\\[nrt]/g;
const HASHES = /v1:[0-9a-f]{64}/g;

/** Without somebody's names; what is stored under a hash that has moved is named by its new one. */
export function createRewriting({ names, key }: Extract<Forgetting, { kind: "person" }>): Rewriting {
  const mentions = createMentions(names);
  const moved = new Map<string, string | undefined>();
  const words = (text: string): string => mentions.redact(text.replaceAll(HASHES, (hash) => moved.get(hash) ?? hash));
  const isGone = (value: unknown): boolean => typeof value === "string" && moved.has(value) && moved.get(value) === undefined;

  function value(part: unknown, word = words): unknown {
    if (typeof part === "string") return word(part);
    if (Array.isArray(part)) return part.filter((member) => !isGone(member)).map((member) => value(member, word));
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [mentions.redact(name), value(member, word)]));
  }
  const asJson = (text: string, word: (text: string) => string): string =>
    isJson(text) ? JSON.stringify(value(parseOwnJson<unknown>(text), word)) : word(text);
  const withoutKey = (text: string): string => (text === key || text.startsWith(`${key}:`) ? FORGOTTEN : words(text));
  const hasMoved = (text: string): boolean => [...text.matchAll(HASHES)].some(([hash]) => moved.has(hash));
  return {
    find: (text) => mentions.find(text) || (text.includes("\\") && mentions.find(text.replaceAll(LINE_ENDS, " "))),
    text: (text) => asJson(text, words),
    keyed: (text) => asJson(text, withoutKey),
    value: (part) => value(part),
    move: (hash, to) => void moved.set(hash, to),
    hasMoved,
  };
}

function isJson(text: string): boolean {
  return /^[[{"]/.test(text) && /[\]}"]$/.test(text);
}
