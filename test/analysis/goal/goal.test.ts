import assert from "node:assert/strict";
import { test } from "node:test";
import { goalEvidence } from "../../../src/analysis/goal/evidence.ts";
import { goalGuidance } from "../../../src/analysis/goal/guidance.ts";
import { goalTitle, tellGoal } from "../../../src/analysis/goal/tell.ts";
import { goalStatusOf, type Graded } from "../../../src/core/goal.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { Item } from "../../../src/core/item.ts";
import { tokenCounter } from "../../../src/lib/tokens.ts";
import { goalInWords } from "../../../src/render/goal-words.ts";
import { renderMarkdown } from "../../../src/render/markdown.ts";
import { itemOf } from "../../support/items.ts";
import { assertGrowsWithInput } from "../../support/growth.ts";

const mail = (number: number, changes: Partial<Item> = {}): Item =>
  itemOf({
    id: `mail:${number}`,
    source: "mail",
    kind: "message",
    title: `Letter ${number}`,
    body: `Words of letter ${number}.`,
    ...changes,
  });
const nameOf = (id: string): string => `M${id.slice(5)}`;
const none: ReadonlySet<string> = new Set();

test("a grader is shown the things that share the most words with a criterion, the new and the latest first, whatever their order", () => {
  const contract = mail(7, { title: "Signed contract", body: "Attached is the contract, signed by both." });
  const older = mail(8, { title: "Contract", updatedAt: "2026-11-01T09:00:00.000Z", ts: "2026-11-01T09:00:00.000Z" });
  const fresh = mail(9, { title: "Contract", updatedAt: "2026-10-01T09:00:00.000Z", ts: "2026-10-01T09:00:00.000Z" });
  const items = [older, mail(1), contract, fresh, mail(2)];
  const bearing = { news: new Set([fresh.contentHash]), nameOf };
  const shown = goalEvidence(["The contract is signed"], { items, ...bearing });
  assert.deepEqual(
    shown.map(({ name }) => name),
    ["M7", "M9", "M8"],
  );
  assert.deepEqual(goalEvidence(["The contract is signed"], { items: items.toReversed(), ...bearing }), shown);
  assert.match(shown[0]?.text ?? "", /^kind: message\ntitle: Signed contract\nat: [^]*\nAttached is the contract, signed by both\.$/);
});

test("of a long text the paragraphs that have to do with it are shown, and a thing without a name is not", () => {
  const body = `Hello.\n\n${"Nothing to see here. ".repeat(200)}\n\nThe contract was signed today.`;
  const [shown] = goalEvidence(["The contract is signed"], { items: [mail(1, { body })], news: none, nameOf });
  assert.match(shown?.text ?? "", /The contract was signed today\.$/);
  assert.ok((shown?.text.length ?? Infinity) < 1_300);
  assert.deepEqual(goalEvidence(["The contract is signed"], { items: [mail(1, { body })], news: none, nameOf: () => undefined }), []);
});

test("ten criteria over 3,000 things of 2 kB are looked up in a time that grows with them, and what is shown stays small", async () => {
  const text = "The team talked about guests, payments, contracts, rooms and reviews again today. ".repeat(25);
  const items = Array.from({ length: 3_000 }, (_, number) => mail(number, { body: `${number} ${text}` }));
  const criteria = Array.from({ length: 10 }, (_, number) => `The contract with guest ${number} is signed and paid`);
  await assertGrowsWithInput((size) => goalEvidence(criteria, { items: items.slice(0, size), news: none, nameOf }), items.length);
  const shown = goalEvidence(criteria, { items, news: none, nameOf });
  const count = await tokenCounter();
  const tokens = shown.reduce((sum, each) => sum + count(each.text), 0);
  assert.ok(shown.length <= 60 && tokens < 18_000, `${shown.length} things, ${tokens} tokens`);
});

const proof = { item: "mail:7", path: "title", value: "Signed contract" };
const met: Graded = { criterion: "The contract is signed.", state: "met", proof, since: "2026-11-18T23:30:00.000Z" };
const open: Graded = { criterion: "The room is booked", state: "not_met" };
const waiting: Graded = { ...open, waits: { who: { item: "mail:7", path: "actors.0.name", value: "Ann Lee" }, proof } };
const ungraded: Graded = { ...open, state: "ungraded", why: "the model was busy" };

test("a goal is met, not met, stuck where all that is left waits, and nothing of these while part of it is not graded", () => {
  const told: readonly (readonly [readonly Graded[], string | undefined, string, string])[] = [
    [[met], "met", "Goal: met", "goal met"],
    [[met, open], "not_met", "Goal: 1 of 2 met", "goal: 1 of 2 met"],
    [[met, waiting], "stuck", "Goal: 1 of 2 met; what is missing waits for somebody", "goal: 1 of 2 met, the rest waits for Ann Lee"],
    [[open, waiting], "not_met", "Goal: 0 of 2 met", "goal: 0 of 2 met"],
    [[met, ungraded], undefined, "Goal: 1 of 2 met", "goal: 1 of 2 met, not all of it was graded (the model was busy)"],
    [[ungraded], undefined, "Goal: not graded", "goal: 0 of 1 met, not all of it was graded (the model was busy)"],
    [[], undefined, "Goal: not graded", "goal: 0 of 0 met"],
  ];
  for (const [graded, status, title, words] of told) {
    assert.equal(goalStatusOf(graded), status);
    if (graded.length > 0) assert.deepEqual([goalTitle(graded), goalInWords(graded)], [title, words]);
  }
});

const briefing: Briefing = {
  ...{ automation: "deal", title: "Deal", run: "a", asOf: "2026-11-20T09:00:00.000Z", timezone: "Europe/Berlin", example: false },
  ...{
    headline: [{ kind: "text", text: "Nothing is new." }],
    sections: [],
    gaps: [],
    coverage: [],
    citations: [],
    sources: [],
    quiet: true,
  },
};

test("with nothing else to say, what has moved is the first that is said, and what has not is kept", () => {
  const told = { briefing, graded: [met, open], always: false, items: [mail(7)], letters: { mail: "M" } };
  const moved = tellGoal({ ...told, held: [{ ...open, criterion: met.criterion }, open] });
  assert.equal(moved.quiet, false);
  assert.match(
    renderMarkdown(moved),
    /: Goal: 1 of 2 met\.\n\n## Goal: 1 of 2 met\n\n- Met: The contract is signed, by “Signed contract” \[M1\]\.\n- Missing: The room is booked\./,
  );
  assert.equal(tellGoal({ ...told, held: [met, open] }), briefing);
  assert.equal(tellGoal({ ...told, held: [met, open], always: true }).quiet, true);
});

test("a proof that is out of sight is told without a place to look", () => {
  const told = tellGoal({ briefing, graded: [met], held: [], always: false, items: [], letters: {} });
  assert.deepEqual([told.sections[0]?.bullets[0]?.cites, told.citations], [[], []]);
});

test("who writes is told the goal in its owner's words with what is met since when in the reader's zone, and nothing that was fetched", () => {
  const [told] = goalGuidance([met.criterion, open.criterion], [met, waiting], "Europe/Berlin");
  assert.equal(told?.kind, "memory");
  assert.equal(
    told?.text,
    "What this work is to come to:\n- met since 2026-11-19: The contract is signed.\n- not met yet: The room is booked",
  );
  assert.deepEqual(goalGuidance([], [met], "UTC"), []);
});
