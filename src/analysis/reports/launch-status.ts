import type { ToldStatus } from "../../core/ask.ts";
import type { Bullet, Section } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { launchesIn, planTasksIn } from "../../core/kinds/launch.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { riskBullet } from "../briefing/bullets.ts";
import type { Room } from "../briefing/length.ts";
import { titleOf, type Row } from "../chase/digest/rows.ts";
import { proposedLines, saidLines } from "../chase/digest/said.ts";
import { statusIn } from "../chase/updates.ts";
import { comingLines, foundLines, unansweredIn, waitingLines } from "../chase/digest/unanswered.ts";
import { roomWords } from "../digest/launches.ts";
import { numberOf } from "../digest/words.ts";
import { joined, shown } from "../facts.ts";
import { plansIn, type Plan, type PlannedTask } from "../plan/plans.ts";
import { etaFact, factOrNone, roomFacts } from "../rules/launch/words.ts";
import { openTasks, ownerSpan } from "../rules/tasks/task.ts";
import type { Group } from "../select.ts";
import { finishReport, lineOf } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/**
 * How a plan stands, in numbers first; then what needs whoever answers for it, what people said since the last report, who has not answered, what
 * shows without asking, what was not written, and what comes next. What was told before is a count. Without news all of it is one line, but for the first of a day on which somebody has not answered.
 */
export const launchStatus: Report = (input) => {
  const asks = input.items.filter(({ kind }) => kind === "ask");
  const { items, asOf: now, calendar, people, changes } = input;
  const plans = plansIn({ items, now, calendar, people, asks, changes });
  const ofPlan = new Set([...planTasksIn(input.items), ...launchesIn(input.items)].map(({ item }) => item.id));
  const belongs = ({ lead }: Group): boolean => ofPlan.has(lead.finding.primary);
  const told = toldOf(input, belongs);
  const headline = headlineOf(plans, input);
  const isNews = told.groups.length + told.unanswered.length + told.said.length + told.proposed.length + told.found.length > 0;
  const isStanding = isFirstOfDay(input) && (told.before.length > 0 || asks.some(({ fields }) => fields["endedAt"] === null));
  return (room) =>
    isNews || isStanding || input.since === undefined
      ? finishReport({ headline, sections: sectionsOf(told, plans, input, room), belongs }, input, room)
      : finishReport({ headline, sections: [], belongs: () => false, isApart: true }, input, room);
};

function isFirstOfDay({ since, asOf, calendar: { timezone } }: ReportInput): boolean {
  return since === undefined || plainDateOf(since, timezone) < plainDateOf(asOf, timezone);
}

/** What is new, line by line, and what was told before. */
interface Told {
  groups: readonly Group[];
  unanswered: readonly Bullet[];
  before: readonly Row[];
  said: readonly Bullet[];
  proposed: readonly Bullet[];
  found: readonly Bullet[];
  foundBefore: readonly Bullet[];
}

function toldOf(input: ReportInput, belongs: (group: Group) => boolean): Told {
  const { risks, more, changed } = input.selection;
  const groups = [...risks, ...more, ...changed].filter(belongs);
  const { chase, items, changes, since } = input;
  if (chase === undefined) return { groups, unanswered: [], before: [], said: [], proposed: [], found: [], foundBefore: [] };
  const day = { chase, items, changes, ...(since !== undefined && { since }) };
  const { fresh, before } = unansweredIn(day);
  const found = foundLines(day);
  return {
    ...{ groups, unanswered: fresh, before, said: saidLines(day), proposed: proposedLines(day) },
    ...{ found: found.fresh, foundBefore: found.before },
  };
}

function sectionsOf(told: Told, plans: readonly Plan[], input: ReportInput, room: Room): Section[] {
  const { chase, items, since, asOf, calendar } = input;
  const risks = told.groups.slice(0, room.risks).map((group) => riskBullet(group, asOf, calendar.timezone));
  const day = chase && { chase, items, ...(since !== undefined && { since }) };
  const list = { style: "list" } as const;
  return [
    { id: "today", title: "Needs you", style: "numbered", bullets: [...risks, ...cut(told.unanswered, room), ...beforeLine(told.before)] },
    { ...list, id: "changed", title: "What people said", bullets: cut(told.said, room) },
    { ...list, id: "open", title: "Not written into the plan", bullets: cut(told.proposed, room) },
    { ...list, id: "open", title: "Asked, not answered yet", bullets: day === undefined ? [] : waitingLines(day, room.today) },
    { ...list, id: "open", title: "To be asked", bullets: day === undefined ? [] : comingLines(day, room.today) },
    { ...list, id: "changed", title: "Found out without asking", bullets: [...cut(told.found, room), ...told.foundBefore] },
    { ...list, id: "open", title: "Next", bullets: nextLine(plans, input, room) },
    { id: "counts", title: "Asking", style: "line", bullets: heldBackLine(input) },
  ];
}

/** The first lines; of the others that they are there, with all that they are about. */
function cut(lines: readonly Bullet[], { today }: Room): Bullet[] {
  if (lines.length <= today) return [...lines];
  const cites = [...new Set(lines.slice(today).flatMap((line) => line.cites))];
  return [...lines.slice(0, today), { ...lineOf(prose`And more of these.`), cites }];
}

function beforeLine(before: readonly Row[]): Bullet[] {
  if (before.length === 0) return [];
  const asks = before.map((row) => row.shown);
  return [lineOf(prose`${numberOf(asks, "other")} told before ${before.length === 1 ? "is" : "are"} still without an answer.`)];
}

/** What is late is told as such, and comes next no more. */
function nextLine(plans: readonly Plan[], { asOf, calendar }: ReportInput, { names }: Room): Bullet[] {
  const today = plainDateOf(asOf, calendar.timezone);
  const coming = plans.flatMap(({ open }) => open.filter((task) => (dayOf(task) ?? "") >= today));
  const first = coming.toSorted((a, b) => ((dayOf(a) ?? "") < (dayOf(b) ?? "") ? -1 : 1)).slice(0, names);
  const words = first.map((task): Prose => {
    const at = task.expected === dayOf(task) ? etaFact(task) : factOrNone(task.item, "fields.due");
    const isWord = task.task.person !== undefined || task.task.owner === "unassigned";
    const who = isWord ? prose`${task.task.owner}` : [ownerSpan(task.task)];
    return prose`${titleOf(task.item)} by ${shown(at, "date")} (${who})`;
  });
  return words.length === 0 ? [] : [lineOf(prose`${joined(words, "; ")}.`)];
}

/** When it will be done: as its person expects, or else as it is due. */
function dayOf({ due, expected }: PlannedTask): string | undefined {
  return expected ?? due;
}

function heldBackLine({ chase, sources }: ReportInput): Bullet[] {
  if (chase?.heldBack === undefined) return [];
  const why = sources.some(({ ok }) => !ok) ? "not everything could be read" : "some of what was read is made up";
  return [lineOf(prose`Nobody was asked this time, since ${why}.`)];
}

/** `Spring release on Tue 1 Dec: 9 of 15 tasks done, 2 at risk, 1 blocked; 3 business days of room`. */
function headlineOf(plans: readonly Plan[], { items, people }: ReportInput): Prose {
  const tasks = [...new Map(planTasksIn(items).map(({ item }) => [item.id, item])).values()].filter(
    ({ fields }) => fields["status"] !== "cancelled",
  );
  if (tasks.length === 0) return prose`No plan was read`;
  const [plan, ...others] = plans;
  const only = plan !== undefined && others.length === 0 ? plan : undefined;
  const said = new Map(plans.flatMap((each) => [...each.said]));
  const standing = openTasks(tasks, people).map(({ item, isBlocked }) => ({
    item,
    status: said.get(item.id)?.status ?? standingIn(item, isBlocked),
  }));
  const thatAre = (status: ToldStatus): Item[] => standing.filter((each) => each.status === status).map(({ item }) => item);
  const done = [...tasks.filter(({ fields }) => fields["status"] === "done"), ...thatAre("done")];
  const [atRisk, blocked] = [thatAre("at_risk"), thatAre("blocked")];
  const counts = prose`${numberOf(done, "")} of ${numberOf(tasks, "task")} done${counted(atRisk, "at risk")}${counted(blocked, "blocked")}`;
  const name =
    only === undefined
      ? titlesOf(plans)
      : prose`${fact(only.launch.item, "title")}${only.date === undefined ? [] : prose` on ${fact(only.launch.item, "fields.date", "date")}`}: `;
  const left = only?.slack === undefined ? [] : prose`; ${roomWords(only.slack, roomFacts(only, only.path))}`;
  return prose`${name}${counts}${left}`;
}

/** Of several launches what they are called, the next one first, as far as a line has room for them. */
function titlesOf(plans: readonly Plan[]): Prose {
  if (plans.length === 0 || plans.length > MOST_TITLES) return [];
  const byDate = plans.toSorted((a, b) => (a.date ?? NO_DATE).localeCompare(b.date ?? NO_DATE));
  const titles = byDate.map(({ launch }): Prose => [fact(launch.item, "title")]);
  return prose`${joined(titles, ", ", " and ")}: `;
}

const MOST_TITLES = 3;
/** After all that are written. */
const NO_DATE = "9999";

/** What is called at risk may still wait for something. */
function standingIn({ fields }: Item, isBlocked: boolean): ToldStatus | null {
  const word = statusIn(fields);
  return isBlocked && word !== "at_risk" ? "blocked" : word;
}

function counted(items: readonly Item[], words: string): Prose {
  return items.length === 0 ? [] : prose`, ${numberOf(items, "")} ${words}`;
}
