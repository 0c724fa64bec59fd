import { isHtml } from "../../lib/calendar/plain-text.ts";
import { textOfHtml } from "../../lib/letter/html-text.ts";
import { plainLine, plainLines } from "../../lib/plain-text.ts";

/** Something published, as one feed tells it. */
export interface FeedEntry {
  /** As the feed has it; absent where it has none. */
  id?: string;
  title: string;
  body: string;
  link?: string;
  /** UTC instants. */
  at?: string;
  changed?: string;
  authors: readonly { name: string; email?: string }[];
  categories: readonly string[];
}

/** What a feed holds. */
export interface FeedContent {
  /** What it calls itself. */
  title?: string;
  entries: readonly FeedEntry[];
  /** Entries beyond those that are read, and those that say nothing. */
  left: number;
  /** False where it breaks off before its end. */
  isWhole: boolean;
}

/** Read of one feed before the newest are chosen. */
export const MOST_ENTRIES = 10_000;
/** Characters of a text that are kept. */
export const LONGEST_BODY = 20_000;
const MOST_NAMED = 10;

/** How a text is written, where the feed says so. */
export type Markup = "html" | "text" | "unknown";

/** A text as its reader would see it, in lines. */
export function wordsOf(text: string, markup: Markup): string {
  const isMarked = markup === "html" || (markup === "unknown" && (isHtml(text) || /&(?:#\d+|#x[\da-f]+|[a-z]+);/i.test(text)));
  return plainLines(isMarked ? textOfHtml(text, LONGEST_BODY) : text.slice(0, LONGEST_BODY)).trim();
}

/** The same in one line. */
export function lineOf(text: string, markup: Markup): string {
  return plainLine(wordsOf(text.slice(0, 2_000), markup));
}

/** `ana@example.com (Ana Vidal)`, `Ana Vidal <ana@example.com>`, or a name. */
export function authorOf(text: string): { name: string; email?: string }[] {
  const line = plainLine(text.slice(0, 500));
  const email = /[^\s<>()@,;]{1,64}@[^\s<>()@,;]{1,200}/.exec(line)?.[0];
  const name = (email === undefined ? line : line.replace(email, "").replaceAll(/[<>()]/g, "")).trim().slice(0, 100) || email;
  return name === undefined || name === "" ? [] : [{ name, ...(email !== undefined && { email }) }];
}

/** The first of them, each once. */
export function fewOf(words: readonly string[]): string[] {
  return [...new Set(words.map((word) => plainLine(word.slice(0, 100))))].filter((word) => word !== "").slice(0, MOST_NAMED);
}
