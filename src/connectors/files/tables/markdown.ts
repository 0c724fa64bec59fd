import type { VisibleLine } from "../document.ts";
import type { TableRow } from "./table.ts";

/** One cell of the row below the names. A pattern for all of them would try each blank at both of its ends. */
const DELIMITER = /^:?-+:?$/;
/** Looks no further than the next bracket of its kind: a line may be as long as a file. */
const LINK = /\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/g;

/** The rows of all tables of a Markdown file that have a row of names; those in fenced code and in comments are none. */
export function parseTables(lines: readonly VisibleLine[]): TableRow[] {
  const rows: TableRow[] = [];
  let names: readonly string[] | undefined;
  for (const [index, { line, text, isCode }] of lines.entries()) {
    if (isCode || !text.includes("|")) names = undefined;
    else if (names !== undefined) rows.push({ line, cells: cellsOf(names, text) });
    else if (splitRow(text).every((cell) => DELIMITER.test(cell))) names = splitRow(lines[index - 1]?.text ?? "");
  }
  return rows.filter(({ cells }) => cells.size > 0);
}

function cellsOf(names: readonly string[], line: string): ReadonlyMap<string, string> {
  const filled = splitRow(line).flatMap((cell, index): [string, string][] => {
    const name = names[index] ?? "";
    return cell === "" || name === "" ? [] : [[name, cell]];
  });
  return new Map(filled);
}

/** `\|` is part of a cell; emphasis and the addresses of links are not. */
function splitRow(line: string): string[] {
  const bare = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return bare.split(/(?<!\\)\|/).map((cell) => {
    const words = cell.replaceAll("\\|", "|").replaceAll(LINK, "$1").trim();
    return words.replace(/^(\*\*|__|`)(.+)\1$/, "$2");
  });
}
