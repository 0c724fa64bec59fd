/** Something wrong in a file that a person wrote, and where. */
export interface Problem {
  /** Relative to the workspace. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 code units. */
  column: number;
  /** "expected X to be Y, got Z". */
  message: string;
  /** The way out, as one sentence. */
  hint?: string;
}

/** Where in a file; both from 1. */
export interface Position {
  line: number;
  column: number;
}

/** A problem, its hint left out where there is none. */
export function problemAt(file: string, position: Position, message: string, hint?: string): Problem {
  const problem = { file, line: position.line, column: position.column, message };
  return hint === undefined ? problem : { ...problem, hint };
}

/** `file:line:column: message`, and the hint on a line of its own. */
export function formatProblem(problem: Problem): string {
  const line = `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`;
  return problem.hint === undefined ? line : `${line}\n  ${problem.hint}`;
}

/** By file, then in reading order. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
