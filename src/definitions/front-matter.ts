import { problemAt, type Position, type Problem } from "../lib/problem.ts";

/** The two halves of a Markdown definition, each with the line on which it starts. */
export interface FrontMatter {
  ok: true;
  yaml: string;
  yamlLine: number;
  body: string;
  bodyLine: number;
}

const START: Position = { line: 1, column: 1 };

const HOW_TO_START = 'Start the file with a line "---", a line "name: ..." and a line "---".';

/** Splits a Markdown file at its lines of three dashes. */
export function splitFrontMatter(text: string, file: string): FrontMatter | { ok: false; problem: Problem } {
  const refuse = (message: string, hint: string) => ({ ok: false as const, problem: problemAt(file, START, message, hint) });
  if (text.trim() === "") return refuse("expected an automation, got an empty file", HOW_TO_START);
  const lines = text.split("\n");
  if (!isFence(lines[0])) {
    return refuse("expected front matter that starts on the first line, got none", HOW_TO_START);
  }
  const end = lines.findIndex((line, index) => index > 0 && isFence(line));
  if (end < 0) return refuse("expected the front matter to end, got the end of the file", 'Add a line "---" above the instructions.');
  return {
    ok: true,
    yaml: lines.slice(1, end).join("\n"),
    yamlLine: 2,
    body: lines.slice(end + 1).join("\n"),
    bodyLine: end + 2,
  };
}

function isFence(line: string | undefined): boolean {
  return line !== undefined && /^---[ \t]*$/.test(line);
}
