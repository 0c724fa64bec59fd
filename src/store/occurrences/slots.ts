import type { OccurrenceStore, Slot } from "../../core/ports/store.ts";
import type { Database } from "../database/database.ts";
import { chunksOf, toJson } from "../database/rows.ts";
import type { Writer } from "../database/writer.ts";

interface SlotRow {
  automation: string;
  trigger_index: number;
  trigger_hash: string;
  next_at: string | null;
  due_at: string | null;
}

type Slots = Pick<OccurrenceStore, "slots" | "slotsOf" | "replaceSlots" | "keepSlotsOf" | "dueSlots" | "earliestSlot">;

/** When each trigger is due next; the earliest is found by an index, however many there are. */
export function createSlots(database: Database, writer: Writer): Slots {
  const all = database.prepare<[], SlotRow>("select * from slots");
  const ofThese = database.prepare<[string], SlotRow>("select * from slots where automation in (select value from json_each(?))");
  const automations = database.prepare<[], string>("select distinct automation from slots").pluck();
  const due = database.prepare<[string, number], SlotRow>("select * from slots where due_at <= ? order by due_at limit ?");
  const earliest = database.prepare<[], { at: string | null }>("select min(due_at) as at from slots where due_at is not null");
  const replace = database.prepare(
    "insert or replace into slots (automation, trigger_index, trigger_hash, next_at, due_at) values (?, ?, ?, ?, ?)",
  );
  const remove = database.prepare("delete from slots where automation = ? and trigger_index = ?");
  const removeAll = database.prepare("delete from slots where automation in (select value from json_each(?))");
  const put = ({ automation, trigger, triggerHash, nextAt, dueAt }: Slot): unknown =>
    replace.run(automation, trigger, triggerHash, nextAt ?? null, dueAt ?? null);
  return {
    slots: async () => all.all().map(toSlot),
    slotsOf: async (ids) => ofThese.all(toJson(ids)).map(toSlot),
    dueSlots: async (at, limit) => due.all(at, limit).map(toSlot),
    earliestSlot: async () => earliest.get()?.at ?? undefined,
    async replaceSlots(ids, slots) {
      const rows = new Map(ofThese.all(toJson(ids)).map((row) => [placeOf(row.automation, row.trigger_index), row]));
      const changed = slots.filter((slot) => !isSame(rows.get(placeOf(slot.automation, slot.trigger)), slot));
      for (const slot of slots) rows.delete(placeOf(slot.automation, slot.trigger));
      const gone = [...rows.values()];
      for (const chunk of chunksOf(gone)) await writer.write(() => chunk.forEach((row) => remove.run(row.automation, row.trigger_index)));
      for (const chunk of chunksOf(changed)) await writer.write(() => chunk.forEach(put));
    },
    async keepSlotsOf(ids) {
      const gone: string[] = [];
      // One by one, since there may be a hundred thousand.
      for (const id of automations.iterate()) if (!ids.has(id)) gone.push(id);
      for (const chunk of chunksOf(gone)) await writer.write(() => removeAll.run(toJson(chunk)));
    },
  };
}

/** Sets a slot's times, unless its trigger was replaced meanwhile; to be called within a change. */
export function prepareMove(database: Database): (slot: Slot) => void {
  const move = database.prepare("update slots set next_at = ?, due_at = ? where automation = ? and trigger_index = ? and trigger_hash = ?");
  return (slot) => move.run(slot.nextAt ?? null, slot.dueAt ?? null, slot.automation, slot.trigger, slot.triggerHash);
}

function placeOf(automation: string, trigger: number): string {
  return `${automation} ${trigger}`;
}

function isSame(row: SlotRow | undefined, slot: Slot): boolean {
  return (
    row !== undefined &&
    row.trigger_hash === slot.triggerHash &&
    row.next_at === (slot.nextAt ?? null) &&
    row.due_at === (slot.dueAt ?? null)
  );
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
