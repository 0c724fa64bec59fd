import type { OccurrenceStore, Slot } from "../core/ports/store.ts";
import type { Database } from "./database.ts";
import { chunksOf } from "./rows.ts";
import type { Writer } from "./writer.ts";

interface SlotRow {
  automation: string;
  trigger_index: number;
  trigger_hash: string;
  next_at: string | null;
}

type Slots = Pick<OccurrenceStore, "slots" | "replaceSlots" | "dueSlots" | "earliestSlot">;

/** When each trigger is due next; the earliest is found by an index, however many there are. */
export function createSlots(database: Database, writer: Writer): Slots {
  const all = database.prepare<[], SlotRow>("select * from slots");
  const due = database.prepare<[string, number], SlotRow>("select * from slots where next_at <= ? order by next_at limit ?");
  const earliest = database.prepare<[], { at: string | null }>("select min(next_at) as at from slots where next_at is not null");
  const replace = database.prepare("insert or replace into slots (automation, trigger_index, trigger_hash, next_at) values (?, ?, ?, ?)");
  const remove = database.prepare("delete from slots where automation = ? and trigger_index = ?");
  return {
    slots: async () => all.all().map(toSlot),
    dueSlots: async (at, limit) => due.all(at, limit).map(toSlot),
    earliestSlot: async () => earliest.get()?.at ?? undefined,
    // Only what differs is written: one edited file among many thousand costs one row.
    async replaceSlots(slots) {
      const kept = new Map(all.all().map((row) => [placeOf(row.automation, row.trigger_index), toSlot(row)]));
      const changed = slots.filter((slot) => !isSame(slot, kept.get(placeOf(slot.automation, slot.trigger))));
      for (const slot of slots) kept.delete(placeOf(slot.automation, slot.trigger));
      const gone = [...kept.values()];
      for (const chunk of chunksOf(gone)) await writer.write(() => chunk.forEach((slot) => remove.run(slot.automation, slot.trigger)));
      for (const chunk of chunksOf(changed)) {
        await writer.write(() =>
          chunk.forEach((slot) => replace.run(slot.automation, slot.trigger, slot.triggerHash, slot.nextAt ?? null)),
        );
      }
    },
  };
}

/** Sets a slot's next time, unless its trigger was replaced meanwhile; to be called within a change. */
export function prepareMove(database: Database): (slot: Slot) => void {
  const move = database.prepare("update slots set next_at = ? where automation = ? and trigger_index = ? and trigger_hash = ?");
  return (slot) => move.run(slot.nextAt ?? null, slot.automation, slot.trigger, slot.triggerHash);
}

function placeOf(automation: string, trigger: number): string {
  return `${trigger} ${automation}`;
}

function isSame(slot: Slot, kept: Slot | undefined): boolean {
  return slot.triggerHash === kept?.triggerHash && slot.nextAt === kept.nextAt;
}

function toSlot(row: SlotRow): Slot {
  return {
    automation: row.automation,
    trigger: row.trigger_index,
    triggerHash: row.trigger_hash,
    ...(row.next_at !== null && { nextAt: row.next_at }),
  };
}
