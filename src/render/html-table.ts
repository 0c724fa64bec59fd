import { escapeHtml } from "./escape-html.ts";
import { lineHtml } from "./html-line.ts";
import type { Line } from "./page.ts";
import type { Rows } from "./table.ts";

/** Rows as a table of a page. Each cell has the title of its column for narrow screens, where cells stand below each other. */
export function tableHtml({ columns, rows }: Rows, title: string): string {
  const heads = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  const body = rows.map((row) => rowHtml(row, columns)).join("\n");
  return `<table class="rows">\n<caption>${escapeHtml(title)}</caption>\n<thead><tr>${heads}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function rowHtml(row: readonly Line[], columns: readonly string[]): string {
  const cells = row.map((cell, at) => {
    const html = lineHtml(cell);
    // A row without a name has none to be known by.
    if (at === 0 && html !== "") return `<th scope="row">${html}</th>`;
    return html === "" ? "<td></td>" : `<td data-label="${escapeHtml(columns[at] ?? "")}">${html}</td>`;
  });
  return `<tr>${cells.join("")}</tr>`;
}
