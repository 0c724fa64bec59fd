import type { Automation, ReportName } from "../core/automation.ts";
import { durationInWords } from "../lib/duration.ts";
import { countOf, listOf } from "../lib/text.ts";
import { askingSentences } from "./asking-words.ts";
import { grantsOf, type Grants } from "./grants.ts";
import { approvalSentences, linkSentences } from "./approval-words.ts";
import { flowSentences } from "./flow-words.ts";
import { readSentences, writeSentences, type GrantWords } from "./grant-words.ts";
import { budgetSentences, modelSentences, type AskedModels } from "./model-words.ts";
import { reviewSentences } from "./review.ts";
import { failureSentences, timingSentences } from "./rule-words.ts";
import type { Retention } from "../core/retention.ts";
import type { Sentence } from "../core/sentence.ts";
import { triggerInWords } from "./trigger-words.ts";

/** What a workspace adds to an automation's own words; of what is absent nothing is said. */
export interface Surroundings {
  /** Whether there is a reviewer. */
  isReviewed?: boolean;
  /** How long what it leaves is kept. */
  retention?: Retention;
  /** Which models there are. */
  asked?: AskedModels;
}

/** An automation in plain words, made from the very object that policy enforces. `acceptedHash` is that of the definition of which all flows are accepted. */
export function explainAutomation(
  automation: Automation,
  words: GrantWords,
  acceptedHash?: string,
  { isReviewed = false, retention, asked }: Surroundings = {},
): Sentence[] {
  const grants = grantsOf(automation);
  return [
    { about: "when", text: whenInWords(automation, words) },
    ...reportSentences(automation),
    ...goalSentences(automation),
    ...timingSentences(automation),
    ...readSentences(automation, words),
    ...writeSentences(grants, words),
    ...askingSentences(automation),
    ...(asked ? modelSentences(automation, asked) : []),
    ...flowSentences(automation, words, acceptedHash),
    ...approvalSentences(automation, acceptedHash),
    ...(isReviewed ? reviewSentences(automation, words) : []),
    ...linkSentences(automation),
    { about: "not", text: limitsOfGrants(grants) },
    { about: "nothing_new", text: nothingNewInWords(automation) },
    { about: "limits", text: limitsInWords(automation) },
    ...(asked ? budgetSentences(automation, asked) : []),
    ...failureSentences(automation),
    ...(retention ? [{ about: "retention", text: keptInWords(retention) } as const] : []),
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
  answer: "what its instructions ask, out of what it can read",
  risk_radar: "all that is at risk, by what it endangers: the launch, rollouts, people's time, work that stands still",
  release_notes: "what is new between two tags, each change once, what breaks first",
  meeting_notes: "what was decided, left open and taken on in a meeting, each with the words that say so",
  incident_summary: "what broke, whom it hit, what happened when, and what follows from it",
  user_feedback: "what customers say, by theme, each customer counted once",
  issue_investigation: "an issue that was filed: what is like it, where it may come from, who knows, and what is missing to reproduce it",
  pull_request_brief: "a pull request: what it does, what is risky about it, and who should look",
  ci_failures:
    "why checks fail: each cause that is new or has changed, for checks on GitHub with the commit that likely did it, and what is over",
  pull_request_checks: "the failed checks of a pull request: what is its own, and what fails elsewhere too",
  launch_status:
    "how a plan stands: what needs its owner, what people said when they were asked, who has not answered, and what comes next",
  document_review: "each document of a folder against a checklist, every deviation in the document's own words",
};

/** A briefing goes without saying. */
function reportSentences({ report = "briefing" }: Automation): Sentence[] {
  return report === "briefing" ? [] : [{ about: "report", text: `Writes about ${REPORTS[report]}.` }];
}

/** What it works towards, who says whether it is there, and when that ends. */
function goalSentences({ goal, model }: Automation): Sentence[] {
  if (goal.length === 0) return [];
  const criteria = listOf(goal.map((criterion) => `“${criterion.replace(/[.\s]+$/, "")}”`));
  const asked =
    "Where there are models, one that has no part in the writing says after each run with something new what of it is met; a yes counts only with words of what was read as proof";
  const graded = model === "none" ? "Nobody says what of it is met, since it has no model asked" : asked;
  return [{ about: "goal", text: `Works towards: ${criteria}. ${graded}. Once all of it is met, it is paused.` }];
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

function limitsOfGrants({ reads, writes }: Grants): string {
  const read = reads.length === 0 ? "read anything" : "read anything else";
  const write = writes.length === 0 ? "write anywhere (its result stays in the record of the run)" : "write anywhere else";
  const change = writes.some(({ carries }) => carries === "updates") ? "change anything else" : "change what it reads";
  return `Can NOT ${read}, ${write}, message anybody not named above, open links or ${change}.`;
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

function keptInWords({ runsMs, textsMs, messagesMs, keep }: Retention): string {
  const [texts, runs, messages] = [textsMs, runsMs, messagesMs].map(durationInWords);
  const longer = `what still waits and its newest ${countOf(keep, "run")} and ${countOf(keep, "message")} for longer`;
  return `Keeps what it fetched for ${texts}, its runs for ${runs} and its messages for ${messages}; ${longer}.`;
}

function limitsInWords({ retries, stepTimeoutMs, runTimeoutMs }: Automation): string {
  const tries =
    retries === 0 ? "A step that fails is not tried again" : `A step that fails is tried ${countOf(retries, "more time")} at most`;
  return `${tries}. One step takes at most ${durationInWords(stepTimeoutMs)}, one run ${durationInWords(runTimeoutMs)}.`;
}
