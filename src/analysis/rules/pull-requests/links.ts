import type { PullRequest } from "../../../core/kinds/pull-request.ts";
import { businessDaysBetween, plainDateOf } from "../../../core/work-calendar.ts";
import type { RuleContext } from "../../rule.ts";
import { openTasks, type OpenTask } from "../tasks/task.ts";

/** By a link or the full number; or by a number, a label or a title alone, which another may have, too. */
const JOINED_BY = { link: 0.9, name: 0.6 } as const;
/** Titles that are shorter are too common to name one thing. */
const SHORTEST_TITLE = 8;
const LAUNCH = /launch|release|go[- ]?live/i;

/** A task that waits for a pull request. */
export interface LinkedTask {
  task: OpenTask;
  /** A plain date. */
  due: string;
  confidence: number;
}

/** Finds the open tasks that are due within so many business days, or late, and wait for a pull request: the nearest first. */
export function createTaskFinder(context: RuleContext, businessDays: number): (pullRequest: PullRequest) => LinkedTask[] {
  const { calendar, items, now, people } = context;
  const today = plainDateOf(now, calendar.timezone);
  const dated = openTasks(items, people).flatMap((task) => (task.due === undefined ? [] : [{ task, due: task.due }]));
  const near = dated.filter(({ due }) => due < today || businessDaysBetween(calendar, today, due) <= businessDays);
  return (pullRequest) => {
    const linked = near.flatMap(({ task, due }) => {
      const confidence = confidenceOf(pullRequest, task);
      return confidence === undefined ? [] : [{ task, due, confidence }];
    });
    return linked.toSorted((a, b) => b.confidence - a.confidence || a.due.localeCompare(b.due));
  };
}

/** Whether a task names a pull request, or is named by it. */
export function isTaskFor(pullRequest: PullRequest, task: OpenTask): boolean {
  return confidenceOf(pullRequest, task) !== undefined;
}

/** How surely a task waits for it; undefined where nothing says so. */
function confidenceOf(pullRequest: PullRequest, task: OpenTask): number | undefined {
  if (isLinked(pullRequest, task)) return JOINED_BY.link;
  return isNamed(pullRequest, task) || isLabelled(pullRequest, task) ? JOINED_BY.name : undefined;
}

/** Whether one of them holds the address or the full number of the other. */
export function isLinked({ item, repository, number, issues }: PullRequest, { item: task }: OpenTask): boolean {
  const text = `${task.title}\n${task.body}`.toLowerCase();
  const names = [`${repository}#${number}`, ...(item.url === undefined ? [] : [item.url]), ...issues];
  if (names.some((name) => holdsWhole(text, name.toLowerCase()))) return true;
  return task.url !== undefined && holdsWhole(item.body.toLowerCase(), task.url.toLowerCase());
}

/** `#1` is no part of `#12`. */
function holdsWhole(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[\w-]/.test(text.charAt(at + name.length))) return true;
  }
  return false;
}

function isNamed({ item, number }: PullRequest, { item: task }: OpenTask): boolean {
  const isNumbered = holdsWhole(`${task.title}\n${task.body}`.replaceAll(/[\w.-]+\/[\w.-]+#\d+/g, ""), `#${number}`);
  const isAlike = item.title.length >= SHORTEST_TITLE && item.title.toLowerCase() === task.title.toLowerCase();
  return isNumbered || isAlike;
}

/** Labelled with the launch that the task belongs to. */
function isLabelled({ labels }: PullRequest, { item }: OpenTask): boolean {
  const project = item.fields["project"];
  if (typeof project !== "string" || !LAUNCH.test(project)) return false;
  return labels.some((label) => label.toLowerCase() === project.toLowerCase());
}
