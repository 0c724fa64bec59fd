import type { ReportName } from "../../core/automation.ts";
import { DefinitionError } from "../../core/errors.ts";
import type { People } from "../../core/person.ts";
import { choiceOf, listOf, shorten } from "../../lib/text.ts";
import { takePlaces, type WrittenWrite } from "./place-words.ts";
import { take, tidy } from "./reading.ts";
import { takeSchedule, type WrittenOn } from "./schedule-words.ts";
import { mentionOf, SOURCE_NAMES, sourcesIn } from "./source-words.ts";

/** An automation as a sentence asks for it; everything else in its file is as usual. */
export interface Draft {
  /** The file's name without its ending. */
  id: string;
  name: string;
  report?: ReportName;
  /** By hand alone where absent. */
  on?: WrittenOn;
  reads: readonly string[];
  writes: readonly WrittenWrite[];
  quiet?: "when_nothing_new";
  body: string;
}

/** Who says what a report is about, where a sentence is clearly about it. */
const REPORTS: readonly (readonly [report: ReportName, words: RegExp, reads: readonly string[]])[] = [
  ["standup", /\bstand-?ups?\b/i, ["git", "github", "google-calendar", "files"]],
  [
    "end_of_day",
    /\b(?:close|wrap up|end) (?:my|the) day\b|\bend[- ]of[- ]day (?:report|summary)\b/i,
    ["google-calendar", "gmail", "files"],
  ],
  ["inbox_triage", /\b(?:triage|sort)s? (?:through )?my (?:inbox|e-?mails?|mails?)\b|\binbox triage\b/i, ["gmail"]],
  ["commitments", /\b(?:commitments?|promises|promised)\b/i, ["gmail", "slack", "files"]],
  ["weekly_digest", /\bweekly digest\b|\bdigest of (?:the|last|my) week\b/i, ["git", "github", "files"]],
  ["release_notes", /\brelease notes?\b|\bchange ?log\b|\bwhat(?:'s| is) new in (?:the|each|every) release\b/i, ["git", "github"]],
  [
    "issue_investigation",
    /\b(?:investigate|look into|triage)s? (?:each |every |the |an |all )?(?:new |opened |filed )?issues?\b|\bissue investigation\b/i,
    ["github", "git"],
  ],
  [
    "pull_request_brief",
    /\b(?:brief me on|briefs? (?:on|of)|summari[sz]e) (?:each |every |the |a )?(?:new |opened )?(?:pull requests?|prs?)\b|\b(?:pull request|pr) briefs?\b/i,
    ["github", "git", "files"],
  ],
  [
    "risk_radar",
    /\brisk radar\b|\b(?:all|everything|whatever) (?:that is |that's )?at risk\b/i,
    ["google-calendar", "gmail", "slack", "github", "files"],
  ],
  ["review_radar", /\breview radar\b|\breviews? (?:that )?wait(?:s|ing)?\b/i, ["github", "files"]],
  [
    "incident_summary",
    /\bincident (?:summary|report)\b|\b(?:summari[sz]e|sum up|summary of|report (?:on|of)) (?:the|an|our|each|every) (?:open |latest |last )?(?:incident|outage)s?\b/i,
    ["slack", "github", "files"],
  ],
  ["user_feedback", /\b(?:user|customer) feedback\b|\bwhat (?:our |the )?(?:users|customers) (?:say|said|think)\b/i, ["github", "files"]],
  [
    "document_review",
    /\bdocument review\b|\breview (?:the |all |our |my |new )?(?:contracts|documents)\b|\bagainst (?:the|a|our|my) checklist\b/i,
    ["files"],
  ],
  [
    "meeting_notes",
    /\b(?:meeting notes|minutes of|notes (?:of|from) (?:my |each |every |the )?(?:meetings?|transcripts?)|transcripts?)\b/i,
    ["files"],
  ],
  ["meeting_prep", /\bprepare me\b|\bprep(?:are)? (?:me )?for (?:my |each |every )?meetings?\b/i, ["google-calendar", "gmail", "files"]],
];
const QUIET =
  /,?\s*(?:\bbut )?\bonly (?:if|when|where) (?:there(?:'s| is) (?:something|anything) new|(?:something|anything) (?:is new|has changed|changed|changes)|there is news)\b/i;
/** Words of times that nothing above has taken: what they mean must not be lost. */
const TIME_LEFT =
  /\b(?:(?:every|each)\s+(?!(?:of|one|new|pull|prs?|mails?|e-?mails?|meetings?|tasks?|person|item|change|issue|repository|commit|review|message|letter|file|thing|theme|team|project|channel)\b)[\w-]+(?: [\w-]+)?|tomorrow|tonight|fortnightly|yearly|quarterly|annually|bi-?weekly|daily|weekly|monthly|hourly|next (?:week|month)|at \d[\w:]*|except [\w ]+|unless [\w ]+|until [\w ]+|in \d+ (?:minutes?|hours?|days?))/i;
/** What is to start it where that is no time; a schedule beside it says when, and this is then a part of what to do. */
const EVENT =
  /\b(?:(?:when|whenever|as soon as|once|each time|every time|if) (?:an?|the|each|every|some|any|new)\b[\w' -]{1,40}?\b(?:comes?|arrives?|lands?|appears?|opens?|opened|filed|published|added|created|pushed|changes?|changed)\b|(?:each|every) (?:new|opened|incoming) [\w-]+(?: (?:request|release|file)s?)?)/i;
const LONGEST_NAME = 60;
const LONGEST_SENTENCE = 2_000;

/**
 * Reads an automation out of a sentence by code alone. It may read what the sentence names and no more, and writes to its owner's own
 * screen unless a place is named. Throws DefinitionError `sentence-unclear` that says what was not understood.
 */
export function draftOf(sentence: string, people: People): Draft {
  const text = tidy(sentence);
  if (text === "" || text.length > LONGEST_SENTENCE) throw unclear("a sentence that says what to do, and when", "none", EXAMPLE);
  const { found: places, rest: placed } = takePlaces(text, people);
  if (!places.ok) throw unclear("a place that can be written to", places.got, places.hint);
  const quiet = take(placed, QUIET);
  const scheduled = takeSchedule(quiet?.rest ?? placed);
  const task = trimmed(scheduled?.rest ?? quiet?.rest ?? placed);
  const event = scheduled ? undefined : EVENT.exec(task)?.[0];
  if (event !== undefined) throw unclear("a time, or none", event, EVENTS);
  const left = TIME_LEFT.exec(task)?.[0];
  if (left !== undefined) throw unclear("a time", left, TIMES);
  if (!/\p{L}{3}/u.test(task)) throw unclear("what to do", task, EXAMPLE);
  const { report, reads } = readsOf(task, scheduled?.found);
  return {
    id: idOf(task),
    name: shorten(capitalised(task), LONGEST_NAME),
    ...(report !== undefined && { report }),
    ...(scheduled && { on: scheduled.found }),
    reads,
    writes: places.writes.length > 0 ? places.writes : ["console"],
    ...(quiet && { quiet: "when_nothing_new" as const }),
    body: `Go through ${listOf(reads.map(mentionOf))}. ${capitalised(task)}.`,
  };
}

const EXAMPLE = 'As in: "every weekday at 9 summarise my day and flag risks".';
const TIMES = "Say it as in: every weekday at 9; on Mondays and Thursdays at 14:30; every 2 hours; 15 minutes before each meeting.";

const EVENTS =
  "Leave it out, and write under `on:` of the file what starts it, as in `file: transcripts` or `github: { event: pull_request.opened }`; one is shipped for meeting notes, pull requests, issues and releases each.";

function unclear(expected: string, got: string, hint: string): DefinitionError {
  return new DefinitionError("sentence-unclear", `expected ${expected}, got ${JSON.stringify(got)}`, { hint });
}

/** Every source that a sentence can mean: those that it names, and those that a report goes through which it is clearly about. */
export function sourcesMeantBy(sentence: string): string[] {
  const usual = REPORTS.flatMap(([, words, reads]) => (words.test(sentence) ? reads : []));
  return [...new Set([...sourcesIn(sentence), ...usual])];
}

/** What it names; where it names nothing, what the report that it means goes through. */
function readsOf(task: string, on: WrittenOn | undefined): { report?: ReportName; reads: string[] } {
  const [report, , usual] = REPORTS.find(([, words]) => words.test(task)) ?? [];
  const named = sourcesIn(task);
  // What is waited for is looked for in a source, which has to be read for it.
  const needed = on !== undefined && "before" in on && !named.includes("google-calendar") ? ["google-calendar"] : [];
  const reads = [...needed, ...(named.length > 0 && report === undefined ? named : (usual ?? named))];
  if (reads.length > 0) return { ...(report !== undefined && { report }), reads: [...new Set(reads)] };
  throw unclear("to be told what to read", task, `Name it: ${choiceOf(SOURCE_NAMES)}; or "my day".`);
}

/** Without what is left of sentences whose parts were taken out. */
function trimmed(text: string): string {
  return tidy(text)
    .replace(/^(?:(?:and|then|please|,|;|:|-)\s*)+/i, "")
    .replace(/(?:\s*(?:,|;|:|-|\band|\bthen|\bplease))+$/i, "")
    .replace(/[.!\s]+$/, "");
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const MOST_WORDS = 5;

/** A file's name out of the first words of a text. */
export function idOf(task: string): string {
  const words = task
    .toLowerCase()
    .normalize("NFKD")
    .match(/[a-z0-9]+/g) ?? ["automation"];
  return words.slice(0, MOST_WORDS).join("-").slice(0, LONGEST_NAME);
}
