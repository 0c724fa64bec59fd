import { columnKey } from "../../../lib/rows/reader.ts";
import { replaced, spanOfLine, type Edit } from "./edit.ts";

const CHECKBOX = /^(\s*(?:[-*+]|\d{1,9}[.)])\s+\[)(.)\]\s/u;
const MARKS: Readonly<Record<string, string>> = { todo: " ", done: "x", "in progress": "/", cancelled: "-" };
/** How a value stands in a task's words. */
const KEYS: Readonly<Record<string, string>> = { eta: "eta", "blocked by": "blocked by" };
const WRITTEN: Readonly<Record<string, RegExp>> = {
  eta: /(?<![\p{L}\p{N}])eta: ?[^\s,;)]+/iu,
  "blocked by":
    /(?<![\p{L}\p{N}])blocked[- ]by: ?[^;@()[\]]+?(?=[,;]? \(?(?:id|key|depends|after|est|estimate|eta|due|since|started|owner|priority):|[;)]| @| 📅|\s*$)/iu,
};

/** Whether a line has a checkbox. */
export function isTaskLine(line: string): boolean {
  return CHECKBOX.test(line);
}

/** The words that a checkbox has. */
export const CHECKBOX_WORDS = Object.keys(MARKS);

/** Says something of a task with a checkbox: its mark for how it stands, words behind it for the rest. */
export const editTaskLine: Edit = (text, { line }, column, value) => {
  const span = spanOfLine(text, line);
  const written = text.slice(span.start, span.end);
  const key = columnKey(column);
  const [, before] = CHECKBOX.exec(written) ?? [];
  if (before === undefined) return undefined;
  if (key === "status") {
    const mark = MARKS[columnKey(value)];
    const at = span.start + before.length;
    return mark === undefined ? undefined : replaced(text, { start: at, end: at + 1 }, mark);
  }
  const [word, pattern] = [KEYS[key], WRITTEN[key]];
  if (word === undefined || pattern === undefined) return undefined;
  const said =
    value === ""
      ? ""
      : `${word}: ${value
          .replaceAll(/[;@()[\]]/g, " ")
          .replaceAll(/ +/g, " ")
          .trim()}`;
  const now = pattern.exec(written);
  if (now) return replaced(text, { start: span.start + now.index, end: span.start + now.index + now[0].length }, said);
  const end = span.start + written.trimEnd().length;
  return replaced(text, { start: end, end }, ` ${said}`);
};
