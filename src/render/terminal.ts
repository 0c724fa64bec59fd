import { styleText } from "node:util";
import wrapAnsi from "wrap-ansi";
import type { Briefing } from "../core/briefing.ts";
import { breakWord, widthOf } from "./break-word.ts";
import { rowsOf, type Rows } from "./table.ts";
import { EXAMPLE_WORD, pageOf, type Block, type Evidence, type Line } from "./page.ts";
import { personalText } from "./personal-text.ts";
import { personalOf } from "./personal.ts";

/** The terminal that is written to: its columns, and whether it shows colours. */
export interface TerminalOptions {
  width: number;
  color: boolean;
}

type Style = "strong" | "cite" | "title" | "warning";
type Paint = (style: Style, text: string) => string;

const NARROWEST = 20;
/** Longer lines are hard to read, however wide the window is. */
const WIDEST = 96;

const FORMATS = { strong: ["bold"], cite: ["dim"], title: ["bold"], warning: ["bold", "yellow"] } as const;

/** A Briefing for people at a terminal: headline first, no line wider than the window but for long web addresses. */
export function renderTerminal(briefing: Briefing, { width, color }: TerminalOptions): string {
  const personal = personalOf(briefing);
  const columns = Math.min(Math.max(Math.floor(width), NARROWEST), WIDEST);
  if (personal) return personalText(personal, (text, first = "") => wrapHanging(text, columns, first, " ".repeat(first.length)));
  const page = pageOf(briefing);
  const paint: Paint = (style, text) => (color ? styleText([...FORMATS[style]], text, { validateStream: false }) : text);
  const wrap = (text: string, first = "", hang = " ".repeat(first.length)): string => wrapHanging(text, columns, first, hang);
  const parts = [
    page.example === undefined ? "" : wrap(`${paint("warning", EXAMPLE_WORD)}: ${page.example}`),
    wrap(page.headline.map((segment) => paint("strong", segment.text)).join("")),
    ...blocksText(page.blocks, columns, paint, wrap),
    wrap(paint("cite", page.coverage.map((segment) => segment.text).join(""))),
    page.evidence.length > 0
      ? `${paint("title", "Evidence")}\n${page.evidence.map((each) => evidenceText(each, paint, wrap)).join("\n")}`
      : "",
    wrap(paint("cite", page.answer === undefined ? page.origin : `${page.origin}. ${page.answer}`)),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

type Wrap = (text: string, first?: string, hang?: string) => string;

/** Each block as a paragraph; blocks that are single lines stand together. */
function blocksText(blocks: readonly Block[], columns: number, paint: Paint, wrap: Wrap): string[] {
  const paragraphs: string[] = [];
  blocks.forEach((block, index) => {
    const text = tableText(block, columns, paint, wrap) ?? blockText(block, paint, wrap);
    const follows = block.style === "line" && blocks[index - 1]?.style === "line";
    if (follows) paragraphs.push(`${paragraphs.pop()}\n${text}`);
    else paragraphs.push(text);
  });
  return paragraphs;
}

const GAP = "  ";

/** Undefined where it has no table, or one that is wider than the window: then it is told line by line. */
function tableText(block: Block, columns: number, paint: Paint, wrap: Wrap): string | undefined {
  const table = rowsOf(block);
  const widths = table && widthsOf(table);
  if (!table || !widths || widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length) > columns) return undefined;
  const fill = (text: string, at: number): string => " ".repeat((widths[at] ?? 0) - widthOf(text));
  const rowText = (row: readonly Line[]): string =>
    row
      .map((cell, at) => `${lineText(cell, paint)}${fill(plainText(cell), at)}`)
      .join(GAP)
      .trimEnd();
  const head = table.columns
    .map((column, at) => `${paint("cite", column)}${fill(column, at)}`)
    .join(GAP)
    .trimEnd();
  const title = paint(block.id === "gaps" ? "warning" : "title", block.title);
  const rest = table.rest.map((line) => wrap(lineText(line, paint), "- "));
  return [wrap(title), head, ...table.rows.map(rowText), ...rest].join("\n");
}

function widthsOf({ columns, rows }: Rows): number[] {
  return columns.map((column, at) => Math.max(widthOf(column), ...rows.map((row) => widthOf(plainText(row[at] ?? [])))));
}

function plainText(line: Line): string {
  return line.map((segment) => segment.text).join("");
}

function blockText(block: Block, paint: Paint, wrap: Wrap): string {
  const title = paint(block.id === "gaps" ? "warning" : "title", block.title);
  const lines = block.lines.map((line) => lineText(line, paint));
  if (block.style === "line") return lines.length === 0 ? wrap(title) : wrap(`${title}: ${lines.join(" ")}`, "", "  ");
  if (block.style === "text") return [wrap(title), ...lines.map((line) => wrap(line))].join("\n");
  const widest = String(lines.length).length;
  const mark = (index: number): string => (block.style === "numbered" ? `${String(index + 1).padStart(widest)}. ` : "- ");
  return [wrap(title), ...lines.map((line, index) => wrap(line, mark(index)))].join("\n");
}

function lineText(line: Line, paint: Paint): string {
  return line.map((segment) => (segment.style === "plain" ? segment.text : paint(segment.style, segment.text))).join("");
}

/** A web address stands on a line of its own and whole, so that it can be followed. */
function evidenceText({ alias, title, place, url }: Evidence, paint: Paint, wrap: Wrap): string {
  const mark = `[${alias}] `;
  if (url === undefined) return wrap(place === undefined ? title : `${title} ${paint("cite", `(${place})`)}`, mark);
  return `${wrap(title, mark)}\n${" ".repeat(mark.length)}${paint("cite", url)}`;
}

/** Wraps to `columns`, the first line behind `first`, the others behind `hang`. */
function wrapHanging(text: string, columns: number, first: string, hang: string): string {
  const indent = Math.max(first.length, hang.length);
  const lines = wrapAnsi(breakLong(text, columns - indent), columns - indent, { hard: true }).split("\n");
  return lines.map((line, index) => (index === 0 ? first : hang) + line).join("\n");
}

const COLORS = new RegExp(`(${String.fromCodePoint(0x1b)}\\[[0-9;]*m)`);

/** Long words are parted here, because `wrapAnsi` would part them anywhere. */
function breakLong(text: string, room: number): string {
  return text
    .split(" ")
    .map((word) => (word.length > room ? breakPainted(word, room) : word))
    .join(" ");
}

/** Colors take no room, and stay where they are. */
function breakPainted(word: string, room: number): string {
  const parts = word.split(COLORS);
  const pieces = breakWord(parts.filter((_part, at) => at % 2 === 0).join(""), room);
  let left = pieces.shift()?.length ?? 0;
  const take = (part: string): string => {
    if (part.length <= left) {
      left -= part.length;
      return part;
    }
    const [start, rest] = [part.slice(0, left), part.slice(left)];
    left = pieces.shift()?.length ?? rest.length;
    return `${start} ${take(rest)}`;
  };
  return parts.map((part, at) => (at % 2 === 0 ? take(part) : part)).join("");
}
