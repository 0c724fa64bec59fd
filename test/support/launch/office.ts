import type { App } from "../../../src/app.ts";
import { instantOf } from "../../../src/lib/clock.ts";
import type { FakeClock } from "../clock.ts";
import type { Disk } from "./disk.ts";
import { live, type Life } from "./life.ts";
import type { Post } from "./post.ts";
import type { Town } from "./town.ts";

export interface OfficeParts {
  clock: FakeClock;
  town: Town;
  post: Post | undefined;
  disk: Disk;
  /** Whether the machine sleeps while nothing is due. */
  sleeps: boolean;
}

/** Nobody waits longer between two messages to the same place, or else between two tries. */
const SHORT_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 45_000;
/** Mail is looked for so often; what was said is heard, and then answered, within a little more. */
const LONGEST_STEP_MS = 10 * 60_000;
const SHORT_STEP_MS = 30_000;
/** A machine that sleeps wakes so long before something is due. */
const WAKES_MS = 90_000;
const TURNS = 8;
/** So long nothing comes from outside that was asked for. */
const IDLE_ROUNDS = 15;
const LONG_IDLE_ROUNDS = 400;

/** A machine on which one Chief lives after the other. */
export class Office {
  /** Called when a plan was written to. */
  onWritten = (): void => {};
  /** Called when time has passed, before what came due by that has come to its end. */
  onPassed = async (): Promise<void> => {};
  readonly #parts: OfficeParts;
  #life: Life | undefined;
  #lives = 0;
  #expectsUntilMs = 0;

  constructor(parts: OfficeParts) {
    this.#parts = parts;
  }

  get app(): App {
    if (!this.#life) throw new Error("expected somebody to be at work, got nobody");
    return this.#life.app;
  }

  get isAlive(): boolean {
    return this.#life !== undefined;
  }

  async start(): Promise<void> {
    const { clock, town, post, disk } = this.#parts;
    this.#lives += 1;
    // By its own tokens each life is told from those before it.
    town.token = `life-${this.#lives}`;
    this.#life = await live(disk.folder, clock, { IMAP: post?.password ?? "", BOT: `xoxb-${town.token}`, APP: `xapp-${town.token}` });
    await town.slack.connected();
    await this.settle();
  }

  /** What is on disk at this very moment is all that is left; whoever is at work is heard of no more. */
  kill(): void {
    const { town, disk } = this.#parts;
    disk.leave();
    town.token = "nobody";
    town.slack.hangUp();
    this.#life?.die();
    this.#life = undefined;
  }

  /** Something was said that is to be heard soon. */
  expect(): void {
    this.#expectsUntilMs = this.#parts.clock.now() + LONGEST_STEP_MS + 2 * 60_000;
  }

  /** Until nothing is under way that could go on without time passing. */
  async settle(): Promise<void> {
    const { clock } = this.#parts;
    for (let idle = 0; ; idle += 1) {
      for (let turn = 0; turn < TURNS; turn += 1) if (await this.#parts.disk.lookAtPlans()) this.onWritten();
      if (!(await this.#isBusy())) return this.#catchUp();
      const mostMs = idle >= LONG_IDLE_ROUNDS ? LONGEST_PAUSE_MS : SHORT_PAUSE_MS;
      if (idle < IDLE_ROUNDS || clock.nextMs > mostMs) continue;
      await clock.advance(clock.nextMs);
      idle = 0;
    }
  }

  /** Goes on until something comes due, and no farther than an instant. */
  async step(untilMs: number): Promise<void> {
    const { clock, sleeps } = this.#parts;
    const expects = clock.now() < this.#expectsUntilMs;
    const dueMs = Math.min(await this.#nextDueMs(), untilMs);
    if (sleeps && !expects && dueMs - clock.now() > LONGEST_STEP_MS) clock.jump(new Date(dueMs - WAKES_MS).toISOString());
    await clock.advance(Math.min(dueMs - clock.now(), expects ? SHORT_STEP_MS : LONGEST_STEP_MS));
    await this.onPassed();
    await this.settle();
  }

  async close(): Promise<void> {
    this.#life?.die();
    this.#parts.disk.remove();
  }

  /** What is kept is seen at once, and known to whoever kept it only when it is safe on disk: as what is kept after it is. */
  async #catchUp(): Promise<void> {
    await this.#life?.app.store.cursors.save("looked around", instantOf(this.#parts.clock));
  }

  async #isBusy(): Promise<boolean> {
    if (!this.#life) return false;
    const { runs, outbox, cursors } = this.#life.app.store;
    if (await this.#parts.post?.hasUnread(cursors)) return true;
    if ((await runs.list({ statuses: ["queued", "running"], limit: 1 })).length > 0) return true;
    const next = await outbox.list({ states: ["pending", "sending"] });
    return next.some(({ state, nextAttemptAt }) => state === "sending" || nextAttemptAt <= instantOf(this.#parts.clock));
  }

  /** When something is to be done next, however far that is. */
  async #nextDueMs(): Promise<number> {
    const { occurrences, outbox } = this.app.store;
    const due = [await occurrences.earliestSlot(), await outbox.nextAttempt()];
    return Math.min(
      ...due.map((instant) => (instant === undefined ? Infinity : Math.max(Date.parse(instant), this.#parts.clock.now() + 1))),
    );
  }
}
