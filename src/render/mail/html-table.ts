import { escapeHtml } from "../escape-html.ts";
import type { Line } from "../page.ts";
import type { Rows } from "../table.ts";
import { lineHtml, type Links } from "./html-line.ts";
import { look } from "./looks.ts";

/** Rows as a table of a mail. On a phone cells stand below each other, each behind the title of its column, which is hidden elsewhere. */
export function tableHtml({ columns, rows }: Rows, links: Links): string {
  const heads = columns.map((column) => `<th scope="col" ${look("head")}>${escapeHtml(column)}</th>`).join("");
  const body = rows.map((row) => rowHtml(row, columns, links)).join("\n");
  return `<table cellpadding="0" cellspacing="0" border="0" ${look("rows")}>\n<thead class="heads"><tr>${heads}</tr></thead>\n<tbody class="body">\n${body}\n</tbody>\n</table>`;
}

function rowHtml(row: readonly Line[], columns: readonly string[], links: Links): string {
  const cells = row.map((cell, at) => {
    const html = lineHtml(cell, links);
    if (at === 0 && html !== "") return `<th scope="row" ${look("name")}>${html}</th>`;
    const label = html === "" ? "" : `<span ${look("label")}>${escapeHtml(columns[at] ?? "")}: </span>`;
    return `<td ${look("cell")}>${label}${html}</td>`;
  });
  return `<tr class="row">${cells.join("")}</tr>`;
}
