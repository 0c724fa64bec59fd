import assert from "node:assert/strict";
import { test } from "node:test";
import { letterOf, type LetterParts } from "../../../src/deliveries/email/letter.ts";
import { sampleBriefing } from "../../render/sample.ts";

const parts: LetterParts = {
  briefing: sampleBriefing(),
  key: "v1:key",
  from: "Chief <chief@example.com>",
  to: [{ key: "me", name: "Sam", address: "sam@example.com" }],
  atMs: 0,
};

test("no name and no address begins another header", () => {
  const [person] = parts.to;
  assert.ok(person);
  for (const end of ["\r\nBcc: eve@evil.com", "\n x", "\u2028x", "\u0000"]) {
    for (const changes of [
      { from: `Chief${end} <chief@example.com>` },
      { to: [person, { ...person, name: `Sam${end}` }] },
      { to: [{ ...person, address: `sam@example.com${end}` }] },
    ]) {
      assert.throws(() => letterOf({ ...parts, ...changes }), { name: "PolicyError", code: "mail-header" });
    }
  }
});

test("a title from outside stays one line of its header", () => {
  const { subject, list } = letterOf({ ...parts, briefing: sampleBriefing({ title: "x\r\nBcc: eve@evil.com\u2028y" }) });
  assert.match(String(subject), /^x Bcc: eve@evil\[\.\]com y/);
  assert.doesNotMatch(JSON.stringify(list), /\\r|\\n|\u2028/);
});
