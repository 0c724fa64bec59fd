import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventTrigger } from "../../src/core/trigger.ts";
import { findRunCycles } from "../../src/core/run-cycles.ts";

function after(id: string, ...automations: string[]) {
  const trigger: EventTrigger = {
    kind: "event",
    audience: [],
    source: "run",
    options: { automations },
    topic: `run:${automations.join(",")}`,
    where: [],
  };
  return { id, triggers: automations.length === 0 ? [] : [trigger] };
}

test("automations in a row start each other without a circle", () => {
  assert.deepEqual(findRunCycles([after("a"), after("b", "a"), after("c", "a", "b"), after("d", "gone")]), []);
});

test("a circle is told in the order of its runs, once", () => {
  assert.deepEqual(findRunCycles([after("a", "c"), after("b", "a"), after("c", "b"), after("d", "c")]), [["a", "b", "c"]]);
});

test("an automation that follows itself is a circle", () => {
  assert.deepEqual(findRunCycles([after("a", "a")]), [["a"]]);
});

test("circles that share an automation are both told", () => {
  assert.deepEqual(findRunCycles([after("hub", "left", "right"), after("left", "hub"), after("right", "hub")]), [
    ["hub", "left"],
    ["right", "hub"],
  ]);
});
