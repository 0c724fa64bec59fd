import assert from "node:assert/strict";
import { test } from "node:test";
import { keepLastGood } from "../../src/definitions/last-good.ts";
import { loadDefinitions, type LoadedDefinitions } from "../../src/definitions/load.ts";
import { folderWith, loadFiles, markdown, requestFor } from "./workspace.ts";

const inForce = ({ automations }: LoadedDefinitions) => ({ automations, broken: new Set<string>() });

test("after a reload the good files are in force, and a broken one keeps its version from before", async (context) => {
  const before = await loadFiles(context, {
    "broken.md": markdown("retries: 1"),
    "changed.md": markdown("retries: 1"),
    "gone.md": markdown(""),
    "same.md": markdown(""),
  });
  const after = await loadFiles(context, {
    "added.md": markdown(""),
    "broken.md": markdown("retries: x\nwhen: y"),
    "changed.md": markdown("retries: 2"),
    "refused.md": "x",
    "same.md": markdown(""),
  });
  const { automations, broken, notices } = keepLastGood(inForce(before), after);
  assert.deepEqual([...broken], ["broken", "refused"]);
  assert.deepEqual(
    automations.map(({ id, retries }) => `${id} ${retries}`),
    ["added 3", "broken 1", "changed 2", "same 3"],
  );
  assert.deepEqual(
    notices.map(({ change, message }) => `${change}: ${message}`),
    [
      "kept: broken stays as it was: its file has 2 problems.",
      "changed: changed was changed.",
      "removed: gone was removed: it runs no more.",
      "added: added was added.",
      "refused: refused does not run: its file has 1 problem.",
    ],
  );
});

test("a repaired file is told of, also where it is again what it was, and no more than once", async (context) => {
  const good = await loadFiles(context, { "a.md": markdown("") });
  const bad = await loadFiles(context, { "a.md": "x" });
  const broken = keepLastGood(inForce(good), bad);
  const repaired = keepLastGood(broken, good);
  assert.deepEqual(
    repaired.notices.map(({ message }) => message),
    ["a is in order now: it runs as written."],
  );
  assert.deepEqual(keepLastGood(repaired, good).notices, []);
});

test("of two files that share an id the version from before stays in force", async (context) => {
  const before = await loadFiles(context, { "a.md": markdown("retries: 1") });
  const after = await loadFiles(context, { "a.md": markdown("retries: 1"), "a.yaml": "name: Other\nprompt: x\n" });
  assert.deepEqual(keepLastGood(inForce(before), after).automations, before.automations);
});

test("while the folder cannot be read everything stays as it was", async (context) => {
  const before = await loadFiles(context, { "a.md": markdown("") });
  const after = await loadDefinitions(requestFor(`${await folderWith(context)}/gone`));
  const { automations, notices } = keepLastGood(inForce(before), after);
  assert.deepEqual(automations, before.automations);
  assert.deepEqual(
    notices.map(({ message }) => message),
    ["a stays as it was: its folder cannot be read."],
  );
});
