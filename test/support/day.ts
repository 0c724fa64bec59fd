import type { History } from "../../src/analysis/ci/group/types.ts";
import { mostWordsOf, type ReportName } from "../../src/core/automation.ts";
import { analyse, type Analysis } from "../../src/analysis/analyse.ts";
import { compose } from "../../src/analysis/compose.ts";
import { summarise } from "../../src/analysis/summary/registry.ts";
import type { Briefing } from "../../src/core/briefing.ts";
import type { LedgerEntry } from "../../src/core/finding.ts";
import type { Change, Item, SourceHealth } from "../../src/core/item.ts";
import { changesAfter, isWatched } from "../../src/engine/run/changes.ts";
import type { Evidence } from "../../src/verify/violation.ts";
import { calendarOf, healthOf, people } from "./items.ts";

/** Thursday 19 November 2026, nine in the morning in Berlin. */
export const NOW = "2026-11-19T08:00:00.000Z";

/** What one run starts from. */
export interface Day {
  now?: string;
  items?: readonly Item[];
  sources?: readonly SourceHealth[];
  /** The items of the run before; absent on the first. */
  earlier?: readonly Item[];
  ledger?: readonly LedgerEntry[];
  /** What became of fields up to the run before. */
  changes?: readonly Change[];
  since?: string;
  /** What the run before remembered of causes of failing checks. */
  history?: History;
  report?: ReportName;
  /** The connectors that are asked for less than at the run before. */
  narrowed?: readonly string[];
}

/** What one run brought, with what its briefing is to be held against. */
export interface DayEnd {
  briefing: Briefing;
  analysis: Analysis;
  evidence: Evidence;
  /** What became of fields up to and with this run. */
  changes: readonly Change[];
}

/** One run over the parts that touch nothing outside. */
export function runDay({
  now = NOW,
  items = [],
  sources = [healthOf("files", now)],
  earlier,
  ledger = [],
  changes: known = [],
  since,
  history,
  report,
  narrowed = [],
}: Day): DayEnd {
  const calendar = calendarOf();
  const ids = new Set(items.map((item) => item.id));
  const gone = (earlier ?? []).filter((item) => isWatched(item) && !ids.has(item.id));
  const changes = changesAfter(known, earlier ?? [], items, now);
  const remembered = history ? { history } : {};
  const before = { ...remembered, ledger, narrowed };
  const analysis = analyse({ ...before, items, gone, changes, sources, now, calendar, people, thresholds: {}, reader: "me" });
  const findings = analysis.judged;
  const heldBefore = new Set(earlier?.map((item) => item.contentHash));
  const news = items.filter((item) => !heldBefore.has(item.contentHash));
  const material = { news, items, gone, findings, sources, asOf: now, timezone: calendar.timezone, ...(earlier && { earlier }) };
  const briefing = compose({
    ...remembered,
    automation: { id: "morning-briefing", name: "Morning briefing", timezone: calendar.timezone, ...(report && { report }) },
    run: "manual:morning-briefing:1",
    asOf: now,
    calendar,
    people,
    judged: findings,
    unchecked: analysis.unchecked,
    bullets: [...new Set(items.map((item) => item.source))].flatMap((source) => summarise(source, material)),
    items,
    gone,
    changes,
    sources,
    aliases: { files: "T", git: "R", ics: "C", mail: "M" },
    ...(since !== undefined && { since }),
  });
  return {
    briefing,
    analysis,
    changes,
    evidence: {
      items,
      gone,
      judged: findings,
      sources,
      people,
      calendar,
      mostWords: mostWordsOf(report),
      ...(since !== undefined && { since }),
    },
  };
}
