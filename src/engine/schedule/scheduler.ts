import type { Automation } from "../../core/automation.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Clock, CrashPoint, Logger } from "../../core/ports/ambient.ts";
import type { OccurrenceStore, Slot } from "../../core/ports/store.ts";
import type { Schedule } from "../../core/trigger.ts";
import { instantOf } from "../../lib/clock.ts";
import { beginAll, type RunTaker } from "./begin.ts";
import { judgeBursts } from "./bursts.ts";
import { judgeSlots, type Judged, type Moment, type ReadySlot } from "./due.ts";
import { Owing } from "./owing.ts";
import { createPlaces, MOST_AHEAD_MS } from "./slots.ts";
import { instant, timetableOf, type NextTime, type Timetable } from "./timetable.ts";

export interface SchedulerParts {
  occurrences: OccurrenceStore;
  engine: RunTaker;
  clock: Clock;
  logger: Logger;
  nextTime: NextTime;
  /** How late a slot may be and still count as in time, in milliseconds. */
  graceMs: number;
  /** Why nobody of an automation works on the day of an instant, in words; undefined on a workday. */
  dayOff: Moment["dayOff"];
  /** Told after slots were kept that were missed. */
  onMissed(): void;
  crashPoint: CrashPoint;
}

/** A jump of the machine's clock, or its waking from sleep, is noticed within this time. */
const LONGEST_WAIT_MS = 60_000;
/** Clocks are corrected by less than this all the time. */
const CLOCK_STEP_MS = 2_000;
/** No burst collects for longer: one that would is of a clock that was ahead. */
const LONGEST_BURST_MS = 24 * 3_600_000;
/** How soon to try again where the store refused. */
const TROUBLE_WAIT_MS = 5_000;
/** Slots decided about at once. */
const BATCH = 1_000;
/** Automations whose slots are looked at and kept at once. */
const PLACED_AT_ONCE = 500;

/**
 * Starts what is due, with one timer for the earliest slot or burst of all automations. Every slot is a row before it happens,
 * and ends as one with a reason. Runs are queued before the next times are computed and before missed ones are counted,
 * since others may be waiting for them.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #owing: Owing;
  readonly #watchingSince: number;
  #automations = new Map<string, Automation>();
  #triggers: ReadonlyMap<string, Schedule> = new Map();
  #earliest: string | undefined;
  #cancelTimer: () => void = () => {};
  #stopped = true;
  /** What the clock said last, to notice where it is set back. */
  #seen = -Infinity;
  /** Ticks, updates and what is told of the past follow one another. */
  #work: Promise<void> = Promise.resolve();

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
    this.#watchingSince = parts.clock.now();
    this.#owing = new Owing({ ...parts, moment: () => this.#moment(), enqueue: (work) => this.#enqueue(work) });
  }

  /** Takes up the schedule where it was left: what passed meanwhile is decided at once. */
  async start(automations: readonly Automation[]): Promise<void> {
    this.#stopped = false;
    await this.update(automations);
  }

  /** Changes what is scheduled; `paused` is obeyed as it stands there. Unchanged triggers keep their place. Resolves when the slots are kept. */
  update(automations: readonly Automation[]): Promise<void> {
    const updated = this.#enqueue(() => this.#replace(automations));
    this.poke();
    return updated;
  }

  /** Looks at once for what is due: to be called after a burst began to be collected. */
  poke(): void {
    void this.#enqueue(() => this.#tick());
  }

  /** Starts nothing more; resolves once what is being written is written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    await this.#owing.stop();
    await this.#work;
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => {});
    return done;
  }

  async #replace(automations: readonly Automation[]): Promise<void> {
    const { occurrences, clock } = this.#parts;
    // What came due before the change is decided as it was: resuming starts nothing of the past.
    await this.#startSlots();
    const places = createPlaces(instantOf(clock), (id, trigger) => this.#tableOf(id, trigger));
    const owing: Slot[] = [];
    for (let from = 0; from < automations.length; from += PLACED_AT_ONCE) {
      const chunk = automations.slice(from, from + PLACED_AT_ONCE);
      const ids = chunk.map(({ id }) => id);
      const slots = places.of(chunk, await occurrences.slotsOf(ids));
      await occurrences.replaceSlots(ids, slots);
      owing.push(...slots.filter((slot) => this.#owing.concerns(slot)));
    }
    this.#automations = byId(automations);
    this.#triggers = places.triggers;
    await occurrences.keepSlotsOf(this.#automations);
    this.#owing.follow(owing);
    this.#earliest = await occurrences.earliestSlot();
  }

  async #tick(): Promise<void> {
    if (this.#stopped) return;
    try {
      await this.#followClock();
      await this.#startSlots();
      const nextBurst = await this.#startBursts();
      const [next] = [this.#earliest, nextBurst].flatMap((at) => at ?? []).sort();
      this.#arm(next === undefined ? LONGEST_WAIT_MS : Date.parse(next) - this.#parts.clock.now());
      this.#owing.tell();
    } catch (error) {
      this.#parts.logger.error({ error: toStoredError(error) }, "the schedule could not be written; trying again");
      this.#arm(TROUBLE_WAIT_MS);
    }
  }

  /** Where the clock was set back by days, what was computed by the wrong one lies too far ahead. */
  async #followClock(): Promise<void> {
    const { clock, logger } = this.#parts;
    const now = clock.now();
    const setBackMs = this.#seen - now;
    this.#seen = now;
    if (setBackMs < CLOCK_STEP_MS) return;
    const isFar = setBackMs > MOST_AHEAD_MS;
    const outcome = isFar ? "schedules go on from what it says now" : "times that were told already are not run again";
    logger.warn({ setBackMs }, `the clock was set back: ${outcome}`);
    if (isFar) await this.#replace([...this.#automations.values()]);
  }

  #arm(ms: number): void {
    this.#cancelTimer();
    if (!this.#stopped) this.#cancelTimer = this.#parts.clock.after(Math.min(Math.max(ms, 0), LONGEST_WAIT_MS), () => this.poke());
  }

  async #startSlots(): Promise<void> {
    const { occurrences, clock } = this.#parts;
    while (!this.#stopped && this.#earliest !== undefined && this.#earliest <= instantOf(clock)) {
      const slots = await occurrences.dueSlots(instantOf(clock), BATCH);
      await this.#start(slots.filter(isReady));
      this.#earliest = await occurrences.earliestSlot();
    }
  }

  async #start(slots: readonly ReadySlot[]): Promise<void> {
    const { occurrences, clock, crashPoint, onMissed } = this.#parts;
    const at = instantOf(clock);
    const judged = judgeSlots(slots, this.#moment(), BATCH);
    const decided = judged.flatMap((each) => each.decided);
    crashPoint("slots.judged");
    await beginAll(decided, "schedule", (part) => occurrences.record(part, [], at), this.#parts);
    crashPoint("slots.recorded");
    await occurrences.record(
      [],
      judged.map((each) => this.#moveOn(each)),
      at,
    );
    crashPoint("slots.moved");
    if (decided.some(({ occurrence }) => occurrence.state === "missed" || occurrence.state === "over_limit")) onMissed();
  }

  /** Resolves with when the next burst is over. */
  async #startBursts(): Promise<string | undefined> {
    const { occurrences, engine, clock } = this.#parts;
    const now = instantOf(clock);
    const collecting = await occurrences.collecting();
    const latest = instant(clock.now() + LONGEST_BURST_MS);
    const isRipe = ({ startAt }: { startAt?: string }) => startAt !== undefined && (startAt <= now || startAt > latest);
    const moment = { now: clock.now(), automation: (id: string) => this.#automations.get(id), loadOf: (id: string) => engine.loadOf(id) };
    const decided = judgeBursts(collecting.filter(isRipe), moment);
    await beginAll(decided, "event", (part) => occurrences.redecide(part, now), this.#parts);
    return collecting.find((each) => !isRipe(each))?.startAt;
  }

  #moment(): Moment {
    const { clock, graceMs, engine, dayOff } = this.#parts;
    return {
      now: clock.now(),
      graceMs,
      watchingSince: this.#watchingSince,
      dayOff,
      loadOf: (automation) => engine.loadOf(automation),
      watched: (slot) => {
        const [automation, trigger] = [this.#automations.get(slot.automation), this.#triggers.get(slot.triggerHash)];
        return automation && trigger && { automation, trigger, table: this.#tableOf(automation.id, trigger) };
      },
    };
  }

  /** A slot goes on at its trigger's next time, with the times that are still to be told; without a trigger it never comes due again. */
  #moveOn({ slot, span }: Judged): Slot {
    const { nextAt, dueAt: _passed, ...bare } = slot;
    const watched = this.#moment().watched(slot);
    if (!span || !watched) return bare;
    const next = watched.table.next(span.last);
    const place = next === undefined ? bare : { ...bare, dueAt: watched.table.dueAt(next) };
    const following = next === undefined ? {} : { next };
    if (nextAt >= span.first) return next === undefined ? place : { ...place, nextAt: next };
    this.#owing.add({ ...watched, ...following, slot: { ...place, nextAt }, until: span.first });
    return { ...place, nextAt };
  }

  #tableOf(automation: string, trigger: Schedule): Timetable {
    return timetableOf(automation, trigger, (asked, after) => this.#nextTime(asked, after));
  }

  /** A trigger whose times can't be computed must not stop the others. */
  #nextTime(trigger: Schedule, after: string): string | undefined {
    try {
      return this.#parts.nextTime(trigger, after);
    } catch (error) {
      this.#parts.logger.error({ trigger, error: toStoredError(error) }, "the trigger has no next time");
      return undefined;
    }
  }
}

/** Without a list of pairs in between, since there may be a hundred thousand. */
function byId(automations: readonly Automation[]): Map<string, Automation> {
  const map = new Map<string, Automation>();
  for (const automation of automations) map.set(automation.id, automation);
  return map;
}

function isReady(slot: Slot): slot is ReadySlot {
  return slot.nextAt !== undefined;
}
