import type { Bullet } from "../../core/briefing.ts";
import { formerFact, type Change, type Fact, type Item } from "../../core/item.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../core/prose.ts";
import { businessDaysBetween } from "../../core/work-calendar.ts";
import { joined } from "../facts.ts";
import { plansIn, type Plan, type PlannedTask } from "../plan/plans.ts";
import { findingsAbout, lineOf } from "../reports/finish.ts";
import type { ReportInput } from "../reports/report.ts";
import { factOrNone, pathWords, roomFacts } from "../rules/launch/words.ts";
import { ownerSpan } from "../rules/tasks/task.ts";
import { numberOf } from "./words.ts";

/** What the cells of a launch's line are. */
export const LAUNCH_COLUMNS = ["Launch", "Date", "Room", "Critical path", "Slipped this week", "No date yet"] as const;

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const MOST_NAMED = 3;
const NOTHING: Prose = prose`–`;

/** A line for each launch with work left: its room now and a week ago, its critical path, what slipped and who owes a date; the tightest first. */
export function launchLines(input: ReportInput): Bullet[] {
  const moves = movesOf(input);
  const plans = plansIn(contextOf(input)).filter(({ open }) => open.length > 0);
  const former = moves.length === 0 ? new Map<string, Plan>() : formerPlans(moves, input);
  const sorted = plans.toSorted((a, b) => (a.slack ?? Infinity) - (b.slack ?? Infinity) || (a.launch.item.id < b.launch.item.id ? -1 : 1));
  return sorted.map((plan) => launchLine(plan, former.get(plan.launch.item.id), moves, input));
}

function launchLine(plan: Plan, before: Plan | undefined, moves: readonly Change[], input: ReportInput): Bullet {
  const { launch, date, path } = plan;
  const name: Span = { kind: "fact", fact: getFact(launch.item, "title"), form: "text", strong: true };
  const when = date === undefined ? prose`no date set` : prose`${fact(launch.item, "fields.date", "date")}`;
  const room = roomOf(plan, before, moves);
  const slipped = plan.open.flatMap((task) => slipOf(task, moves, input));
  const owed = plan.open.filter(({ due, expected, estimate }) => due === undefined && expected === undefined && estimate === null);
  const parts: Prose[] = [
    when,
    ...(room === undefined ? [] : [room]),
    prose`critical path ${pathWords(path)}`,
    ...(slipped.length === 0 ? [] : [prose`slipped this week: ${few(slipped)}`]),
    ...(owed.length === 0 ? [] : [prose`no date yet: ${owedWords(owed)}`]),
  ];
  const told = new Set([launch.item.id, ...slipped.map(({ item }) => item.id), ...owed.slice(0, MOST_NAMED).map(({ item }) => item.id)]);
  const judged = [...told].flatMap((id) => findingsAbout(id, input).filter(({ finding }) => /^LNCH-0[1-4]$/.test(finding.rule)));
  const cells = [
    [name],
    when,
    room ?? NOTHING,
    pathWords(path),
    slipped.length === 0 ? NOTHING : few(slipped),
    owed.length === 0 ? NOTHING : owedWords(owed),
  ];
  return { ...lineOf(prose`${name}: ${joined(parts, "; ")}.`, judged), cells };
}

/** `3 business days of room (by the dates of a week ago 5)`. */
function roomOf(plan: Plan, before: Plan | undefined, moves: readonly Change[]): Prose | undefined {
  if (plan.slack === undefined) return undefined;
  const now = roomWords(plan.slack, roomFacts(plan, plan.path));
  const known = moves.filter(({ item }) => item === plan.launch.item.id || plan.open.some((task) => task.item.id === item));
  if (before?.slack === undefined || known.length === 0 || Math.floor(before.slack) === Math.floor(plan.slack)) return now;
  return prose`${now} (by the dates of a week ago ${roomWords(before.slack, formerFacts(before, moves))})`;
}

/** As `roomFacts`, of a plan whose items have the fields that they had before. */
function formerFacts(before: Plan, moves: readonly Change[]): Fact[] {
  return roomFacts(before, before.path, (item, path) => {
    const first = moves.find((move) => move.item === item.id && `fields.${move.field}` === path);
    return first === undefined ? factOrNone(item, path) : formerFact(first);
  });
}

/** `3 business days of room`, `no room`, or how much too late. */
export function roomWords(slack: number, from: readonly Fact[]): Prose {
  const days = derived(Math.abs(Math.floor(slack)), "business day", from);
  if (slack < 0) return prose`${days} too late`;
  return Math.floor(slack) === 0 ? prose`no room` : prose`${days} of room`;
}

interface Slip {
  item: Item;
  words: Prose;
}

/** How far a task's due or expected date was put off within the week. */
function slipOf({ item }: PlannedTask, moves: readonly Change[], { calendar }: ReportInput): Slip[] {
  const slips = ["eta", "due"].flatMap((field) => {
    const first = moves.find((move) => move.item === item.id && move.field === field);
    const [from, to] = [first?.from, item.fields[field]];
    if (first === undefined || typeof from !== "string" || typeof to !== "string" || to <= from) return [];
    const days = derived(businessDaysBetween(calendar, from, to), "business day", [formerFact(first), getFact(item, `fields.${field}`)]);
    return [{ item, words: prose`${fact(item, "title")} by ${days}` }];
  });
  return slips.slice(0, 1);
}

function few(slips: readonly Slip[]): Prose {
  const rest = slips.slice(MOST_NAMED).map(({ item }) => item);
  const named = slips.slice(0, MOST_NAMED).map(({ words }) => words);
  return joined(rest.length === 0 ? named : [...named, prose`${numberOf(rest, "")} more`], ", ");
}

/** Whom to ask for what. */
function owedWords(tasks: readonly PlannedTask[]): Prose {
  const rest = tasks.slice(MOST_NAMED).map(({ item }) => item);
  const named = tasks.slice(0, MOST_NAMED).map(({ item, task }) => {
    const who = task.owner === "you" || task.owner === "unassigned" ? task.owner : ownerSpan(task);
    return prose`${fact(item, "title")} (${who})`;
  });
  return joined(rest.length === 0 ? named : [...named, prose`${numberOf(rest, "")} more`], ", ");
}

/** What moved within the week, oldest first. */
function movesOf({ changes, asOf }: ReportInput): Change[] {
  return changes.filter(({ at, field }) => at <= asOf && Date.parse(asOf) - Date.parse(at) < WEEK_MS && FIELDS.has(field));
}

const FIELDS: ReadonlySet<string> = new Set(["due", "eta", "date", "status"]);

/** The plans by the dates of a week ago, by their launches. */
function formerPlans(moves: readonly Change[], input: ReportInput): ReadonlyMap<string, Plan> {
  const before = new Map<string, Record<string, Change["from"]>>();
  for (const { item, field, from } of moves.toReversed()) before.set(item, { ...before.get(item), [field]: from });
  const items = input.items.map((item) => ({ ...item, fields: { ...item.fields, ...before.get(item.id) } }));
  return new Map(plansIn({ ...contextOf(input), items }).map((plan) => [plan.launch.item.id, plan]));
}

function contextOf({ items, asOf, calendar, people }: ReportInput): Parameters<typeof plansIn>[0] {
  return { items, now: asOf, calendar, people };
}
