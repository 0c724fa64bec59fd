import { Parser } from "htmlparser2";
import { firstLook, isGone, isUnseen, lookWithin, type Look } from "./unseen.ts";

const BLOCKS = new Set(
  "address article aside blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul".split(
    " ",
  ),
);
const SILENT = new Set(["head", "script", "style", "template", "title", "noscript"]);
/** Characters without width, which newsletters fill their previews with. */
const FILLING = /\u034f|[\u00ad\u200b-\u200d\u2060\ufeff]/g;
/** Pieces in which the text is given to the parser, so that it ends soon after enough is read. */
const PIECE = 8 * 1024;
const DEEPEST = 1000;

interface Writing {
  lines: string[];
  line: string;
  /** Asking a growing text for its last character would copy it each time. */
  endsInSpace: boolean;
  length: number;
  /** Depth of elements, of quotes, and of what is not shown. */
  depth: number;
  quotes: number;
  silence: number;
  preformatted: number;
  /** How text is drawn, by depth: sizes and colors are inherited, and set anew by what lies within. */
  looks: Look[];
}

/**
 * The words of a letter in HTML as its reader sees them: a line for each block, `> ` before what is quoted, `-- ` before a signature
 * that is marked as one. What elements hide is left out: a sender's program shows it to nobody. Reads until there are `enough` characters, or elements are nested beyond measure.
 */
export function textOfHtml(html: string, enough: number): string {
  const counts = { length: 0, depth: 0, quotes: 0, silence: 0, preformatted: 0 };
  const writing: Writing = { lines: [], line: "", endsInSpace: true, ...counts, looks: [firstLook(html)] };
  const parser = new Parser({
    onopentag: (name, attributes) => open(writing, name, attributes),
    ontext: (text) => write(writing, text),
    onclosetag: (name) => close(writing, name),
  });
  for (let at = 0; at < html.length && writing.length < enough && writing.depth < DEEPEST; at += PIECE) {
    parser.write(html.slice(at, at + PIECE));
  }
  // Ending the parser would close every element that is still open; one that is nested too deeply is left alone.
  if (writing.depth < DEEPEST) parser.end();
  endLine(writing);
  return tidy(writing.lines);
}

function open(writing: Writing, name: string, attributes: Readonly<Record<string, string>>): void {
  writing.depth += 1;
  writing.looks.push(lookWithin(lookOf(writing), attributes));
  if (writing.silence > 0 || SILENT.has(name) || isGone(attributes)) {
    writing.silence += 1;
    return;
  }
  if (BLOCKS.has(name) || name === "br") endLine(writing, name === "br");
  if (name === "p" || /^h\d$/.test(name)) emptyLine(writing);
  if (name === "blockquote") writing.quotes += 1;
  if (name === "pre") writing.preformatted += 1;
  if (name === "li") addWords(writing, "- ");
  if ((name === "td" || name === "th") && !writing.endsInSpace) addWords(writing, " ");
  if (/(?:^|\s)gmail_signature(?:\s|$)/.test(attributes["class"] ?? "") && writing.lines.at(-1)?.trim() !== "--") addLine(writing, "-- ");
}

function close(writing: Writing, name: string): void {
  writing.depth -= 1;
  writing.looks.pop();
  if (writing.silence > 0) {
    writing.silence -= 1;
    return;
  }
  if (BLOCKS.has(name)) endLine(writing);
  if (name === "blockquote") {
    while (/^[> ]+$/.test(writing.lines.at(-1) ?? "")) writing.lines.pop();
    writing.quotes -= 1;
  }
  if (name === "p" || name === "blockquote") emptyLine(writing);
  if (name === "pre") writing.preformatted -= 1;
}

function write(writing: Writing, text: string): void {
  if (writing.silence > 0 || isUnseen(lookOf(writing))) return;
  const shown = text.replace(FILLING, "").replaceAll("\u00a0", " ");
  if (writing.preformatted > 0) {
    const [first = "", ...rest] = shown.split(/\r?\n/);
    addWords(writing, first);
    for (const line of rest) {
      endLine(writing, true);
      addWords(writing, line);
    }
    return;
  }
  const words = shown.replace(/[ \t\r\n\f]+/g, " ");
  addWords(writing, writing.endsInSpace ? words.trimStart() : words);
}

function lookOf({ looks }: Writing): Look {
  return looks.at(-1) ?? { isTiny: false, color: undefined, background: undefined };
}

function addWords(writing: Writing, words: string): void {
  if (words === "") return;
  writing.line += words;
  writing.length += words.length;
  writing.endsInSpace = words.endsWith(" ");
}

function endLine(writing: Writing, evenIfEmpty = false): void {
  const line = writing.line.trimEnd();
  writing.line = "";
  writing.endsInSpace = true;
  if (line === "--") addLine(writing, "-- ");
  else if (line !== "" || evenIfEmpty) addLine(writing, line);
}

function emptyLine(writing: Writing): void {
  if (writing.lines.length > 0 && !/^[> ]*$/.test(writing.lines.at(-1) ?? "")) addLine(writing, "");
}

function addLine(writing: Writing, line: string): void {
  const quoted = "> ".repeat(Math.min(writing.quotes, 9)) + line;
  writing.lines.push(quoted);
  writing.length += quoted.length - line.length + 1;
}

function tidy(lines: readonly string[]): string {
  return lines
    .filter((line, index) => line !== "" || lines[index - 1] !== "")
    .join("\n")
    .trim();
}
