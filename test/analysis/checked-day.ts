import assert from "node:assert/strict";
import type { Briefing, SectionId } from "../../src/core/briefing.ts";
import { check } from "../../src/verify/check.ts";
import { runDay as runUnchecked, type Day, type DayEnd } from "../support/day.ts";
import { textOf } from "../support/text.ts";

/** Every briefing that comes out is held against its evidence on the way. */
export function runDay(day: Day): DayEnd {
  const end = runUnchecked(day);
  assert.deepEqual(check(end.briefing, end.evidence), []);
  return end;
}

/** What the sections of this id say, by their title where one is given. */
export function linesOf(briefing: Briefing, id: SectionId, title?: string): string[] {
  const sections = briefing.sections.filter((section) => section.id === id && (title === undefined || section.title === title));
  return sections.flatMap((section) => section.bullets.map((bullet) => textOf(bullet.text)));
}
