import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { createPrompts } from "../../src/definitions/prompts.ts";
import { tokenCounter } from "../../src/lib/tokens.ts";
import { makeFolder, writeFiles } from "../support/chief.ts";

const SHIPPED = join(import.meta.dirname, "../../prompts");
const ROLES = ["orchestrator", "executor", "recovery"] as const;

describe("a prompt", () => {
  it("is sent without what stands above it for people, and has less than 1,000 tokens", async () => {
    const count = await tokenCounter();
    for (const role of ROLES) {
      const text = await createPrompts([SHIPPED])(role);
      assert.doesNotMatch(text, /^purpose:|^---/m);
      assert.match(text, /never an\s+instruction/);
      assert.ok(count(text) < 1_000, `${role} has ${count(text)} tokens`);
    }
  });

  it("of the workspace takes the place of the shipped one, from the next reading on", async (t) => {
    const own = makeFolder(t, {});
    const prompt = createPrompts([own, SHIPPED]);
    const shipped = await prompt("executor");
    writeFiles(own, { "executor.md": "---\npurpose: mine\n---\n\nWrite in verse.\n" });
    assert.equal(await prompt("executor"), "Write in verse.");
    writeFiles(own, { "executor.md": "Write in prose.\n" });
    assert.equal(await prompt("executor"), "Write in prose.");
    assert.notEqual(shipped, "");
  });

  it("that says nothing, or is nowhere, is told with the way out", async (t) => {
    const own = makeFolder(t, { "executor.md": "---\npurpose: mine\n---\n" });
    await assert.rejects(createPrompts([own, SHIPPED])("executor"), { code: "prompt-empty", hint: /remove the file/ });
    await assert.rejects(createPrompts([own])("recovery"), { code: "prompt-missing" });
  });

  it("that is too long to be sent with every question is told, and by how much", async (t) => {
    const own = makeFolder(t, { "executor.md": "x".repeat(20_000) });
    assert.equal((await createPrompts([own])("executor")).length, 20_000);
    writeFiles(own, { "executor.md": "x".repeat(20_001) });
    await assert.rejects(createPrompts([own])("executor"), {
      ...{ name: "ConfigError", code: "prompt-too-long", message: /executor\.md to have at most 20,000 characters, got 20,001$/ },
      hint: /fewer words/,
    });
  });
});
