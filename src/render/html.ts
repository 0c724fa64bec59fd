import type { Briefing } from "../core/briefing.ts";
import { escapeHtml } from "./escape-html.ts";
import { HTML_STYLE } from "./html-style.ts";
import { EXAMPLE_WORD, isFirstOfTitle, isParagraph, pageOf, type Block, type Evidence, type Page } from "./page.ts";
import { guardText } from "./guard.ts";
import { personalOf, type Personal, type PersonalPart } from "./personal.ts";
import { chartHtml } from "./html-chart.ts";
import { lineHtml } from "./html-line.ts";
import { tableHtml } from "./html-table.ts";
import { rowsOf } from "./table.ts";

/** From so many on, a page says first where its parts are. */
const FEWEST_LINES_OF_LONG = 50;
const LONGEST_TITLE = 100;

/** A Briefing as one HTML document that needs nothing else: no script, no image, no font, nothing loaded from anywhere. */
export function renderHtml(briefing: Briefing): string {
  const personal = personalOf(briefing);
  if (personal) return documentHtml(guardText(briefing.title, LONGEST_TITLE), "", personalHtml(personal));
  const page = pageOf(briefing);
  const body = [headerHtml(page), ...contentsHtml(page), mainHtml(page), footerHtml(page)].join("\n");
  return documentHtml(titleOf(page), page.blocks.some(({ table }) => table !== undefined) ? ' class="wide"' : "", body);
}

function documentHtml(title: string, attributes: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${HTML_STYLE}</style>
</head>
<body${attributes}>
${body}
</body>
</html>
`;
}

function personalHtml({ parts }: Personal): string {
  return `<main>\n${parts.map(partHtml).join("\n")}\n</main>`;
}

/** The opening looks like any other part, and is where those who go from heading to heading begin. */
function partHtml({ form, lines }: PersonalPart): string {
  const html = lines.map(({ line }) => lineHtml(line)).map((each) => (form === "opening" ? `<h1 class="opening">${each}</h1>` : each));
  if (form === "list") return `<ul class="said">\n${html.map((each) => `<li>${each}</li>`).join("\n")}\n</ul>`;
  return html.map((each) => (form === "opening" ? each : `<p class="said">${each}</p>`)).join("\n");
}

function titleOf(page: Page): string {
  const headline = page.headline.map((segment) => segment.text).join("");
  return `${page.example ? `${EXAMPLE_WORD}: ` : ""}${page.title}, ${headline}`;
}

function headerHtml(page: Page): string {
  const example =
    page.example === undefined ? "" : `<p class="example"><strong>${EXAMPLE_WORD}</strong>: ${escapeHtml(page.example)}</p>\n`;
  return `<header>\n${example}<h1>${lineHtml(page.headline)}</h1>\n<p class="origin">${escapeHtml(page.origin)}</p>\n</header>`;
}

/** Of a long page, where its parts are. */
function contentsHtml({ blocks }: Page): string[] {
  const lines = blocks.reduce((sum, block) => sum + block.lines.length, 0);
  if (blocks.length < 2 || lines < FEWEST_LINES_OF_LONG) return [];
  const items = blocks.map(
    ({ title, lines: { length } }, index) => `<li><a href="#part-${index + 1}">${escapeHtml(title)}</a> (${length})</li>`,
  );
  return [`<nav aria-label="Parts of this page">\n<ul>\n${items.join("\n")}\n</ul>\n</nav>`];
}

function mainHtml(page: Page): string {
  return `<main>\n${page.blocks.map(blockHtml).join("\n")}\n</main>`;
}

function blockHtml(block: Block, index: number, blocks: readonly Block[]): string {
  const id = `part-${index + 1}`;
  const heading = `<h2 id="${id}">${escapeHtml(block.title)}</h2>`;
  const picture = block.picture === undefined ? "" : `${chartHtml(block.picture, `chart-${index + 1}`)}\n`;
  return `<section class="${block.id}"${isFirstOfTitle(block, index, blocks) ? ` aria-labelledby="${id}"` : ""}>\n${heading}\n${picture}${bodyHtml(block)}\n</section>`;
}

/** What fills no columns is told below the table. */
function bodyHtml(block: Block): string {
  const table = rowsOf(block);
  if (table === undefined) return linesHtml(block);
  const rest = table.rest.length === 0 ? "" : `\n${linesHtml({ ...block, lines: table.rest })}`;
  return `${tableHtml(table, block.title)}${rest}`;
}

function linesHtml(block: Block): string {
  if (isParagraph(block)) return `<p>${block.lines.map(lineHtml).join(" ")}</p>`;
  if (block.style === "text") return block.lines.map((line) => `<p>${lineHtml(line)}</p>`).join("\n");
  const list = block.style === "numbered" ? "ol" : "ul";
  return `<${list}>\n${block.lines.map((line) => `<li>${lineHtml(line)}</li>`).join("\n")}\n</${list}>`;
}

function footerHtml(page: Page): string {
  const items = page.evidence.map(evidenceHtml).join("\n");
  const evidence = items && `<section aria-labelledby="evidence">\n<h2 id="evidence">Evidence</h2>\n<ul>\n${items}\n</ul>\n</section>\n`;
  return `<footer>\n${evidence}<p>${lineHtml(page.coverage)}</p>\n${answerHtml(page)}</footer>`;
}

function answerHtml({ answer }: Page): string {
  return answer === undefined ? "" : `<p>${escapeHtml(answer)}</p>\n`;
}

function evidenceHtml({ alias, title, place, url }: Evidence): string {
  const name = `<bdi>${escapeHtml(title)}</bdi>`;
  const plain = place === undefined ? name : `${name} (${escapeHtml(place)})`;
  const rest = url === undefined ? plain : `<a href="${escapeHtml(url)}" rel="noreferrer noopener">${name}</a>`;
  return `<li id="${escapeHtml(alias)}"><span class="alias">${escapeHtml(alias)}</span> ${rest}</li>`;
}
