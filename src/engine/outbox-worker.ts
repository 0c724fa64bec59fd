import type { Briefing } from "../core/briefing.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import { PermanentError, toStoredError, type StoredError } from "../core/errors.ts";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import type { Catalogue, Delivery } from "../core/ports/outside.ts";
import type { DocumentStore, OutboxStore } from "../core/ports/store.ts";
import { instantOf } from "../lib/clock.ts";
import { retryWaitMs } from "../lib/retry.ts";
import { stopping } from "./ends.ts";
import { createInterruption } from "./interruption.ts";
import { persist } from "./persist.ts";
import { sendOnce } from "./send.ts";
import { isUnsure, unsureError } from "./unsure.ts";

export interface OutboxParts {
  outbox: OutboxStore;
  documents: DocumentStore;
  deliveries: Catalogue<Delivery>;
  /** The workspace folder, absolute. */
  root: string;
  clock: Clock;
  logger: Logger;
  /** From 0 to 1, for the waits between tries. */
  random: () => number;
  /** How long one attempt may take. */
  sendTimeoutMs: number;
  /** How long after an attempt of unknown end its message may still arrive: it is not sent again before. */
  settleMs: number;
}

/** A message that failed so often is given up. */
const MOST_ATTEMPTS = 10;
/** Messages on their way at once. */
const BATCH = 16;
/** A jump of the machine's clock is noticed within this time. */
const LONGEST_WAIT_MS = 60_000;
/** How soon to look again where the store refused. */
const TROUBLE_WAIT_MS = 5_000;

/** Sends what runs have left in the outbox: nothing else has effects on the world. Every message ends as sent or undeliverable. */
export class OutboxWorker {
  readonly #parts: OutboxParts;
  readonly #shutdown = createInterruption();
  #round: Promise<void> | undefined;
  #again = false;
  #started = false;
  #stopping = false;
  #cancelTimer: () => void = () => {};
  #cancelSettling: () => void = () => {};

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Takes up what is there. What a dead process left on its way waits until it can no longer arrive. To be called before anything else. */
  async start(): Promise<void> {
    this.#started = true;
    const unsure = await this.#parts.outbox.unsure();
    if (unsure.length > 0) this.#cancelSettling = this.#parts.clock.after(this.#parts.settleMs, () => void this.#resend(unsure));
    this.poke();
  }

  /** There may be something to send. */
  poke(): void {
    void this.drain();
  }

  /** Sends all that is due; resolves when nothing is due or on its way. What failed for now is left for later. */
  drain(): Promise<void> {
    this.#again = true;
    this.#round ??= this.#sendDue();
    return this.#round;
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

  /** Never rejects. */
  async #sendDue(): Promise<void> {
    const { outbox, clock, logger } = this.#parts;
    let waitMs = LONGEST_WAIT_MS;
    try {
      while (this.#again && !this.#stopping) {
        this.#again = false;
        const entries = await outbox.claim(instantOf(clock), BATCH);
        if (entries.length > 0) this.#again = true;
        const byDelivery = Map.groupBy(entries, (entry) => entry.delivery);
        const ends = await Promise.allSettled([...byDelivery.values()].map((each) => this.#deliverAll(each)));
        for (const end of ends) if (end.status === "rejected") throw end.reason;
      }
      const next = await outbox.nextAttempt();
      if (next !== undefined) waitMs = Date.parse(next) - clock.now();
    } catch (error) {
      logger.error({ error: toStoredError(error) }, "the outbox could not be read or written; trying again");
      waitMs = TROUBLE_WAIT_MS;
      this.#again = false;
    }
    this.#round = undefined;
    this.#arm(waitMs);
    if (this.#again && !this.#stopping) await this.drain();
  }

  #arm(ms: number): void {
    this.#cancelTimer();
    if (!this.#started || this.#stopping) return;
    this.#cancelTimer = this.#parts.clock.after(Math.min(Math.max(ms, 0), LONGEST_WAIT_MS), () => this.poke());
  }

  /** One after the other: a service that takes one message a second must not get two. */
  async #deliverAll(entries: readonly OutboxEntry[]): Promise<void> {
    for (const entry of entries) {
      if (this.#shutdown.reason) return;
      await this.#deliver(entry);
    }
  }

  async #deliver(entry: OutboxEntry): Promise<void> {
    try {
      const receipt = await this.#send(entry);
      await this.#persist(() => this.#parts.outbox.settle(entry.key, { state: "sent", receipt }, this.#now()));
    } catch (error) {
      if (!this.#shutdown.reason) await this.#fail(entry, error);
    }
  }

  async #send(entry: OutboxEntry): Promise<string> {
    const { deliveries, documents, root, clock, sendTimeoutMs } = this.#parts;
    if (!deliveries.ids.includes(entry.delivery)) throw unknownDelivery(entry);
    const delivery = await deliveries.load(entry.delivery);
    const briefing = await documents.get<Briefing>(entry.briefing);
    const message = { options: entry.options, root, briefing, idempotencyKey: entry.key };
    return sendOnce(delivery, message, { clock, timeoutMs: sendTimeoutMs, interruption: this.#shutdown });
  }

  async #fail(entry: OutboxEntry, error: unknown): Promise<void> {
    if (isUnsure(error)) return this.#resendOnce(entry, this.#parts.settleMs);
    const waitMs = retryWaitMs(error, entry.attempts, this.#parts.random);
    if (waitMs === undefined || entry.attempts >= MOST_ATTEMPTS) return this.#giveUp(entry, toStoredError(error));
    return this.#postpone(entry, toStoredError(error), waitMs);
  }

  async #resend(unsure: readonly OutboxEntry[]): Promise<void> {
    for (const entry of unsure) await this.#resendOnce(entry, 0);
    this.poke();
  }

  /** Nobody knows whether it arrived. Once it is sent again, since a briefing that comes twice is better than none; not twice. */
  #resendOnce(entry: OutboxEntry, waitMs: number): Promise<void> {
    return isUnsure(entry.error) ? this.#giveUp(entry, entry.error) : this.#postpone(entry, toStoredError(unsureError()), waitMs);
  }

  async #postpone(entry: OutboxEntry, error: StoredError, waitMs: number): Promise<void> {
    this.#parts.logger.warn(
      { run: entry.run, delivery: entry.delivery, attempts: entry.attempts, waitMs, error },
      "a message is tried again",
    );
    const nextAttemptAt = new Date(this.#parts.clock.now() + waitMs).toISOString();
    await this.#persist(() => this.#parts.outbox.postpone(entry.key, error, nextAttemptAt));
  }

  async #giveUp(entry: OutboxEntry, error: StoredError): Promise<void> {
    this.#parts.logger.error(
      { run: entry.run, delivery: entry.delivery, attempts: entry.attempts, error },
      "a message could not be delivered",
    );
    await this.#persist(() => this.#parts.outbox.settle(entry.key, { state: "undeliverable", error }, this.#now()));
  }

  #persist<T>(write: () => Promise<T>): Promise<T> {
    return persist(write, this.#shutdown, this.#parts);
  }

  #now(): string {
    return instantOf(this.#parts.clock);
  }
}

function unknownDelivery(entry: OutboxEntry): PermanentError {
  return new PermanentError("delivery-unknown", `expected a way to deliver called ${entry.delivery}, got none`, {
    hint: "Change `writes` of the automation: `chief schema` lists what there is.",
  });
}
