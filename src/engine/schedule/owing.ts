import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { DueSlot, OccurrenceStore, Slot } from "../../core/ports/store.ts";
import { instantOf } from "../../lib/clock.ts";
import type { Moment, ReadySlot, Watched } from "./due.ts";
import { placeKey } from "./slots.ts";
import { instant, newestTimes } from "./timetable.ts";

/** Times of one slot that passed and are not told yet. */
export interface Owed extends Watched {
  /** As it is kept: its `nextAt` is the first of those times. */
  slot: ReadySlot;
  /** The first time behind them. */
  until: string;
  /** Where the slot goes on once all of them are told. */
  next?: string;
}

export interface OwingParts {
  occurrences: OccurrenceStore;
  clock: Clock;
  logger: Logger;
  moment(): Moment;
  /** Lets work follow what else is written about slots. */
  enqueue(work: () => Promise<void>): Promise<void>;
  onMissed(): void;
}

/** Tells of missed times beside the schedule, which goes on meanwhile. What is not told when the process ends, the slot's row still says. */
export class Owing {
  readonly #parts: OwingParts;
  readonly #owed = new Map<string, Owed>();
  #telling: Promise<void> | undefined;
  #stopped = false;

  constructor(parts: OwingParts) {
    this.#parts = parts;
  }

  /** Takes the place of what was owed of the same slot. */
  add(owed: Owed): void {
    this.#owed.set(placeKey(owed.slot), owed);
  }

  /** Whether times of a slot are owed, or may be since an earlier start. */
  concerns(slot: Slot): boolean {
    return (this.#owed.size > 0 && this.#owed.has(placeKey(slot))) || isBehind(slot, instantOf(this.#parts.clock));
  }

  /** Follows a change of the slots that concern it, and takes up what an earlier start left. */
  follow(slots: readonly Slot[]): void {
    const moment = this.#parts.moment();
    const now = instant(moment.now);
    for (const slot of slots) {
      const known = this.#owed.get(placeKey(slot));
      if (known) this.add({ ...known, slot: { ...known.slot, trigger: slot.trigger } });
      else if (isBehind(slot, now)) this.#takeUp(slot, moment);
    }
  }

  /** Begins to tell, where it is not under way. */
  tell(): void {
    if (this.#telling || this.#stopped || this.#owed.size === 0) return;
    this.#telling = this.#tellAll()
      .catch((error: unknown) => {
        this.#parts.logger.error({ error: toStoredError(error) }, "missed times could not be written; trying again");
      })
      .finally(() => (this.#telling = undefined));
  }

  /** Resolves once nothing is being told. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#telling;
  }

  #takeUp(slot: ReadySlot, moment: Moment): void {
    const watched = moment.watched(slot);
    const newest = watched && newestTimes(watched.table, slot.nextAt, moment.now, 1)[0];
    if (!watched || newest === undefined) return;
    const next = watched.table.next(newest);
    this.add({ ...watched, slot, until: next ?? instant(moment.now + 1), ...(next !== undefined && { next }) });
  }

  async #tellAll(): Promise<void> {
    for (let [owed] = this.#owed.values(); owed && !this.#stopped; [owed] = this.#owed.values()) await this.#tellOne(owed);
  }

  async #tellOne(owed: Owed): Promise<void> {
    const { occurrences, moment, onMissed } = this.#parts;
    // With its calendar, which a start that has missed nothing has no use for.
    const { tellPassed } = await import("./passed.ts");
    await tellPassed(
      { ...owed, from: owed.slot.nextAt },
      {
        ...moment(),
        known: async (from, until) =>
          new Set((await occurrences.scheduled(owed.automation.id, from, until)).map(({ nominalAt }) => nominalAt)),
        keep: (told, nextAt) => this.#parts.enqueue(() => this.#keep(placeKey(owed.slot), told, nextAt)),
        isStopped: () => this.#stopped,
      },
    );
    onMissed();
  }

  /** With the slot's times as they are by now, since it may have come due again meanwhile. */
  async #keep(key: string, told: readonly DueSlot[], nextAt: string): Promise<void> {
    const owed = this.#owed.get(key);
    if (!owed) return;
    const isOver = owed.until <= nextAt;
    const { nextAt: _before, ...place } = owed.slot;
    const [at, next] = [instantOf(this.#parts.clock), isOver ? owed.next : nextAt];
    await this.#parts.occurrences.record(told, [next === undefined ? place : { ...place, nextAt: next }], at);
    if (isOver) this.#owed.delete(key);
    else this.add({ ...owed, slot: { ...owed.slot, nextAt } });
  }
}

/** Something is due later, and yet not all before now is told. */
function isBehind(slot: Slot, now: string): slot is ReadySlot {
  return slot.nextAt !== undefined && slot.nextAt <= now && (slot.dueAt === undefined || slot.dueAt > now);
}
