import { isOpenAsk, type Ask, type Understood } from "../../../src/core/ask.ts";

/** What happened in a simulated chase, in the order in which it did, kept apart from the code that decides. */
export interface Diary {
  moved: (item: string) => void;
  lost: (ask: string) => void;
  replied: (person: string, understood: Understood, before: readonly Ask[], rows: readonly Ask[]) => void;
  written: (ask: string) => void;
  /** How many messages about an ask arrived. */
  countOf: (ask: string) => number;
  /** Whether its person has replied about it: nothing more is to be said. */
  isAnswered: (ask: string) => boolean;
  /** Whether its item has moved since somebody was first written to about it. */
  hasMoved: (ask: Ask) => boolean;
  hasStopped: (person: string) => boolean;
  travelled: (person: string) => void;
  /** Whether somebody has changed zones: what was a workday there may be none here. */
  hasTravelled: (person: string) => boolean;
  /** Whether its person has said that it is not theirs, while the plan named the same one as now. */
  isHandedOver: (ask: Ask) => boolean;
}

/** An empty diary. */
export function openDiary(): Diary {
  let turn = 0;
  const lastMoves = new Map<string, number>();
  const firstWords = new Map<string, number>();
  const counts = new Map<string, number>();
  const answered = new Set<string>();
  const stopped = new Set<string>();
  const handedOver = new Set<string>();
  const travellers = new Set<string>();
  return {
    moved: (item) => lastMoves.set(item, ++turn),
    lost: (ask) => {
      const left = (counts.get(ask) ?? 0) - 1;
      counts.set(ask, left);
      if (left === 0) firstWords.delete(ask);
    },
    written: (ask) => {
      counts.set(ask, (counts.get(ask) ?? 0) + 1);
      if (!firstWords.has(ask)) firstWords.set(ask, ++turn);
    },
    replied: (person, understood, before, rows) => {
      if (understood.stop) stopped.add(person);
      for (const id of aboutWhat(person, understood, before)) answered.add(id);
      for (const row of rows) if (row.state === "reassigned") handedOver.add(part(row));
      for (const { id, person: whose } of rows) if (whose === person && before.some((ask) => ask.id === id)) answered.add(id);
    },
    countOf: (ask) => counts.get(ask) ?? 0,
    isAnswered: (ask) => answered.has(ask),
    hasMoved: ({ id, item }) => (lastMoves.get(item) ?? -1) > (firstWords.get(id) ?? Infinity),
    hasStopped: (person) => stopped.has(person),
    travelled: (person) => travellers.add(person),
    hasTravelled: (person) => travellers.has(person),
    isHandedOver: (ask) => handedOver.has(part(ask)),
  };
}

function part({ item, person, actor }: Ask): string {
  return [item, person, actor].join(" ");
}

/** The asks that a reply is about: those of what it tells and of what is to be asked back, all of them where it says nothing. */
function aboutWhat(person: string, { told, unclear, snoozedUntil, stop }: Understood, before: readonly Ask[]): string[] {
  const open = before.filter((ask) => ask.person === person && isOpenAsk(ask));
  const telling = told.filter(({ status, eta }) => status !== null || eta !== null).map(({ item }) => item);
  const items = new Set([...telling, ...(unclear?.items ?? [])]);
  if (stop) return open.map(({ id }) => id);
  const isEmpty = items.size === 0 && snoozedUntil === undefined;
  return open.filter(({ item, messages }) => items.has(item) || (isEmpty && messages.length > 0)).map(({ id }) => id);
}
