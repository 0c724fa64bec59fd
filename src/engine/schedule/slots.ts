import type { Automation } from "../../core/automation.ts";
import type { Slot } from "../../core/ports/store.ts";
import { isSchedule, type Schedule } from "../../core/trigger.ts";
import { hashOf } from "../../lib/hash.ts";
import type { Timetable } from "./timetable.ts";

/** Times that were told by a clock that was ahead by less are waited for. */
export const MOST_AHEAD_MS = 48 * 3_600_000;

/** The places of schedules, worked out for some automations at a time, since there may be a hundred thousand. */
export interface Places {
  /** By hash, those of all automations so far. */
  triggers: ReadonlyMap<string, Schedule>;
  /** The place of every schedule of some automations; `known` is what is kept of them. */
  of(automations: readonly Automation[], known: readonly Slot[]): Slot[];
}

/**
 * A schedule that is unchanged keeps its times, also where they have passed meanwhile. One that would wait for more than two days
 * longer than its trigger does was computed by a clock that was far ahead, and goes on from `now`; within two days it waits, since
 * the times until then have been told. A new one starts after `now`. A trigger that is written twice in one automation has one place.
 */
export function createPlaces(now: string, tableOf: (automation: string, trigger: Schedule) => Timetable): Places {
  const triggers = new Map<string, Schedule>();
  const intern = createIntern((automation, trigger) => tableOf(automation, trigger).next(now));
  const placesIn = ({ id: automation, triggers: written }: Automation, kept: readonly Slot[]): Slot[] => {
    const own = written.flatMap((each, index): Slot | [] => {
      if (!isSchedule(each)) return [];
      const { trigger, triggerHash, nextAt } = intern(automation, each);
      triggers.set(triggerHash, trigger);
      const place = { automation, trigger: index, triggerHash };
      const before = kept.find((slot) => slot.triggerHash === triggerHash);
      const fresh = nextAt === undefined ? place : { ...place, nextAt, dueAt: tableOf(automation, trigger).dueAt(nextAt) };
      return before ? { ...broughtBack(before, fresh), trigger: index } : fresh;
    });
    return own.length < 2 ? own : own.filter((slot, index) => own.findIndex((other) => other.triggerHash === slot.triggerHash) === index);
  };
  return {
    triggers,
    of(automations, known) {
      const kept = Map.groupBy(known, (slot) => slot.automation);
      return automations.flatMap((automation) => placesIn(automation, kept.get(automation.id) ?? []));
    },
  };
}

/** Times before the next one that are still to be told stay to be told. */
function broughtBack(kept: Slot, fresh: Slot): Slot {
  const { nextAt, dueAt } = fresh;
  if (nextAt === undefined || dueAt === undefined || kept.dueAt === undefined) return kept;
  if (Date.parse(kept.dueAt) - Date.parse(dueAt) <= MOST_AHEAD_MS) return kept;
  return { ...kept, dueAt, nextAt: kept.nextAt !== undefined && kept.nextAt < nextAt ? kept.nextAt : nextAt };
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
