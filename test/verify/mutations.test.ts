import assert from "node:assert/strict";
import { test } from "node:test";
import type { Briefing, Bullet } from "../../src/core/briefing.ts";
import { isMustMention, type LedgerEntry } from "../../src/core/finding.ts";
import type { Item } from "../../src/core/item.ts";
import { prose, type Prose, type Span } from "../../src/core/prose.ts";
import { check } from "../../src/verify/check.ts";
import { fix } from "../../src/verify/fix.ts";
import { runDay, type DayEnd } from "../support/day.ts";
import { healthOf, taskOf } from "../support/items.ts";
import { casesOf } from "../support/thoroughness.ts";

const DAYS = casesOf(24);
/** Mending checks several times over; a part of the cases says enough. */
const MENDED_EVERY = 4;
const DAY_MS = 24 * 60 * 60 * 1000;
const OWNERS = ["me", "dana", "priya", "zed", null] as const;
const STATUSES = ["todo", "in_progress", "blocked", "done"] as const;

/** The same numbers on every machine. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function dateAt(now: number, days: number): string {
  return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
}

/** Mornings of one workspace whose tasks move at random; every seventh, a source fails. */
function simulate(): DayEnd[] {
  const dice = createDice(7);
  const start = Date.parse("2026-09-28T07:00:00.000Z");
  const ends: DayEnd[] = [];
  const ledger = new Map<string, LedgerEntry>();
  let items: readonly Item[] = Array.from({ length: 14 }, (_, index) => randomTask(index, start, dice));
  for (let day = 0; day < DAYS; day += 1) {
    const now = start + day * DAY_MS;
    const earlier = day === 0 ? undefined : items;
    items = items.map((item, index) => (dice(6) === 0 ? randomTask(index, now, dice) : item));
    const asOf = new Date(now).toISOString();
    const git = healthOf(
      "git",
      asOf,
      day % 7 === 3 ? { ok: false, count: 0, error: "no permission", hint: "Give yourself access." } : { count: 0 },
    );
    const since = day === 0 ? undefined : new Date(now - DAY_MS).toISOString();
    const end = runDay({
      now: asOf,
      items,
      sources: [healthOf("files", asOf), git],
      ledger: [...ledger.values()],
      ...(earlier && { earlier }),
      ...(since !== undefined && { since }),
    });
    end.analysis.ledger.forEach((entry) => ledger.set(entry.key, entry));
    ends.push(end);
  }
  return ends;
}

function randomTask(index: number, now: number, dice: (sides: number) => number): Item {
  const status = STATUSES[dice(STATUSES.length)] ?? "todo";
  const isBlocked = status === "blocked";
  const fields = {
    status,
    owner: OWNERS[dice(OWNERS.length)] ?? null,
    due: dice(3) === 0 ? null : dateAt(now, dice(12) - 6),
    blockedBy: isBlocked && dice(2) === 0 ? "staging access" : null,
    blockedSince: isBlocked && dice(2) === 0 ? dateAt(now, -dice(20)) : null,
  };
  return taskOf(`Task number ${index}`, fields, new Date(now - dice(30) * DAY_MS).toISOString());
}

/** What is done to one line, undefined where it can't be done to this one. */
type Corruption = (bullet: Bullet, end: DayEnd) => Bullet | undefined;

const corruptions: Readonly<Record<string, Corruption>> = {
  "a date": changeSpan((span) => {
    if (span.kind !== "fact" || span.form !== "date" || typeof span.fact.value !== "string") return undefined;
    return { ...span, fact: { ...span.fact, value: dateAt(Date.parse(span.fact.value), 1) } };
  }),
  "a computed number": changeSpan((span) =>
    span.kind === "derived" ? { ...span, derived: { ...span.derived, value: span.derived.value + 1 } } : undefined,
  ),
  "a unit": changeSpan((span) => {
    if (span.kind !== "derived" || span.derived.unit !== "business day" || span.derived.value === 1) return undefined;
    return { ...span, derived: { ...span.derived, unit: "week" } };
  }),
  "a title": changeSpan((span) => {
    if (span.kind !== "fact" || span.fact.path !== "title") return undefined;
    return { ...span, fact: { ...span.fact, value: "Something quite different" } };
  }),
  "the item of a fact": changeSpan((span, { evidence }) => {
    const other = span.kind === "fact" ? evidence.items.find((item) => item.id !== span.fact.item) : undefined;
    return span.kind === "fact" && other ? { ...span, fact: { ...span.fact, item: other.id } } : undefined;
  }),
  "an owner": changeSpan((span) => {
    if (span.kind !== "text" || !/Dana Reyes|Priya Nair/.test(span.text)) return undefined;
    return {
      ...span,
      text: span.text.includes("Dana") ? span.text.replace("Dana Reyes", "Priya Nair") : span.text.replace("Priya Nair", "Dana Reyes"),
    };
  }),
  "a name out of nowhere": (bullet, end) => {
    // What a line counts backs it, too.
    const line = JSON.stringify(bullet);
    const isHers = end.evidence.items.some((item) => item.fields["owner"] === "priya" && line.includes(JSON.stringify(item.id)));
    return isHers || bullet.cites.length === 0 ? undefined : appendText("Priya Nair knows.")(bullet, end);
  },
  "a number out of nowhere": appendText("That makes 1,731 in all."),
  "a share out of nowhere": appendText("That is 87%."),
  "a month out of nowhere": appendText("This ends in February."),
  "a link out of nowhere": appendText("See https://example.com/more for more."),
  "its cites": (bullet) => (bullet.cites.length > 0 ? { ...bullet, cites: [] } : undefined),
  "an invented cite": (bullet) => ({ ...bullet, cites: [...bullet.cites, "files:invented#1"] }),
  "an invented flag": (bullet) => ({ ...bullet, flags: [...bullet.flags, "0000"] }),
};

function changeSpan(change: (span: Span, end: DayEnd) => Span | undefined): Corruption {
  return (bullet, end) => {
    const index = bullet.text.findIndex((span) => change(span, end) !== undefined);
    const span = bullet.text[index];
    const changed = span && change(span, end);
    return changed && { ...bullet, text: bullet.text.with(index, changed) };
  };
}

function appendText(text: string): Corruption {
  return (bullet) => ({ ...bullet, text: [...bullet.text, ...prose` ${text}`] });
}

/** Every briefing of every day with one line of it corrupted in one way. */
function* corrupted(ends: readonly DayEnd[], corrupt: Corruption): Generator<{ end: DayEnd; briefing: Briefing; line: Bullet }> {
  for (const end of ends) {
    for (const [at, section] of end.briefing.sections.entries()) {
      for (const [index, bullet] of section.bullets.entries()) {
        const line = corrupt(bullet, end);
        if (line === undefined) continue;
        const sections = end.briefing.sections.with(at, { ...section, bullets: section.bullets.with(index, line) });
        yield { end, briefing: { ...end.briefing, sections }, line };
      }
    }
  }
}

function assertDeliverable({ evidence }: DayEnd, briefing: Briefing): void {
  assert.deepEqual(check(briefing, evidence), []);
  const flags = new Set(briefing.sections.flatMap((section) => section.bullets.flatMap((bullet) => bullet.flags)));
  assert.ok(evidence.judged.filter(isMustMention).every((each) => flags.has(each.finding.key)));
}

const ends = simulate();

test(`${DAYS} days of composed briefings raise no alarm`, () => {
  for (const { briefing, evidence } of ends) assert.deepEqual(check(briefing, evidence), []);
  assert.ok(ends.some(({ analysis }) => analysis.judged.some((each) => each.word === "resolved")));
  assert.ok(ends.some(({ analysis }) => analysis.judged.some((each) => each.word === "worse")));
});

for (const [what, corrupt] of Object.entries(corruptions)) {
  test(`a line with ${what} corrupted is always noticed, and always mended`, () => {
    let count = 0;
    for (const { end, briefing, line } of corrupted(ends, corrupt)) {
      count += 1;
      const violations = check(briefing, end.evidence);
      assert.ok(violations.length > 0, JSON.stringify(line));
      if (count % MENDED_EVERY !== 0) continue;
      const fixed = fix(briefing, violations, end.evidence);
      assertDeliverable(end, fixed.briefing);
      assert.ok(!JSON.stringify(fixed.briefing.sections).includes(JSON.stringify(line)));
    }
    assert.ok(count >= 20, `expected at least 20 cases, got ${count}`);
  });
}

test("a high finding or a failed source left out is always noticed, and always added", () => {
  let count = 0;
  for (const end of ends) {
    const sections = end.briefing.sections.filter((section) => section.id !== "risks");
    const briefing = { ...end.briefing, sections, gaps: [] };
    const isLacking = end.evidence.judged.some(isMustMention) || end.evidence.sources.some((health) => !health.ok);
    const violations = check(briefing, end.evidence);
    assert.equal(violations.length > 0, isLacking);
    if (isLacking) count += 1;
    assertDeliverable(end, fix(briefing, violations, end.evidence).briefing);
  }
  assert.ok(count > DAYS / 3);
});

test("harmless differences raise no alarm", () => {
  const harmless: readonly ((briefing: Briefing) => Briefing)[] = [
    (briefing) => ({ ...briefing, sections: briefing.sections.toReversed() }),
    (briefing) => ({ ...briefing, citations: briefing.citations.map((citation, index) => ({ ...citation, alias: `Q${index + 100}` })) }),
    (briefing) => ({ ...briefing, sections: briefing.sections.map((section) => ({ ...section, title: "Otherwise" })) }),
    (briefing) => ({ ...briefing, sections: briefing.sections.map((section) => ({ ...section, bullets: section.bullets.map(rephrase) })) }),
    (briefing) => ({ ...briefing, sections: briefing.sections.filter((section) => section.id !== "changed") }),
  ];
  for (const change of harmless) {
    for (const { briefing, evidence } of ends) assert.deepEqual(check(change(briefing), evidence), []);
  }
});

function rephrase(bullet: Bullet): Bullet {
  const text: Prose = bullet.text.map((span) =>
    span.kind === "text" ? { ...span, text: span.text.replaceAll("Next:", "Then:").replaceAll("late", "behind") } : span,
  );
  return { ...bullet, text };
}
