/** What went wrong in builds, one by one, before anybody has grouped it: the contract between reading a log and grouping what was read. */

/** One line of a stack trace. */
export interface Frame {
  readonly fn: string;
  /** As the trace names it, with `/` between folders. */
  readonly file: string;
  /** From 1; 0 where the trace does not say. */
  readonly line: number;
  /** Whether it is code of the project: not of a package, the standard library or a test runner. */
  readonly inApp: boolean;
}

/** By which parameters a failure was read as it is. */
export interface Decided {
  /** What chose its lines: `region.anchors`, `dialects.pytest`, `report.failure`... */
  readonly region: string;
  /** What chose its primary error, and the line of the source where that stands; null where nothing says what went wrong. */
  readonly primary: { readonly by: string; readonly line: number } | null;
}

/** How a run ended, in the words of GitHub. */
export type Conclusion = "success" | "failure" | "cancelled" | "timed_out";

/** One failing test; or one failing step, where no test tells more. */
export interface Failure {
  /** The same for the same input: source, test or step, and the order among equals. */
  readonly id: string;
  /** Path of the log or report that it was read from, as it was named by whoever asked. */
  readonly source: string;
  /** `file > class > name` as far as known; null for a step that failed outside of tests. */
  readonly test: string | null;
  readonly step: string | null;
  /** Lines of the source that tell of it, from 1: one for each line of `region`, in reports also the same for several. */
  readonly lines: readonly number[];
  /** The text of those lines, cleaned of stamps and colours, joined by \n. */
  readonly region: string;
  /** One line; empty where nothing in the source says what went wrong. */
  readonly primaryError: string;
  /** The primary error with all that changes from run to run replaced. */
  readonly masked: string;
  /** "TypeError", "TS2345", "AssertionError", "E0308"...: null where it names none. */
  readonly errorType: string | null;
  /** Innermost first; at most `PARAMETERS.frames.most`. */
  readonly frames: readonly Frame[];
  readonly decided?: Decided;
  /** Whose it is, such as `owner/name`; absent where only one is spoken of. */
  readonly repository?: string;
  /** Unique among all repositories. */
  readonly job?: string;
  readonly branch?: string;
  readonly sha?: string;
  /** Instant. */
  readonly at?: string;
  /** From 1: a rerun of the same commit is 2. */
  readonly attempt?: number;
  readonly conclusion?: Conclusion;
  /** Set where neither log nor report is known yet: what they say of this very run stands in its place later. */
  readonly isUnread?: true;
}
