import type { Occurrence } from "../core/occurrence.ts";
import type { DueSlot, Slot } from "../core/ports/store.ts";
import type { Trigger } from "../core/trigger.ts";
import { decide, type DueQuestion } from "./decide.ts";

/** Computes the first time later than an instant; undefined once nothing is due any more. */
export type NextTime = (trigger: Trigger, after: string) => string | undefined;

/** What the fate of all due slots of one moment depends on. */
export interface Moment extends Pick<DueQuestion, "now" | "graceMs" | "watchingSince"> {
  nextTime: NextTime;
  isActive(automation: string): boolean;
  isPaused(automation: string): boolean;
}

/** A slot whose time has come. */
export type ReadySlot = Slot & { nextAt: string };

/** What becomes of a due slot. */
export interface Judged {
  slot: ReadySlot;
  /** Absent where another trigger of the automation has the same time, or the trigger is gone. */
  due?: DueSlot;
  /** The instant after which its trigger is asked for the next time; absent where the trigger is gone. */
  resumeAfter?: string;
}

/** No trigger comes more often, so a slot that is less late than this has no later time that is due as well. */
const SHORTEST_GAP_MS = 60_000;
/** Beyond this, missed times are no longer counted one by one. */
const MOST_COUNTED = 100;

/**
 * Decides about all due slots of one moment, by the triggers' hashes. Of a late trigger only the newest time may still
 * start; those that nobody was there for become one occurrence `missed`.
 */
export function judgeSlots(slots: readonly ReadySlot[], triggers: ReadonlyMap<string, Trigger>, moment: Moment): Judged[] {
  const started = new Set<string>();
  const seen = new Set<string>();
  const isActive = (automation: string) => started.has(automation) || moment.isActive(automation);
  return slots.map((slot) => {
    const trigger = triggers.get(slot.triggerHash);
    if (!trigger) return { slot };
    const { due, resumeAfter } = judge(slot, trigger, { ...moment, isActive });
    if (due.run) started.add(slot.automation);
    const met = seen.has(due.occurrence.id);
    seen.add(due.occurrence.id);
    return { slot, resumeAfter, ...(!met && { due }) };
  });
}

function judge(slot: ReadySlot, trigger: Trigger, moment: Moment) {
  const passed = lookThrough(slot, trigger, moment);
  const decision = decide({
    ...moment,
    ...passed,
    nominalAt: Date.parse(slot.nextAt),
    active: moment.isActive(slot.automation),
    paused: moment.isPaused(slot.automation),
  });
  return { due: toDueSlot(slot, moment.now, decision), resumeAfter: passed.resumeAfter };
}

function lookThrough(slot: ReadySlot, trigger: Trigger, moment: Moment) {
  const nothing = { superseded: false, alsoMissed: { count: 0, more: false }, resumeAfter: slot.nextAt };
  if (moment.now - Date.parse(slot.nextAt) < SHORTEST_GAP_MS) return nothing;
  const newest = findNewest(slot, trigger, moment);
  if (newest === slot.nextAt) return nothing;
  const resumeAfter = toInstant(newest === undefined ? moment.now : Date.parse(newest) - 1);
  return { superseded: newest !== undefined, alsoMissed: countBetween(slot.nextAt, resumeAfter, trigger, moment), resumeAfter };
}

/** The newest time that may still start. */
function findNewest(slot: ReadySlot, trigger: Trigger, moment: Moment): string | undefined {
  const now = toInstant(moment.now);
  let after = toInstant(Math.max(Date.parse(slot.nextAt), moment.now - moment.graceMs) - 1);
  let newest: string | undefined;
  for (let time = moment.nextTime(trigger, after); time !== undefined && time <= now; time = moment.nextTime(trigger, after)) {
    newest = after = time;
  }
  return newest;
}

function countBetween(from: string, to: string, trigger: Trigger, moment: Moment): { count: number; more: boolean } {
  let count = 0;
  for (let time = moment.nextTime(trigger, from); time !== undefined && time <= to; time = moment.nextTime(trigger, time)) {
    if (count === MOST_COUNTED) return { count, more: true };
    count += 1;
  }
  return { count, more: false };
}

function toDueSlot(slot: ReadySlot, now: number, decision: ReturnType<typeof decide>): DueSlot {
  const { automation, nextAt: nominalAt } = slot;
  const actualAt = toInstant(now);
  const occurrence: Omit<Occurrence, "state"> = {
    id: `sched:${automation}:${nominalAt}`,
    automation,
    kind: "schedule",
    nominalAt,
    actualAt,
    reason: decision.reason,
  };
  if (decision.state !== "start") return { occurrence: { ...occurrence, state: decision.state } };
  return {
    occurrence: { ...occurrence, state: "due" },
    run: { automation, asOf: actualAt, nominalAt, trigger: "schedule", dryRun: false },
  };
}

function toInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
