import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, utimesSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { App } from "../../../src/app.ts";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import { loadPlaceForWork } from "../../../src/shipped.ts";
import { openMail } from "../../../src/web/mail/open.ts";
import { openSlack } from "../../../src/web/slack/open.ts";
import { writeFiles } from "../chief.ts";
import type { FakeClock } from "../clock.ts";
import { silentLogger } from "../silent-logger.ts";
import type { Town } from "./town.ts";

/** Chief at work in a folder, with all that listens for people, until it is killed. */
interface Life {
  app: App;
  die(): void;
}

/** A workspace in which one Chief lives after the other. */
export interface Office {
  readonly app: App;
  readonly folder: string;
  readonly isAlive: boolean;
  plan(): string;
  /** Somebody changes the plan by hand. */
  edit(change: (text: string) => string): void;
  /** What is on disk at this very moment is all that is left; whoever is at work is heard of no more. */
  kill(): void;
  start(): Promise<void>;
  /** Something was said that is to be heard soon. */
  expect(): void;
  /** Until nothing is under way that could go on without time passing. */
  settle(): Promise<void>;
  /** Goes on until something comes due, and no farther than an instant. */
  step(untilMs: number): Promise<void>;
  close(): Promise<void>;
}

const PLAN = "plan/launch.csv";
const WEEK_MS = 7 * 24 * 60 * 60_000;
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

export interface OfficeOptions {
  /** What each life is given beside its own tokens for Slack, by which it is told from those before it. */
  env?: Readonly<Record<string, string>>;
  /** Whether the machine sleeps while nothing is due. */
  sleeps?: boolean | undefined;
  /** Called when the plan was written to. */
  written?(): void;
  /** Called when time has passed, before what came due by that has come to its end. */
  passed?(): Promise<void>;
}

export function openOffice(
  clock: FakeClock,
  town: Town,
  files: Readonly<Record<string, string>>,
  { env = {}, sleeps = false, written = () => {}, passed = async () => {} }: OfficeOptions = {},
): Office {
  const folders = [newFolder()];
  let life: Life | undefined;
  let lives = 0;
  let changedMs = 0;
  let expectsUntilMs = 0;
  const folder = (): string => folders.at(-1) ?? "";
  writeFiles(folder(), files);
  touch(clock.now() - WEEK_MS);

  /** A file that is written now was changed now, by the clock of these people. */
  function touch(ms = clock.now()): void {
    const at = new Date(ms);
    utimesSync(join(folder(), PLAN), at, at);
    changedMs = statSync(join(folder(), PLAN)).mtimeMs;
  }

  function getApp(): App {
    if (!life) throw new Error("expected somebody to be at work, got nobody");
    return life.app;
  }

  async function isBusy(): Promise<boolean> {
    if (!life) return false;
    const { runs, outbox } = life.app.store;
    if ((await runs.list({ statuses: ["queued", "running"], limit: 1 })).length > 0) return true;
    const next = await outbox.list({ states: ["pending", "sending"] });
    const now = new Date(clock.now()).toISOString();
    return next.some(({ state, nextAttemptAt }) => state === "sending" || nextAttemptAt <= now);
  }

  /** What was written to on disk a moment ago was changed now. To look there gives time to whatever else is under way. */
  async function lookAtPlan(): Promise<void> {
    const path = join(folder(), PLAN);
    if ((await stat(path)).mtimeMs === changedMs || path !== join(folder(), PLAN)) return;
    touch();
    written();
  }

  async function settle(): Promise<void> {
    for (let idle = 0; ; idle += 1) {
      for (let turn = 0; turn < TURNS; turn += 1) await lookAtPlan();
      if (!(await isBusy())) return;
      const mostMs = idle >= LONG_IDLE_ROUNDS ? LONGEST_PAUSE_MS : SHORT_PAUSE_MS;
      if (idle >= IDLE_ROUNDS && clock.nextMs <= mostMs) {
        await clock.advance(clock.nextMs);
        idle = 0;
      }
    }
  }

  /** When something is to be done next, however far that is. */
  async function nextDueMs(): Promise<number> {
    const { occurrences, outbox } = getApp().store;
    const due = [await occurrences.earliestSlot(), await outbox.nextAttempt()];
    return Math.min(...due.map((instant) => (instant === undefined ? Infinity : Math.max(Date.parse(instant), clock.now() + 1))));
  }

  return {
    get app() {
      return getApp();
    },
    get folder() {
      return folder();
    },
    get isAlive() {
      return life !== undefined;
    },
    plan: () => readFileSync(join(folder(), PLAN), "utf8"),
    edit(change) {
      writeFiles(folder(), { [PLAN]: change(readFileSync(join(folder(), PLAN), "utf8")) });
      touch();
    },
    kill() {
      const before = folder();
      folders.push(newFolder());
      cpSync(before, folder(), { recursive: true, preserveTimestamps: true, filter: (path) => !basename(path).startsWith("daemon.") });
      town.token = "nobody";
      town.slack.hangUp();
      life?.die();
      life = undefined;
    },
    async start() {
      lives += 1;
      town.token = `life-${lives}`;
      life = await live(folder(), clock, { ...env, BOT: `xoxb-${town.token}`, APP: `xapp-${town.token}` }, lives === 1);
      await town.slack.connected();
      await settle();
    },
    settle,
    expect: () => void (expectsUntilMs = clock.now() + LONGEST_STEP_MS + 2 * 60_000),
    async step(untilMs) {
      const stepMs = clock.now() < expectsUntilMs ? SHORT_STEP_MS : LONGEST_STEP_MS;
      const dueMs = Math.min(await nextDueMs(), untilMs);
      if (sleeps && clock.now() >= expectsUntilMs && dueMs - clock.now() > LONGEST_STEP_MS) {
        clock.jump(new Date(dueMs - WAKES_MS).toISOString());
      }
      await clock.advance(Math.min(dueMs, clock.now() + stepMs) - clock.now());
      await passed();
      await settle();
    },
    async close() {
      life?.die();
      for (const each of folders) rmSync(each, { recursive: true, force: true });
    },
  };
}

function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "chief-launch-")));
}

async function live(folder: string, clock: FakeClock, env: Readonly<Record<string, string>>, isFirst: boolean): Promise<Life> {
  const mortal = createMortal(clock);
  const { workspace } = await loadPlaceForWork(folder, env);
  const screen = { print() {}, columns: () => 80, color: false };
  const parts = { env, clock: mortal.clock, logger: silentLogger };
  const app = await App.open({ ...parts, workspace, lasting: false, screen, progress() {} });
  const [automation] = app.automations;
  if (!automation) throw new Error("expected a sound definition, got none");
  if (isFirst) await app.operations.accept(automation.id, { by: "me", hash: automation.hash });
  await app.start();
  const slack = openSlack({ ...parts, app, started: Promise.resolve() });
  const mail = openMail({ ...parts, app });
  slack.follow();
  mail.follow();
  return {
    app,
    die() {
      mortal.die();
      // What it does from now on, it does in a folder that nobody looks at any more.
      void Promise.allSettled([slack.stop(), mail.stop()]).then(() => app.stop().catch(() => {}));
    },
  };
}

/** Time as somebody has it who may die: from then on nothing is waited for. */
function createMortal(clock: FakeClock): { clock: Clock; die(): void } {
  let diedAt: number | undefined;
  const waiting = new Set<() => void>();
  return {
    clock: {
      now: () => diedAt ?? clock.now(),
      after(ms, callback) {
        if (diedAt !== undefined) {
          const turn = setImmediate(callback);
          return () => clearImmediate(turn);
        }
        const stop = clock.after(ms, () => {
          waiting.delete(stop);
          callback();
        });
        waiting.add(stop);
        return () => {
          waiting.delete(stop);
          stop();
        };
      },
    },
    die() {
      diedAt = clock.now();
      waiting.forEach((stop) => stop());
    },
  };
}
