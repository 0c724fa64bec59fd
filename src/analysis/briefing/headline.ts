import type { Fact, Item } from "../../core/item.ts";
import { prose, type Prose, type Span } from "../../core/prose.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { shown } from "../facts.ts";
import { membersOf, type Group, type Selection } from "../select.ts";
import { counted } from "../summary/counted.ts";
import { countFlags } from "./flag-count.ts";

const MINE: ReadonlySet<string> = new Set(["you", "unassigned"]);
/** What falls due within this time after the first is named in one breath with it. */
const ONE_BREATH_MS = 2 * 60 * 60 * 1000;

/** When the briefing is read. */
interface Moment {
  asOf: string;
  timezone: string;
}

/** What the first line depends on beside the flags. */
export interface Circumstances extends Moment {
  /** Whether something could not be read. */
  hasGaps: boolean;
  /** New letters that want something of the reader. */
  letters: readonly Item[];
}

/** Answers "what needs me, and by when" before anything else is read. What nobody owns needs the reader, too. */
export function headlineOf({ risks, more, today, open }: Selection, { hasGaps, letters, ...moment }: Circumstances): Prose {
  const pressing = [...risks, ...more];
  const mine = pressing.filter(isMine);
  const others = pressing.filter((group) => !isMine(group));
  const are = areOf(others);
  const needed = neededOf(mine, moment);
  if (mine.length > 0) {
    const besides = others.length === 0 ? [] : prose`; ${count(others, "")} more ${are} at risk`;
    return prose`${needed}${besides}${waiting(today.filter(isMine), open, "more")}.`;
  }
  const where = hasGaps ? " in what could be read" : "";
  const isNothingNew = [...today, ...open].some((group) => group.lead.word !== "new" && (others.length === 0 || isMine(group)));
  if (others.length > 0) {
    return prose`Nothing ${isNothingNew ? "new " : ""}of yours is at risk${where}; ${things(others)} of others ${are}${waiting(today, open)}.`;
  }
  const but = letters.length === 0 ? [] : prose` but ${counted(letters, "new mail")}`;
  return prose`${isNothingNew ? "Nothing new needs you" : "Nothing needs you"}${where}${but}${waiting(today, open)}.`;
}

/** `2 things need you before 11:00, then 3 more`, or `2 things need you, the first today`. */
function neededOf(mine: readonly Group[], moment: Moment): Prose {
  const soon = soonestOf(mine, moment);
  const last = soon.at(-1);
  if (last === undefined) return prose`${things(mine)} ${needs(mine)} you${firstBy(mine, moment)}`;
  const later = mine.filter((group) => !soon.some((each) => each.group === group));
  const groups = soon.map((each) => each.group);
  const rest = later.length === 0 ? [] : prose`, then ${count(later, "")} more`;
  return prose`${things(groups)} ${needs(groups)} you before ${shown(last.due, "time")}${rest}`;
}

/** What has an hour today, as far as it falls due about when the first does; the latest last. */
function soonestOf(mine: readonly Group[], { asOf, timezone }: Moment): { group: Group; due: Fact }[] {
  const today = plainDateOf(asOf, timezone);
  const timed = mine
    .flatMap((group) => duesOf(group).map((due) => ({ group, due, at: String(due.value) })))
    .filter(({ at }) => at.includes("T") && at > asOf && plainDateOf(at, timezone) === today)
    .toSorted((a, b) => a.at.localeCompare(b.at));
  const until = Date.parse(timed[0]?.at ?? asOf) + ONE_BREATH_MS;
  const near = timed.filter(({ at }) => Date.parse(at) <= until);
  return near.filter(({ group }, index) => near.findIndex((each) => each.group === group) === index);
}

function firstBy(mine: readonly Group[], { asOf, timezone }: Moment): Prose {
  const today = plainDateOf(asOf, timezone);
  const [first] = mine
    .flatMap(duesOf)
    .filter(({ value }) => String(value) >= (String(value).includes("T") ? asOf : today))
    .toSorted((a, b) => String(a.value).localeCompare(String(b.value)));
  if (first === undefined) return [];
  const when = shown(first, String(first.value).includes("T") ? "instant" : "date");
  const by = first.value === today ? prose`${when}` : prose`by ${when}`;
  return mine.length === 1 ? prose` ${by}` : prose`, the first ${by}`;
}

/** The dates that findings are due by, as facts. */
function duesOf(group: Group): Fact[] {
  return membersOf(group).flatMap(({ finding }) => finding.evidence.find((fact) => fact.value === finding.due) ?? []);
}

function isMine({ lead }: Group): boolean {
  return MINE.has(lead.finding.owner);
}

/** What stands besides what is told in full: due today, and told before. `more` where things were counted before. */
function waiting(today: readonly Group[], open: readonly Group[], more?: "more"): Prose {
  const counted = (groups: readonly Group[]): Prose => (more === undefined ? [things(groups)] : prose`${count(groups, "")} more`);
  if (today.length === 0) return open.length > 0 ? prose`; ${counted(open)} ${areOf(open)} still open` : [];
  const rest = open.length > 0 ? prose` and ${count(open, "")} more ${areOf(open)} still open` : [];
  return prose`; ${counted(today)} ${areOf(today)} due today${rest}`;
}

function areOf(groups: readonly Group[]): string {
  return groups.length === 1 ? "is" : "are";
}

function needs(groups: readonly Group[]): string {
  return groups.length === 1 ? "needs" : "need";
}

function things(groups: readonly Group[]): Span {
  return count(groups, "thing");
}

function count(groups: readonly Group[], unit: string): Span {
  return countFlags(
    groups.map((group) => group.lead),
    unit,
  );
}
