import assert from "node:assert/strict";
import { test } from "node:test";
import { parseReply } from "../../../src/web/desk/words.ts";

test("the fixed words are understood alone, with the number of a flag, or with its key", () => {
  const said: readonly (readonly [string, ReturnType<typeof parseReply>])[] = [
    ["done", { verb: "done" }],
    [" Done! ", { verb: "done" }],
    ["done 2", { verb: "done", flag: { number: 2 } }],
    ["DONE #2", { verb: "done", flag: { number: 2 } }],
    ["why 2c27da0", { verb: "why", flag: { key: "2c27da0" } }],
    ["not a risk 3", { verb: "not_a_risk", flag: { number: 3 } }],
    ["mute", { verb: "mute" }],
    ["snooze", { verb: "snooze" }],
    ["snooze 2", { verb: "snooze", flag: { number: 2 } }],
    ["snooze 3d", { verb: "snooze", days: 3 }],
    ["snooze 1 week", { verb: "snooze", days: 7 }],
    ["snooze 2 for 2 weeks", { verb: "snooze", flag: { number: 2 }, days: 14 }],
    ["undo", { verb: "undo" }],
    ["undo 2", { verb: "undo", flag: { number: 2 } }],
    ["stop", { verb: "stop" }],
    ["Help?", { verb: "help" }],
  ];
  for (const [text, meant] of said) assert.deepEqual(parseReply(text), meant, text);
});

test("a sentence in which such a word stands is no order", () => {
  const sentences = [
    "",
    "I am done with this",
    "done is better than perfect",
    "why is this here again",
    "stop sending me the launch one",
    "mute everything",
    "help me with 2",
    "help 2",
    "snoozed",
    "undone 2",
    "done 2 and 3",
    "snooze 2 until the launch",
    "snooze 0d",
    "snooze 900 weeks",
    "not a risky thing",
    "done 1234",
  ];
  for (const text of sentences) assert.equal(parseReply(text), undefined, text);
});
