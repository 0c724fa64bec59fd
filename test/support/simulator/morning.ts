import { analyse } from "../../../src/analysis/analyse.ts";
import { compose } from "../../../src/analysis/compose.ts";
import { summarise } from "../../../src/analysis/summary/registry.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { JudgedFinding, LedgerEntry } from "../../../src/core/finding.ts";
import type { Change, Item, SourceHealth } from "../../../src/core/item.ts";
import { changesAfter, isWatched } from "../../../src/engine/run/changes.ts";
import { check } from "../../../src/verify/check.ts";
import type { Evidence, Violation } from "../../../src/verify/violation.ts";
import { peopleWith, type Absences } from "./cast.ts";
import type { Scene } from "./scene.ts";

/** What a morning starts from. */
export interface Start {
  scene: Scene;
  absences: Absences;
  items: readonly Item[];
  sources: readonly SourceHealth[];
  ledger: readonly LedgerEntry[];
  changes: readonly Change[];
  /** What was read on the morning before; absent on the first. */
  earlier?: readonly Item[];
  since?: string;
}

/** The briefing of a morning, held against its evidence, with what is to be kept for the next. */
export interface End {
  briefing: Briefing;
  judged: readonly JudgedFinding[];
  ledger: readonly LedgerEntry[];
  changes: readonly Change[];
  violations: readonly Violation[];
  /** What the briefing is held against. */
  evidence: Evidence;
}

/** One run without model and world: analyse, compose, verify. */
export function briefed({ scene, absences, items, sources, ledger, changes: known, earlier, since }: Start): End {
  const { now, calendar } = scene;
  const people = peopleWith(absences);
  const ids = new Set(items.map((item) => item.id));
  const failed = new Set(sources.filter((health) => !health.ok).map((health) => health.source));
  const gone = (earlier ?? []).filter((item) => isWatched(item) && !ids.has(item.id) && !failed.has(item.source));
  const changes = changesAfter(known, earlier ?? [], items, now);
  const seen = { items, gone, changes, sources, now, calendar, people };
  const analysis = analyse({ ...seen, ledger, thresholds: {}, reader: "me" });
  const before = new Set(earlier?.map((item) => item.contentHash));
  const told = { items, gone, sources, asOf: now };
  const material = {
    ...told,
    news: items.filter((item) => !before.has(item.contentHash)),
    findings: analysis.judged,
    timezone: calendar.timezone,
    ...(earlier && { earlier }),
  };
  const briefing = compose({
    ...told,
    automation: { id: "morning-briefing", name: "Morning briefing", timezone: calendar.timezone },
    run: "schedule:morning-briefing:1",
    calendar,
    people,
    judged: analysis.judged,
    unchecked: analysis.unchecked,
    bullets: [...new Set(items.map((item) => item.source))].flatMap((source) => summarise(source, material)),
    changes,
    aliases: { files: "T", ics: "C", mail: "M", github: "P" },
    ...(since !== undefined && { since }),
  });
  const evidence = { items, gone, judged: analysis.judged, sources, people, calendar, ...(since !== undefined && { since }) };
  return { briefing, judged: analysis.judged, ledger: analysis.ledger, changes, evidence, violations: check(briefing, evidence) };
}
