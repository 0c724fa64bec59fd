import assert from "node:assert/strict";
import { thresholdsOf, type Rule } from "../../src/analysis/rule.ts";
import type { Finding } from "../../src/core/finding.ts";
import type { Item } from "../../src/core/item.ts";
import type { WorkCalendar } from "../../src/core/work-calendar.ts";
import { calendarOf, people } from "../support/items.ts";

/** Thursday 19 November 2026, ten in the morning in Berlin. */
export const NOW = "2026-11-19T09:00:00.000Z";

/** What a rule finds, with its defaults or what config says. */
export function run(
  rule: Rule,
  items: readonly Item[],
  now = NOW,
  calendar: WorkCalendar = calendarOf(),
  configured: Record<string, number> = {},
): Finding[] {
  return rule.find({ items, gone: [], changes: [], now, calendar, people, thresholds: thresholdsOf(rule, configured) });
}

/** Asserts one finding for each of the tasks. */
export function assertFound(rule: Rule, tasks: readonly Item[], now?: string, calendar?: WorkCalendar): void {
  assert.deepEqual(
    run(rule, tasks, now, calendar).map((finding) => finding.primary),
    tasks.map((task) => task.id),
  );
}

/** Asserts that nothing is found. */
export function assertNone(rule: Rule, tasks: readonly Item[], now?: string, calendar?: WorkCalendar): void {
  assert.deepEqual(run(rule, tasks, now, calendar), []);
}
