import type { Fact } from "./item.ts";
import type { Prose } from "./prose.ts";

/** 1 low, 2 medium, 3 high, 4 critical. */
export type Severity = 1 | 2 | 3 | 4;

/** Urgency and impact share the scale of severity's factors. */
export type Grade = 1 | 2 | 3 | 4;

/** What analysis concluded from Items; a risk is a Finding. Shown only with evidence, an action and an owner. */
export interface Finding {
  /** The rule's id, such as `TASK-01`. */
  rule: string;
  /** `findingKey` of the rule, or of the one that it is a stage of, primary item and scope: stable between runs, free of text, age and severity. */
  key: string;
  severity: Severity;
  /** What severity is the product of; absent in findings from before it was kept. */
  factors?: { impact: Grade; urgency: Grade };
  /** 0 to 1: .95 structured field, .9 computed from several, .65 language or dates parsed, .6 joined by name. */
  confidence: number;
  /** The condition in a few words, read first. */
  title: Prose;
  /** What follows from it, and the numbers behind it. */
  why: Prose;
  /** What to do next: verb first. */
  action: Prose;
  /** A person's name, `you`, or `unassigned`. */
  owner: string;
  /** By when: a plain date or a UTC instant. */
  due?: string;
  /** From this UTC instant on it is over by itself, as with a meeting that was held: its end is no news then. */
  lapses?: string;
  /** The item that this is about. */
  primary: string;
  /** Key of the finding that tells the same by a source that knows more; where that one is found, this one is not told. */
  sameAs?: string;
  /** The connector that its primary item came from: for the budget of three per source, and to know when it can be checked. */
  source: string;
  /** It happened once, so no later run finds it again: named now or never. Absent for what stands until it is over. */
  isEvent?: true;
  evidence: readonly Fact[];
  /** A number that grows as things get worse; crossing a bucket of 1, 2, 4, 8, 16 makes the finding `worse`. */
  metric?: number;
  /** Short state that counts as `changed` when it differs: owner, due and status joined by the rule. */
  state: string;
}

/** The six words of the ledger: what has become of something since it was last reported. */
export const LEDGER_WORDS = ["new", "worse", "changed", "repeat", "acknowledged", "resolved"] as const;
export type LedgerWord = (typeof LEDGER_WORDS)[number];

/** What a reader said about a finding. `done` and `snooze` end at `until`; `mute` and `not_a_risk` last until they are lifted. */
export interface Acknowledgement {
  kind: "done" | "snooze" | "mute" | "not_a_risk";
  /** A UTC instant; absent for mute. */
  until?: string;
  by: string;
  at: string;
}

/** What one reader was told about one finding of one automation. */
export interface LedgerEntry {
  key: string;
  rule: string;
  /** The finding's source; absent in entries from before it was kept. */
  source?: string;
  /** All connectors that its evidence came from, where there are several: unless all of them answer, its end is not known. */
  sources?: readonly string[];
  firstSeen: string;
  /** When it was last shown in full; absent while it was only counted. */
  lastReported?: string;
  /** Consecutive business days on which it stood open, the first day being 1. */
  daysOpen: number;
  lastSeen: string;
  lastSeverity: Severity;
  /** The impact in `lastSeverity`; absent in entries from before it was kept. */
  lastImpact?: Grade;
  lastMetric?: number;
  lastState: string;
  /** The finding's own; absent where it does not end by itself. */
  lapses?: string;
  /** The title as it was last rendered, to say under "Cleared" what is gone. */
  lastTitle: Prose;
  /** The highest severity it was ever shown at. */
  shownSeverity?: Severity;
  resolvedAt?: string;
  /** When it opened or closed lately, newest last, to notice flapping. */
  turns: readonly string[];
  acknowledgement?: Acknowledgement;
}

/** A finding with what the ledger says of it. */
export interface JudgedFinding {
  finding: Finding;
  word: LedgerWord;
  /** The earlier severity or metric, where it is worse. */
  was?: LedgerEntry;
}

/** Whether leaving this out would keep from the reader what matters. */
export function isMustMention({ finding, word }: Pick<JudgedFinding, "finding" | "word">): boolean {
  return finding.severity >= 3 && (word === "new" || word === "worse");
}
