import assert from "node:assert/strict";
import { test } from "node:test";
import { windows } from "../../../src/analysis/context/windows.ts";
import { tokenCounter } from "../../../src/lib/tokens.ts";
import { atWork, MORNING, SHOWING } from "./busy-day.ts";
import { assertGrowsWithInput } from "../../support/growth.ts";

const count = await tokenCounter();
const TURN = "Grace: The crane at the north quay stands still since Monday. Nobody has looked at it yet. I shall ask the pilots.\n\n";

test("a thing is shown in full: who, all its fields, and its words behind a margin", async () => {
  const letter = MORNING.mail("Contract", MORNING.at("08:00"), {
    from: "dana",
    body: "Dear Sam,\nsign it.",
    attachments: ["contract.pdf"],
  });
  const found = await atWork(MORNING, [letter]).look({ handle: "M1", ...SHOWING });
  assert.equal(found?.item, letter.id);
  assert.equal(found?.source, "mail");
  const lines = found?.text.split("\n") ?? [];
  assert.deepEqual(lines.slice(0, 3), [
    'M1 mail "Contract"',
    "ts=Thu 19 Nov 08:00 updatedAt=Thu 19 Nov 08:00",
    'from "Dana Whitfield", to "Sam Rivera"',
  ]);
  assert.ok(lines.includes('attachments="contract.pdf"'));
  assert.deepEqual(lines.slice(-2), ["| Dear Sam,", "| sign it."]);
});

test("a long transcript is shown up to a whole sentence, and says how much is missing", async () => {
  const letter = MORNING.mail("Transcript", MORNING.at("08:00"), { body: TURN.repeat(600) });
  const { text = "" } = (await atWork(MORNING, [letter]).look({ handle: "M1", ...SHOWING })) ?? {};
  assert.ok(count(text) <= 4_100 && count(text) > 3_500, String(count(text)));
  assert.match(text, /\. *\n\([\d,]+ more characters not shown\)$/);
});

test("a body without a space is cut before it is counted, and says how much is missing", async () => {
  for (const [what, body] of [
    ["one line", "abcdefghij".repeat(50_000)],
    ["Japanese", "東京本社の会議室予約について確認をお願い致します".repeat(20_000)],
  ] as const) {
    const shown = async (length: number): Promise<string> => {
      const letter = MORNING.mail("Long", MORNING.at("08:00"), { body: body.slice(0, length) });
      return (await atWork(MORNING, [letter]).look({ handle: "M1", ...SHOWING }))?.text ?? "";
    };
    await assertGrowsWithInput(shown, body.length);
    const text = await shown(body.length);
    assert.match(text, /\([\d,]+ more characters not shown\)$/);
    assert.ok(count(text) <= 4_100, `${what}: ${count(text)}`);
  }
});

test("a name that was never shown shows nothing", async () => {
  assert.equal(await atWork(MORNING, [MORNING.task("One")]).look({ handle: "M1", ...SHOWING }), undefined);
});

test("a search finds words in whatever form, those of a title first", () => {
  const title = MORNING.mail("Deployment of the pilots", MORNING.minutes(-300), { messageId: "a@x" });
  const body = MORNING.mail("Hello", MORNING.minutes(-10), { body: "We deployed it with a pilot.", messageId: "b@x" });
  const other = MORNING.mail("Deploy", MORNING.minutes(-10), { messageId: "c@x" });
  const task = MORNING.task("Deploy with pilots");
  const work = atWork(MORNING, [title, body, other, task]);
  assert.deepEqual(work.search({ words: "deploying Pilot", from: ["mail"], letters: SHOWING.letters }), ["M1", "M2"]);
  assert.deepEqual(work.search({ words: "policies nobody wrote", from: ["mail"], letters: SHOWING.letters }), []);
  assert.deepEqual(work.search({ words: " ", from: ["mail"], letters: SHOWING.letters }), []);
});

test("a search gives twenty at most", () => {
  const letters = Array.from({ length: 30 }, (_, index) => MORNING.mail("Pier", MORNING.minutes(-index), { messageId: `${index}@x` }));
  assert.equal(atWork(MORNING, letters).search({ words: "piers", from: ["mail"], letters: SHOWING.letters }).length, 20);
});

test("the windows of a long text are whole turns, and together they are the text", () => {
  const text = TURN.repeat(900);
  const found = windows(text, 7_000, count);
  assert.equal(found.map((window) => window.text).join(""), text);
  assert.ok(found.length > 2);
  for (const { text: part, start, end } of found) {
    assert.ok(count(part) <= 7_000 && part.startsWith("Grace:") && part.endsWith("\n\n"));
    assert.equal(text.slice(start, end), part);
  }
  assert.ok(found.slice(0, -1).every((window) => count(window.text) > 6_000));
});

test("a paragraph that is too long is divided between sentences, and a sentence wherever it has to be", () => {
  const text = `${"The crane stands still. ".repeat(200)}${"🚢".repeat(3_000)}`;
  const found = windows(text, 500, count);
  assert.equal(found.map((window) => window.text).join(""), text);
  assert.ok(found.every((window) => count(window.text) <= 500 && window.text.isWellFormed()));
  assert.ok(found[0]?.text.endsWith("still. "));
  assert.deepEqual(windows("", 500, count), []);
});
