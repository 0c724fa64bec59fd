import { shortenShown } from "../../lib/text.ts";
import { defang } from "../defang.ts";
import { escapeHtml } from "../escape-html.ts";
import { EXAMPLE_WORD, isFirstOfTitle, isParagraph, type Block, type Evidence, type Line } from "../page.ts";
import type { Personal, PersonalPart } from "../personal.ts";
import { rowsOf } from "../table.ts";
import { lineHtml, linkHtml, type Links } from "./html-line.ts";
import { tableHtml } from "./html-table.ts";
import type { Letter, LetterBlock } from "./length.ts";
import { look, STYLE_SHEET } from "./looks.ts";
import { moreIn, shortenedBy } from "./words.ts";

/** Stands beside the subject in a list of mails. */
const LONGEST_PREHEADER = 140;

/** A letter as one HTML document in one column, that mail programs of every kind show: it loads nothing and says its looks twice. */
export function letterHtml(letter: Letter): string {
  const links: Links = new Map(letter.evidence.flatMap(({ alias, url }) => (url === undefined ? [] : [[alias, url]])));
  const parts = [headHtml(letter), ...letter.blocks.map((block, index) => blockHtml(letter, index, block, links)), footHtml(letter)];
  return frameHtml(letter.subject, preheaderOf(letter), parts.join("\n"));
}

/** The same of what is for one person alone: paragraphs and a list, as people write. */
export function personalHtml(subject: string, { parts }: Personal): string {
  const [first] = parts.flatMap(({ lines }) => lines);
  return frameHtml(subject, preheaderFrom(first?.line ?? []), parts.map(partHtml).join("\n"));
}

function partHtml({ form, lines }: PersonalPart): string {
  const html = lines.map(({ line }) => lineHtml(line, new Map()));
  // It looks like any other, and is where those who go from heading to heading begin.
  if (form === "opening") return html.map((each) => `<h1 ${look("opening")}>${each}</h1>`).join("\n");
  if (form !== "list") return html.map((each) => `<p ${look("said")}>${each}</p>`).join("\n");
  return `<ul ${look("saidList")}>\n${html.map((each) => `<li ${look("item")}>${each}</li>`).join("\n")}\n</ul>`;
}

function frameHtml(subject: string, preheader: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${STYLE_SHEET}</style>
</head>
<body ${look("page")}>
<div ${look("hidden")}>${escapeHtml(preheader)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" ${look("frame")}>
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" ${look("column")}><tr><td ${look("text")}>
<div role="main">
${main}
</div>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

/** The subject counts what is at risk; this says what the first of it is. */
function preheaderOf({ headline, blocks }: Letter): string {
  const [first] = blocks.flatMap(({ lines }) => lines);
  return preheaderFrom([...headline, { text: " ", style: "plain" }, ...(first ?? [])]);
}

/** What is cut may look like another name. */
function preheaderFrom(line: Line): string {
  return defang(shortenShown(line.map((segment) => segment.text).join(""), LONGEST_PREHEADER));
}

function headHtml({ example, headline, origin }: Letter): string {
  const warning = example === undefined ? "" : `<p ${look("warning")}><strong>${EXAMPLE_WORD}</strong>: ${escapeHtml(example)}</p>\n`;
  return `${warning}<h1 ${look("headline")}>${lineHtml(headline, new Map())}</h1>\n<p ${look("origin")}>${escapeHtml(origin)}</p>`;
}

function blockHtml({ blocks }: Letter, index: number, block: LetterBlock, links: Links): string {
  const id = `part-${index + 1}`;
  const isGaps = block.id === "gaps";
  const heading = `<h2 id="${id}" ${look(isGaps ? "gapsHeading" : "heading")}>${escapeHtml(block.title)}</h2>`;
  const more = moreIn(block);
  const parts = [heading, bodyHtml(block, links), more === undefined ? "" : `<p ${look("note")}>${more}</p>`];
  const html = parts.filter((part) => part !== "").join("\n");
  return `<div${isFirstOfTitle(block, index, blocks) ? ` role="region" aria-labelledby="${id}"` : ""}${isGaps ? ` ${look("gaps")}` : ""}>\n${html}\n</div>`;
}

/** What fills no columns is told below the table. */
function bodyHtml(block: LetterBlock, links: Links): string {
  const table = rowsOf(block);
  if (table === undefined) return linesHtml(block, links);
  return [tableHtml(table, links), linesHtml({ ...block, lines: table.rest }, links)].filter((part) => part !== "").join("\n");
}

function linesHtml(block: Block, links: Links): string {
  const { style, lines } = block;
  if (lines.length === 0) return "";
  if (isParagraph(block)) return `<p ${look("paragraph")}>${lines.map((line) => lineHtml(line, links)).join(" ")}</p>`;
  if (style === "text") return lines.map((line) => `<p ${look("paragraph")}>${lineHtml(line, links)}</p>`).join("\n");
  const list = style === "numbered" ? "ol" : "ul";
  const items = lines.map((line) => `<li ${look("item")}>${lineHtml(line, links)}</li>`);
  return `<${list} ${look("list")}>\n${items.join("\n")}\n</${list}>`;
}

function footHtml(letter: Letter): string {
  const coverage = letter.coverage.map((segment) => segment.text).join("");
  const remarks = [coverage, letter.answer ?? "", shortenedBy(letter) ?? ""].filter((text) => text !== "");
  const paragraphs = remarks.map((text) => `<p ${look("remark")}>${escapeHtml(text)}</p>`);
  return `<div ${look("footer")}>\n${[...evidenceHtml(letter.evidence), ...paragraphs].join("\n")}\n</div>`;
}

function evidenceHtml(evidence: readonly Evidence[]): string[] {
  if (evidence.length === 0) return [];
  const items = evidence.map((each) => `<li ${look("source")}>${sourceHtml(each)}</li>`);
  return [`<h2 ${look("smallHeading")}>Evidence</h2>`, `<ul ${look("evidence")}>\n${items.join("\n")}\n</ul>`];
}

function sourceHtml({ alias, title, place, url }: Evidence): string {
  const name = `<bdi>${escapeHtml(title)}</bdi>`;
  const plain = place === undefined ? name : `${name} (${escapeHtml(place)})`;
  return `<strong>${escapeHtml(alias)}</strong> ${url === undefined ? plain : linkHtml(url, name)}`;
}
