import type { Conclusion, Failure } from "../../../core/ci-failure.ts";

/** One run of one job, red or green. */
export interface CiRun {
  readonly job: string;
  readonly branch: string;
  /** Empty where nobody said at which commit. */
  readonly sha: string;
  /** Instant; empty where nobody said when. */
  readonly at: string;
  readonly attempt: number;
  readonly conclusion: Conclusion;
}

/** Lines of a file that a commit wrote, from 1; `to` is inclusive. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
}

export interface ChangedFile {
  readonly path: string;
  readonly hunks: readonly Hunk[];
  /** The text that went and came, for the names in it. */
  readonly changed: string;
}

export interface Commit {
  readonly sha: string;
  /** As its failures name it. */
  readonly repository?: string;
  readonly subject: string;
  readonly author: string;
  /** The commit that this one takes back. */
  readonly reverts: string | null;
  readonly files: readonly ChangedFile[];
}

export interface Fingerprints {
  /** Kind of error, message and innermost frame. */
  readonly f1: string;
  /** Kind of error and message. */
  readonly f2: string;
  /** The form of the message. */
  readonly f3: string;
  /** The file or class of the test, and the kind of error. */
  readonly ft: string;
  /** All frames of the project; empty where there are none. */
  readonly fs: string;
}

export interface Fingerprinted extends Failure {
  readonly fingerprints: Fingerprints;
  /** Whether the message alone says what it is about. */
  readonly isTelling: boolean;
  /** `fn@file` of the project's frames, innermost first, without tests. */
  readonly stack: readonly string[];
  /** Name of the sign by which it is known to be of the place where builds run; null for none. */
  readonly infra: string | null;
}

export type CauseClass = "BROKEN" | "FLAKY" | "INFRA" | "unclear";
export type CauseState = "new" | "ongoing" | "regressed" | "resolved";

/** Why something was decided: the parameter's name, what it weighs, and what it is seen from. */
export interface Reason {
  readonly by: string;
  readonly weight: number;
  readonly because: string;
  /** `source:line` of what a failure told, where one line decided. */
  readonly seenIn?: string;
}

export interface Suspect {
  readonly sha: string;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** Between which commits it began. */
export interface Window {
  readonly job: string;
  readonly branch: string;
  /** Null where no earlier run passed. */
  readonly lastGood: string | null;
  readonly firstBad: string | null;
  /** Commits between the two that no run tells of. */
  readonly untested: number;
  /** Commits in a row at which it fails. */
  readonly streak: number;
  /** Whether a later commit passed. */
  readonly isOver: boolean;
}

/** Failures with one cause, as far as anyone can tell. */
export interface Cause {
  readonly id: string;
  readonly class: CauseClass;
  /** What it would be, where that is unclear. */
  readonly likeliest: Exclude<CauseClass, "unclear">;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  readonly failures: readonly Fingerprinted[];
  readonly primaryError: string;
  readonly window: Window | null;
  readonly suspects: readonly Suspect[];
  readonly state: CauseState;
  /** By which parameters its failures came together. */
  readonly joinedBy: readonly string[];
  /** Instant: since when it is there, or is back; null where nobody said when. */
  readonly since: string | null;
}

/** What is remembered of a cause. */
export interface RememberedCause {
  readonly id: string;
  /** Keys by which its failures are known again. */
  readonly keys: readonly string[];
  /** Second fingerprints of its failures. */
  readonly messages: readonly string[];
  readonly class: CauseClass;
  readonly primaryError: string;
  /** Instant: since when it was there, or was back. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly state: CauseState;
  /** The jobs and branches that it was seen in. */
  readonly places: readonly string[];
  /** The commit that likely brought it; null where none is likely. */
  readonly suspect: string | null;
}

export interface History {
  readonly causes: readonly RememberedCause[];
}

export interface GroupInput {
  readonly failures: readonly Failure[];
  /** All runs that are known, with those that failed. */
  readonly runs: readonly CiRun[];
  /** Oldest first, those of one repository as its branch has them. */
  readonly commits: readonly Commit[];
  /** A commit that is known to be good: the oldest of `commits` follows it. */
  readonly good: string | null;
  readonly defaultBranch: string;
  readonly history: History;
  /** Instant for what tells no time itself. */
  readonly now: string;
}

export interface Grouped {
  readonly failures: readonly Fingerprinted[];
  readonly causes: readonly Cause[];
  /** Causes of the history that are gone. */
  readonly resolved: readonly RememberedCause[];
  /** Failures that have a cause with a message of its own. */
  readonly explained: number;
  readonly history: History;
}
