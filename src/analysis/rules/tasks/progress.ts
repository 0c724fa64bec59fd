import type { Finding } from "../../../core/finding.ts";
import { findPersonNamed, type People } from "../../../core/person.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../../core/prose.ts";
import { businessDaysBetween, businessDaysSince, plainDateOf } from "../../../core/work-calendar.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency } from "../../severity.ts";
import { factsOf, impactOf, openTasks, sameOnPath, stateOf, type OpenTask } from "./task.ts";

/** Computed from a status and a date, both written in the source. */
const CONFIDENCE = 0.9;
/** No date says since when: it is inferred from the last edit. */
const INFERRED = 0.65;

/** TASK-05: blocked for days. */
export const blocked: Rule = {
  id: "TASK-05",
  title: "Blocked task",
  about: "A task that has been blocked for days: it will not move until somebody clears the way.",
  source: "files",
  cleared: "no longer blocked",
  thresholds: {
    businessDays: { value: 2, unit: "business day", about: "Told when it has been blocked for longer than this." },
  },
  find: (context) => {
    const limit = getThreshold(context, "businessDays");
    return openTasks(context.items, context.people).flatMap((task) => {
      const age = task.isBlocked ? blockedAge(task, context) : 0;
      return age > limit ? blockedFinding(task, age, limit, context) : [];
    });
  },
};

/** TASK-06: in progress, yet untouched for days. */
export const stale: Rule = {
  id: "TASK-06",
  title: "Task that stands still",
  about: "A task that is said to be in progress but that nobody has edited for days: it may be forgotten.",
  source: "files",
  cleared: "moving again",
  thresholds: {
    businessDays: { value: 5, unit: "business day", about: "Told when nobody has edited it for longer than this." },
  },
  find: (context) => {
    const limit = getThreshold(context, "businessDays");
    return openTasks(context.items, context.people).flatMap((task) => {
      const isMeantToMove = task.status === "in_progress" && !task.isBlocked && !task.isRecurring;
      const age = isMeantToMove ? businessDaysSince(context.calendar, task.item.updatedAt, context.now) : 0;
      return age > limit ? staleFinding(task, age, limit) : [];
    });
  },
};

/** Where no date says since when, it is blocked at least since its last edit. */
function blockedAge(task: OpenTask, { calendar, now }: RuleContext): number {
  if (task.blockedSince === undefined) return businessDaysSince(calendar, task.item.updatedAt, now);
  return businessDaysBetween(calendar, task.blockedSince, plainDateOf(now, calendar.timezone));
}

function blockedFinding(task: OpenTask, age: number, limit: number, { people }: RuleContext): Finding {
  const { item } = task;
  const path = task.blockedSince === undefined ? "updatedAt" : "fields.blockedSince";
  return finding({
    rule: blocked,
    ...sameOnPath(task, "LNCH-06"),
    primary: item,
    factors: { impact: impactOf(3, task), urgency: ageUrgency(age, limit) },
    confidence: task.blockedSince === undefined ? INFERRED : CONFIDENCE,
    title: prose`${fact(item, "title")} is blocked`,
    why: prose`${waiting(task)} ${blockedFor(task, derived(age, "business day", [getFact(item, path)]))}`,
    action: unblocking(task, people),
    owner: task.owner,
    evidence: factsOf(item, path, "fields.blockedBy", "fields.status", "fields.owner"),
    metric: age,
    state: [stateOf(task), task.blockedBy ?? ""].join("|"),
  });
}

function waiting({ item, blockedBy }: OpenTask): Prose {
  return blockedBy === undefined ? prose`waiting` : prose`waiting for ${fact(item, "fields.blockedBy")}`;
}

function blockedFor({ item, blockedSince }: OpenTask, days: Span): Prose {
  if (blockedSince === undefined) return prose`possibly for ${days}, as long as it was not edited`;
  return prose`for ${days}, since ${fact(item, "fields.blockedSince", "date")}`;
}

/** A person can be asked; what else stands in the way can only be watched or gone around. */
function unblocking({ item, blockedBy }: OpenTask, people: People): Prose {
  if (blockedBy === undefined) return prose`say what it waits for and ask for a date`;
  if (findPersonNamed(people, blockedBy)) return prose`ask ${fact(item, "fields.blockedBy")} for a date or find a way around`;
  return prose`find out when that clears or find a way around`;
}

function staleFinding(task: OpenTask, age: number, limit: number): Finding {
  const { item } = task;
  return finding({
    rule: stale,
    ...sameOnPath(task, "LNCH-05"),
    primary: item,
    factors: { impact: impactOf(2, task), urgency: ageUrgency(age, limit) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} stands still`,
    why: prose`in progress, but not edited for ${derived(age, "business day", [getFact(item, "updatedAt")])}`,
    action: prose`finish it, hand it over or put it back`,
    owner: task.owner,
    evidence: factsOf(item, "updatedAt", "fields.status", "fields.owner"),
    metric: age,
    state: stateOf(task),
  });
}
