import assert from "node:assert/strict";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Clock } from "../../src/core/ports/ambient.ts";
import { LiveDefinitions } from "../../src/definitions/live.ts";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { folderWith, markdown, requestFor } from "./workspace.ts";

/** The clock of a folder that always seems settled. */
const hasty: Clock = {
  now: () => 0,
  after(_ms, callback) {
    const timer = setImmediate(callback);
    return () => clearImmediate(timer);
  },
};

test("whoever watches is told what became of each file: broken, repaired, changed, added, removed", async (context) => {
  const folder = await folderWith(context, { "a.md": markdown("") });
  const drafts = await folderWith(context);
  const told: string[] = [];
  let reloaded = Promise.withResolvers<void>();
  const live = new LiveDefinitions({
    folders: () => [folder],
    load: () => loadDefinitions(requestFor(folder)),
    refresh: () => Promise.resolve(),
    clock: hasty,
    logger: { ...silentLogger, warn: (_fields, message) => void told.push(message.split("\n")[0] ?? "") },
    changed: async () => reloaded.resolve(),
  });
  context.after(() => live.stop());
  live.watch();
  await live.open();

  /** What is told of a change, up to its first notice that matches. */
  async function after(change: () => Promise<void>, notice: RegExp): Promise<void> {
    await change();
    while (!told.some((message) => notice.test(message))) {
      await reloaded.promise;
      reloaded = Promise.withResolvers<void>();
    }
    told.length = 0;
  }
  // By renaming, so that each change is one event.
  const write = (name: string, content: string) => async () => {
    await writeFile(join(drafts, name), content);
    await rename(join(drafts, name), join(folder, name));
  };
  await after(write("a.md", "broken"), /^a stays as it was: its file has 1 problem/);
  await after(write("a.md", markdown("")), /^a is in order now/);
  await after(write("a.md", markdown("retries: 1")), /^a was changed/);
  await after(write("b.md", markdown("")), /^b was added/);
  await after(() => rm(join(folder, "a.md")), /^a was removed/);
  assert.deepEqual(
    live.automations.map(({ id }) => id),
    ["b"],
  );
});
