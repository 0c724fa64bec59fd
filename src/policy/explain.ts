import type { Automation, ReportName } from "../core/automation.ts";
import type { OnUnknown, ReadGrant, WriteGrant } from "../core/grant.ts";
import type { EventTrigger } from "../core/trigger.ts";
import { durationInWords } from "../lib/duration.ts";
import { countOf, listOf } from "../lib/text.ts";
import { grantsOf, type Grants } from "./grants.ts";
import { failureSentences, timingSentences } from "./rule-words.ts";
import type { Sentence } from "../core/sentence.ts";
import { triggerInWords } from "./trigger-words.ts";

/** What connectors, deliveries and event sources say about what is theirs. */
export interface GrantWords {
  /** Follows "Can READ". */
  read(grant: ReadGrant): string;
  /** Follows "Can WRITE ONLY". */
  write(grant: WriteGrant): string;
  /** Follows "Runs". */
  event(trigger: EventTrigger): string;
}

/** An automation in plain words, made from the very object that policy enforces. */
export function explainAutomation(automation: Automation, words: GrantWords): Sentence[] {
  const grants = grantsOf(automation);
  return [
    { about: "when", text: whenInWords(automation, words) },
    ...reportSentences(automation),
    ...timingSentences(automation),
    ...readSentences(grants, words),
    ...writeSentences(grants, words),
    ...approvalSentences(automation),
    { about: "not", text: limitsOfGrants(grants) },
    { about: "nothing_new", text: nothingNewInWords(automation) },
    { about: "limits", text: limitsInWords(automation) },
    ...failureSentences(automation),
    { about: "owner", text: `Owner: ${automation.owner === "me" ? "you" : automation.owner}.` },
  ];
}

const REPORTS: Readonly<Record<Exclude<ReportName, "briefing">, string>> = {
  end_of_day: "what was done today, what is still open, what tomorrow begins with, and what is promised for it",
  meeting_prep: "one meeting: who comes, what is open with them, who promised what; the one that set it off, or else the next",
  inbox_triage: "the mail that needs its reader, the mail that is good to know, and how much needs nothing; it answers none",
  commitments: "what its owner promised and what others promised its owner, by date",
  weekly_digest: "what was merged and rolled out in the last week, by theme, with what is in flight, how it went and what comes next",
  standup: "what was seen of everybody's work since the last working day began: a draft for its owner to edit",
  review_radar: "the reviews that wait for its owner, those that its owner waits for, and what holds up what",
};

/** A briefing goes without saying. */
function reportSentences({ report = "briefing" }: Automation): Sentence[] {
  return report === "briefing" ? [] : [{ about: "report", text: `Writes about ${REPORTS[report]}.` }];
}

function whenInWords({ triggers, timezone, paused }: Automation, words: GrantWords): string {
  if (triggers.length === 0) return "Runs only when started by hand.";
  const told = triggers.map((trigger) => triggerInWords(trigger, timezone, words.event));
  // Where there are commas within, others between would be misread.
  const isLong = told.length > 1 && told.some((each) => each.includes(", "));
  const times = isLong ? told.join("; ") : listOf(told);
  if (paused) return `Paused: runs only when started by hand. Otherwise it would run ${times}.`;
  return `Runs ${times}${isLong ? ";" : ","} and when started by hand.`;
}

function readSentences({ reads }: Grants, words: GrantWords): Sentence[] {
  return reads.map((grant) => ({ about: "read", grant: grant.name, text: `Can READ ${words.read(grant)}.` }));
}

function writeSentences({ writes }: Grants, words: GrantWords): Sentence[] {
  return writes.map((grant) => ({
    about: "write",
    grant: grant.name,
    text: `Can WRITE ONLY ${words.write(grant)}.${stagedInWords(grant)}${lateInWords(grant)}${unsureInWords(grant)}`,
  }));
}

const UNSURE: Readonly<Record<OnUnknown, string>> = {
  reconcile: "it asks the receiver",
  resend: "it sends it once more",
  hold: "it waits for a person",
};

function stagedInWords({ staged }: WriteGrant): string {
  return staged ? " For now its messages are written down and not sent." : "";
}

function lateInWords({ withinMs }: WriteGrant): string {
  return withinMs === undefined
    ? ""
    : ` A message is not sent later than ${durationInWords(withinMs)} after the run, unless a person lets it go then.`;
}

function unsureInWords({ onUnknown }: WriteGrant): string {
  return onUnknown === undefined ? "" : ` When nobody knows whether a message arrived, ${UNSURE[onUnknown]}.`;
}

function approvalSentences({ approval, writes }: Automation): Sentence[] {
  if (writes.length === 0 && approval.when === "never") return [];
  const text =
    approval.when === "never"
      ? "Its messages are sent without asking."
      : `Each message waits for a person, at most ${durationInWords(approval.expiresMs)}.`;
  return [{ about: "approval", text }];
}

function limitsOfGrants({ reads, writes }: Grants): string {
  const read = reads.length === 0 ? "read anything" : "read anything else";
  const write = writes.length === 0 ? "write anywhere (its result stays in the record of the run)" : "write anywhere else";
  return `Can NOT ${read}, ${write}, message anybody not named above, open links or change what it reads.`;
}

const GATES: Readonly<Record<Automation["when"], string>> = {
  changed: "Stops early unless something changed",
  findings: "Stops early unless something was found",
  always: "Goes through every time, changed or not",
};

const QUIET: Readonly<Record<Automation["quiet"], string>> = {
  when_nothing_new: "sends nothing",
  one_line: "sends one line",
  always: "sends the whole briefing",
};

function nothingNewInWords({ when, quiet, writes }: Automation): string {
  const gate = GATES[when];
  return writes.length === 0 ? `${gate}.` : `${gate}; with nothing new it ${QUIET[quiet]}.`;
}

function limitsInWords({ retries, stepTimeoutMs, runTimeoutMs }: Automation): string {
  const tries =
    retries === 0 ? "A step that fails is not tried again" : `A step that fails is tried ${countOf(retries, "more time")} at most`;
  return `${tries}. One step takes at most ${durationInWords(stepTimeoutMs)}, one run ${durationInWords(runTimeoutMs)}.`;
}
