import { nextMoves } from "../../../src/analysis/chase/moves.ts";
import type { Asked, ChaseInput, ChaseItem, ChaseMoves } from "../../../src/analysis/chase/types.ts";
import type { Ask } from "../../../src/core/ask.ts";
import { withRows } from "../../support/chase/events.ts";
import { calendarOf } from "../../support/items.ts";

/** Tuesday 17 November 2026, half past ten in Berlin. */
export const TUESDAY = "2026-11-17T09:30:00.000Z";

/** An item that Ana has had for two weeks without a word. */
export function itemOf(id: string, changes: Partial<ChaseItem> = {}): ChaseItem {
  return {
    ...{ id, key: id.toUpperCase(), title: `Task ${id}`, isOpen: true, isReady: true, actor: "ana", because: "owns it" },
    ...{ due: null, launchDate: "2026-12-18", slack: null, movedAt: "2026-11-03T09:00:00.000Z", known: [] },
    ...changes,
  };
}

/** Somebody in Berlin who can be asked. */
export function personOf(key: string, changes: Partial<Asked> = {}): Asked {
  const name = `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
  return {
    ...{ key, name, timezone: "Europe/Berlin", absences: [], busy: [], hasStopped: false, snoozedUntil: null, isReachable: true },
    ...changes,
  };
}

/** A plan with one item of Ana's, on Tuesday. */
export function inputOf(changes: Partial<ChaseInput> = {}): ChaseInput {
  return {
    automation: "launch",
    options: { roster: ["ana", "ben"], requester: "me", cadenceDays: 3, hours: { start: "10:00", end: "16:30" }, days: [1, 2, 3, 4] },
    ...{ items: [itemOf("t-1")], people: [personOf("ana"), personOf("ben")], asks: [], others: [], sent: [], closed: null },
    ...{ calendar: calendarOf(), now: TUESDAY },
    ...changes,
  };
}

/** What is decided at one instant after the other, each time with what was decided before. */
export function follow(input: ChaseInput, ...instants: readonly string[]): { moves: ChaseMoves[]; asks: Ask[] } {
  let asks: Ask[] = [...input.asks];
  const moves = instants.map((now) => {
    const next = nextMoves({ ...input, asks, now });
    asks = withRows(asks, next.asks);
    return next;
  });
  return { moves, asks };
}

/** Who is written to, with what, and about how many items. */
export function written({ messages }: ChaseMoves): string[] {
  return messages.map(({ person, kind, asks, more }) => `${person} ${kind} ${asks.length}${more === 0 ? "" : ` and ${more}`}`);
}
