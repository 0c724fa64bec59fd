// oxlint-disable-next-line no-control-regex -- terminals are told their colours by such signs
const COLOURS = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]{0,500}(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
const UNSEEN = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** Of most lines nothing has to be taken. */
const PLAIN = /^[\t -~]*$/;

/** Text of a test in lines, without terminal colours and characters that can't be seen. */
export function plainLines(text: string): string {
  return text
    .replaceAll(COLOURS, "")
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(UNSEEN, (character) => (character === "\n" || character === "\t" ? character : ""))
    .replaceAll(/(?<![ \t])[ \t]+$/gm, "")
    .replaceAll(/\n{3,}/g, "\n\n")
    .replace(/^\n+/, "")
    .trimEnd();
}

/** A line of a text with the number of the line that it was read from. */
export interface PlainRow {
  readonly text: string;
  readonly line: number;
}

/** The lines of a text as `plainLines` tells them, each with its number out of `lines`. */
export function plainRows(text: string, lines: readonly number[]): PlainRow[] {
  const rows: PlainRow[] = [];
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const row = { text: PLAIN.test(raw) ? raw.trimEnd() : plainLines(raw), line: lines[index] ?? lines.at(-1) ?? 1 };
    if (row.text !== "" || (rows.at(-1)?.text ?? "") !== "") rows.push(row);
  }
  if (rows.at(-1)?.text === "") rows.pop();
  return rows;
}

/** The same in one line. */
export function plainLine(text: string): string {
  return plainLines(text).replaceAll(/\s+/g, " ").trim();
}
