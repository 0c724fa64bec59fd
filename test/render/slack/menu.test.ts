import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findKey, findMenu, FLAG_ACTION, parseFlagValue } from "../../../src/render/slack/menu.ts";

const KEY = "3fa2c1b0d5e6f708192a3b4c5d6e7f8091a2b3c4";

describe("a flag's menu", () => {
  it("carries the verb and the key, and nothing else", () => {
    const menu = findMenu(KEY);
    assert.equal(menu?.action_id, FLAG_ACTION);
    assert.deepEqual(
      menu?.options.map(({ text, value }) => [text.text, value]),
      [
        ["Done", `done:${KEY}`],
        ["Snooze until tomorrow", `snooze:${KEY}`],
        ["Mute", `mute:${KEY}`],
        ["Why", `why:${KEY}`],
      ],
    );
  });

  it("is understood when it comes back", () => {
    for (const { value = "" } of findMenu(KEY)?.options ?? []) {
      assert.deepEqual(parseFlagValue(value), { verb: value.split(":")[0], key: KEY });
    }
  });

  it("is understood in no other form", () => {
    for (const value of [
      "",
      "done",
      "done:",
      `:${KEY}`,
      `delete:${KEY}`,
      `Done:${KEY}`,
      `done:${KEY} x`,
      `done:${"x".repeat(80)}`,
      "constructor:x",
    ]) {
      assert.equal(parseFlagValue(value), undefined, value);
    }
  });

  it("is not there for a key that a value can't hold, nor for none", () => {
    assert.equal(findMenu("x".repeat(69)), undefined);
    assert.ok(findMenu("x".repeat(68)));
    assert.equal(findMenu(""), undefined);
  });

  it("tells the flag that it belongs to", () => {
    const menu = findMenu(KEY);
    assert.ok(menu);
    assert.equal(findKey({ type: "section", accessory: menu }), KEY);
    assert.equal(findKey({ type: "section" }), undefined);
    assert.equal(findKey({ type: "divider" }), undefined);
  });
});
