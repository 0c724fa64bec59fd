import type { Automation } from "../../core/automation.ts";
import type { DueSlot, Slot } from "../../core/ports/store.ts";
import type { Schedule } from "../../core/trigger.ts";
import { catchupWindowMs, decideSlot, type Load, type SlotQuestion, type TimelyDecision } from "../decide.ts";
import { instant, newestTimes, SHORTEST_GAP_MS, type Timetable } from "./timetable.ts";

/** A trigger of an automation with its times. */
export interface Watched {
  automation: Automation;
  trigger: Schedule;
  table: Timetable;
}

/** What the fate of all due slots of one moment depends on. */
export interface Moment extends Pick<SlotQuestion, "now" | "graceMs" | "watchingSince"> {
  /** Undefined where the trigger is gone. */
  watched(slot: Slot): Watched | undefined;
  loadOf(automation: string): Load;
  /** Why nobody of an automation works on the day of an instant, in words; undefined on a workday. */
  dayOff(automation: Automation, at: string): string | undefined;
}

/** A slot whose time has come. */
export type ReadySlot = Slot & { nextAt: string };

/** A time with what becomes of it. */
export interface Decided extends DueSlot {
  /** What is at work of the automation is to be cancelled first. */
  cancelsOthers: boolean;
}

/** What becomes of a due slot. */
export interface Judged {
  slot: ReadySlot;
  /** Of the times that may start, oldest first; empty where another trigger of the automation has the same ones, or the trigger is gone. */
  decided: readonly Decided[];
  /** The times before the first and those after the last of these are still to be told; absent where the trigger is gone. */
  span?: { first: string; last: string };
}

/**
 * Decides about the slots of one moment, in their order, until `most` times are decided: a prefix of `slots` comes back.
 * Of a trigger that is late only the times that may still start are looked at; those before them can wait.
 */
export function judgeSlots(slots: readonly ReadySlot[], moment: Moment, most: number): Judged[] {
  const begun = new Map<string, number>();
  const seen = new Set<string>();
  const loadOf = (automation: string) => {
    const load = moment.loadOf(automation);
    return { ...load, queued: load.queued + (begun.get(automation) ?? 0) };
  };
  const judged: Judged[] = [];
  for (const slot of slots) {
    if (seen.size >= most) break;
    const watched = moment.watched(slot);
    const times = watched ? timesToDecide(slot, watched, moment.now) : [];
    const decided = times.flatMap((time, index) => {
      if (!watched || seen.has(slotId(slot.automation, time))) return [];
      const place = { newer: times.length - 1 - index, together: times.length > 1 };
      const due = decideTime(time, place, watched, { ...moment, loadOf });
      if (due.run) begun.set(slot.automation, (begun.get(slot.automation) ?? 0) + 1);
      seen.add(due.occurrence.id);
      return due;
    });
    const [first, last] = [times[0], times.at(-1)];
    judged.push({ slot, decided, ...(first !== undefined && last !== undefined && { span: { first, last } }) });
  }
  return judged;
}

/** The occurrence's id, and its run's. */
export function slotId(automation: string, time: string): string {
  return `sched:${automation}:${time}`;
}

/** The newest time, or with `all` those of its window; one at least, also where the trigger's rules have changed meanwhile. */
function timesToDecide({ nextAt }: ReadySlot, { automation, table }: Watched, now: number): string[] {
  if (now - Date.parse(nextAt) < SHORTEST_GAP_MS) return [nextAt];
  const { catchup } = automation;
  const since = instant(Math.max(Date.parse(nextAt), now - catchupWindowMs(catchup, Infinity)));
  const inWindow = catchup.mode === "all" ? newestTimes(table, since, now, catchup.max) : [];
  const times = inWindow.length > 0 ? inWindow : newestTimes(table, nextAt, now, 1);
  return times.length > 0 ? times : [nextAt];
}

/** What becomes of one time of a trigger; `place` is its place among those that have come. */
export function decideTime(
  time: string,
  place: Pick<SlotQuestion, "newer" | "together">,
  { automation, trigger, table }: Watched,
  moment: Omit<Moment, "watched">,
): Decided {
  const dueAt = Date.parse(table.dueAt(time));
  const isLate = moment.now - dueAt > moment.graceMs;
  const dayOff = trigger.workdaysOnly === true ? moment.dayOff(automation, time) : undefined;
  const decision = decideSlot({
    ...place,
    dueAt,
    now: moment.now,
    graceMs: moment.graceMs,
    watchingSince: moment.watchingSince,
    catchup: automation.catchup,
    // Only what is late and the newest is measured by it, and it costs a computation.
    gapMs: isLate && place.newer === 0 ? table.gapMs(time) : Infinity,
    ...roomOf(automation, moment.loadOf(automation.id)),
    ...(dayOff !== undefined && { dayOff }),
  });
  return toDecided(automation.id, time, place.newer, decision, moment.now);
}

function roomOf({ concurrency, paused, overlap }: Automation, load: Load) {
  return { load, concurrency, paused, ...(overlap !== undefined && { overlap }) };
}

function toDecided(automation: string, nominalAt: string, newer: number, decision: TimelyDecision, now: number): Decided {
  const actualAt = instant(now);
  const { state, reason } = decision;
  const slot = { id: slotId(automation, nominalAt), automation, kind: "schedule", nominalAt, actualAt, reason, count: 1 } as const;
  if (state !== "start") return { occurrence: { ...slot, state, caughtUp: false }, cancelsOthers: false };
  const { caughtUp, cancelsOthers } = decision;
  // One of several that are caught up speaks of its own time; the newest of the present.
  const asOf = newer > 0 ? nominalAt : actualAt;
  const run = { automation, asOf, nominalAt, trigger: "schedule", dryRun: false, ...(caughtUp && { caughtUp }) } as const;
  return { occurrence: { ...slot, state: "due", caughtUp }, run, cancelsOthers };
}
