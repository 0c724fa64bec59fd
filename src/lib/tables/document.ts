/** A line with a checkbox, as written. */
export interface TaskLine {
  /** Counted from 1. */
  line: number;
  /** What stands between the brackets. */
  mark: string;
  text: string;
  /** The line of the task that it is nested below; absent where there is none. */
  parent?: number;
}

/** What a Markdown file holds. */
export interface Document {
  /** The flat `key: value` lines of the front matter, keys in lower case. */
  frontMatter: ReadonlyMap<string, string>;
  headings: readonly string[];
  tasks: readonly TaskLine[];
  /** Everything but front matter, tasks and comments; empty where only headings are left. */
  prose: string;
}

/** A line without its comments. */
export interface VisibleLine {
  /** Counted from 1. */
  line: number;
  text: string;
  isCode: boolean;
}

const LINE_END = /\r\n|\n|\r/;
const FENCE = /^\s*(`{3,}|~{3,})/;
/** Columns to the next stop of a tab. */
const TAB = 4;
/** A list item that is indented by less is a neighbour of the one before. */
const NESTED = 2;
const TASK = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[(.)\]\s+(\S.*)$/u;
const HEADING = /^ {0,3}#{1,6}\s+(\S.*)$/;

/** Takes a Markdown file apart. Checkboxes in fenced code and in comments are no tasks. */
export function parseDocument(text: string): Document {
  const lines = text.split(LINE_END);
  const { frontMatter, length } = parseFrontMatter(lines);
  const body = [...visibleIn(lines, length)];
  const tasks = nestedTasks(body);
  const headings = body.flatMap((line) => toHeading(line) ?? []);
  const rest = body.filter((line) => toTask(line) === undefined);
  const hasProse = rest.some((line) => line.text.trim() !== "" && toHeading(line) === undefined);
  const prose = hasProse ? rest.map((line) => line.text).join("\n") : "";
  return { frontMatter, headings, tasks, prose: prose.trim() };
}

/** Only flat keys are understood: a parser for all of YAML would be work for an attacker and none for a reader. */
function parseFrontMatter(lines: readonly string[]): { frontMatter: ReadonlyMap<string, string>; length: number } {
  const end = lines[0]?.trimEnd() === "---" ? lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line)) : -1;
  const entries = lines.slice(1, Math.max(end, 1)).flatMap((line): [string, string][] => {
    const match = /^([A-Za-z][\w-]*):\s+(\S.*)$/.exec(line);
    return match?.[1] === undefined || match[2] === undefined ? [] : [[match[1].toLowerCase(), unquote(match[2].trimEnd())]];
  });
  return { frontMatter: new Map(entries), length: end + 1 };
}

function unquote(value: string): string {
  return /^(["']).*\1$/.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}

/** The lines of a Markdown file behind its front matter, without comments. */
export function visibleLines(text: string): VisibleLine[] {
  const lines = text.split(LINE_END);
  return [...visibleIn(lines, parseFrontMatter(lines).length)];
}

/** An open fence or comment lasts to the end of the file. */
function* visibleIn(lines: readonly string[], start: number): Generator<VisibleLine> {
  let fence: string | undefined;
  let inComment = false;
  for (const [index, whole] of lines.entries()) {
    if (index < start) continue;
    const mark: string | undefined = inComment ? undefined : FENCE.exec(whole)?.[1];
    const isCode = fence !== undefined || mark !== undefined;
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence) && whole.trim() === mark) fence = undefined;
    const visible: ReturnType<typeof withoutComments> = isCode ? { text: whole, inComment } : withoutComments(whole, inComment);
    inComment = visible.inComment;
    yield { line: index + 1, text: visible.text, isCode };
  }
}

/** A task belongs to the one that it is indented below, with nothing in between that is indented less. */
function nestedTasks(lines: readonly VisibleLine[]): TaskLine[] {
  const above: { indent: number; task: TaskLine | undefined }[] = [];
  return lines.flatMap((line) => {
    if (line.isCode || line.text.trim() === "") return [];
    const indent = indentOf(line.text);
    while (above.length > 0 && indent < (above.at(-1)?.indent ?? 0) + NESTED) above.pop();
    const task = toTask(line);
    const parent = above.at(-1)?.task?.line;
    above.push({ indent, task });
    return task === undefined ? [] : [parent === undefined ? task : { ...task, parent }];
  });
}

function indentOf(text: string): number {
  const blank = /^[ \t]*/.exec(text)?.[0] ?? "";
  return [...blank].reduce((width, character) => (character === "\t" ? width + TAB - (width % TAB) : width + 1), 0);
}

function toTask({ line, text, isCode }: VisibleLine): TaskLine | undefined {
  const [, mark, words] = isCode ? [] : (TASK.exec(text) ?? []);
  return mark === undefined || words === undefined ? undefined : { line, mark, text: words.trimEnd() };
}

function toHeading({ text, isCode }: VisibleLine): string | undefined {
  return isCode ? undefined : HEADING.exec(text)?.[1]?.trimEnd().replace(/\s#+$/, "").trimEnd();
}

/** Searched with indexOf, because a pattern would look through a long line once for each of its openings. */
function withoutComments(line: string, inComment: boolean): { text: string; inComment: boolean } {
  let text = "";
  let position = 0;
  let inside = inComment;
  while (position < line.length) {
    const next = line.indexOf(inside ? "-->" : "<!--", position);
    if (!inside) text += line.slice(position, next < 0 ? line.length : next);
    if (next < 0) break;
    position = next + (inside ? 3 : 4);
    inside = !inside;
  }
  return { text, inComment: inside };
}
