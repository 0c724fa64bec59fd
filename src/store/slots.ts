import type { OccurrenceStore, Slot } from "../core/ports/store.ts";
import type { Database } from "./database.ts";
import { chunksOf } from "./rows.ts";
import type { Writer } from "./writer.ts";

interface SlotRow {
  automation: string;
  trigger_index: number;
  trigger_hash: string;
  next_at: string | null;
  due_at: string | null;
}

type Slots = Pick<OccurrenceStore, "slots" | "replaceSlots" | "dueSlots" | "earliestSlot">;

/** When each trigger is due next; the earliest is found by an index, however many there are. */
export function createSlots(database: Database, writer: Writer): Slots {
  const all = database.prepare<[], SlotRow>("select * from slots");
  const due = database.prepare<[string, number], SlotRow>("select * from slots where due_at <= ? order by due_at limit ?");
  const earliest = database.prepare<[], { at: string | null }>("select min(due_at) as at from slots where due_at is not null");
  const replace = database.prepare(
    "insert or replace into slots (automation, trigger_index, trigger_hash, next_at, due_at) values (?, ?, ?, ?, ?)",
  );
  const remove = database.prepare("delete from slots where automation = ? and trigger_index = ?");
  return {
    slots: async () => all.all().map(toSlot),
    dueSlots: async (at, limit) => due.all(at, limit).map(toSlot),
    earliestSlot: async () => earliest.get()?.at ?? undefined,
    // Only what differs is written: one edited file among many thousand costs one row.
    async replaceSlots(slots) {
      const { changed, gone } = compare(slots, all.iterate());
      for (const chunk of chunksOf(gone)) await writer.write(() => chunk.forEach((slot) => remove.run(slot.automation, slot.trigger)));
      for (const chunk of chunksOf(changed)) {
        await writer.write(() =>
          chunk.forEach((slot) => replace.run(slot.automation, slot.trigger, slot.triggerHash, slot.nextAt ?? null, slot.dueAt ?? null)),
        );
      }
    },
  };
}

/** What is to be written, and what is kept of others. Row by row, since there may be a hundred thousand. */
function compare(slots: readonly Slot[], rows: Iterable<SlotRow>): { changed: Slot[]; gone: Slot[] } {
  const changed = new Map<string, Slot>();
  for (const slot of slots) changed.set(placeOf(slot.automation, slot.trigger), slot);
  const gone: Slot[] = [];
  for (const row of rows) {
    const place = placeOf(row.automation, row.trigger_index);
    const slot = changed.get(place);
    if (!slot) gone.push(toSlot(row));
    else if (isSame(row, slot)) changed.delete(place);
  }
  return { changed: [...changed.values()], gone };
}

/** Sets a slot's times, unless its trigger was replaced meanwhile; to be called within a change. */
export function prepareMove(database: Database): (slot: Slot) => void {
  const move = database.prepare("update slots set next_at = ?, due_at = ? where automation = ? and trigger_index = ? and trigger_hash = ?");
  return (slot) => move.run(slot.nextAt ?? null, slot.dueAt ?? null, slot.automation, slot.trigger, slot.triggerHash);
}

function placeOf(automation: string, trigger: number): string {
  return trigger === 0 ? automation : `${automation} ${trigger}`;
}

function isSame(row: SlotRow, slot: Slot): boolean {
  return row.trigger_hash === slot.triggerHash && row.next_at === (slot.nextAt ?? null) && row.due_at === (slot.dueAt ?? null);
}

function toSlot(row: SlotRow): Slot {
  return {
    automation: row.automation,
    trigger: row.trigger_index,
    triggerHash: row.trigger_hash,
    ...(row.next_at !== null && { nextAt: row.next_at }),
    ...(row.due_at !== null && { dueAt: row.due_at }),
  };
}
