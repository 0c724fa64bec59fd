import type { ApprovalRequest } from "./approval.ts";
import type { Cargo } from "./grant.ts";
import type { FieldValue, Item, SourceHealth } from "./item.ts";
import type { Prose } from "./prose.ts";

/** One line: what is so, what follows, or what to do. `cites` and `flags` are ids of Items and keys of Findings. */
export interface Bullet {
  kind: "fact" | "judgement" | "suggestion";
  text: Prose;
  cites: readonly string[];
  flags: readonly string[];
  /** Set where a model wrote it. */
  by?: "model";
  /** The line in few words, for where there is little room; a line without it may then be left out. No part of a finished briefing. */
  short?: Prose;
  /** The same by the columns of its section, for where there is room for a table; what stands in a cell stands in `text` too. */
  cells?: readonly Prose[];
}

/** Where a line counts at most so many flags, each of them has its key behind it, so that it can be answered. */
export const MOST_COUNTED_KEYS = 12;

export const SECTION_IDS = ["risks", "goal", "summary", "today", "changed", "cleared", "open", "counts"] as const;
export type SectionId = (typeof SECTION_IDS)[number];

export interface Section {
  id: SectionId;
  title: string;
  /** `numbered` for what needs the reader, `list` for the rest, `line` for bullets that run on in one paragraph. */
  /** `text` stands line by line as it was laid out. */
  style: "numbered" | "list" | "line" | "text";
  bullets: readonly Bullet[];
  /** Titles of the columns that its bullets fill with their `cells`, where it can be shown as a table. */
  columns?: readonly string[];
  /** What its numbers look like, for where pictures can be shown. */
  chart?: Chart;
}

/** Numbers side by side, or one after the other in time; whoever can't show it leaves it out, since the section's lines say the same. */
export interface Chart {
  form: "bars" | "line";
  /** What it shows, read in its place by those who can't see it. */
  title: string;
  /** Of all its numbers. */
  unit: string;
  points: readonly ChartPoint[];
}

export interface ChartPoint {
  label: Prose;
  /** One span that is a number. */
  value: Prose;
  cites: readonly string[];
}

/** The short name of an Item within one briefing, such as `R1`. */
export interface Citation {
  alias: string;
  item: string;
  title: string;
  /** Where to look, as people say it: a path, or `commit 5f9c999 in shop`. */
  place?: string;
  url?: string;
}

/** An Item under its short name. */
export function citationOf(alias: string, item: Item): Citation {
  const citation = { alias, item: item.id, title: titleOf(item), place: placeOf(item) };
  return item.url === undefined ? citation : { ...citation, url: item.url };
}

/** What is told of one job lies on one page, which is called by the job and by what it ran for, not by one of its failures. */
function titleOf({ kind, title, url, fields }: Item): string {
  const { workflow, job, branch, pullRequest, sha } = fields;
  if (url === undefined || (kind !== "ci_failure" && kind !== "ci_job")) return title;
  const at = typeof sha === "string" && sha !== "" ? ` at ${sha.slice(0, SHORT_SHA)}` : "";
  return `${String(workflow)} / ${String(job)} of ${typeof pullRequest === "number" ? `#${pullRequest}` : String(branch)}${at}`;
}

/** As GitHub shows hashes. */
const SHORT_SHA = 7;

const KIND_WORDS: Readonly<Record<string, string>> = { worktree: "work tree", tally: "commits" };

/** A file's path, a calendar's name; of what is no file, what it is and where. */
function placeOf({ kind, source, fields }: Item): string {
  const { path, repository, short, calendar } = fields;
  if (kind === "instance" && typeof calendar === "string") return `calendar ${calendar}`;
  const isFile = typeof path === "string" && kind !== "worktree";
  const saysSource = isFile || source === `${kind}s`;
  const within = typeof repository === "string" ? ` in ${repository}` : saysSource ? "" : ` in ${source}`;
  if (isFile) return `${path}${within}`;
  return `${KIND_WORDS[kind] ?? kind}${kind === "commit" && typeof short === "string" ? ` ${short}` : ""}${kind === "repository" ? "" : within}`;
}

/** The typed document to deliver; every channel renders the same Briefing. */
export interface Briefing {
  automation: string;
  title: string;
  run: string;
  /** The instant it speaks of. */
  asOf: string;
  /** Set where it speaks of one thing, such as a pull request: what that is called, the same each time. */
  about?: string;
  /** The reader's IANA zone. */
  timezone: string;
  /** Set where the data is made up: shown as the first word. */
  example: boolean;
  /** Answers "what needs me". */
  headline: Prose;
  /** What changed since the one before, as a message says it that is brought up to date: `1 new cause, 1 cleared`. It counts, and shows no fact. */
  news?: Prose;
  sections: readonly Section[];
  /** Sources that failed or were cut short, in words; never empty when a source failed. */
  gaps: readonly Bullet[];
  /** One line on what was looked at. */
  coverage: Prose;
  citations: readonly Citation[];
  sources: readonly SourceHealth[];
  /** True where there was nothing new to say, so that `quiet` can decide. */
  quiet: boolean;
  /** Who wrote it, where a model was to. */
  writing?: Writing;
  /** Set where it asks about a held message: a channel that can take the answer offers to. */
  request?: ApprovalRequest;
  /** Where it was asked for, when that was in a thread of Slack: what is to stand in that thread goes there. */
  thread?: SlackThread;
  /** Set where it asks people how things stand: a channel that can take the answer offers to. */
  asking?: Asking;
  /** Set where it is no message but changes a plan. */
  update?: PlanUpdate;
  /** Set where it answers what somebody wrote: in mail it stands below that. */
  answers?: AnsweredLetter;
}

/** What `about` begins with where a message tells somebody what was made of their answer; the reply's id follows. */
export const ACKNOWLEDGES = "ack:";

/** What a message is to whoever gets it: a word on an answer goes only where questions go. */
export function cargoOf({ asking, update, about }: Pick<Briefing, "asking" | "update" | "about">): Cargo {
  if (update) return "updates";
  return asking || about?.startsWith(ACKNOWLEDGES) ? "questions" : "briefing";
}

/** Whether it is a question to one person, or what they are told to their answer: written as people write to each other, and answered by words. */
export function isPersonal(briefing: Pick<Briefing, "asking" | "update" | "about">): boolean {
  return cargoOf(briefing) === "questions";
}

/** A message that asks how things stand. */
export interface Asking {
  /** Its asks, in the order of its lines: id, and what people call the item. */
  asks: readonly { id: string; key: string; title: string }[];
  /** A last reminder is shorter than what came before. */
  kind: "ask" | "reminder" | "last_reminder";
}

/** What of a task a reply may change in its plan. */
export const PLAN_FIELDS = ["status", "eta", "blocker"] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

/** What a person said of a task of a plan, to be written there. */
export interface PlanUpdate {
  /** Id of the Item, with its kind's own names of where it is: `url`, and fields of the Item as they were read. */
  item: { id: string; source: string; key: string; title: string; url?: string; fields: Readonly<Record<string, FieldValue>> };
  /** `from` is what the plan said when it was read: what says something else by now is left alone. A status is one of TOLD_STATUSES, a date plain. */
  changes: readonly { field: PlanField; from: string | null; to: string | null }[];
  /** Key and name of who said it. */
  by: string;
  name: string;
  /** When: a UTC instant. What a person has changed in the plan later than this counts more. */
  at: string;
  quote: string;
  /** Where it was said. */
  url?: string;
}

/** A thread of Slack: the id of its channel, and Slack's name of its first message. */
export interface SlackThread {
  channel: string;
  ts: string;
}

/** How a briefing was written that a model was asked for. */
export interface Writing {
  /** `code` where no line of a model is left in it. */
  by: "model" | "code";
  /** Lines of the model that did not hold: what they were about is told by code, or left out. */
  replaced: number;
  /** Why the model has not written all that it was asked for, in words; absent where it has. */
  short?: string;
}

/** A letter that is answered. Ids are Message-IDs with angle brackets. */
export interface AnsweredLetter {
  id: string;
  /** What that letter answered itself. */
  about: string;
  subject: string;
}
