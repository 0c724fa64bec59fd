import type { Briefing } from "../../../src/core/briefing.ts";
import type { JudgedFinding, LedgerEntry } from "../../../src/core/finding.ts";
import type { Change, Item, SourceHealth } from "../../../src/core/item.ts";
import { isWorkday } from "../../../src/core/work-calendar.ts";
import type { Evidence, Violation } from "../../../src/verify/violation.ts";
import { healthOf } from "../items.ts";
import { backgroundOf } from "./background.ts";
import type { Absences } from "./cast.ts";
import { briefed } from "./morning.ts";
import { chanceFrom } from "./random.ts";
import { sceneOf, type Scene } from "./scene.ts";
import { flood, TELLS, type Due, type Story } from "./stories.ts";

const SOURCES = ["files", "ics", "mail", "github", "rows"] as const;
type Source = (typeof SOURCES)[number];

/** Five mornings with what goes wrong in them. */
export interface Week {
  monday: Scene;
  stories: readonly Story[];
  /** Which source does not answer on which day. */
  outage?: { day: number; source: Source };
}

/** What one morning brought, and what it should have. */
export interface Morning {
  day: number;
  scene: Scene;
  briefing: Briefing;
  judged: readonly JudgedFinding[];
  ledger: readonly LedgerEntry[];
  violations: readonly Violation[];
  evidence: Evidence;
  due: readonly Due[];
  failed: readonly SourceHealth[];
}

/** Mondays of ordinary weeks, of those in which clocks change, and of those with a holiday. */
const MONDAYS: readonly (readonly [string, string])[] = [
  ["2026-11-16", "Europe/Berlin"],
  ["2026-03-09", "America/Los_Angeles"],
  ["2026-03-30", "Europe/Berlin"],
  ["2026-07-13", "Asia/Kathmandu"],
  ["2026-10-26", "Europe/London"],
  ["2026-11-02", "America/New_York"],
  ["2026-11-23", "America/Chicago"],
  ["2026-10-05", "Australia/Lord_Howe"],
  ["2026-12-21", "Europe/Berlin"],
  ["2027-01-04", "Asia/Tokyo"],
];

/** Twenty weeks, the same each time: in four nothing goes wrong, in two too much does, in some a source does not answer. */
export function weeks(): Week[] {
  return Array.from({ length: 20 }, (_, index) => weekOf(index));
}

function weekOf(index: number): Week {
  const [date, timezone] = MONDAYS[index % MONDAYS.length] ?? ["2026-11-16", "Europe/Berlin"];
  const monday = sceneOf(date, timezone);
  const chance = chanceFrom(index + 1);
  const isQuiet = index % 5 === 4;
  const told = isQuiet ? [] : TELLS.filter(() => chance.percent(55));
  const stories = [...told, ...(index % 10 === 3 ? [flood] : [])].map((tell) => tell(monday, chance));
  const outage = { day: 1 + chance.upTo(3), source: chance.of(SOURCES) };
  return { monday, stories, ...(index % 3 === 1 && { outage }) };
}

/** Plays a week: each morning knows what the one before left in the ledger and what it read. */
export function playWeek({ monday, stories, outage }: Week): Morning[] {
  const absences: Absences = Object.fromEntries(stories.flatMap((story) => Object.entries(story.absences ?? {})));
  const standing = backgroundOf(monday);
  let carried: Carried = { ledger: [], changes: [] };
  return workdaysOf(monday).map((day) => {
    const scene = monday.on(monday.day(day));
    const lost = outage?.day === day ? outage.source : undefined;
    const items = [...standing, ...stories.flatMap((story) => story.itemsOn(day))].filter((item) => item.source !== lost);
    const sources = SOURCES.map((source) => healthIn(source, scene.now, items, source === lost));
    const end = briefed({ scene, absences, items, sources, ...carried });
    // What a source that does not answer told before is still known, so that it is no news when it answers again.
    const unseen = (carried.earlier ?? []).filter((item) => item.source === lost);
    carried = { ledger: mergedWith(carried.ledger, end.ledger), changes: end.changes, earlier: [...items, ...unseen], since: scene.now };
    const due = stories.flatMap((story) => story.dueOn(day) ?? []).filter((each) => isReadable(each, items));
    return { day, scene, due, failed: sources.filter((health) => !health.ok), ...end };
  });
}

interface Carried {
  ledger: readonly LedgerEntry[];
  changes: readonly Change[];
  earlier?: readonly Item[];
  since?: string;
}

/** Of what could not be read nothing can be found. */
function isReadable(due: Due, items: readonly Item[]): boolean {
  const ids = new Set(items.map((item) => item.id));
  return due.items.every((id) => ids.has(id));
}

function healthIn(source: Source, now: string, items: readonly Item[], isLost: boolean): SourceHealth {
  const count = items.filter((item) => item.source === source).length;
  return healthOf(source, now, isLost ? { ok: false, count: 0, error: `The folder of ${source} could not be opened.` } : { count });
}

function mergedWith(before: readonly LedgerEntry[], now: readonly LedgerEntry[]): LedgerEntry[] {
  return [...new Map([...before, ...now].map((entry) => [entry.key, entry])).values()];
}

function workdaysOf(monday: Scene): number[] {
  return [0, 1, 2, 3, 4].filter((day) => isWorkday(monday.calendar, monday.day(day)));
}
