import assert from "node:assert/strict";
import { test } from "node:test";
import { keepLastGood } from "../../src/definitions/last-good.ts";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { folderWith, loadFiles, markdown, requestFor } from "./workspace.ts";

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
  const { automations, notices } = keepLastGood(before.automations, after);
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

test("of two files that share an id the version from before stays in force", async (context) => {
  const before = await loadFiles(context, { "a.md": markdown("retries: 1") });
  const after = await loadFiles(context, { "a.md": markdown("retries: 1"), "a.yaml": "name: Other\nprompt: x\n" });
  assert.deepEqual(keepLastGood(before.automations, after).automations, before.automations);
});

test("while the folder cannot be read everything stays as it was", async (context) => {
  const before = await loadFiles(context, { "a.md": markdown("") });
  const after = await loadDefinitions(requestFor(`${await folderWith(context)}/gone`));
  const { automations, notices } = keepLastGood(before.automations, after);
  assert.deepEqual(automations, before.automations);
  assert.deepEqual(
    notices.map(({ message }) => message),
    ["a stays as it was: its folder cannot be read."],
  );
});
