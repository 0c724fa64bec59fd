import { toStoredError } from "../../core/errors.ts";
import type { Clock, CrashPoint, Logger } from "../../core/ports/ambient.ts";
import type { Engine, RunEnd, RunQuery, Workflow } from "../../core/ports/engine.ts";
import type { RunStore } from "../../core/ports/store.ts";
import { TERMINAL_STATUSES, type Run, type RunInput } from "../../core/run.ts";
import { instantOf } from "../../lib/clock.ts";
import { createActiveTime } from "./active-time.ts";
import { createContext } from "./context.ts";
import { createDeadlines } from "./deadlines.ts";
import type { Load } from "../decide.ts";
import { afterEnd, cancelled, failedEnd, leavesRunAlone, runNotOver, runTooLong, runUnknown, stopping } from "./ends.ts";
import { createFairQueue, type Ticket } from "./fair-queue.ts";
import { createInterruption, untilInterrupted, type Interruption } from "./interruption.ts";
import { persist, persistResting } from "./persist.ts";
import { createReplay } from "./replay.ts";
import type { RunLimits } from "./step.ts";
import { createWaiters } from "./waiters.ts";

export interface EngineParts {
  runs: RunStore;
  workflow: Workflow;
  clock: Clock;
  logger: Logger;
  /** Runs at once, over all automations. */
  concurrency: number;
  /** What is in force now; `concurrency` is the automation's own, Infinity where it has no bound but the engine's. */
  limitsOf(automation: string): RunLimits & { concurrency: number };
  /** From 0 to 1, for the waits between tries. */
  random: () => number;
  /** Told after a run's end is committed, also where a person cancelled it. */
  onEnd(run: Run): void;
  crashPoint: CrashPoint;
}

/** One execution of a run. */
interface Execution {
  interruption: Interruption;
  /** Resolves once nothing of it is left. */
  over: Promise<void>;
}

/** After so many crashes in the middle of it, a run is not taken up again. */
const MOST_RECOVERIES = 5;

/**
 * The engine over the store's database, in this process. Runs wait for their turn in memory; being queued, claimed and ended
 * is one write each, and shares its commit with whatever else is under way.
 */
export class SqliteEngine implements Engine {
  readonly #parts: EngineParts;
  readonly #deadlines;
  readonly #queue;
  readonly #running = new Map<string, Execution>();
  readonly #waiters;
  readonly #shutdown = createInterruption();
  #stopping = false;
  #onIdle: () => void = () => {};

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#deadlines = createDeadlines(parts.clock);
    const concurrencyOf = (automation: string) => parts.limitsOf(automation).concurrency;
    this.#waiters = createWaiters(parts.runs.find);
    this.#queue = createFairQueue({ slots: parts.concurrency, concurrencyOf });
  }

  async start(runId: string, input: RunInput): Promise<"started" | "exists"> {
    const answer = await this.#parts.runs.insert(runId, input, this.#now());
    if (answer === "started") this.#queued({ id: runId, automation: input.automation, kind: input.trigger });
    return answer;
  }

  /** Takes runs that another transaction has queued, such as the scheduler's. */
  take(queued: readonly Ticket[]): void {
    for (const ticket of queued) this.#queue.push(ticket);
    this.#pump();
  }

  async cancel(runId: string, why: string): Promise<boolean> {
    const { runs, onEnd } = this.#parts;
    const done = await runs.cancel(runId, why, this.#now());
    if (!done) return false;
    const running = this.#running.get(runId);
    if (running) running.interruption.interrupt(cancelled(why));
    else this.#forget(runId);
    const run = await runs.find(runId);
    if (run) onEnd(run);
    return true;
  }

  async retry(runId: string): Promise<void> {
    const { runs } = this.#parts;
    const run = await runs.find(runId);
    if (!run) throw runUnknown(runId);
    if (!TERMINAL_STATUSES.has(run.status)) throw runNotOver(run);
    // One that was cancelled a moment ago may still be letting go of its work here.
    await this.#running.get(runId)?.over;
    if (!(await runs.reopen(runId, this.#now()))) throw runNotOver((await runs.find(runId)) ?? run);
    this.#queued({ id: runId, automation: run.automation, kind: run.input.trigger });
  }

  list(query: RunQuery): Promise<Run[]> {
    return this.#parts.runs.list(query);
  }

  /** To be called before anything is started: also takes what was left in the queue, oldest first. */
  async recover(): Promise<number> {
    const { requeued, dead } = await this.#parts.runs.requeueOlderEpochs(this.#now(), MOST_RECOVERIES);
    if (requeued + dead > 0) this.#parts.logger.warn({ requeued, dead }, "an earlier start left runs unfinished");
    const newestFirst = await this.#parts.runs.list({ statuses: ["queued"] });
    this.take(newestFirst.toReversed().map(({ id, automation, input }) => ({ id, automation, kind: input.trigger })));
    return requeued;
  }

  /** How many runs of an automation are running and queued here. */
  loadOf(automation: string): Load {
    return this.#queue.loadOf(automation);
  }

  /** The runs of an automation that are queued or running here. */
  activeRuns(automation: string): string[] {
    return this.#queue.idsOf(automation);
  }

  /** Resolves with the run once it has ended. Throws PermanentError `run-unknown`, or `stopping` where the process ends before the run. */
  ended(runId: string): Promise<Run> {
    const end = this.#waiters.wait(runId);
    if (!this.#queue.has(runId)) this.#waiters.lookUp(runId);
    return end;
  }

  /** Claims nothing more, interrupts after `graceMs` what still runs, and resolves when all is still. What was interrupted is given back: the next start takes it up at its last kept step. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    const cancelTimer = this.#parts.clock.after(graceMs, () => {
      this.#shutdown.interrupt(stopping());
      for (const { interruption } of this.#running.values()) interruption.interrupt(stopping());
    });
    if (this.#running.size > 0) await new Promise<void>((resolve) => void (this.#onIdle = resolve));
    cancelTimer();
    this.#deadlines.clear();
    this.#waiters.dismiss(stopping());
  }

  #now(): string {
    return instantOf(this.#parts.clock);
  }

  /** A run of ours that was just queued. */
  #queued(ticket: Ticket): void {
    this.#parts.crashPoint("run.queued");
    this.take([ticket]);
  }

  #pump(): void {
    while (!this.#stopping) {
      const ticket = this.#queue.take();
      if (!ticket) return;
      const interruption = createInterruption();
      this.#running.set(ticket.id, { interruption, over: this.#serve(ticket.id, interruption) });
    }
  }

  /** One run from its claim to its end; never rejects. */
  async #serve(id: string, interruption: Interruption): Promise<void> {
    try {
      const run = await this.#persist(() => this.#parts.runs.claim(id, this.#now()));
      const end = run && (await this.#execute(run, interruption));
      if (run && end) await this.#finish(run, end);
    } catch (error) {
      const level = error === this.#shutdown.reason ? "info" : "error";
      this.#parts.logger[level]({ run: id, error: toStoredError(error) }, "the run was left; the next start takes it up");
    }
    if (this.#shutdown.reason) await this.#release(id);
    this.#running.delete(id);
    this.#forget(id);
    this.#pump();
    if (this.#running.size === 0) this.#onIdle();
  }

  /** Where even this can't be written, the next start takes it for a crash. */
  async #release(id: string): Promise<void> {
    const { runs, logger } = this.#parts;
    await runs.release(id).catch((error: unknown) => {
      logger.error({ run: id, error: toStoredError(error) }, "the run could not be given back; the next start takes it up all the same");
    });
  }

  /** How the run is to end; undefined where its row says so already, or it is to go on later. */
  async #execute(run: Run, interruption: Interruption): Promise<RunEnd | undefined> {
    const { workflow, runs, clock, logger, crashPoint } = this.#parts;
    crashPoint("run.claimed");
    const limits = this.#parts.limitsOf(run.automation);
    this.#deadlines.add(run.id, limits.runTimeoutMs, () => interruption.interrupt(runTooLong(limits.runTimeoutMs)));
    try {
      const replay = createReplay(run.claims > 1 ? await runs.steps(run.id) : []);
      const time = createActiveTime(run.id, this.#deadlines, interruption, clock);
      const keep: RunStore["keepStep"] = (step) => persistResting(() => runs.keepStep(step), time.rest, logger);
      const parts = { ...this.#parts, run: run.id, asOf: run.input.asOf, limits, interruption, time, replay, keep };
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
    const { runs, logger, onEnd, crashPoint } = this.#parts;
    crashPoint("run.ending");
    const at = this.#now();
    const finish = (how: RunEnd) => this.#persist(async () => ((await runs.finish(run.id, how, at)) ? how : undefined));
    // An end that can't be stored must not leave the run open: it fails, and says why.
    const kept = await finish(end).catch((error: unknown) => finish(failedEnd(error)));
    if (!kept) return;
    crashPoint("run.ended");
    const after = afterEnd(run, kept, at);
    logger[kept.error ? "warn" : "info"]({ run: run.id, status: kept.status, error: kept.error }, "the run ended");
    this.#waiters.ended(after);
    onEnd(after);
  }

  #persist<T>(write: () => Promise<T>): Promise<T> {
    return persist(write, this.#shutdown, this.#parts);
  }

  /** It is no longer queued or running here; whoever still waits for its end looks into the store. */
  #forget(runId: string): void {
    this.#queue.remove(runId);
    this.#waiters.lookUp(runId);
  }
}
