import assert from "node:assert/strict";
import { test } from "node:test";
import { createMentions, createNameMentions } from "../../src/lib/mentions.ts";

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

test("Somebody is found in addresses and names of branches, defanged, and where their name was cut off", () => {
  const ruiz = createMentions(["Ana Ruiz", "ana.ruiz@acme.example", "@ana-ruiz"]);
  for (const [text, told] of [
    ["https://x.example/search?q=Ana+Ruiz&n=1", "https://x.example/search?q=(forgotten)&n=1"],
    ["branch ana-ruiz/fix", "branch (forgotten)/fix"],
    ["ana_ruiz.md, ana.ruiz, to%20Ana%20Ruiz%20", "(forgotten).md, (forgotten), to%20(forgotten)%20"],
    ["to ana.ruiz@acme[.]example", "to (forgotten)"],
    ["[@]ana-ruiz", "(forgotten)"],
    ["Ana Rui… asked 3 days ago", "(forgotten) asked 3 days ago"],
    ["to ana.ruiz@acme.ex…", "to (forgotten)"],
    ["Ruiz, A...", "(forgotten)"],
  ] as const) {
    assert.deepEqual([ruiz.find(text), ruiz.redact(text)], [true, told], text);
  }
  assert.equal(createMentions(["Bo Li"]).redact("q=Bo%20Li"), "q=(forgotten)");
  const others = ["Ana…", "Ana-Ruizen", "Anna Ruiz", "ana.ruiz2", "Ana, Ruiz", "Juana-Ruiz", "Ana Ruland…"];
  assert.deepEqual(others.filter(ruiz.find), []);
});

test("What leads somewhere is known by names as they are alone", () => {
  const { redact } = createNameMentions(["Ana Ruiz", "ana@example.com"]);
  assert.equal(redact("sched:ana-ruiz:1, Ana Ruiz, ana@example.com"), "sched:ana-ruiz:1, (forgotten), (forgotten)");
});

test("Nobody else is taken for them", () => {
  for (const text of ["Ana", "ana@example.org", "@anabel", "Ruiz", ""]) {
    assert.deepEqual([ana.find(text), ana.redact(text)], [false, text], text);
  }
  const short = createMentions(["Bo Li"]);
  assert.equal(short.redact("Bo Li, not Bobo Lido; Li, Bo"), "(forgotten), not Bobo Lido; (forgotten)");
  assert.equal(createMentions([]).find("anything"), false);
});
