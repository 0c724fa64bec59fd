import type { VisibleLine } from "./document.ts";
import { cellsOf, columnsOf, type Table, type TableRow } from "./table.ts";

/** One cell of the row below the names. A pattern for all of them would try each blank at both of its ends. */
const DELIMITER = /^:?-+:?$/;
/** Looks no further than the next bracket of its kind: a line may be as long as a file. */
const LINK = /\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/g;

/** The rows of all tables of a Markdown file that have a row of names; those in fenced code and in comments are none. */
export function parseTables(lines: readonly VisibleLine[]): Pick<Table, "rows" | "remarks"> {
  const rows: TableRow[] = [];
  const remarks: string[] = [];
  let columns: readonly string[] | undefined;
  for (const [index, { line, text, isCode }] of lines.entries()) {
    if (isCode || !text.includes("|")) columns = undefined;
    else if (columns !== undefined) rows.push({ line, cells: cellsOf(columns, splitRow(text)) });
    else if (splitRow(text).every((cell) => DELIMITER.test(cell))) {
      const found = columnsOf(splitRow(lines[index - 1]?.text ?? ""), line - 1);
      ({ columns } = found);
      remarks.push(...found.remarks);
    }
  }
  return { rows: rows.filter(({ cells }) => cells.size > 0), remarks };
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
