import assert from "node:assert/strict";
import { test } from "node:test";
import { findFact, type Item } from "../../src/core/item.ts";
import { checkGrades } from "../../src/verify/grades.ts";
import { findProof, stillSays } from "../../src/verify/proof.ts";
import { itemOf } from "../support/items.ts";

const pull = itemOf({
  ...{ id: "github:1", source: "github", kind: "pull_request", title: "Let guests pay in one step" },
  body: "First line.\n\nAnn wrote (yes): “We merged it,\nand rolled it out.”\nDone.",
  fields: { status: "merged", size: 302, approved: true, mergedAt: "2026-11-17T10:30:00.000Z", labels: ["ready", "paid"], note: null },
  actors: [{ name: "Ann Lee", role: "author" }],
});

function pathOf(quote: string, item: Item = pull): string | undefined {
  const proof = findProof(item, quote);
  if (proof) assert.deepEqual(proof.value, findFact(item, proof.path), "the fact is what the thing says");
  return proof?.path;
}

test("words of a thing are found letter for letter, however they are laid out and quoted", () => {
  assert.equal(pathOf("We merged it, and rolled it out."), "body.31-63");
  assert.equal(pathOf("“We merged it,\nand rolled it out.”"), "body.31-63");
  assert.equal(pathOf("Ann wrote (yes): “We merged it"), "body.13-43");
  assert.equal(pathOf("Done."), "body.65-70");
  assert.equal(pathOf("status: merged"), "fields.status");
  assert.equal(pathOf("size: 302"), "fields.size");
  assert.equal(pathOf("approved: true"), "fields.approved");
  assert.equal(pathOf("labels: ready, paid"), "fields.labels");
  assert.equal(pathOf("author: Ann Lee"), "actors.0.name");
  assert.equal(pathOf("title: Let guests pay in one step"), "title");
  assert.equal(pathOf("guests pay in one step"), "title");
  assert.equal(pathOf("2026-11-17T10:30:00.000Z"), "fields.mergedAt");
});

test("other words, other letters, parts of words and what proves nothing are not found", () => {
  const wrong = [
    "We merged them",
    "we merged it",
    "e merged it, and roll",
    "status: open",
    "size: 30",
    "merged",
    "302",
    "true",
    "it",
    "",
    "“”",
    "...",
    "note: ",
  ];
  for (const quote of wrong) assert.equal(pathOf(quote), undefined, quote);
});

test("words with signs of a search pattern are words, and a long proof is cut without halving a letter", () => {
  const item = itemOf({ id: "files:1", source: "files", kind: "note", body: `(.*)+? is $5 [net]\n${"\u{1f600}".repeat(150)} end` });
  assert.equal(pathOf("(.*)+? is $5 [net]", item), "body.0-18");
  assert.equal(pathOf(".* is $5", item), undefined);
  const proof = findProof(item, `${"\u{1f600}".repeat(150)} end`);
  assert.ok(typeof proof?.value === "string" && proof.value.isWellFormed() && proof.value.length <= 200);
});

test("a proof stands while its thing says it, wherever in its text", () => {
  const proof = findProof(pull, "We merged it") ?? assert.fail("no proof");
  assert.equal(stillSays({ ...pull, body: `More above.\n${pull.body}` }, proof), true);
  assert.equal(stillSays({ ...pull, body: "We reverted it." }, proof), false);
  const status = findProof(pull, "status: merged") ?? assert.fail("no proof");
  assert.equal(stillSays(pull, status), true);
  assert.equal(stillSays({ ...pull, fields: { status: "open" } }, status), false);
  assert.equal(stillSays({ ...pull, fields: {} }, status), false);
});

test("whatever is answered, each criterion gets one grade and nothing throws", () => {
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  const trap = {
    get grades(): never {
      throw new Error("trap");
    },
  };
  const answers: readonly unknown[] = [
    undefined,
    null,
    7,
    "met",
    [],
    {},
    { grades: {} },
    { grades: [{ criterion: 1, met: "yes" }] },
    circle,
    trap,
  ];
  for (const answer of [...answers, { grades: [], extra: 1 }, { grades: "x".repeat(100_000) }]) {
    const graded = checkGrades({ criteria: ["A", "B"], answer, asOf: "2026-11-20T09:00:00.000Z", itemOf: () => pull });
    assert.deepEqual(
      graded.map(({ criterion, state }) => [criterion, state]),
      [
        ["A", "ungraded"],
        ["B", "ungraded"],
      ],
    );
  }
});

test("of two answers to one criterion the first counts, and a number that was not asked is no answer", () => {
  const grade = { met: true, thing: "P1", quote: "status: merged", waits_for: null };
  const answer = {
    grades: [
      { ...grade, criterion: 2 },
      { ...grade, criterion: 2, met: false },
      { ...grade, criterion: 9 },
    ],
  };
  const graded = checkGrades({ criteria: ["A", "B"], answer, asOf: "2026-11-20T09:00:00.000Z", itemOf: () => pull });
  assert.deepEqual(
    graded.map(({ state }) => state),
    ["ungraded", "met"],
  );
});
