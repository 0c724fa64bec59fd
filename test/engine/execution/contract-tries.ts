import assert from "node:assert/strict";
import { PermanentError, TransientError } from "../../../src/core/errors.ts";
import { settle } from "../../support/clock.ts";
import { codeOf, endOf, forever, INPUT, only, type Check } from "../../support/engine-world.ts";

/** How often and how long a step is tried, and what it may give. */
export function testTries(check: Check): void {
  check("a failed try is repeated after waits that double, and what it finally gives counts", async (world) => {
    const tries: number[] = [];
    const flaky = () => {
      tries.push(world.clock.now());
      if (tries.length < 4) throw new Error("connection reset");
      return tries.length;
    };
    const { engine, ended } = world.start({ workflow: async (context) => endOf(`tries: ${await context.step("flaky", flaky)}`) });
    await engine.start("a", INPUT);
    await world.clock.advance(10_000);
    assert.equal((await ended("a")).reason, "tries: 4");
    assert.deepEqual(
      tries.map((at) => at - (tries[0] ?? 0)),
      [0, 1_000, 3_000, 7_000],
    );
  });

  check("a longer wait that the other side asked for is kept", async (world) => {
    let tries = 0;
    const limited = () => {
      tries += 1;
      if (tries === 1) throw new TransientError("rate-limited", "expected room, got none", { retryAfterMs: 30_000 });
    };
    const { engine, ended } = world.start({ workflow: async (context) => (await context.step("limited", limited), endOf()) });
    await engine.start("a", INPUT);
    await world.clock.advance(29_999);
    assert.equal(tries, 1);
    await world.clock.advance(1);
    assert.equal((await ended("a")).status, "succeeded");
    assert.equal(tries, 2);
  });

  check("no more is waited than a step may wait in all its tries", async (world) => {
    let tries = 0;
    const limited = () => {
      tries += 1;
      throw new TransientError("rate-limited", "expected room, got none", { retryAfterMs: 30_000 });
    };
    const options = { retries: 9, mostWaitMs: 70_000 };
    const { engine, ended } = world.start({ workflow: async (context) => endOf(await codeOf(context.step("limited", limited, options))) });
    await engine.start("a", INPUT);
    await world.clock.advance(60_000);
    assert.equal((await ended("a")).reason, "rate-limited");
    assert.equal(tries, 3);
  });

  check("a run knows how much of its time is left, of which waiting for another try takes nothing", async (world) => {
    let tries = 0;
    const left: number[] = [];
    const { engine, ended } = world.start({
      runTimeoutMs: 10_000,
      workflow: async (context) => {
        left.push(context.leftMs);
        await context.step("slow", () => new Promise<void>((resolve) => void world.clock.after(3_000, resolve)));
        left.push(context.leftMs);
        const busy = () => (++tries === 1 ? Promise.reject(new TransientError("busy", "busy", { retryAfterMs: 20_000 })) : tries);
        await context.branch("beside", async (branch) => {
          await branch.step("busy", busy);
          left.push(branch.leftMs);
        });
        return endOf();
      },
    });
    await engine.start("a", INPUT);
    await world.clock.advance(30_000);
    assert.equal((await ended("a")).status, "succeeded");
    assert.deepEqual(left, [10_000, 7_000, 7_000]);
  });

  check("an error that stays is not tried again; one that may pass is, as often as the run allows", async (world) => {
    const tries = { permanent: 0, transient: 0 };
    const { engine, ended } = world.start({
      retries: 2,
      workflow: async (context) => {
        const permanent = await codeOf(context.step("permanent", () => fail(tries, "permanent", new PermanentError("gone", "gone"))));
        const transient = await codeOf(context.step("transient", () => fail(tries, "transient", new TransientError("busy", "busy"))));
        return endOf(`${permanent} ${transient}`);
      },
    });
    await engine.start("a", INPUT);
    await world.clock.advance(60_000);
    assert.equal((await ended("a")).reason, "gone busy");
    assert.deepEqual(tries, { permanent: 1, transient: 3 });
  });

  check("a step that takes too long is told so, and fails", async (world) => {
    let told: unknown;
    const slow = (signal: AbortSignal) => (signal.addEventListener("abort", () => void (told = signal.reason)), forever());
    const { engine, ended } = world.start({
      stepTimeoutMs: 5_000,
      workflow: async (context) => endOf(await codeOf(context.step("slow", slow, { retries: 0 }))),
    });
    await engine.start("a", INPUT);
    await settle();
    await world.clock.advance(5_000);
    assert.equal((await ended("a")).reason, "step-timeout");
    assert.ok(told instanceof TransientError);
  });

  check("a run that works for too long fails; waiting for another try does not count", async (world) => {
    let tries = 0;
    const { engine, ended } = world.start({
      runTimeoutMs: 10_000,
      stepTimeoutMs: 1_000_000,
      workflow: async (context) => {
        const busy = () => (++tries === 1 ? Promise.reject(new TransientError("busy", "busy", { retryAfterMs: 20_000 })) : tries);
        await context.step("busy", busy);
        await context.step("slow", forever);
        return endOf();
      },
    });
    await engine.start("a", INPUT);
    await world.clock.advance(29_999);
    assert.deepEqual([tries, (await engine.list({}))[0]?.status], [2, "running"]);
    await world.clock.advance(1);
    const run = await ended("a");
    assert.deepEqual([run.status, run.error?.code], ["failed", "run-timeout"]);
  });

  check("while one step waits for another try, the work of those beside it counts", async (world) => {
    const { engine, ended } = world.start({
      runTimeoutMs: 10_000,
      stepTimeoutMs: 1_000_000,
      workflow: async (context) => {
        const limited = () => Promise.reject(new TransientError("busy", "busy", { retryAfterMs: 60_000 }));
        await Promise.all([context.step("limited", limited), context.step("limited too", limited), context.step("slow", forever)]);
        return endOf();
      },
    });
    await engine.start("a", INPUT);
    await settle();
    await world.clock.advance(9_999);
    assert.equal((await engine.list({}))[0]?.status, "running");
    await world.clock.advance(1);
    assert.equal((await ended("a")).error?.code, "run-timeout");
  });

  check("an outcome of more than 64 kB fails its step, and says how to keep large things", async (world) => {
    const run = await only(world, async (context) => {
      await context.step("edge", () => "x".repeat(65_534));
      await context.step("large", () => "x".repeat(65_535));
      return endOf();
    });
    assert.deepEqual([run.status, run.error?.code], ["failed", "outcome-too-large"]);
    assert.match(run.reason, /step large .* got 65 kB/);
    assert.match(run.error?.hint ?? "", /hashes/);
  });

  check("an outcome that is not JSON fails its step, and says which part", async (world) => {
    const strangers = [
      [{ a: [new Date(0)] }, "outcome.a[0], a Date"],
      [Number.NaN, "outcome = NaN"],
      [new Map(), "outcome, a Map"],
      [{ b: 1n }, "outcome.b, a bigint"],
    ];
    const messages: string[] = [];
    await only(world, async (context) => {
      for (const [index, [stranger]] of strangers.entries()) {
        await context.step(`step ${index}`, () => stranger).catch((error: unknown) => messages.push(String(error)));
      }
      return endOf();
    });
    assert.deepEqual(
      messages.map((message) => message.split(", got ")[1]),
      strangers.map(([, words]) => words),
    );
  });
}

function fail(tries: Record<string, number>, name: string, error: Error): never {
  tries[name] = (tries[name] ?? 0) + 1;
  throw error;
}
