import type { Automation } from "../core/automation.ts";
import { toStoredError } from "../core/errors.ts";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import type { OccurrenceStore, Slot } from "../core/ports/store.ts";
import type { Trigger } from "../core/trigger.ts";
import { instantOf } from "../lib/clock.ts";
import { judgeSlots, type Judged, type Moment, type NextTime, type ReadySlot } from "./due.ts";
import { placesOf } from "./slots.ts";

/** What the scheduler asks of the engine. */
export interface RunTaker {
  /** Whether a run of the automation is queued or running. */
  isActive(automation: string): boolean;
  /** Takes runs that another transaction has queued. */
  take(runs: readonly { id: string; automation: string }[]): void;
}

export interface SchedulerParts {
  occurrences: OccurrenceStore;
  engine: RunTaker;
  clock: Clock;
  logger: Logger;
  nextTime: NextTime;
  /** How late a slot may be and still start, in milliseconds. */
  graceMs: number;
}

/** A jump of the machine's clock, or its waking from sleep, is noticed within this time. */
const LONGEST_WAIT_MS = 60_000;
/** How soon to try again where the store refused. */
const TROUBLE_WAIT_MS = 5_000;
/** Slots decided about in one transaction. */
const BATCH = 500;

/**
 * Starts what is due, with one timer for the earliest slot of all automations. Every slot is a row before it happens, and
 * ends as one with a reason. Runs are queued before the next times are computed, since others may be waiting for them.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #watchingSince: number;
  #automations = new Map<string, Automation>();
  #triggers = new Map<string, Trigger>();
  #earliest: string | undefined;
  #cancelTimer: () => void = () => {};
  #stopped = true;
  /** Ticks and updates follow one another. */
  #work: Promise<void> = Promise.resolve();

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
    this.#watchingSince = parts.clock.now();
  }

  /** Takes up the schedule where it was left: what passed meanwhile is decided at once. */
  async start(automations: readonly Automation[]): Promise<void> {
    this.#stopped = false;
    await this.update(automations);
  }

  /** Changes what is scheduled; `paused` is obeyed as it stands there. Unchanged triggers keep their place. Resolves when the slots are kept. */
  update(automations: readonly Automation[]): Promise<void> {
    const updated = this.#work.then(() => this.#replace(automations));
    this.#work = updated.catch(() => {}).then(() => this.#tick());
    return updated;
  }

  /** Starts nothing more; resolves once what is being written is written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    await this.#work;
  }

  async #replace(automations: readonly Automation[]): Promise<void> {
    const { occurrences, clock } = this.#parts;
    const known = await occurrences.slots();
    const places = placesOf(automations, known, instantOf(clock), (trigger, after) => this.#nextTime(trigger, after));
    const slots = places.map((place) => place.slot);
    await occurrences.replaceSlots(slots);
    this.#automations = new Map(automations.map((automation) => [automation.id, automation]));
    this.#triggers = new Map(places.map(({ slot, trigger }) => [slot.triggerHash, trigger]));
    this.#earliest = slots.flatMap((slot) => slot.nextAt ?? []).sort()[0];
  }

  #wake(): void {
    this.#work = this.#work.then(() => this.#tick());
  }

  async #tick(): Promise<void> {
    if (this.#stopped) return;
    try {
      await this.#startDue();
      this.#arm(this.#earliest === undefined ? LONGEST_WAIT_MS : Date.parse(this.#earliest) - this.#parts.clock.now());
    } catch (error) {
      this.#parts.logger.error({ error: toStoredError(error) }, "the schedule could not be written; trying again");
      this.#arm(TROUBLE_WAIT_MS);
    }
  }

  #arm(ms: number): void {
    this.#cancelTimer();
    if (!this.#stopped) this.#cancelTimer = this.#parts.clock.after(Math.min(Math.max(ms, 0), LONGEST_WAIT_MS), () => this.#wake());
  }

  async #startDue(): Promise<void> {
    const { occurrences, clock } = this.#parts;
    while (!this.#stopped && this.#earliest !== undefined && this.#earliest <= instantOf(clock)) {
      const slots = await occurrences.dueSlots(instantOf(clock), BATCH);
      await this.#judge(slots.filter(isReady));
      this.#earliest = await occurrences.earliestSlot();
    }
  }

  async #judge(slots: readonly ReadySlot[]): Promise<void> {
    const { occurrences, engine, clock } = this.#parts;
    const at = instantOf(clock);
    const judged = judgeSlots(slots, this.#triggers, this.#moment());
    const started = new Set(
      await occurrences.record(
        judged.flatMap(({ due }) => due ?? []),
        [],
        at,
      ),
    );
    engine.take(judged.flatMap(({ due }) => (due && started.has(due.occurrence.id) ? due.occurrence : [])));
    await occurrences.record(
      [],
      judged.map((each) => this.#moveOn(each)),
      at,
    );
  }

  #moment(): Moment {
    return {
      now: this.#parts.clock.now(),
      graceMs: this.#parts.graceMs,
      watchingSince: this.#watchingSince,
      nextTime: (trigger, after) => this.#nextTime(trigger, after),
      isPaused: (automation) => this.#automations.get(automation)?.paused ?? true,
      isActive: (automation) => this.#parts.engine.isActive(automation),
    };
  }

  /** A slot goes on at its trigger's next time; without a trigger it never comes due again. */
  #moveOn({ slot, resumeAfter }: Judged): Slot {
    const { nextAt: _passed, ...place } = slot;
    const trigger = this.#triggers.get(slot.triggerHash);
    const nextAt = trigger && resumeAfter !== undefined ? this.#nextTime(trigger, resumeAfter) : undefined;
    return nextAt === undefined ? place : { ...place, nextAt };
  }

  /** A trigger whose times can't be computed must not stop the others. */
  #nextTime(trigger: Trigger, after: string): string | undefined {
    try {
      return this.#parts.nextTime(trigger, after);
    } catch (error) {
      this.#parts.logger.error({ trigger, error: toStoredError(error) }, "the trigger has no next time");
      return undefined;
    }
  }
}

function isReady(slot: Slot): slot is ReadySlot {
  return slot.nextAt !== undefined;
}
