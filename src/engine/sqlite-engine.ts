import { toStoredError } from "../core/errors.ts";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import type { Engine, RunEnd, RunQuery, Workflow } from "../core/ports/engine.ts";
import type { RunStore } from "../core/ports/store.ts";
import { TERMINAL_STATUSES, type Run, type RunInput } from "../core/run.ts";
import { instantOf } from "../lib/clock.ts";
import { createContext } from "./context.ts";
import { createDeadlines } from "./deadlines.ts";
import { afterEnd, cancelled, failedEnd, leavesRunAlone, runTooLong, runUnknown, stopping } from "./ends.ts";
import { createFifo } from "./fifo.ts";
import { createInterruption, untilInterrupted, type Interruption } from "./interruption.ts";
import { persist } from "./persist.ts";
import { createReplay } from "./replay.ts";
import type { RunLimits } from "./step.ts";

export interface EngineParts {
  runs: RunStore;
  workflow: Workflow;
  clock: Clock;
  logger: Logger;
  /** Runs at once, over all automations. */
  concurrency: number;
  limitsOf(run: Run): RunLimits;
  /** From 0 to 1, for the waits between tries. */
  random: () => number;
  /** Told after a run's end is committed. */
  onEnd(run: Run): void;
}

/** A run that waits for its turn, or has it. */
export interface Ticket {
  id: string;
  automation: string;
}

interface Waiter {
  resolve(run: Run): void;
  reject(error: unknown): void;
}

/** After so many crashes in the middle of it, a run is not taken up again. */
const MOST_RECOVERIES = 5;

/**
 * The engine over the store's database, in this process. Runs wait in memory in the order in which they were queued; being
 * queued, claimed and ended is one write each, and shares its commit with whatever else is under way.
 */
export class SqliteEngine implements Engine {
  readonly #parts: EngineParts;
  readonly #deadlines;
  readonly #queue = createFifo<Ticket>();
  /** Queued or running here, by id. */
  readonly #tickets = new Map<string, Ticket>();
  readonly #running = new Map<string, Interruption>();
  /** How many runs of an automation are queued or running here. */
  readonly #active = new Map<string, number>();
  readonly #waiters = new Map<string, Waiter[]>();
  readonly #shutdown = createInterruption();
  #stopping = false;
  #onIdle: () => void = () => {};

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#deadlines = createDeadlines(parts.clock);
  }

  async start(runId: string, input: RunInput): Promise<"started" | "exists"> {
    const answer = await this.#parts.runs.insert(runId, input, this.#now());
    if (answer === "started") this.take([{ id: runId, automation: input.automation }]);
    return answer;
  }

  /** Takes runs that another transaction has queued, such as the scheduler's. */
  take(queued: readonly Ticket[]): void {
    for (const ticket of queued) {
      this.#queue.push(ticket);
      this.#tickets.set(ticket.id, ticket);
      this.#active.set(ticket.automation, (this.#active.get(ticket.automation) ?? 0) + 1);
    }
    this.#pump();
  }

  async cancel(runId: string, why: string): Promise<boolean> {
    const done = await this.#parts.runs.cancel(runId, why, this.#now());
    if (!done) return false;
    const running = this.#running.get(runId);
    if (running) running.interrupt(cancelled(why));
    else this.#forget(runId);
    return true;
  }

  list(query: RunQuery): Promise<Run[]> {
    return this.#parts.runs.list(query);
  }

  /** To be called before anything is started: also takes what was left in the queue, oldest first. */
  async recover(): Promise<number> {
    const { requeued, dead } = await this.#parts.runs.requeueOlderEpochs(this.#now(), MOST_RECOVERIES);
    if (requeued + dead > 0) this.#parts.logger.warn({ requeued, dead }, "an earlier start left runs unfinished");
    const newestFirst = await this.#parts.runs.list({ statuses: ["queued"] });
    this.take(newestFirst.toReversed());
    return requeued;
  }

  /** Whether a run of the automation is queued or running. */
  isActive(automation: string): boolean {
    return this.#active.has(automation);
  }

  /** Resolves with the run once it has ended. Throws PermanentError `run-unknown`, or `stopping` where the process ends before the run. */
  ended(runId: string): Promise<Run> {
    return new Promise((resolve, reject) => {
      this.#waiters.set(runId, [...(this.#waiters.get(runId) ?? []), { resolve, reject }]);
      if (!this.#tickets.has(runId)) this.#tellFromStore(runId);
    });
  }

  /** Claims nothing more, interrupts after `graceMs` what still runs, and resolves when all is still. What was interrupted is resumed by the next start. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    const cancelTimer = this.#parts.clock.after(graceMs, () => {
      for (const interruption of [this.#shutdown, ...this.#running.values()]) interruption.interrupt(stopping());
    });
    if (this.#running.size > 0) await new Promise<void>((resolve) => void (this.#onIdle = resolve));
    cancelTimer();
    this.#deadlines.clear();
    for (const runId of this.#waiters.keys()) this.#tell(runId, (waiter) => waiter.reject(stopping()));
  }

  #now(): string {
    return instantOf(this.#parts.clock);
  }

  #pump(): void {
    while (!this.#stopping && this.#running.size < this.#parts.concurrency) {
      const ticket = this.#queue.take();
      if (!ticket) return;
      void this.#serve(ticket.id);
    }
  }

  /** One run from its claim to its end; never rejects. */
  async #serve(id: string): Promise<void> {
    const interruption = createInterruption();
    this.#running.set(id, interruption);
    try {
      const run = await this.#persist(() => this.#parts.runs.claim(id, this.#now()));
      const end = run && (await this.#execute(run, interruption));
      if (run && end) await this.#finish(run, end);
    } catch (error) {
      const level = error === this.#shutdown.reason ? "info" : "error";
      this.#parts.logger[level]({ run: id, error: toStoredError(error) }, "the run was left; the next start takes it up");
    }
    this.#running.delete(id);
    this.#forget(id);
    this.#pump();
    if (this.#running.size === 0) this.#onIdle();
  }

  /** How the run is to end; undefined where its row says so already, or it is to go on later. */
  async #execute(run: Run, interruption: Interruption): Promise<RunEnd | undefined> {
    const { workflow, runs } = this.#parts;
    const limits = this.#parts.limitsOf(run);
    this.#deadlines.add(run.id, limits.runTimeoutMs, () => interruption.interrupt(runTooLong(limits.runTimeoutMs)));
    try {
      const replay = createReplay(run.recoveries > 0 ? await runs.steps(run.id) : []);
      const keep: RunStore["keepStep"] = (step) => persist(() => runs.keepStep(step), interruption, this.#parts);
      const parts = { ...this.#parts, run: run.id, asOf: run.input.asOf, limits, interruption, deadlines: this.#deadlines, replay, keep };
      const end = await untilInterrupted(workflow(createContext(parts), run), interruption);
      replay.finish();
      return end;
    } catch (error) {
      return leavesRunAlone(interruption.reason) ? undefined : failedEnd(error);
    } finally {
      this.#deadlines.remove(run.id);
    }
  }

  async #finish(run: Run, end: RunEnd): Promise<void> {
    const { runs, logger } = this.#parts;
    const at = this.#now();
    const finish = (how: RunEnd) => this.#persist(async () => ((await runs.finish(run.id, how, at)) ? how : undefined));
    // An end that can't be stored must not leave the run open: it fails, and says why.
    const kept = await finish(end).catch((error: unknown) => finish(failedEnd(error)));
    if (!kept) return;
    const after = afterEnd(run, kept, at);
    logger[kept.error ? "warn" : "info"]({ run: run.id, status: kept.status, error: kept.error }, "the run ended");
    this.#tell(run.id, (waiter) => waiter.resolve(after));
    this.#parts.onEnd(after);
  }

  #persist<T>(write: () => Promise<T>): Promise<T> {
    return persist(write, this.#shutdown, this.#parts);
  }

  /** It is no longer queued or running here; whoever still waits for its end looks into the store. */
  #forget(runId: string): void {
    const ticket = this.#tickets.get(runId);
    this.#tickets.delete(runId);
    const left = ticket ? (this.#active.get(ticket.automation) ?? 1) - 1 : 0;
    if (ticket && left > 0) this.#active.set(ticket.automation, left);
    else if (ticket) this.#active.delete(ticket.automation);
    if (this.#waiters.has(runId)) this.#tellFromStore(runId);
  }

  #tellFromStore(runId: string): void {
    this.#parts.runs.find(runId).then(
      (run) => {
        if (!run) this.#tell(runId, (waiter) => waiter.reject(runUnknown(runId)));
        else if (TERMINAL_STATUSES.has(run.status)) this.#tell(runId, (waiter) => waiter.resolve(run));
      },
      (error: unknown) => this.#tell(runId, (waiter) => waiter.reject(error)),
    );
  }

  #tell(runId: string, tell: (waiter: Waiter) => void): void {
    const waiters = this.#waiters.get(runId) ?? [];
    this.#waiters.delete(runId);
    waiters.forEach(tell);
  }
}
