import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lean } from "../../../src/analysis/chase/replies/lean.ts";
import { understand } from "../../../src/analysis/chase/replies/understand.ts";
import { PEOPLE, asked, reply } from "./heard.ts";

/** What replies lean towards of the first item, and whether any of it is sure. */
function leanings(...texts: readonly string[]): Record<string, string> {
  const entries = texts.map((text): [string, string] => {
    const words = reply(text);
    const told = lean(understand(words, asked(1), PEOPLE), words, asked(1), PEOPLE).told[0];
    return [text, `${told?.status ?? "-"}${told?.sure === true ? ", sure" : ""}`];
  });
  return Object.fromEntries<string>(entries);
}

describe("What the words of a reply lean towards", () => {
  test("is told of an item that no cue tells of, and is never sure", () => {
    assert.deepEqual(leanings("T-12 is online and everybody has seen it"), {
      "T-12 is online and everybody has seen it": "done",
    });
  });

  test("is not told where something is doubted, asked, ordered, or said of whoever may have it", () => {
    const texts = ["can't say it's on track", "wouldn't call it blocked", "done? lol no", "please mark as done", "I might give it to Ben"];
    assert.deepEqual(leanings(...texts), Object.fromEntries(texts.map((text) => [text, "-"])));
  });

  test("leaves what was understood as it is", () => {
    const words = reply("on track, friday");
    const before = understand(words, asked(1), PEOPLE);
    assert.equal(lean(before, words, asked(1), PEOPLE), before);
  });
});
