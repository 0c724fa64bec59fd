import assert from "node:assert/strict";
import { analyse } from "../../src/analysis/analyse.ts";
import type { ChaseState, Leaving } from "../../src/analysis/chase/types.ts";
import { compose } from "../../src/analysis/compose.ts";
import type { Answer, Ask, Told } from "../../src/core/ask.ts";
import { mostWordsOf } from "../../src/core/automation.ts";
import type { Briefing } from "../../src/core/briefing.ts";
import type { LedgerEntry } from "../../src/core/finding.ts";
import type { Change, FieldValue, Item, SourceHealth } from "../../src/core/item.ts";
import { check } from "../../src/verify/check.ts";
import { calendarOf, healthOf, itemOf } from "../support/items.ts";
import { personOf } from "./chase/chase.ts";
import { PEOPLE, planTask } from "./chase/letters.ts";

/** Friday 20 November 2026, half past three in Berlin. */
export const NOW = "2026-11-20T14:30:00.000Z";
/** The digest before. */
export const YESTERDAY = "2026-11-19T14:30:00.000Z";
const MORNING = "2026-11-20T09:12:00.000Z";

export const LAUNCH = itemOf({
  ...{ id: "notion:spring", source: "notion", kind: "launch", title: "Spring release" },
  fields: { plan: "Spring", date: "2026-12-01", cadence: null },
  actors: [{ name: "Sam Field", role: "owner" }],
});

/** A task that was told of this week, so that nobody is asked about it. */
export function task(key: string, title: string, fields: Record<string, FieldValue> = {}): Item {
  return planTask(key, title, { statusAt: "2026-11-19T09:00:00.000Z", ...fields });
}

/** An ask about a task, asked this morning. */
export function asked({ key, title, item }: { key: string; title: string; item: string }, changes: Partial<Ask> = {}): Ask {
  return {
    ...{ id: `ask-${key}`, automation: "launch", item, key, title, person: "ana", actor: "ana", state: "asked" },
    ...{ reason: "asked on 2026-11-20", because: "owns it", createdAt: MORNING, messages: [{ at: MORNING, key: "m1" }], askedBack: false },
    ...changes,
  };
}

/** The same, answered at noon. */
export function answered(
  about: { key: string; title: string; item: string },
  told: Partial<Told>,
  quote: string,
  changes: Partial<Ask> = {},
): Ask {
  const at = "2026-11-20T11:00:00.000Z";
  const none = {
    item: about.item,
    status: null,
    eta: null,
    etaAsk: false,
    sure: true,
    percent: null,
    blocker: null,
    to: null,
    quote: [0, 1] as const,
  };
  const answer: Answer = { told: { ...none, ...told }, quote, at, reply: "slack:1" };
  return asked(about, { state: "answered", reason: "Ana Pereira replied", answer, endedAt: at, ...changes });
}

interface StatusDay {
  items: readonly Item[];
  asks?: readonly Ask[];
  /** Messages of theirs that nobody has yet. */
  leaving?: readonly Leaving[];
  earlier?: readonly Answer[];
  changes?: readonly Change[];
  sources?: readonly SourceHealth[];
  since?: string;
  ledger?: readonly LedgerEntry[];
}

/** The digest of a day as a run makes it, each line of it held against its evidence; and what the ledger keeps. */
export function statusOf({ items, asks = [], leaving = [], earlier = [], changes = [], sources, since, ledger = [] }: StatusDay): {
  briefing: Briefing;
  ledger: LedgerEntry[];
} {
  const calendar = calendarOf();
  const options = {
    roster: ["ana", "ben", "me"],
    requester: "me",
    cadenceDays: 5,
    hours: { start: "10:00", end: "16:30" },
    days: [1, 2, 3, 4],
  };
  const people = [personOf("ana", { name: "Ana Pereira" }), personOf("ben", { name: "Ben Ortiz" }), personOf("me")];
  const chase: ChaseState = { automation: "launch", options, people, asks, others: [], sent: [], closed: null, earlier, leaving, held: [] };
  const seen = { items, gone: [], changes, sources: sources ?? [healthOf("notion", NOW)], calendar, people: PEOPLE };
  const analysis = analyse({ ...seen, ledger, thresholds: {}, reader: "me", now: NOW, chase });
  const shown = { ...seen, items: [...items, ...(analysis.chase?.evidence ?? [])], judged: analysis.judged };
  const briefing = compose({
    ...shown,
    automation: { id: "launch", name: "Launch status", timezone: calendar.timezone, report: "launch_status" },
    ...{ run: "manual:launch:1", asOf: NOW, unchecked: analysis.unchecked, bullets: [], aliases: { asks: "A" } },
    ...(analysis.chase && { chase: analysis.chase }),
    ...(since !== undefined && { since }),
  });
  assert.deepEqual(check(briefing, { ...shown, mostWords: mostWordsOf("launch_status"), ...(since !== undefined && { since }) }), []);
  return { briefing, ledger: analysis.ledger };
}
