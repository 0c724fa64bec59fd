import { shorten } from "../../lib/text.ts";

/** Tabs and line ends are text; all else that can't be seen, or turns the direction of writing, is not. */
const UNSEEN = /[^\P{Cc}\n\t]|[\p{Cs}\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** Templates of descriptions speak to their writers in remarks that no reader sees. */
const REMARKS = /<!--[\s\S]*?(?:-->|$)/g;
const LONGEST_BODY = 6_000;
const LONGEST_LINE = 200;

/** What somebody wrote, as readers see it: at most 6,000 characters. */
export function plainLines(text: string): string {
  return shorten(text.replaceAll(REMARKS, "").replaceAll(/\r\n?/g, "\n").replaceAll(UNSEEN, "").trim(), LONGEST_BODY);
}

/** A title or name in one line: at most 200 characters, or as many as are told. */
export function plainLine(text: string, longest = LONGEST_LINE): string {
  return shorten(text.replaceAll(/\r\n?/g, "\n").replaceAll(UNSEEN, "").replaceAll(/\s+/g, " ").trim(), longest);
}
