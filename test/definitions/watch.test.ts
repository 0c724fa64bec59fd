import assert from "node:assert/strict";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { Clock } from "../../src/core/ports/ambient.ts";
import { watchFolders } from "../../src/definitions/watch.ts";
import { folderWith } from "./workspace.ts";

/** A clock that tells when somebody starts to wait, and lets the test end the wait. */
function watchedClock() {
  const waits: (() => void)[] = [];
  let started = Promise.withResolvers<void>();
  const clock: Clock = {
    now: () => 0,
    after(_ms, callback) {
      waits.push(callback);
      started.resolve();
      return () => waits.splice(waits.indexOf(callback), 1);
    },
  };
  const elapse = async () => {
    await started.promise;
    started = Promise.withResolvers<void>();
    for (const callback of waits.splice(0)) callback();
  };
  return { clock, waits, elapse };
}

function watching(context: TestContext, folders: readonly string[]) {
  const { clock, waits, elapse } = watchedClock();
  const seen = { changes: 0, failures: 0 };
  const stop = watchFolders({ folders: () => folders, clock, changed: () => (seen.changes += 1), failed: () => (seen.failures += 1) });
  context.after(stop);
  return { seen, waits, elapse, stop };
}

test("a burst of changes is told once, after it has settled, and the next one again", async (context) => {
  const folder = await folderWith(context);
  const { seen, waits, elapse } = watching(context, [folder]);
  await writeFile(join(folder, "a.md"), "1");
  await writeFile(join(folder, "b.md"), "1");
  await elapse();
  assert.deepEqual(seen, { changes: 1, failures: 0 });
  assert.equal(waits.length, 0);
  await writeFile(join(folder, "a.md.tmp"), "2");
  await rename(join(folder, "a.md.tmp"), join(folder, "a.md"));
  await elapse();
  assert.deepEqual(seen, { changes: 2, failures: 0 });
});

test("a folder that does not exist yet is noticed when it appears, and watched from then on", async (context) => {
  const root = await folderWith(context);
  const folder = join(root, "automations");
  const { seen, elapse } = watching(context, [folder]);
  await mkdir(folder);
  await elapse();
  await writeFile(join(folder, "a.md"), "1");
  await elapse();
  assert.deepEqual(seen, { changes: 2, failures: 0 });
});

test("a folder that is replaced goes on being watched", async (context) => {
  const root = await folderWith(context);
  const folder = join(root, "automations");
  await mkdir(folder);
  const { seen, elapse } = watching(context, [folder, root]);
  await rename(folder, join(root, "old"));
  await mkdir(folder);
  await elapse();
  await writeFile(join(folder, "a.md"), "1");
  await elapse();
  assert.equal(seen.failures, 0);
  assert.equal(seen.changes, 2);
});

test("after it was stopped nothing is told", async (context) => {
  const folder = await folderWith(context);
  const { seen, waits, stop } = watching(context, [folder]);
  stop();
  await writeFile(join(folder, "a.md"), "1");
  assert.equal(waits.length, 0);
  assert.equal(seen.changes, 0);
});
