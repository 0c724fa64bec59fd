import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder, plainEnvironment, spawnChief, writeFiles } from "../support/chief.ts";

const PEOPLE = "ana:\n  name: Ana Ruiz\n";
const FILES = {
  "config/chief.yaml": "{}\n",
  "config/people.yaml": PEOPLE,
  "automations/day.md": "---\nname: Day\nreads: [git]\n---\n\nTell me.\n",
};

async function call(folder: string, ...words: string[]): Promise<void> {
  const child = spawnChief(folder, words, { ...plainEnvironment, NODE_COMPILE_CACHE: join(folder, "cache") });
  const code = await new Promise((done) => child.on("close", done));
  assert.equal(code, 0);
}

/** What is kept of read configurations. */
function keptIn(folder: string): string[] {
  return globSync(join(folder, "cache/*/workspaces/*")).map((path) => readFileSync(path, "utf8"));
}

test("Of a configuration that was read only the last is kept, so that who was taken out is in none", async (t) => {
  const folder = makeFolder(t, FILES);
  await call(folder, "list");
  assert.match(keptIn(folder).join(), /Ana Ruiz/);
  writeFiles(folder, { "config/people.yaml": "{}\n" });
  await call(folder, "list");
  assert.equal(keptIn(folder).length, 1);
  assert.doesNotMatch(keptIn(folder).join(), /Ana Ruiz/);
});

test("Forgetting clears what any version of Node has kept of configurations, and nothing else beside it", async (t) => {
  const folder = makeFolder(t, {
    ...FILES,
    "cache/v22.1.0-x64-5a6e4c20-1000/workspaces/v1-old.json": "Ana Ruiz",
    "cache/mine/workspaces/notes.md": "Ana Ruiz",
  });
  await call(folder, "list");
  await call(folder, "forget", "ana", "--yes");
  assert.deepEqual(keptIn(folder), ["Ana Ruiz"]);
  assert.ok(existsSync(join(folder, "cache/mine/workspaces/notes.md")));
});
