import type { TableRow } from "./table.ts";

const DELIMITERS = /^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?\|?\s*$/;
const FENCE = /^\s*(?:`{3,}|~{3,})/;
const LINK = /\[([^\]]*)\]\([^)]*\)/g;

/** The rows of all tables of a Markdown file that have a row of names; those in fenced code are none. */
export function parseTables(text: string): TableRow[] {
  const rows: TableRow[] = [];
  let names: readonly string[] | undefined;
  let isCode = false;
  const lines = text.split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    if (FENCE.test(line)) isCode = !isCode;
    if (isCode || !line.includes("|")) names = undefined;
    else if (names !== undefined) rows.push({ line: index + 1, cells: cellsOf(names, line) });
    else if (DELIMITERS.test(line)) names = splitRow(lines[index - 1] ?? "");
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
