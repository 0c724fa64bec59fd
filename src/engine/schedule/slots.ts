import type { Automation } from "../../core/automation.ts";
import type { Slot } from "../../core/ports/store.ts";
import { isSchedule, type Schedule } from "../../core/trigger.ts";
import { hashOf } from "../../lib/hash.ts";
import type { Timetable } from "./timetable.ts";

/** The places of all schedules. */
export interface Places {
  slots: readonly Slot[];
  /** By hash. */
  triggers: Map<string, Schedule>;
}

/**
 * The place of every schedule. One that is unchanged keeps its times, also where they have passed meanwhile;
 * a new one starts after `now`. A trigger that is written twice in one automation has one place.
 */
export function placesOf(
  automations: readonly Automation[],
  known: readonly Slot[],
  now: string,
  tableOf: (automation: string, trigger: Schedule) => Timetable,
): Places {
  const kept = Map.groupBy(known, (slot) => slot.automation);
  const triggers = new Map<string, Schedule>();
  const intern = createIntern((automation, trigger) => tableOf(automation, trigger).next(now));
  const slots = automations.flatMap(({ id: automation, triggers: written }) => {
    const own = written.flatMap((each, index): Slot | [] => {
      if (!isSchedule(each)) return [];
      const { trigger, triggerHash, nextAt } = intern(automation, each);
      triggers.set(triggerHash, trigger);
      const place = { automation, trigger: index, triggerHash };
      const before = kept.get(automation)?.find((slot) => slot.triggerHash === triggerHash);
      if (before) return { ...before, trigger: index };
      return nextAt === undefined ? place : { ...place, nextAt, dueAt: tableOf(automation, trigger).dueAt(nextAt) };
    });
    return own.length < 2 ? own : own.filter((slot, index) => own.findIndex((other) => other.triggerHash === slot.triggerHash) === index);
  });
  return { slots, triggers };
}

/** What stays of a trigger's place where the others of its automation change. */
export function placeKey({ automation, triggerHash }: Pick<Slot, "automation" | "triggerHash">): string {
  return `${automation} ${triggerHash}`;
}

interface Interned {
  trigger: Schedule;
  triggerHash: string;
  nextAt: string | undefined;
}

/** Equal triggers are one object, hashed and computed once: thousands of automations share "weekdays at nine". */
function createIntern(next: (automation: string, trigger: Schedule) => string | undefined) {
  const known = new Map<string, Interned>();
  return (automation: string, trigger: Schedule): Interned => {
    const text = JSON.stringify(trigger);
    const entry = known.get(text) ?? { trigger, triggerHash: hashOf(trigger), nextAt: next(automation, trigger) };
    known.set(text, entry);
    return entry;
  };
}
