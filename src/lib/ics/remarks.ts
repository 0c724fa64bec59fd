import { countOf, listOf } from "../text.ts";

/** What could not be understood in one file. */
export interface Remarks {
  path: string;
  /** Sentence parts with how often each came. */
  counts: Map<string, number>;
}

const MOST_REASONS = 3;
const MOST_FILES = 200;
/** Beyond this many, further reasons are not told apart. */
const MOST_KEPT = 50;

/** A file that has nothing to be told yet. */
export function startRemarks(path: string): Remarks {
  return { path, counts: new Map() };
}

/** Adds one; the same words are told once. */
export function remark({ counts }: Remarks, what: string): void {
  const key = counts.size < MOST_KEPT || counts.has(what) ? what : "there is more that could not be understood";
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** One note for each file that has something to be told. */
export function toNotes(remarks: readonly Remarks[]): string[] {
  const told = remarks.filter(({ counts }) => counts.size > 0);
  const rest = told.length - MOST_FILES;
  const notes = told.slice(0, MOST_FILES).map(toNote);
  return rest > 0 ? [...notes, `${countOf(rest, "more file")} could not be understood in full.`] : notes;
}

function toNote({ path, counts }: Remarks): string {
  const reasons = [...counts].map(([what, count]) => (count > 1 ? `${what} (${count.toLocaleString("en-US")} times)` : what));
  const left = reasons.length - MOST_REASONS;
  return `${path}: ${left > 0 ? `${reasons.slice(0, MOST_REASONS).join("; ")}; ${countOf(left, "more remark")}` : listOf(reasons)}.`;
}
