import type { JudgedFinding } from "../core/finding.ts";
import type { Change, Item, SourceHealth } from "../core/item.ts";
import type { People } from "../core/person.ts";
import type { WorkCalendar } from "../core/work-calendar.ts";

export const VIOLATION_CODES = [
  "unknown-cite",
  "uncited",
  "fact-differs",
  "derived-differs",
  "number-unbacked",
  "date-unbacked",
  "name-unbacked",
  "link-unbacked",
  "state-differs",
  "role-differs",
  "quote-differs",
  "cause-unbacked",
  "superlative-unbacked",
  "instruction-followed",
  "citation-differs",
  "unknown-flag",
  "flag-mismatch",
  "unflagged-risk",
  "missing-mention",
  "missing-gap",
  "silenced",
  "duplicate",
  "headline-differs",
  "cell-differs",
  "chart-differs",
  "too-long",
] as const;
export type ViolationCode = (typeof VIOLATION_CODES)[number];

/** Where in a briefing: a bullet by its places, the chart of a section, or a part that is one sentence. */
export type Place =
  | { part: "sections"; section: number; bullet: number }
  | { part: "charts"; section: number }
  | { part: "gaps"; bullet: number }
  | { part: "headline" | "news" | "coverage" | "citations" | "whole" };

/** One thing that a briefing says, or leaves out, against its evidence. */
export interface Violation {
  code: ViolationCode;
  place: Place;
  /** What is wrong, in words. */
  message: string;
  /** How to mend it. */
  hint: string;
  /** Ids of items, keys of findings or names of sources that it is about. */
  ids: readonly string[];
  /** The words that it is about; absent where it is about the whole line. */
  at?: string;
}

/** What a briefing is held against. */
export interface Evidence {
  items: readonly Item[];
  /** What stood at the last run and is there no more: it can be cited, and counts for nothing. */
  gone: readonly Item[];
  /** What fields were before; absent where nothing of it is told. */
  changes?: readonly Change[];
  judged: readonly JudgedFinding[];
  sources: readonly SourceHealth[];
  people: People;
  calendar: WorkCalendar;
  /** The instant of the last briefing; absent on the first run. */
  since?: string;
  /** The most words that its reader is asked to read; 250 where absent. */
  mostWords?: number;
}
