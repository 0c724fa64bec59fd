import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { PrivacyStore } from "../../core/ports/privacy.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Retention } from "../../core/retention.ts";
import { instantOf } from "../../lib/clock.ts";
import { countOf } from "../../lib/text.ts";

export interface PrunerParts {
  privacy: Pick<PrivacyStore, "prune" | "prunedAt">;
  /** How long what an automation left is kept. */
  retentionOf(automation: string): Retention;
  /** Ends what would never end by itself. `at` is a UTC instant. */
  settle(at: string): Promise<void>;
  /** The first instant later than this one at which nobody is at work. */
  nextNight(after: string): string | undefined;
  clock: Clock;
  logger: Logger;
}

/** A start has other things to do first. */
const SETTLE_MS = 10 * 60_000;
/** How soon to try again while runs are at work. */
const BUSY_MS = 60_000;
/** A jump of the machine's clock, or its waking from sleep, is noticed within this time. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** Ends each night what is left open for good, and removes what has become too old; a night that was missed is made up for soon after the start. */
export class Pruner {
  readonly #parts: PrunerParts;
  #cancelTimer: () => void = () => {};
  #work: Promise<void> = Promise.resolve();
  #notBefore = 0;
  #stopped = false;

  constructor(parts: PrunerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#notBefore = this.#parts.clock.now() + SETTLE_MS;
    this.#arm(SETTLE_MS);
  }

  /** Resolves once what is being removed is. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    await this.#work;
  }

  #arm(ms: number): void {
    this.#cancelTimer();
    if (this.#stopped) return;
    this.#cancelTimer = this.#parts.clock.after(Math.min(ms, LONGEST_WAIT_MS), () => void (this.#work = this.#look()));
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    const { clock, logger } = this.#parts;
    try {
      const waitMs = (await this.#dueAt()) - clock.now();
      if (waitMs > 0) this.#arm(waitMs);
      else this.#arm((await this.#prune()) ? LONGEST_WAIT_MS : BUSY_MS);
    } catch (error) {
      logger.error({ error: toStoredError(error) }, "what is too old could not be removed; trying again");
      this.#arm(LONGEST_WAIT_MS);
    }
  }

  async #dueAt(): Promise<number> {
    const { privacy, nextNight } = this.#parts;
    const last = await privacy.prunedAt();
    const night = last === undefined ? undefined : nextNight(last);
    return Math.max(this.#notBefore, night === undefined ? 0 : Date.parse(night));
  }

  async #prune(): Promise<boolean> {
    const { privacy, retentionOf, settle, clock, logger } = this.#parts;
    await settle(instantOf(clock));
    const { runs, messages, documents, items, isDone } = await privacy.prune(instantOf(clock), retentionOf);
    if (runs + messages + documents + items > 0) {
      logger.info({ documents, items }, `${countOf(runs, "run")} and ${countOf(messages, "message")} were removed, being too old`);
    }
    return isDone;
  }
}
