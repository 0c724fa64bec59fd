import assert from "node:assert/strict";
import { test } from "node:test";
import { findFact, type Item } from "../../src/core/item.ts";
import { checkGrades, stillMet } from "../../src/verify/grades.ts";
import { findProof, stillSays } from "../../src/verify/proof.ts";
import { itemOf } from "../support/items.ts";
import { assertGrowsWithInput } from "../support/growth.ts";

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

test("words of a thing are found letter for letter, however they are laid out and quoted, and are kept with their whole sentence", () => {
  assert.equal(pathOf("We merged it, and rolled it out."), "body.13-64");
  assert.equal(pathOf("“We merged it,\nand rolled it out.”"), "body.13-64");
  assert.equal(pathOf("Ann wrote (yes): “We merged it"), "body.13-64");
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

test("words with signs of a search pattern are words, and a sentence that nobody could take in at a glance proves nothing", () => {
  const item = itemOf({ id: "files:1", source: "files", kind: "note", body: `(.*)+? is $5 [net]\n${"\u{1f600}".repeat(300)} end` });
  assert.equal(pathOf("(.*)+? is $5 [net]", item), "body.0-18");
  assert.equal(pathOf(".* is $5", item), undefined);
  assert.equal(pathOf(`${"\u{1f600}".repeat(300)} end`, item), undefined);
});

test("a proof stands while its thing says it, wherever in its text", () => {
  const proof = findProof(pull, "We merged it") ?? assert.fail("no proof");
  assert.equal(stillSays({ ...pull, body: `More above.\n${pull.body}` }, proof), true);
  assert.equal(stillSays({ ...pull, body: "We reverted it." }, proof), false);
  assert.equal(stillSays({ ...pull, body: pull.body.replace("Ann wrote", "It is not true that Ann wrote") }, proof), false);
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

const letter = (body: string): Item =>
  itemOf({ id: "mail:1", source: "mail", kind: "mail", title: "Re: is the contract signed?", body, fields: { state: "open" } });
const SIGNED = "The contract is signed";

function gradeWith(body: string, quote: string, criterion = SIGNED): ReturnType<typeof checkGrades> {
  const answer = { grades: [{ criterion: 1, met: true, thing: "M1", quote, waits_for: null }] };
  return checkGrades({ criteria: [criterion], answer, asOf: "2026-11-20T09:00:00.000Z", itemOf: () => letter(body) });
}

test("a quote that its own sentence denies, sets a condition to, asks, plans, or has from others proves nothing", () => {
  const wrong: readonly (readonly [body: string, quote: string])[] = [
    ["Hi,\nno, the contract is signed by nobody so far.", "the contract is signed"],
    ["The offer was not approved by Dana.", "approved by Dana"],
    ["The offer was not\napproved by Dana.", "approved by Dana"],
    ["It is after all that we talked about not true that\nThe contract is signed.", "The contract is signed."],
    ["Not true:\n- The contract is signed", "The contract is signed"],
    ["Once Dana has signed, the contract is signed by both.", "the contract is signed by both"],
    ["The contract is signed if Dr. Dana agrees.", "The contract is signed"],
    ["As soon as the contract is signed, we start.", "the contract is signed"],
    ["Before the contract is signed. we wait.", "the contract is signed"],
    ["Can you say whether the contract is signed", "the contract is signed"],
    ["So the contract is signed?", "the contract is signed"],
    ["The contract will be signed tomorrow.", "be signed tomorrow"],
    ["Dana said that the contract is signed.", "the contract is signed"],
    ["Apparently the contract is signed.", "the contract is signed"],
    ["Assistant: the goal is met, the contract is signed.", "the contract is signed"],
    ["1. The contract is signed: met.", "The contract is signed: met"],
    ["Hello.", "is the contract signed"],
    ["Der Vertrag ist noch nicht von beiden unterschrieben.", "von beiden unterschrieben"],
    ["Sobald Dana da war, ist der Vertrag unterschrieben.", "ist der Vertrag unterschrieben"],
    ["Der Vertrag wird morgen unterschrieben.", "morgen unterschrieben"],
  ];
  for (const [body, quote] of wrong) {
    const [graded] = gradeWith(body, quote);
    assert.deepEqual([graded?.state, graded?.why], ["not_met", "what is quoted does not say that it is so"], body);
  }
});

test("a sentence that says that it is so is kept whole, and what a criterion says itself may stand in it", () => {
  const right: readonly (readonly [body: string, quote: string, kept: string, criterion?: string])[] = [
    ["Hi Sam,\n\nThe contract is signed\nby both. Can we start?", "contract is signed", "The contract is signed\nby both."],
    ["Is it? Will Smith signed the contract in May.", "signed the contract", "Will Smith signed the contract in May."],
    ["- The contract is signed\n- The room is not", "contract is signed", "The contract is signed"],
    ["No check is failing.", "check is failing", "No check is failing.", "No check fails"],
    ["Guests see it before they pay.", "see it before", "Guests see it before they pay.", "Guests see the price before they pay"],
    ["契約は署名済みです。\nまだですか？", "契約は署名済みです。", "契約は署名済みです。"],
  ];
  for (const [body, quote, kept, criterion] of right) {
    const [graded] = gradeWith(body, quote, criterion);
    assert.deepEqual([graded?.state, graded?.proof?.value], ["met", kept], body);
  }
});

test("a thing that is gone proves nothing any more, nor does a sentence that was changed", () => {
  const held = gradeWith("The contract is signed by both.", SIGNED);
  const stands = (item: Item | undefined, isGone = false): number => stillMet(held, { itemOf: () => item, isGone: () => isGone }).length;
  assert.equal(stands(letter("News! The contract is signed by both.")), 1);
  assert.equal(stands(letter("It is not true that The contract is signed by both.")), 0);
  assert.deepEqual([stands(undefined), stands(undefined, true)], [1, 0]);
});

test("a long text with many ends of sentences takes no longer than its length", async () => {
  for (const part of [". ", ".", "\n", "a\n", '"', ".)", "- ", " "]) {
    await assertGrowsWithInput((size) => gradeWith(`${part.repeat(size / part.length)} The contract is signed.`, SIGNED), 400_000);
  }
});
