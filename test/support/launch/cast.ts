import type { PlannedTask, Saying } from "./book.ts";

/** Somebody who may be asked. */
export interface Member {
  key: string;
  name: string;
  zone: string;
  /** An id in Slack, an address, or neither. */
  slack?: string;
  email?: string;
  /** First and last days away. */
  absences?: readonly string[];
  /** What they do about a question; undefined where they let it lie. */
  habit(question: Asked): Reaction | undefined;
}

/** A question as its reader sees it. */
export interface Asked {
  /** From 1 on. */
  count: number;
  /** The reader's own date. */
  date: string;
  /** The tasks that it names, with how they truly stand. */
  tasks: readonly { task: PlannedTask; truth: Saying }[];
}

/** What somebody does about a question. */
export interface Reaction {
  afterMinutes: number;
  /** Words, or a button for each. */
  by: "words" | "buttons";
  text?: string;
  says: readonly Saying[];
  stops?: boolean;
  /** Written so late that it is to be heard no more. */
  isTooLate?: boolean;
  /** In Slack they take it away again after so long. */
  deletedAfterMinutes?: number;
  /** Written below the question instead of by itself. */
  inThread?: boolean;
  /** What they write later, to put it right. */
  later?: Reaction;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `3 Dec`. */
function dayOf(date: string): string {
  const [, month = "1", day = "1"] = date.split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1]}`;
}

function wordsOf({ status, eta, blocker }: Saying): string {
  const day = eta === undefined ? "" : `, ETA ${dayOf(eta)}`;
  if (status === "blocked") return `blocked by ${blocker}${day}`;
  return `${{ done: "done", on_track: "on track", at_risk: "at risk", not_started: "not started", dropped: "dropped", reassigned: "not mine" }[status]}${day}`;
}

type Tasks = Asked["tasks"];

/** Each task in a line of its own. */
export function bullets(tasks: Tasks): string {
  return tasks.map(({ task, truth }) => `- ${task.title}: ${wordsOf(truth)}`).join("\n");
}

/** All in one breath, by what the plan calls them. */
export function sentences(tasks: Tasks): string {
  return tasks.map(({ task, truth }) => `${task.key} is ${wordsOf(truth)}.`).join(" ");
}

/** What is true of each, as told by words. */
export function truths(tasks: Tasks): Saying[] {
  return tasks.map(({ truth }) => truth);
}

/** The same by buttons, which know no day and nothing that is waited for. */
export function pressable(tasks: Tasks): Saying[] {
  return tasks.map(({ truth: { key, status } }) => ({ key, status }));
}

/** How a task stands on a day. */
export function truthOn({ key, truth = [] }: PlannedTask, date: string): Saying {
  const { from: _from, ...now } = truth.findLast(({ from }) => from <= date) ?? { from: "", status: "on_track" as const };
  return { key, ...now };
}
