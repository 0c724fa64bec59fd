import { test } from "node:test";
import type { Check, CreateWorld } from "../../support/engine-world.ts";
import { testLifetime } from "./contract-lifetime.ts";
import { testOrder } from "./contract-order.ts";
import { testReplay } from "./contract-replay.ts";
import { testRetry } from "./contract-retry.ts";
import { testTries } from "./contract-tries.ts";

/** What every engine must do; `createWorld` gives fresh data for each check. */
export function testEngineContract(name: string, createWorld: CreateWorld): void {
  const check: Check = (what, body) => {
    void test(`${name}: ${what}`, (context) => body(createWorld(context)));
  };
  testLifetime(check);
  testOrder(check);
  testReplay(check);
  testRetry(check);
  testTries(check);
}
