import type { Automation } from "../core/automation.ts";
import type { ReadGrant, WriteGrant } from "../core/grant.ts";
import { durationInWords } from "../lib/duration.ts";
import { countOf, listOf } from "../lib/text.ts";
import { grantsOf, type Grants } from "./grants.ts";
import { triggerInWords } from "./trigger-words.ts";

/** One thing that a reader should know about an automation. */
export interface Sentence {
  about: "when" | "read" | "write" | "not" | "nothing_new" | "limits" | "owner";
  /** The name of the grant that the sentence tells of. */
  grant?: string;
  text: string;
}

/** What connectors and deliveries say about their own grants. */
export interface GrantWords {
  /** Follows "Can READ". */
  read(grant: ReadGrant): string;
  /** Follows "Can WRITE ONLY". */
  write(grant: WriteGrant): string;
}

/** An automation in plain words, made from the very object that policy enforces. */
export function explainAutomation(automation: Automation, words: GrantWords): Sentence[] {
  const grants = grantsOf(automation);
  return [
    { about: "when", text: whenInWords(automation) },
    ...readSentences(grants, words),
    ...writeSentences(grants, words),
    { about: "not", text: limitsOfGrants(grants) },
    { about: "nothing_new", text: nothingNewInWords(automation) },
    { about: "limits", text: limitsInWords(automation) },
    { about: "owner", text: `Owner: ${automation.owner === "me" ? "you" : automation.owner}.` },
  ];
}

function whenInWords({ triggers, timezone, paused }: Automation): string {
  if (triggers.length === 0) return "Runs only when started by hand.";
  const times = listOf(triggers.map((trigger) => triggerInWords(trigger, timezone)));
  return paused ? `Paused: runs only when started by hand. Otherwise it would run ${times}.` : `Runs ${times}, and when started by hand.`;
}

function readSentences({ reads }: Grants, words: GrantWords): Sentence[] {
  return reads.map((grant) => ({ about: "read", grant: grant.name, text: `Can READ ${words.read(grant)}.` }));
}

function writeSentences({ writes }: Grants, words: GrantWords): Sentence[] {
  return writes.map((grant) => ({ about: "write", grant: grant.name, text: `Can WRITE ONLY ${words.write(grant)}.` }));
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
