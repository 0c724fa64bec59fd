import type { TestContext } from "node:test";
import type { Engine, RunEnd, Workflow } from "../../src/core/ports/engine.ts";
import type { Run, RunInput } from "../../src/core/run.ts";
import type { FakeClock } from "./clock.ts";

/** How one start of an engine differs from what the suite takes by default. */
export interface Start {
  workflow: Workflow;
  concurrency?: number;
  /** Runs at once of one automation. */
  ofOneAutomation?: number;
  retries?: number;
  stepTimeoutMs?: number;
  runTimeoutMs?: number;
  codeVersion?: string;
}

/** An engine that was started over a world's data. */
export interface StartedEngine {
  engine: Engine;
  ended(run: string): Promise<Run>;
  stop(graceMs: number): Promise<void>;
}

/** Data that outlive the engines over them. A start that is not stopped before the next one has crashed. */
export interface World {
  clock: FakeClock;
  start(how: Start): StartedEngine;
}

/** What a sample run is started with. */
export const INPUT: RunInput = {
  automation: "sample",
  asOf: "2026-11-20T08:00:00.000Z",
  nominalAt: "2026-11-20T08:00:00.000Z",
  trigger: "manual",
  dryRun: false,
};

/** An ordinary end. */
export function endOf(reason = "done"): RunEnd {
  return { status: "succeeded", reason, content: "nothing", findings: [], ledger: [], reader: "me", outbox: [], memory: {} };
}

/** Gives fresh data to a test. */
export type CreateWorld = (test: TestContext) => World;

/** Registers one check of a contract, each over fresh data. */
export type Check = (what: string, body: (world: World) => Promise<void>) => void;

/** A run of one workflow, from its start to its end. */
export async function only(world: World, workflow: Workflow): Promise<Run> {
  const { engine, ended } = world.start({ workflow });
  await engine.start("only", INPUT);
  return ended("only");
}

/** Work that never ends. */
export function forever(): Promise<never> {
  return new Promise(() => {});
}

/** The code that a step failed with, seen as a workflow sees it. */
export async function codeOf(step: Promise<unknown>): Promise<string> {
  try {
    await step;
    return "no error";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "no code";
  }
}
