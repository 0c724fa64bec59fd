import { Temporal } from "temporal-polyfill";
import type { Bullet } from "../../core/briefing.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { findingsAbout, lineOf } from "../reports/finish.ts";
import type { ReportInput } from "../reports/report.ts";
import { openTasks, ownerSpan, type OpenTask } from "../rules/tasks/task.ts";
import { numberOf } from "./words.ts";

const DECISION = /^(?:decide|choose|pick|approve|agree|confirm|sign off)\b|\bdecision\b/i;

/** What somebody has to decide, and what is promised for the seven days to come, the nearest first. */
export interface Ahead {
  decisions: Bullet[];
  next: Bullet[];
}

/** Sorts the open tasks by what they ask; each is told once, and beyond `most` they are counted. */
export function aheadOf(input: ReportInput, most: number): Ahead {
  const today = plainDateOf(input.asOf, input.calendar.timezone);
  const until = Temporal.PlainDate.from(today).add({ days: 7 }).toString();
  const open = openTasks(input.items, input.people).toSorted(byDue);
  const decisions = open.filter(({ item, due }) => DECISION.test(item.title) && (due === undefined || due <= until));
  const next = open.filter((task) => !decisions.includes(task) && task.due !== undefined && task.due >= today && task.due <= until);
  return { decisions: linesOf(decisions, most, input), next: linesOf(next, most, input) };
}

function linesOf(tasks: readonly OpenTask[], most: number, input: ReportInput): Bullet[] {
  const rest = tasks.slice(most).map(({ item }) => item);
  const told = tasks
    .slice(0, most)
    .map((task) => lineOf(taskText(task, plainDateOf(input.asOf, input.calendar.timezone)), findingsAbout(task.item.id, input)));
  return rest.length === 0 ? told : [...told, lineOf(prose`${numberOf(rest, "")} more.`)];
}

function taskText(task: OpenTask, today: string): Prose {
  const { item, due, owner } = task;
  const when = due === undefined ? [] : prose`, ${due < today ? "late since" : "by"} ${fact(item, "fields.due", "date")}`;
  const who = owner === "you" || owner === "unassigned" ? owner : ownerSpan(task);
  return prose`${fact(item, "title")} (${who}${when}${task.isBlocked ? ", blocked" : ""}).`;
}

function byDue(a: OpenTask, b: OpenTask): number {
  return (a.due ?? "9999").localeCompare(b.due ?? "9999") || a.item.id.localeCompare(b.item.id);
}
