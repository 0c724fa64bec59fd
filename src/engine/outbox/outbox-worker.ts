import type { OutboxEntry } from "../../core/delivery.ts";
import { toStoredError } from "../../core/errors.ts";
import { instantOf } from "../../lib/clock.ts";
import { createDeliverer, type Deliverer, type DeliverParts } from "./deliver.ts";
import { stopping } from "../execution/ends.ts";
import { createInterruption } from "../execution/interruption.ts";

/** A jump of the machine's clock is noticed within this time. */
const LONGEST_WAIT_MS = 60_000;
/** How soon to look again where the store refused. */
const TROUBLE_WAIT_MS = 5_000;

/**
 * Sends what runs have left in the outbox: nothing else has effects on the world. Every message ends visibly. The messages of one
 * delivery go out one after the other, and one timer serves all of them, those that wait for a person too.
 * A process that only drains leaves alone what a dead one left on its way, since it would have to wait until that can no longer
 * arrive: the next start sees to it.
 */
export class OutboxWorker {
  readonly #parts: DeliverParts;
  readonly #shutdown = createInterruption();
  readonly #deliverer: Deliverer;
  #round: Promise<void> | undefined;
  #poked = false;
  #wake: () => void = () => {};
  #started = false;
  #stopping = false;
  #cancelTimer: () => void = () => {};
  #cancelSettling: () => void = () => {};

  constructor(parts: DeliverParts) {
    this.#parts = parts;
    this.#deliverer = createDeliverer(parts, this.#shutdown);
  }

  /** Takes up what is there. What a dead process left on its way waits until it can no longer arrive. To be called before anything else. */
  async start(): Promise<void> {
    this.#started = true;
    const unsure = await this.#parts.outbox.unsure();
    if (unsure.length > 0) this.#cancelSettling = this.#parts.clock.after(this.#parts.settleMs, () => void this.#recover(unsure));
    this.poke();
  }

  /** There may be something to send. */
  poke(): void {
    void this.drain();
  }

  /** Sends all that is due; resolves when nothing is due or on its way. What failed for now is left for later. */
  drain(): Promise<void> {
    this.#poke();
    this.#round ??= this.#runRound();
    return this.#round;
  }

  /** Lets a held message go, or ends it; false where it is not held any more. */
  async decide(key: string, decision: Parameters<DeliverParts["outbox"]["decide"]>[1]): Promise<boolean> {
    const { outbox, ended } = this.#parts;
    const isDecided = await outbox.decide(key, decision, this.#now());
    if (isDecided && !decision.approved) {
      const entry = await outbox.find(key);
      if (entry) ended(entry);
    }
    if (isDecided) this.poke();
    return isDecided;
  }

  /** Sends nothing more, and gives what is on its way `graceMs` to arrive. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    this.#cancelTimer();
    this.#cancelSettling();
    const cancelGrace = this.#parts.clock.after(graceMs, () => this.#shutdown.interrupt(stopping()));
    await this.#round;
    cancelGrace();
  }

  #poke(): void {
    this.#poked = true;
    this.#wake();
  }

  /** Never rejects. */
  async #runRound(): Promise<void> {
    const { outbox, clock, logger } = this.#parts;
    let waitMs = LONGEST_WAIT_MS;
    try {
      await this.#expire();
      await this.#sendDue();
      const next = await outbox.nextAttempt();
      if (next !== undefined) waitMs = Date.parse(next) - clock.now();
    } catch (error) {
      logger.error({ error: toStoredError(error) }, "the outbox could not be read or written; trying again");
      waitMs = TROUBLE_WAIT_MS;
      this.#poked = false;
    }
    this.#round = undefined;
    this.#arm(waitMs);
    if (this.#poked && !this.#stopping) await this.drain();
  }

  #arm(ms: number): void {
    this.#cancelTimer();
    if (!this.#started || this.#stopping) return;
    this.#cancelTimer = this.#parts.clock.after(Math.min(Math.max(ms, 0), LONGEST_WAIT_MS), () => this.poke());
  }

  async #expire(): Promise<void> {
    const { outbox, logger, ended } = this.#parts;
    for (const entry of await outbox.expire(this.#now())) {
      logger.warn({ run: entry.run, delivery: entry.delivery }, "a message has expired, since nobody decided about it");
      ended(entry);
    }
  }

  /**
   * One message of each delivery at a time: a service that takes one a second must not get two. None is claimed before its turn,
   * so that a crash leaves only those in doubt that were being sent.
   */
  async #sendDue(): Promise<void> {
    const lanes = new Map<string, Promise<void>>();
    try {
      while (this.#poked || lanes.size > 0) {
        if (!this.#poked) await new Promise<void>((resolve) => void (this.#wake = resolve));
        this.#poked = false;
        const entry = await this.#claim([...lanes.keys()]);
        if (!entry) continue;
        const sent = this.#deliver(entry).finally(() => {
          lanes.delete(entry.delivery);
          this.#poke();
        });
        lanes.set(entry.delivery, sent);
        this.#poked = true;
      }
    } finally {
      await Promise.all(lanes.values());
    }
  }

  async #claim(busy: readonly string[]): Promise<OutboxEntry | undefined> {
    if (this.#stopping) return undefined;
    const [entry] = await this.#parts.outbox.claim(this.#now(), 1, busy);
    if (entry) this.#parts.crashPoint("entry.claimed");
    return entry;
  }

  /** Never rejects: what could not be kept stays on its way, for the next start. */
  async #deliver(entry: OutboxEntry): Promise<void> {
    await this.#deliverer.deliver(entry).catch((error: unknown) => this.#tellUnkept(entry, error));
  }

  async #recover(unsure: readonly OutboxEntry[]): Promise<void> {
    for (const entry of unsure) await this.#deliverer.recover(entry).catch((error: unknown) => this.#tellUnkept(entry, error));
    this.poke();
  }

  #tellUnkept({ run, delivery }: OutboxEntry, error: unknown): void {
    if (this.#shutdown.reason) return;
    this.#parts.logger.error({ run, delivery, error: toStoredError(error) }, "what became of a message could not be kept");
  }

  #now(): string {
    return instantOf(this.#parts.clock);
  }
}
