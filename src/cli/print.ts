import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import type { Session } from "./session.ts";

/** The last column takes lines of its own where less room than this would be left beside the others. */
const NARROWEST = 30;
const INDENT = "    ";
/** Control, format and line-separating characters: in a name from outside they could pass for a line of ours. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** One JSON object with the version of its shape, for programs. */
export function printJson(session: Session, value: Readonly<Record<string, unknown>>): void {
  session.print(JSON.stringify({ schema: 1, ...value }, undefined, 2));
}

/** Text from anywhere on one line, as it can be copied back: nothing but what can be seen. */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text).replace(UNSEEN, " ");
}

/**
 * Columns as wide as their widest cell; the first row is the heading. Nothing is cut: what a row of `width` has no room for
 * goes on in the last column, or beneath the row where that column is narrow.
 */
export function table(rows: readonly (readonly string[])[], width = Infinity): string {
  const cells = rows.map((row) => row.map(oneLine));
  const last = Math.max(...cells.map((row) => row.length)) - 1;
  const widths = Array.from({ length: last }, (_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ""))));
  const start = widths.reduce((sum, each) => sum + each + 2, 0);
  const place = placing(
    cells.map((row) => row[last] ?? ""),
    start,
    width,
  );
  return cells
    .map((row) => {
      const beside = widths.map((each, column) => pad(row[column] ?? "", each)).join("");
      return place(beside, row[last] ?? "");
    })
    .join("\n");
}

/** How the last cell of a row is put to the others, which take `start` columns. */
function placing(last: readonly string[], start: number, width: number): (beside: string, cell: string) => string {
  const widest = Math.max(...last.map((cell) => stringWidth(cell)));
  const longestWord = Math.max(...last.flatMap((cell) => cell.split(" ").map((word) => stringWidth(word))));
  const isBeneath = start + Math.max(Math.min(widest, NARROWEST), longestWord) > width;
  return (beside, cell) => {
    if (start + widest <= width || cell === "") return `${beside}${cell}`.trimEnd();
    const [first, indent] = isBeneath ? [`${beside.trimEnd()}\n${INDENT}`, INDENT] : [beside, " ".repeat(start)];
    return `${first}${wrapAnsi(cell, width - indent.length).replaceAll("\n", `\n${indent}`)}`;
  };
}

/** Text whose lines go on below themselves where `width` has no room for them, a little further in. */
export function wrapped(text: string, width: number): string {
  if (width === Infinity) return text;
  return text
    .split("\n")
    .map((line) => {
      const indent = `${/^ */.exec(line)?.[0] ?? ""}  `;
      const [first = "", ...rest] = wrapAnsi(line, width, { trim: false }).split("\n");
      const others = rest.length === 0 ? [] : wrapAnsi(rest.join("").trimStart(), Math.max(1, width - indent.length)).split("\n");
      return [first.trimEnd(), ...others.map((each) => `${indent}${each}`)].join("\n");
    })
    .join("\n");
}

function pad(cell: string, width: number): string {
  return `${cell}${" ".repeat(width - stringWidth(cell))}  `;
}
