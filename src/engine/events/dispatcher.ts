import type { Automation } from "../../core/automation.ts";
import { toStoredError } from "../../core/errors.ts";
import { eventIdOf, type Event } from "../../core/event.ts";
import { OCCURRENCE_STATES, type Occurrence } from "../../core/occurrence.ts";
import type { Clock, CrashPoint, Logger } from "../../core/ports/ambient.ts";
import type { OccurrenceStore } from "../../core/ports/store.ts";
import { instantOf } from "../../lib/clock.ts";
import type { Load } from "../decide.ts";
import { occurrenceIdOf, sealFate, type Fate } from "./fate.ts";
import { hearingOf, listenersOf, whoHears, type Hearing, type Listener, type Memory } from "./heard.ts";

/** What the dispatcher asks of the engine. */
export interface EventTaker {
  loadOf(automation: string): Load;
  /** The ids of its runs that are queued or running. */
  activeRuns(automation: string): readonly string[];
  cancel(run: string, why: string): Promise<boolean>;
  /** Takes runs that another transaction has queued. */
  take(tickets: readonly { id: string; automation: string; kind: "event" }[]): void;
}

export interface DispatcherParts {
  occurrences: Pick<OccurrenceStore, "known" | "admit" | "collecting" | "list">;
  engine: EventTaker;
  /** Told when a burst began to be collected: it ends by the scheduler's timer. */
  scheduler: { poke(): void };
  clock: Clock;
  logger: Logger;
  crashPoint: CrashPoint;
}

/** What became of an event that was told: kept, known already, or of interest to nobody. */
export type Receipt = "accepted" | "known" | "unheard";

/** So far back is looked for the event that began a cooldown. */
const MOST_LOOKED_AT = 100;
const NOBODY: ReadonlySet<string> = new Set();
const NOT_SKIPPED = OCCURRENCE_STATES.filter((state) => state === "due" || state === "ran" || state === "coalesced");

/**
 * Turns events into occurrences, one for each automation that waits. Each is decided at once, against what is at work and what is
 * just being written, so that however many come together, none passes a limit.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  #listeners = new Map<string, Listener>();
  #hearing: Hearing = new Map();
  /** What is being written, by source and id. */
  readonly #underWay = new Map<string, Promise<Receipt>>();
  /** By automation, how many runs are decided but not yet with the engine. */
  readonly #reserved = new Map<string, number>();

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  /** Changes what is waited for; `paused` is obeyed as it stands there. Cooldowns and bursts go on, over a restart too. */
  async update(automations: readonly Automation[]): Promise<void> {
    const listeners = listenersOf(automations);
    if (listeners.some(({ key, trigger }) => remembers(trigger) && !this.#listeners.has(key))) await this.#restore(listeners);
    for (const listener of listeners) listener.memory = this.#listeners.get(listener.key)?.memory ?? listener.memory;
    this.#listeners = new Map(listeners.map((listener) => [listener.key, listener]));
    this.#hearing = hearingOf(listeners);
  }

  /** Resolves once every automation that waits has an occurrence; rejects where that could not be kept, and the event is then to be told again. */
  receive(told: Event): Promise<Receipt> {
    const heard = whoHears(this.#hearing, told);
    if (heard.length === 0) return Promise.resolve("unheard");
    this.#parts.crashPoint("event.received");
    const event = { ...told, id: eventIdOf(told.id) };
    const key = `${event.source}\n${event.id}`;
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay.then(() => "known");
    const receipt = this.#admit(event, heard, key);
    this.#underWay.set(key, receipt);
    return receipt;
  }

  async #admit(event: Event, heard: readonly Listener[], key: string): Promise<Receipt> {
    try {
      const fresh = await this.#freshOf(event, heard);
      if (fresh.length === 0) return "known";
      for (;;) {
        const isKept = await this.#write(event, fresh);
        if (isKept !== "burst-over") return isKept ? "accepted" : "known";
        // The clock was set back, or the burst's first event could not be kept.
        for (const { memory } of fresh) delete memory.burst;
      }
    } finally {
      this.#underWay.delete(key);
    }
  }

  /** Who has not had it: for them it must not begin a cooldown or a burst again. Elsewhere the write itself finds out, which costs less. */
  async #freshOf(event: Event, heard: readonly Listener[]): Promise<readonly Listener[]> {
    if (!heard.some(({ trigger }) => remembers(trigger))) return heard;
    const known = await this.#parts.occurrences.known(heard.map(({ automation }) => occurrenceIdOf(event, automation.id)));
    return heard.filter(({ automation }) => !known.has(occurrenceIdOf(event, automation.id)));
  }

  /** Whether it was new to anybody. */
  async #write(event: Event, heard: readonly Listener[]): Promise<boolean | "burst-over"> {
    const { occurrences, clock } = this.#parts;
    const now = clock.now();
    const fates = heard.map((listener) => this.#reserve(sealFate(event, listener, this.#loadOf(listener.automation.id), now)));
    let kept: ReadonlySet<string> = NOBODY;
    try {
      const answer = await occurrences.admit(
        fates.map(({ due }) => due),
        instantOf(clock),
      );
      if (answer === "burst-over") return answer;
      kept = answer;
      if (kept.size > 0) this.#follow(fates.filter(({ due }) => kept.has(due.occurrence.id)));
      return kept.size > 0;
    } finally {
      for (const fate of fates) this.#release(fate, kept.has(fate.due.occurrence.id));
    }
  }

  /** What is committed is set in motion. */
  #follow(fates: readonly Fate[]): void {
    const { crashPoint, engine, scheduler } = this.#parts;
    crashPoint("event.admitted");
    for (const { decision, due, listener } of fates) {
      const automation = listener.automation.id;
      if (decision.state === "collect") scheduler.poke();
      if (decision.state !== "start") continue;
      const others = decision.cancelsOthers ? engine.activeRuns(automation) : [];
      engine.take([{ id: due.occurrence.id, automation, kind: "event" }]);
      for (const run of others) void this.#cancel(run);
    }
  }

  async #cancel(run: string): Promise<void> {
    try {
      await this.#parts.engine.cancel(run, "a newer event came");
    } catch (error) {
      this.#parts.logger.error({ run, error: toStoredError(error) }, "the run could not be cancelled for a newer one");
    }
  }

  #loadOf(automation: string): Load {
    const load = this.#parts.engine.loadOf(automation);
    const reserved = this.#reserved.get(automation);
    return reserved === undefined ? load : { ...load, queued: load.queued + reserved };
  }

  #reserve(fate: Fate): Fate {
    const { id } = fate.listener.automation;
    if (fate.decision.state === "start") this.#reserved.set(id, (this.#reserved.get(id) ?? 0) + 1);
    return fate;
  }

  #release({ decision, listener, undo }: Fate, kept: boolean): void {
    if (!kept) undo();
    if (decision.state !== "start") return;
    const { id } = listener.automation;
    const left = (this.#reserved.get(id) ?? 1) - 1;
    if (left > 0) this.#reserved.set(id, left);
    else this.#reserved.delete(id);
  }

  /** What listeners would remember, had they been there before this process. */
  async #restore(listeners: readonly Listener[]): Promise<void> {
    const { occurrences } = this.#parts;
    const hearing = hearingOf(listeners);
    for (const occurrence of await occurrences.collecting()) {
      const { id, startAt } = occurrence;
      const memory = findMemory(hearing, occurrence);
      // How many it has is not counted again: at worst it is filled twice.
      if (memory && startAt !== undefined) memory.burst = { id, startAt: Date.parse(startAt), size: 1 };
    }
    for (const automation of new Set(listeners.filter(({ trigger }) => remembers(trigger)).map((listener) => listener.automation.id))) {
      for (const occurrence of await occurrences.list({ automation, states: NOT_SKIPPED, limit: MOST_LOOKED_AT })) {
        const memory = findMemory(hearing, occurrence);
        if (memory) memory.lastAt ??= Date.parse(occurrence.nominalAt);
      }
    }
  }
}

function remembers({ cooldownMs, coalesceMs }: Listener["trigger"]): boolean {
  return cooldownMs !== undefined || coalesceMs !== undefined;
}

/** The memory of the trigger that an occurrence's event came by. */
function findMemory(hearing: Hearing, { automation, event }: Occurrence): Memory | undefined {
  const heard = event ? whoHears(hearing, event) : [];
  return heard.find((listener) => listener.automation.id === automation)?.memory;
}
