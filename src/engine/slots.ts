import type { Automation } from "../core/automation.ts";
import type { Slot } from "../core/ports/store.ts";
import type { Trigger } from "../core/trigger.ts";
import { hashOf } from "../lib/hash.ts";
import type { NextTime } from "./due.ts";

/** A trigger of one automation with the slot that it has. */
export interface Place {
  slot: Slot;
  trigger: Trigger;
}

/**
 * The place of every trigger. One that is unchanged keeps its next time, also where that has passed meanwhile;
 * a new one starts after `now`. A trigger that is written twice in one automation has one place.
 */
export function placesOf(automations: readonly Automation[], known: readonly Slot[], now: string, nextTime: NextTime): Place[] {
  const kept = new Map(known.map((slot) => [`${slot.automation} ${slot.triggerHash}`, slot]));
  const places = new Map<string, Place>();
  for (const automation of automations) {
    for (const [index, trigger] of automation.triggers.entries()) {
      const triggerHash = hashOf(trigger);
      const key = `${automation.id} ${triggerHash}`;
      const before = kept.get(key);
      const nextAt = before ? before.nextAt : nextTime(trigger, now);
      const slot = { automation: automation.id, trigger: index, triggerHash, ...(nextAt !== undefined && { nextAt }) };
      places.set(key, { slot, trigger });
    }
  }
  return [...places.values()];
}
