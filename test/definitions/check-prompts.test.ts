import assert from "node:assert/strict";
import { join } from "node:path";
import { it } from "node:test";
import { createPrompts } from "../../src/definitions/prompts.ts";
import { validatePlace } from "../../src/shipped.ts";
import { makeFolder } from "../support/chief.ts";

it("a prompt that is a folder, or says nothing, is told of when the workspace is checked", async (t) => {
  const root = makeFolder(t, {
    "prompts/executor.md/note.txt": "a folder\n",
    "prompts/recovery.md": "\n",
    "prompts/grader.md": "Judge.\n",
  });
  await assert.rejects(createPrompts([join(root, "prompts")])("executor"), { code: "prompt-unreadable", hint: /Put a text file/ });
  const { problems } = await validatePlace(root, {});
  assert.deepEqual(
    problems.map(({ file }) => file),
    ["prompts/executor.md", "prompts/recovery.md"],
  );
  assert.match(problems[0]?.message ?? "", /executor\.md to be a file that can be read, got a folder/);
});
