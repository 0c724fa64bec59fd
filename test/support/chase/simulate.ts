import { deepEqual } from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { nextMoves } from "../../../src/analysis/chase/moves.ts";
import type { ChaseInput, ChaseMoves } from "../../../src/analysis/chase/types.ts";
import { isOpenAsk, type Ask } from "../../../src/core/ask.ts";
import { broken, faultsOf, type Fault } from "./check.ts";
import { openDiary, type Diary } from "./diary.ts";
import { happen, withRows } from "./events.ts";
import { DAY_MS, MINUTE_MS, worldFrom, type SimulatedPlan, type SimulatedWorld } from "./world.ts";

/** Runs of each automation while things happen, and while nothing does any more, so that all that is open comes to its end. */
const BUSY_RUNS = 14;
const QUIET_RUNS = 5;
/** Past all patience, two holidays among these days or none: each run writes once more or ends it, and after three messages it can only end. */
const QUIET_STEP_MS = 12 * DAY_MS;

/** What came of simulated chases. */
export interface ChaseFigures {
  chases: number;
  runs: number;
  /** How often each thing came about: messages by kind, asks by the state in which they ended. */
  counts: Record<string, number>;
  /** What was done that must not be, with the seed that shows it. */
  faults: Fault[];
}

/** Simulates chases of as many seeds from `first` on. */
export function simulateChases(first: number, chases: number): ChaseFigures {
  const figures: ChaseFigures = { chases, runs: 0, counts: {}, faults: [] };
  for (let seed = first; seed < first + chases; seed += 1) simulate(worldFrom(seed), figures);
  return figures;
}

function simulate(world: SimulatedWorld, figures: ChaseFigures): void {
  const diary = openDiary();
  const runAll = (): void => {
    world.wakes = [];
    for (const plan of world.plans) figures.faults.push(...runOnce(world, plan, diary, figures));
  };
  for (let run = 0; run < BUSY_RUNS; run += 1) {
    world.clockMs += gapMs(world);
    for (let count = world.chance.upTo(3); count > 0; count -= 1) happen(world, diary);
    runAll();
  }
  const left = new Set(world.plans.flatMap(({ asks }) => asks.filter(isOpenAsk).map(({ id }) => id)));
  for (let run = 0; run < QUIET_RUNS; run += 1) {
    world.clockMs += QUIET_STEP_MS + world.chance.upTo(600) * MINUTE_MS;
    runAll();
  }
  const stuck = world.plans.flatMap(({ asks }) => asks.filter((ask) => isOpenAsk(ask) && left.has(ask.id)));
  figures.faults.push(
    ...stuck
      .flatMap(({ state, createdAt, reason }) => broken("every ask ends", true, `${state} since ${createdAt}: ${reason}`))
      .map((fault) => inWorld(world, fault)),
  );
  for (const { state } of world.plans.flatMap(({ asks }) => asks)) count(figures, state);
}

/** Now a moment later, now the next day, and often as soon as something ends that was waited for. */
function gapMs({ chance, clockMs, wakes }: SimulatedWorld): number {
  const [next] = wakes.filter((wakeMs) => wakeMs > clockMs).toSorted((a, b) => a - b);
  if (next !== undefined && chance.percent(70)) return next - clockMs + chance.upTo(20 * 60_000);
  return chance.upTo(chance.percent(50) ? 300 : 26 * 60) * MINUTE_MS + chance.upTo(60_000);
}

function runOnce(world: SimulatedWorld, plan: SimulatedPlan, diary: Diary, figures: ChaseFigures): Fault[] {
  const input = inputOf(world, plan);
  const moves = nextMoves(input);
  const after = withRows(input.asks, moves.asks);
  const { sent, isClockTrue } = world;
  const faults = faultsOf({ input, moves, after, sent, isClockTrue, diary });
  // Each of these costs a run more.
  const pick = world.chance.upTo(8);
  if (pick === 0 || (pick < 4 && moves.messages.length > 0)) faults.push(...orderFaults(input, moves, world));
  if (pick === 4) faults.push(...againFaults({ ...input, asks: after, sent: [...sent, ...sentBy(moves, input)] }));
  world.wakes.push(...moves.waits.flatMap(({ until }) => (until === null ? [] : [Date.parse(until)])));
  for (const { asks, kind } of moves.messages) {
    count(figures, kind);
    for (const id of asks) diary.written(id);
  }
  figures.runs += 1;
  world.sent = [...sent, ...sentBy(moves, input)];
  plan.asks = pick === 5 ? after.map(reread) : after;
  return faults.map((fault) => inWorld(world, fault));
}

function inputOf(
  { people, calendar, sent, clockMs }: SimulatedWorld,
  { automation, options, items, asks, closed }: SimulatedPlan,
): ChaseInput {
  const weekAgo = new Date(clockMs - 7 * DAY_MS).toISOString();
  return {
    ...{ automation, options, items, people, calendar, closed, now: new Date(clockMs).toISOString() },
    asks,
    others: [],
    sent: sent.filter(({ at }) => at >= weekAgo),
  };
}

/** A row as a process sees it that has just started: written down as JSON and read again. */
function reread(ask: Ask): Ask {
  deepEqual(JSON.parse(JSON.stringify(ask)), ask);
  return structuredClone(ask);
}

function sentBy({ messages }: ChaseMoves, { now }: ChaseInput): SimulatedWorld["sent"] {
  return messages.map(({ person }) => ({ person, at: now }));
}

function orderFaults(input: ChaseInput, moves: ChaseMoves, { chance }: SimulatedWorld): Fault[] {
  const shuffled = <T>(values: readonly T[]): T[] => values.toSorted(() => chance.upTo(3) - 1);
  const other = nextMoves({
    ...input,
    ...{ items: shuffled(input.items), people: shuffled(input.people), asks: shuffled(input.asks), sent: shuffled(input.sent) },
  });
  return broken("the same in any order", !isDeepStrictEqual(other, moves));
}

function againFaults(input: ChaseInput): Fault[] {
  const { asks, messages } = nextMoves(input);
  return broken("nothing is decided twice", asks.length + messages.length > 0, `${asks.length} rows, ${messages.length} messages`);
}

function inWorld({ seed, clockMs }: SimulatedWorld, { property, detail }: Fault): Fault {
  return { property, detail: `${detail} (seed ${seed}, ${new Date(clockMs).toISOString()})` };
}

function count({ counts }: ChaseFigures, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
