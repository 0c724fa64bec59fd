import assert from "node:assert/strict";
import { test } from "node:test";
import { createMentions } from "../../src/lib/mentions.ts";

const ana = createMentions(["Ana Ruiz", "ana@example.com", "U0ANARUIZ1", "@ana"]);

test("Somebody is found however they are written, and told as forgotten", () => {
  const ways = ["Ana Ruiz", "ANA RUIZ", "Ana\n  Ruiz", "Ruiz, Ana", "Ana\u200b Ruiz", "<ana@example.com>", "ANA@example.com", "@ana"];
  const encoded = [
    Buffer.from("to ana@example.com!").toString("base64"),
    Buffer.from("ana@example.com").toString("hex"),
    "ana%40example.com",
  ];
  for (const way of [...ways, ...encoded]) {
    assert.ok(ana.find(`x ${way} x`), way);
    assert.ok(!ana.find(ana.redact(`x ${way} x`)), way);
  }
  assert.equal(ana.redact("Meet Ana Ruiz (ana@example.com), or ask @ana."), "Meet (forgotten) ((forgotten)), or ask (forgotten).");
});

test("Nobody else is taken for them", () => {
  for (const text of ["Ana", "ana@example.org", "@anabel", "Ruiz", ""]) {
    assert.deepEqual([ana.find(text), ana.redact(text)], [false, text], text);
  }
  const short = createMentions(["Bo Li"]);
  assert.equal(short.redact("Bo Li, not Bobo Lido; Li, Bo"), "(forgotten), not Bobo Lido; (forgotten)");
  assert.equal(createMentions([]).find("anything"), false);
});
