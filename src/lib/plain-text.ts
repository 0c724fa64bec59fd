/** Tabs and line ends are text; all else that can't be seen, or turns the direction of writing, is not. */
const UNSEEN = /[^\P{Cc}\n\t]|[\p{Cs}\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Text without characters that can't be seen; lines stay. */
export function plainLines(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n").replaceAll(UNSEEN, "");
}

/** The same in one line. */
export function plainLine(text: string): string {
  return plainLines(text).replaceAll(/\s+/g, " ").trim();
}
