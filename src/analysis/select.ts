import type { Finding, JudgedFinding } from "../core/finding.ts";
import { plainDateOf, type WorkCalendar } from "../core/work-calendar.ts";
import { isReshown } from "./ledger.ts";
import { isShowable } from "./severity.ts";

const MOST_RISKS = 5;
const MOST_PER_SOURCE = 3;
const HIGH = 3;

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
  const groups = groupByItem(present.filter((each) => isShowable(each.finding)));
  const today = plainDateOf(now, calendar.timezone);
  const isPressing = (group: Group): boolean => membersOf(group).some((each) => isToldInFull(each, now, calendar));
  const candidates = new Set(groups.filter((group) => isPressing(group) && !isAgenda(group, today)));
  const risks = withinBudget([...candidates]);
  const beyond = [...candidates].filter((group) => !risks.includes(group));
  const quiet = groups.filter((group) => !candidates.has(group));
  const settled = quiet.filter((group) => !isDueOn(group, today));
  return {
    risks,
    more: [...beyond.filter(isEvent), ...beyond.filter((group) => isHigh(group) && !isEvent(group))],
    today: quiet.filter((group) => isDueOn(group, today)),
    changed: settled.filter((group) => hasChanged(group)),
    cleared: judged.filter((each) => each.word === "resolved"),
    open: settled.filter((group) => !hasChanged(group)),
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
export function toldIn({ risks, more, today, changed }: Selection): JudgedFinding[] {
  return [risks, more, today, changed].flat().flatMap(membersOf);
}

function groupByItem(judged: readonly JudgedFinding[]): Group[] {
  const ranked = judged.toSorted((a, b) => compare(a.finding, b.finding));
  // An event has a name of its own, which would be lost behind that of a stronger finding.
  const groups = Map.groupBy(ranked, ({ finding }) => (finding.isEvent ? finding.key : finding.primary));
  return [...groups.values()].flatMap(([lead, ...also]) => (lead ? [{ lead, also }] : []));
}

/** By severity, confidence, the nearest date, then age; the key makes the order the same on every run. */
function compare(a: Finding, b: Finding): number {
  return (
    b.severity - a.severity ||
    b.confidence - a.confidence ||
    (a.due ?? "9999").localeCompare(b.due ?? "9999") ||
    (b.metric ?? 0) - (a.metric ?? 0) ||
    a.key.localeCompare(b.key)
  );
}

function isToldInFull(judged: JudgedFinding, now: string, calendar: WorkCalendar): boolean {
  return judged.word === "new" || judged.word === "worse" || isReshown(judged, now, calendar);
}

/** What merely falls due today belongs to the day's list rather than to its risks. */
function isAgenda(group: Group, today: string): boolean {
  return isDueOn(group, today) && !isHigh(group);
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
