import { thresholdsOf, type Rule } from "../../src/analysis/rule.ts";
import type { Finding } from "../../src/core/finding.ts";
import type { Change, Item } from "../../src/core/item.ts";
import type { People } from "../../src/core/person.ts";
import { peopleWith } from "../support/simulator/cast.ts";
import { sceneOf } from "../support/simulator/scene.ts";
import { textOf } from "../support/text.ts";

/** Thursday 19 November 2026, nine in the morning in Berlin. */
export const thursday = sceneOf("2026-11-19", "Europe/Berlin");

/** What a rule finds on that morning. */
export function find(
  rule: Rule,
  items: readonly Item[],
  {
    people = peopleWith(),
    scene = thursday,
    configured = {},
    changes = [],
  }: { people?: People; scene?: typeof thursday; configured?: Record<string, number>; changes?: readonly Change[] } = {},
): Finding[] {
  const { now, calendar } = scene;
  return rule.find({ items, gone: [], changes, now, calendar, people, thresholds: thresholdsOf(rule, configured) });
}

/** What a finding says: title, why, what to do, and who. */
export function wordsOf(finding: Finding | undefined): string[] {
  if (finding === undefined) return [];
  return [...[finding.title, finding.why, finding.action].map(textOf), finding.owner];
}
