import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import type { Automation } from "../../../src/core/automation.ts";
import type { Connector } from "../../../src/core/ports/outside.ts";
import type { Run } from "../../../src/core/run.ts";
import type { EventTrigger } from "../../../src/core/trigger.ts";
import { shippedConnectors } from "../../support/connectors.ts";
import { Watches } from "../../../src/engine/events/watches.ts";
import { eventSources } from "../../../src/triggers/event-sources.ts";
import { automationWith } from "../../support/automation.ts";
import { settle, until } from "../../support/clock.ts";
import { startEvents, type EventWorld } from "../../support/event-world.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { temporaryDirectory } from "../../support/store.ts";

/** A trigger as a definition gives it. */
async function triggerOf(id: string, written: unknown, automation: string): Promise<EventTrigger> {
  const source = await eventSources.load(id);
  const options = source.schema.parse(written);
  assert.ok(typeof options === "object" && options !== null);
  return { kind: "event", audience: [], source: id, options: { ...options }, topic: source.topic(options, automation), where: [] };
}

function watchesOver({ store, clock, dispatcher }: EventWorld, root: string, connectors = shippedConnectors()): Watches {
  const receive = dispatcher.receive.bind(dispatcher);
  const { cursors, runs } = store;
  return new Watches({ sources: eventSources, receive, root, clock, logger: silentLogger, cursors, runs, connectors });
}

test("a file that changes starts a run, and its end the next automation's", async (context) => {
  const root = temporaryDirectory(context);
  mkdirSync(join(root, "notes"));
  const automations = [
    automationWith({ id: "first", triggers: [await triggerOf("file", "notes", "first")] }),
    automationWith({ id: "second", triggers: [await triggerOf("run", "first", "second")] }),
  ];
  const ends: ((run: Run) => void)[] = [];
  const world = await startEvents(context, { automations, onEnd: (run) => ends.forEach((tell) => tell(run)) });
  const watches = watchesOver(world, root);
  ends.push((run) => watches.runEnded(run));
  await watches.update(automations);
  await until(() => world.clock.waiting > 1, "the folder to be looked at");
  writeFileSync(join(root, "notes/a.md"), "new");
  await until(async () => {
    await world.clock.advance(1_000);
    return (await world.store.runs.list({})).length === 2;
  }, "both to run");
  const runs = await world.store.runs.list({});
  assert.deepEqual(
    runs.map(({ automation }) => automation),
    ["second", "first"],
  );
  await watches.stop();
});

test("a source is left alone until what is wanted of it changes, and after the last stop nothing looks out", async (context) => {
  const automations: Automation[] = [automationWith({ id: "a", triggers: [await triggerOf("file", "notes", "a")] })];
  const world = await startEvents(context, { automations: [] });
  await settle();
  const idle = world.clock.waiting;
  const watches = watchesOver(world, temporaryDirectory(context));
  await watches.update(automations);
  await until(() => world.clock.waiting > idle, "the source to look out");
  await watches.update([automationWith({ ...automations[0], name: "Renamed" })]);
  assert.equal(world.clock.waiting, idle + 1);
  await watches.update([]);
  assert.equal(world.clock.waiting, idle);
  await watches.stop();
});

test("a source that there is not is tried again, and keeps no other from looking out", async (context) => {
  const gone: EventTrigger = { kind: "event", audience: [], source: "gone", options: {}, topic: "gone:x", where: [] };
  const automations = [automationWith({ id: "a", triggers: [gone, await triggerOf("file", "notes", "a")] })];
  const world = await startEvents(context, { automations: [] });
  await settle();
  const idle = world.clock.waiting;
  const watches = watchesOver(world, temporaryDirectory(context));
  await watches.update(automations);
  await until(() => world.clock.waiting === idle + 2, "the folder to be looked at, and another try to be waited for");
  await watches.stop();
  assert.equal(world.clock.waiting, idle);
});

test("a service that has news has its source look at once, and nobody else's", async (context) => {
  const fetches: string[] = [];
  const github: Connector = {
    ...{
      id: "github",
      title: "GitHub",
      alias: "P",
      schema: z.unknown(),
      mentions: [],
      account: "github",
      describe: () => "all",
      audience: () => [],
    },
    async fetch() {
      fetches.push("github");
      return { items: [], failures: [], notes: [] };
    },
  };
  const reads = [{ name: "github", audience: [], connector: "github", options: {} }];
  const triggers = [await triggerOf("github", { event: "issue.opened" }, "a")];
  const world = await startEvents(context, { automations: [] });
  const watches = watchesOver(world, temporaryDirectory(context), { ids: ["github"], load: async () => github });
  watches.nudge("github", "main");
  await watches.update([automationWith({ id: "a", triggers, reads })]);
  await settle();
  watches.nudge("file", "main");
  await world.clock.advance(10_000);
  assert.equal(fetches.length, 1);
  watches.nudge("github", "main");
  await world.clock.advance(1_000);
  assert.equal(fetches.length, 2);
  await watches.stop();
  watches.nudge("github", "main");
});
