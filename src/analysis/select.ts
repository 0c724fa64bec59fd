import type { Finding, JudgedFinding } from "../core/finding.ts";
import { plainDateOf, type WorkCalendar } from "../core/work-calendar.ts";
import { AGENDA_WORDS } from "./briefing/agenda-words.ts";
import { factsIn } from "./facts.ts";
import { isReshown } from "./ledger.ts";
import { isShowable } from "./severity.ts";

const MOST_RISKS = 5;
const MOST_PER_SOURCE = 3;
const HIGH = 3;
/** A meeting that was moved or cancelled is news about the day rather than a risk, unless it is a high one. */
const TOLD_AS_CHANGES: ReadonlySet<string> = new Set(["CAL-08"]);

/** The findings about one item: the strongest leads, the others are told with it. */
export interface Group {
  lead: JudgedFinding;
  also: readonly JudgedFinding[];
}

/** Where in a briefing each finding goes. */
export interface Selection {
  /** Told in full, most pressing first. */
  risks: readonly Group[];
  /** Beyond the budget, yet not to be kept from the reader: events, which no later run finds, then what is high. Named, no more. */
  more: readonly Group[];
  /** Due today, and not among the above. */
  today: readonly Group[];
  /** Of medium severity, about a meeting of today: a word in the day's agenda is enough. */
  agenda: readonly Group[];
  changed: readonly Group[];
  cleared: readonly JudgedFinding[];
  /** Told before and still so. */
  open: readonly Group[];
  /** Medium ones beyond the budget: they keep their turn for the next run. */
  postponed: readonly Group[];
  /** Below the show rule. */
  small: readonly JudgedFinding[];
  /** The reader said not to be told. */
  silent: readonly JudgedFinding[];
}

/** Divides what was judged by word, severity and the budget of five flags, three per source, one per item. Pure, so that ledger and briefing agree. */
export function select(judged: readonly JudgedFinding[], now: string, calendar: WorkCalendar): Selection {
  const present = judged.filter((each) => each.word !== "acknowledged" && each.word !== "resolved");
  const today = plainDateOf(now, calendar.timezone);
  const groups = groupByItem(
    present.filter((each) => isShowable(each.finding)),
    { today, timezone: calendar.timezone },
  );
  const isPressing = (group: Group): boolean => membersOf(group).some((each) => isToldInFull(each, now, calendar));
  const isOfAgenda = (group: Group): boolean => !isHigh(group) && isWordOfAgenda(group, today, calendar.timezone);
  const isListed = (group: Group): boolean => isOfAgenda(group) || isMove(group) || (isDueOn(group, today) && !isHigh(group));
  const candidates = new Set(groups.filter((group) => isPressing(group) && !isListed(group)));
  const risks = withinBudget([...candidates]);
  const beyond = [...candidates].filter((group) => !risks.includes(group));
  const quiet = groups.filter((group) => !candidates.has(group));
  const settled = quiet.filter((group) => !isDueOn(group, today) && !isOfAgenda(group));
  return {
    risks,
    more: [...beyond.filter(isEvent), ...beyond.filter((group) => isHigh(group) && !isEvent(group))],
    today: quiet.filter((group) => isDueOn(group, today) && !isOfAgenda(group)),
    agenda: quiet.filter(isOfAgenda),
    changed: settled.filter((group) => hasChanged(group) || isNewMove(group)),
    cleared: judged.filter((each) => each.word === "resolved"),
    // What happened and was told is not open: it is over.
    open: settled.filter((group) => !hasChanged(group) && !isMove(group) && !isEvent(group)),
    postponed: beyond.filter((group) => !isHigh(group) && !isEvent(group)),
    small: present.filter((each) => !isShowable(each.finding)),
    silent: judged.filter((each) => each.word === "acknowledged"),
  };
}

/** Lead and others. */
export function membersOf({ lead, also }: Group): readonly JudgedFinding[] {
  return [lead, ...also];
}

/** Everything that the reader is told about by name, so that it need not be told again tomorrow. */
export function toldIn({ risks, more, today, agenda, changed }: Selection): JudgedFinding[] {
  return [risks, more, today, agenda, changed].flat().flatMap(membersOf);
}

/** The day on which a briefing is read, in its reader's zone. */
export interface ReadingDay {
  /** A plain date. */
  today: string;
  timezone: string;
}

/** Whether it has to be done today, or should have been before. */
export function isDueBy(group: Group, day: ReadingDay): boolean {
  return membersOf(group).some(({ finding }) => dayOf(finding, day) === day.today);
}

/** The day on which something is due; today for what is late, and a day that never comes for what has none. */
function dayOf({ due }: Finding, { today, timezone }: ReadingDay): string {
  if (due === undefined) return "9999";
  const date = due.includes("T") ? plainDateOf(due, timezone) : due;
  return date < today ? today : date;
}

function groupByItem(judged: readonly JudgedFinding[], day: ReadingDay): Group[] {
  const ranked = judged.toSorted((a, b) => compare(a.finding, b.finding, day));
  // An event has a name of its own, which would be lost behind that of a stronger finding.
  const groups = Map.groupBy(ranked, ({ finding }) => (finding.isEvent ? finding.key : finding.primary));
  return [...groups.values()].flatMap(([lead, ...also]) => (lead ? [{ lead, also }] : []));
}

/** By severity, the nearest day, then what several sources say before what one does, confidence, the hour, then age; the key makes the order the same on every run. */
function compare(a: Finding, b: Finding, day: ReadingDay): number {
  return (
    b.severity - a.severity ||
    dayOf(a, day).localeCompare(dayOf(b, day)) ||
    Number(isJoined(b)) - Number(isJoined(a)) ||
    b.confidence - a.confidence ||
    (a.due ?? "9999").localeCompare(b.due ?? "9999") ||
    (b.metric ?? 0) - (a.metric ?? 0) ||
    a.key.localeCompare(b.key)
  );
}

/** Whether it tells of several sources: that says more about a thing than what one of them says. */
function isJoined({ title, why }: Finding): boolean {
  return new Set([...factsIn(title), ...factsIn(why)].map(({ item }) => item.split(":", 1)[0])).size > 1;
}

function isToldInFull(judged: JudgedFinding, now: string, calendar: WorkCalendar): boolean {
  return judged.word === "new" || judged.word === "worse" || isReshown(judged, now, calendar);
}

/** Whether all that is said of a meeting of today fits into the agenda. */
function isWordOfAgenda(group: Group, today: string, timezone: string): boolean {
  const { due } = group.lead.finding;
  const isToday = due?.includes("T") === true && plainDateOf(due, timezone) === today;
  return isToday && membersOf(group).every((each) => each.finding.rule in AGENDA_WORDS);
}

function isMove(group: Group): boolean {
  return !isHigh(group) && TOLD_AS_CHANGES.has(group.lead.finding.rule);
}

function isNewMove(group: Group): boolean {
  return isMove(group) && membersOf(group).some((each) => each.word === "new" || each.word === "worse");
}

function isHigh({ lead }: Group): boolean {
  return lead.finding.severity >= HIGH;
}

/** Whether a group is something that happened, rather than something that stands. */
export function isEvent({ lead }: Group): boolean {
  return lead.finding.isEvent === true;
}

function isDueOn(group: Group, date: string): boolean {
  return membersOf(group).some((each) => each.finding.due === date);
}

function hasChanged(group: Group): boolean {
  return membersOf(group).some((each) => each.word === "changed");
}

function withinBudget(ranked: readonly Group[]): Group[] {
  const perSource = new Map<string, number>();
  const fits = ranked.filter(({ lead }) => {
    const place = (perSource.get(lead.finding.source) ?? 0) + 1;
    perSource.set(lead.finding.source, place);
    return place <= MOST_PER_SOURCE;
  });
  return fits.slice(0, MOST_RISKS);
}
