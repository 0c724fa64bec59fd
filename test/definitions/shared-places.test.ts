import assert from "node:assert/strict";
import { test } from "node:test";
import { loadFiles, markdown } from "./workspace.ts";

test("of automations that would write over each other none is loaded, and what takes several is shared", async (context) => {
  const loaded = await loadFiles(context, {
    "a.md": markdown("writes: [{ file: { path: x.md } }, console]"),
    "b.md": markdown("writes: [console, { file: { path: x.md } }]"),
    "c.md": markdown("writes: [console, { file: { path: y.md } }, { chat: { channel: z } }]"),
    "d.md": markdown("writes: [console, { chat: { channel: z } }]"),
  });
  assert.deepEqual(
    loaded.automations.map(({ id }) => id),
    ["c", "d"],
  );
  const message = "expected one automation to write file, got a and b";
  assert.deepEqual(
    loaded.problems.map((problem) => `${problem.file}: ${problem.message}`),
    [`a.md: ${message}`, `b.md: ${message}`],
  );
});
