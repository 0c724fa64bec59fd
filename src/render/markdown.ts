import type { Briefing } from "../core/briefing.ts";
import { rowsOf, type Rows } from "./table.ts";
import { EXAMPLE_WORD, pageOf, type Block, type Evidence, type Line } from "./page.ts";
import { personalOf, type PersonalPart } from "./personal.ts";
import { runsOf, type Segment } from "./prose.ts";

/** A Briefing as Markdown that any reader shows alike: text from sources is escaped, links lead only to evidence. */
export function renderMarkdown(briefing: Briefing): string {
  const personal = personalOf(briefing);
  if (personal) return `${personal.parts.map(partText).join("\n\n")}\n`;
  const page = pageOf(briefing);
  const parts = [
    page.example === undefined ? "" : `**${EXAMPLE_WORD}**: ${page.example}`,
    `# ${lineText(page.headline)}`,
    ...page.blocks.map(blockText),
    lineText(page.coverage),
    page.evidence.length > 0 ? `## Evidence\n\n${page.evidence.map(evidenceText).join("\n")}` : "",
    page.answer === undefined ? "" : escape(page.answer),
    `*${escape(page.origin)}*`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function partText({ form, lines }: PersonalPart): string {
  return lines.map(({ line }) => `${form === "list" ? "- " : ""}${lineText(line)}`).join(form === "list" ? "\n" : "\n\n");
}

/** What fills no columns is told below the table. */
function blockText(block: Block): string {
  const table = rowsOf(block);
  if (table === undefined) return linesText(block);
  const { rest } = table;
  const title = `## ${escape(block.title)}\n\n${tableText(table)}`;
  return rest.length === 0 ? title : `${title}\n\n${rest.map((line) => `- ${lineText(line)}`).join("\n")}`;
}

/** https://github.github.com/gfm/#tables-extension- */
function tableText({ columns, rows }: Rows): string {
  const rowText = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const body = rows.map((row) => rowText(row.map((cell) => runsOf(cell).map(runText).join(""))));
  return [rowText(columns.map(escape)), rowText(columns.map(() => "---")), ...body].join("\n");
}

function linesText(block: Block): string {
  const lines = block.lines.map(lineText);
  if (block.style === "line") return [strong(escape(lines.length > 0 ? `${block.title}:` : block.title)), ...lines].join(" ");
  if (block.style === "text") return `## ${escape(block.title)}\n\n${lines.join("\\\n")}`;
  const mark = (index: number): string => (block.style === "numbered" ? `${index + 1}.` : "-");
  return `## ${escape(block.title)}\n\n${lines.map((line, index) => `${mark(index)} ${line}`).join("\n")}`;
}

function lineText(line: Line): string {
  return escapeStart(runsOf(line).map(runText).join(""));
}

/** Aliases are ours, and no definition can follow them that would make links of them. */
function runText(run: readonly Segment[]): string {
  if (run[0]?.style === "cite") return run.map(({ text }) => text).join("");
  const markdown = run.map(segmentText).join("");
  return run[0]?.style === "strong" ? strong(markdown) : markdown;
}

function segmentText({ text, url }: Segment): string {
  return url === undefined ? escape(text) : `[${escape(text)}](<${url}>)`;
}

function evidenceText({ alias, title, place, url }: Evidence): string {
  if (url !== undefined) return `- ${alias}: [${escape(title)}](<${url}>)`;
  return `- ${alias}: ${escape(title)}${place === undefined ? "" : ` (${escape(place)})`}`;
}

/** Emphasis must touch the words, so spaces at the ends stay outside. */
function strong(markdown: string): string {
  const words = markdown.trim();
  return words === "" ? markdown : markdown.replace(words, () => `**${words}**`);
}

/** Every sign that could mean something inside a line. An underscore within a word means nothing, and stays readable. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*[\]<>~|&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\$&`);
}

/** Signs that mean something only at the start of a line: headings, lists, rules. */
function escapeStart(line: string): string {
  return line.replace(/^(\s*)(?:([#+=-])|(\d{1,9})([.)]))/, (_all, space: string, sign?: string, digits = "", dot = "") =>
    sign === undefined ? `${space}${digits}\\${dot}` : `${space}\\${sign}`,
  );
}
