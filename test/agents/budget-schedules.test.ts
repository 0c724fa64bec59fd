import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { countInputTokens } from "../../src/agents/estimate.ts";
import { PolicyError, TransientError } from "../../src/core/errors.ts";
import { costOf, type Usage } from "../../src/core/model.ts";
import type { ModelRequest, ModelTurn } from "../../src/core/ports/model.ts";
import type { Payer } from "../../src/core/ports/spending.ts";
import { plainDateOf } from "../../src/core/work-calendar.ts";
import type { Workspace } from "../../src/core/workspace.ts";
import { createStore } from "../../src/store/open.ts";
import { numbersFrom } from "../support/automation.ts";
import { createFakeClock } from "../support/clock.ts";
import { CALENDAR, meterOver, payerOf, PRICES, requestWith, turnOf } from "../support/metered.ts";
import { memoryDatabase } from "../support/store.ts";
import { casesOf } from "../support/thoroughness.ts";

/** So many schedules are tried, in parts. */
const SCHEDULES = casesOf(48);
const PARTS = 4;
const MOVES = 60;

type Next = (limit: number) => number;

/** What a model has charged for. */
interface Bill {
  run: string;
  automation: string;
  day: string;
  tokens: number;
  usd: number;
}

/** A question that waits for its answer, which is given by `end`. */
interface Waiting {
  end(): Promise<void>;
}

/** A model that answers when it is told to: with a bill, not at all, or broken off after it was paid. */
function createVendor(next: Next) {
  const waiting: Waiting[] = [];
  const journal: Bill[] = [];
  const brokenOff: Bill[] = [];

  async function end(request: ModelRequest, payer: Payer, day: string): Promise<ModelTurn> {
    const most = await countInputTokens(request);
    const fate = next(10);
    if (fate === 0) throw new TransientError("model-busy", "busy");
    const input = next(most + 1);
    const usage: Usage = { input, cached: next(input + 1), output: next(request.maxOutputTokens + 1), reasoning: 0 };
    const usd = costOf(usage, PRICES[request.size]) ?? 0;
    const bill = { run: payer.run, automation: payer.automation.id, day, tokens: input + usage.output, usd };
    (fate === 1 ? brokenOff : journal).push(bill);
    if (fate === 1) throw new TransientError("model-cut-off", "cut off");
    return turnOf(usage, request.size);
  }

  function ask(request: ModelRequest, payer: Payer, day: string): Promise<ModelTurn> {
    const { promise, resolve, reject } = Promise.withResolvers<ModelTurn>();
    waiting.push({ end: () => end(request, payer, day).then(resolve, reject) });
    return promise;
  }

  return { waiting, journal, brokenOff, ask };
}

const SCOPES = {
  run: ({ run }: Bill) => run,
  day: ({ automation, day }: Bill) => `${automation} ${day}`,
  all: ({ day }: Bill) => day,
} as const;

function turns(count: number): Promise<void> {
  return new Promise((resolve) => void setImmediate(() => resolve(count === 1 ? undefined : turns(count - 1))));
}

/** Asks, answers, lets time pass and dies at random; resolves with how many questions were refused. */
async function playSchedule(t: TestContext, seed: number): Promise<{ refused: number; answered: number }> {
  const next = numbersFrom(seed * 7_919);
  const clock = createFakeClock("2026-11-20T21:00:00.000Z");
  const database = memoryDatabase(t);
  const vendor = createVendor(next);
  const budgets: Workspace["budgets"] = {
    run: { tokens: 500 + next(2_000) },
    day: { usd: 0.01 + next(100) / 1_000 },
    all: { tokens: 4_000 + next(10_000), usd: 0.02 + next(100) / 1_000 },
  };
  const payers = new Map<ModelRequest, Payer>();
  const today = (): string => plainDateOf(new Date(clock.now()).toISOString(), CALENDAR.timezone);
  const start = () => {
    const store = createStore(database, "test");
    const ask = (request: ModelRequest): Promise<ModelTurn> => vendor.ask(request, payers.get(request) ?? payerOf("unknown"), today());
    return { store, metered: meterOver(store, { ask }, { budgets, clock }) };
  };
  let process = start();
  let refused = 0;
  const { signal } = new AbortController();

  const askOne = (): void => {
    const payer = payerOf(`r${next(6)}`, `a${next(2)}`, next(3) === 0 ? { run: { tokens: 300 + next(900) } } : {});
    const size = next(2) === 0 ? "small" : "large";
    const request = requestWith({ size, maxOutputTokens: 10 + next(300), instructions: "word ".repeat(next(200)) });
    payers.set(request, payer);
    process
      .metered(payer)
      .ask(request, signal)
      .catch((error: unknown) => {
        if (error instanceof PolicyError) refused += 1;
        else if (!(error instanceof TransientError)) throw error;
      });
  };

  for (let move = 0; move < MOVES; move += 1) {
    const what = next(80);
    if (what < 44) askOne();
    else if (what < 74) void vendor.waiting.splice(next(Math.max(1, vendor.waiting.length)), 1)[0]?.end();
    else if (what < 79) clock.jump(new Date(clock.now() + next(90) * 60_000).toISOString());
    else {
      // Whoever waits for an answer dies with the process.
      await turns(20);
      vendor.waiting.length = 0;
      process = start();
    }
    await turns(1);
  }
  for (let left = vendor.waiting.shift(); left; left = vendor.waiting.shift()) {
    await left.end();
    await turns(2);
  }
  await turns(20);

  const { journal, brokenOff } = vendor;
  for (const scope of ["run", "day", "all"] as const) {
    for (const unit of ["tokens", "usd"] as const) {
      for (const [what, bills] of Map.groupBy([...journal, ...brokenOff], SCOPES[scope])) {
        const sum = bills.reduce((total, bill) => total + bill[unit], 0);
        assert.ok(sum <= (budgets[scope][unit] ?? Infinity) + 1e-9, `seed ${seed}: ${sum} ${unit} of ${what}`);
      }
    }
  }
  const kept = await process.store.spending.spent({});
  assert.deepEqual([kept.calls, kept.estimated], [journal.length + brokenOff.length, brokenOff.length], `seed ${seed}`);
  const billed = { tokens: sumOf(journal, "tokens"), usd: sumOf(journal, "usd") };
  if (brokenOff.length === 0) assert.deepEqual([kept.tokens, kept.usd.toFixed(9)], [billed.tokens, billed.usd.toFixed(9)], `seed ${seed}`);
  assert.ok(kept.tokens >= billed.tokens + sumOf(brokenOff, "tokens"), `seed ${seed}`);
  return { refused, answered: journal.length };
}

function sumOf(bills: readonly Bill[], unit: "tokens" | "usd"): number {
  return bills.reduce((total, bill) => total + bill[unit], 0);
}

for (let part = 1; part <= PARTS; part += 1) {
  test(`whoever asks at once and whatever becomes of it, over days and restarts, no limit is passed, and what is kept is what was billed (part ${part})`, async (t) => {
    const total = { refused: 0, answered: 0 };
    for (let seed = part; seed <= SCHEDULES; seed += PARTS) {
      const { refused, answered } = await playSchedule(t, seed);
      total.refused += refused;
      total.answered += answered;
    }
    assert.ok(total.refused > SCHEDULES && total.answered > SCHEDULES, JSON.stringify(total));
  });
}
