import type { ApprovalCondition } from "./approval.ts";
import type { Budget, ModelSize } from "./model.ts";
import type { Retention } from "./retention.ts";
import type { Flow, ReadGrant, WriteGrant } from "./grant.ts";
import type { Catchup, Overlap, Trigger } from "./trigger.ts";

/** How a briefing is arranged: what it is about, and in which order. */
export const REPORT_NAMES = [
  "briefing",
  "end_of_day",
  "meeting_prep",
  "inbox_triage",
  "commitments",
  "weekly_digest",
  "standup",
  "review_radar",
  "answer",
  "risk_radar",
  "release_notes",
  "meeting_notes",
  "incident_summary",
  "user_feedback",
  "issue_investigation",
  "pull_request_brief",
  "document_review",
  "ci_failures",
  "pull_request_checks",
  "launch_status",
] as const;
export type ReportName = (typeof REPORT_NAMES)[number];

const LONGER: Readonly<Partial<Record<ReportName, number>>> = {
  weekly_digest: 500,
  risk_radar: 400,
  incident_summary: 600,
  user_feedback: 600,
  issue_investigation: 400,
  ci_failures: 600,
  pull_request_checks: 400,
  launch_status: 600,
  meeting_notes: 1_500,
  release_notes: 10_000,
  document_review: 60_000,
};

/** The most words that a report has: a page that is read each morning is short, one that must leave nothing out is as long as it has to be. */
export function mostWordsOf(report: ReportName | undefined): number {
  return LONGER[report ?? "briefing"] ?? 250;
}

/** What people are asked about: tasks of their own, reviews that tasks wait for, or what else holds a task up. */
export const CHASE_SUBJECTS = ["tasks", "reviews", "blockers"] as const;
export type ChaseSubject = (typeof CHASE_SUBJECTS)[number];

/** How people are asked how their part of a plan stands. */
export interface ChaseTerms {
  /** All of them when absent. */
  about?: readonly ChaseSubject[];
  /** Business days after which nobody knows any more how a task stands. */
  cadenceDays: number;
  /** Local times between which people are written to, `HH:MM`. */
  hours: { start: string; end: string };
  /** ISO weekdays on which a first question is asked, where the date does not press. */
  days: readonly number[];
  /** Local time of each day before which its runs only ask and hear, and tell nothing; absent where each run tells. */
  digestAt?: string;
}

/** One definition file: when it runs, what it may read, where it may write, and what it asks for. */
export interface Automation {
  /** The file's name without its ending. */
  id: string;
  name: string;
  description: string;
  /** `briefing` when absent. */
  report?: ReportName;
  triggers: readonly Trigger[];
  /** The zone that its times are written in and its briefing is read in. */
  timezone: string;
  /** A gate decided in code: run the rest only when something changed, only with findings, or always. */
  when: "changed" | "findings" | "always";
  reads: readonly ReadGrant[];
  writes: readonly WriteGrant[];
  /** How people are asked how their part stands; absent where nobody is. Who may be asked, the writes say that carry questions. */
  chase?: ChaseTerms;
  /** What is sent when there is nothing new. */
  quiet: "when_nothing_new" | "one_line" | "always";
  /** What becomes of an occurrence while runs of it are at work; when absent `skip` for schedules, `buffer_all` for events. */
  overlap?: Overlap;
  catchup: Catchup;
  /** Its runs at once. */
  concurrency: number;
  /** After days off, the next briefing tells again what came up during them. */
  rollUp: boolean;
  /** What may flow from a source to readers who may not see all of it, once the owner has accepted that for this very definition. */
  flows: readonly Flow[];
  /** Which links a message may have: those of what it cites, or of these hosts and paths only, such as `github.com/acme/*`. */
  links: "evidence" | readonly string[];
  /** When a person must approve a message before it is sent, who may, and how long it waits. `approvers` are keys of people; the owner where none are named. */
  approval: { when: "never" | "always" | readonly ApprovalCondition[]; approvers: readonly string[]; expiresMs: number };
  /** Failures in a row after which it is paused; 0 for never. */
  pauseOnFailure: number;
  /** The owner is told after so many failures in a row, and not more often than this; as `alerts` of the workspace says when absent. */
  onFailure: { after: number; everyMs?: number };
  /** The name of an address in config/chief.yaml that is told when a run starts, succeeds and fails. */
  ping?: string;
  /** How long what it leaves is kept, as far as it says so itself. */
  retention?: Partial<Retention>;
  /** Which model writes: none, or the small or large one of the workspace where it has any. */
  model: ModelSize | "none";
  /** The most that models may cost it: in one run, and in one day. */
  budget: { run: Budget; day: Budget };
  /** What its work is to come to, in sentences that can be answered by yes or no; none where it has no end. */
  goal: readonly string[];
  /** Names of folders under `skills/` whose instructions it follows. */
  skills: readonly string[];
  /** So many drafts are written, of which the best is taken. */
  bestOf: number;
  retries: number;
  stepTimeoutMs: number;
  runTimeoutMs: number;
  paused: boolean;
  /** A key of config/people.yaml, or `me`. */
  owner: string;
  /** The Markdown body: the instructions. */
  body: string;
  /** Relative to the workspace, for messages. */
  path: string;
  /** `v1:` and the SHA-256 of the file's bytes. */
  hash: string;
}
