import assert from "node:assert/strict";
import { test } from "node:test";
import { chief, makeFolder } from "../support/chief.ts";

const workspace = {
  "config/chief.yaml": "timezone: Europe/Berlin\n",
  "automations/day.md": "---\nname: My day\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - console\n---\n\nGo through @Files.\n",
};

test("An automation keeps in mind what it is told, says who said so, and forgets it when asked to", async (t) => {
  const folder = makeFolder(t, workspace);
  assert.match((await chief(folder, "memory", "day")).stderr, /day keeps nothing in mind\. To tell it something: .*memory day --add/);
  const added = await chief(folder, "memory", "day", "--add", "no  build\nmails", "--days", "30");
  assert.equal(added.code, 0, added.stderr);
  assert.match(added.stdout, /^day keeps in mind until \w{3} \d+ \w{3} \d{4}: no build mails\n$/);
  assert.match(added.stderr, /It counts once a model writes/);
  const { notes } = JSON.parse((await chief(folder, "memory", "day", "--json")).stdout) as {
    notes: { id: string; by: string; from: string }[];
  };
  const [{ id, by, from } = { id: "", by: "", from: "" }] = notes;
  assert.deepEqual([notes.length, by, from], [1, "me", "chief memory"]);
  assert.match((await chief(folder, "memory", "day")).stdout, new RegExp(`${id} +no build mails +me +chief memory`));
  assert.match((await chief(folder, "memory", "day", "--forget", id)).stdout, new RegExp(`day keeps ${id} in mind no more`));
  const twice = await chief(folder, "memory", "day", "--forget", id);
  assert.deepEqual([twice.code === 0, /expected the id of a note of day, got/.test(twice.stderr)], [false, true]);
  assert.match((await chief(folder, "audit")).stdout, /me asked day to keep something in mind/);
});

test("What is no note, or for no automation, is refused with the way out", async (t) => {
  const folder = makeFolder(t, workspace);
  for (const [words, said] of [
    [["day", "--add", " "], /expected a note of 1 to 280 characters, got 0/],
    [["day", "--add", "a".repeat(281)], /got 281/],
    [["day", "--add", "short", "--days", "5000"], /expected a note to count for 1 to 3650 days, got 5000/],
    [["dya", "--add", "short"], /Did you mean day/],
    [["day", "--add", "a", "--forget", "b"], /expected --add or --forget, got both/],
  ] as const) {
    const { code, stderr } = await chief(folder, "memory", ...words);
    assert.notEqual(code, 0);
    assert.match(stderr, said);
  }
});
