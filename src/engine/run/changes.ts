import type { Change, FieldValue, Item } from "../../core/item.ts";

/** The fields of each kind whose past tells something: a date that slips, an owner who changes, a meeting that moves, a rollout that goes on. */
const WATCHED: Readonly<Record<string, readonly string[]>> = {
  task: ["due", "owner", "status", "statusName", "eta", "blockedBy"],
  instance: ["start", "end", "location", "status"],
  launch: ["date"],
  rollout: ["stage", "state", "nextStepAt"],
};

const KEPT_MS = 90 * 24 * 60 * 60 * 1000;
/** What is remembered must stay small; the oldest are forgotten first. */
const MOST = 5_000;

/** Whether the past of such an item is looked at. Made-up ones move with the day, which is no change of theirs. */
export function isWatched({ kind, fields }: Item): boolean {
  return kind in WATCHED && fields["example"] !== true;
}

/** What is known of the past after a run: what was known before, and what it found changed, oldest first. */
export function changesAfter(known: readonly Change[], earlier: readonly Item[], items: readonly Item[], at: string): Change[] {
  const now = new Map(items.map((item) => [item.id, item]));
  const found = earlier.flatMap((before) => changesOf(before, now.get(before.id), at));
  const from = new Date(Date.parse(at) - KEPT_MS).toISOString();
  return [...known.filter((change) => change.at >= from), ...found].slice(-MOST);
}

function changesOf(before: Item, now: Item | undefined, at: string): Change[] {
  if (now === undefined || !isWatched(now)) return [];
  const { editedBy } = now.fields;
  return (WATCHED[before.kind] ?? []).flatMap((field) => {
    const [from, to] = [fieldOf(before, field), fieldOf(now, field)];
    return from === to ? [] : [{ item: now.id, field, from, to, at, ...(typeof editedBy === "string" && { by: editedBy }) }];
  });
}

function fieldOf(item: Item, field: string): FieldValue {
  return item.fields[field] ?? null;
}
