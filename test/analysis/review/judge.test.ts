import assert from "node:assert/strict";
import { describe, it, test } from "node:test";
import { readAsked } from "../../../src/analysis/review/asked.ts";
import { readChecklist } from "../../../src/analysis/review/checklist.ts";
import { judge, paperOf } from "../../../src/analysis/review/judge.ts";
import { assertGrowsWithInput } from "../../support/growth.ts";

/** What is remarked on a text: `kind` and the words that show it, or `missing`. */
function remarksOn(text: string, asked: string): string[] {
  const read = readAsked(asked);
  assert.ok(!("error" in read) && read.kind !== "reader", JSON.stringify(read));
  return judge(paperOf(text), read, "2026-11-19").map(({ kind, found }) => `${kind}: ${found ? text.slice(...found) : "missing"}`);
}

describe("what code can't tell is left to a reader", () => {
  const cases: readonly (readonly [asked: string, text: string])[] = [
    ['must not say "automatically renew*"', "It shall not automatically renew."],
    ['must say "limitation of liability"', "There is no limitation of liability."],
    ['near "payment": at most 30 days', "Payment within one month."],
    ['near "payment": at most 30 days', "Payment within thirty (60) days."],
    ['near "payment": at most 30 days', "Payment within 22 business days."],
    ['near "expires": a date not past', "It expires on 01/12/2026."],
  ];
  for (const [asked, text] of cases) {
    it(text, () => assert.deepEqual(remarksOn(text, asked), [`unsure: ${text}`]));
  }
});

describe("a near miss", () => {
  const kept: readonly (readonly [asked: string, text: string])[] = [
    ['must not say "exclusive"', "A non-\nexclusive, inclusive and nonexclusive licence. <!-- exclusive --> ~~An exclusive one.~~"],
    ['must say "third-party rights"', "THIRD  **party** rights"],
    ['must say "authorised licence"', "an authorized license"],
    ['must say "confidential information"', "Confiden-\ntial\u00a0infor\u00admation"],
    ['must say "terms & conditions"', "the terms and conditions"],
    ['must have a section "Confidentiality"', "4.1 Confidentiality. Each party keeps it."],
    ['must have a section "Confidentiality"', "**Confidentiality:** Each party keeps it."],
    [
      'near "payment": at most 30 days',
      "## Payment\n\nInvoices go out each month.\n\nThey fall due after 14 days. Reminders follow after 40 days.",
    ],
    ['near "notice": exactly 3 months', "| Notice | three months |\n| Payment | 90 days |"],
    ['near "payment": at most 30 days', "Payment on demand, at the latest within 30 days;\nnotice of 90 days is given."],
    ['near "fee": at most 1500 euro', "The fee is € 1.499,99 in all."],
    ['near "expires": a date not past', "It expires on the 19th day of November 2026."],
  ];
  for (const [asked, text] of kept) {
    it(`${asked} is kept by ${JSON.stringify(text.slice(0, 40))}`, () => assert.deepEqual(remarksOn(text, asked), []));
  }
});

describe("a deviation", () => {
  const wrong: readonly (readonly [asked: string, text: string, remarks: readonly string[]])[] = [
    [
      'must not say "exclusive"',
      "An exclusive one. A non-exclusive one. EXCLUSIVE!",
      ["deviation: An exclusive one.", "deviation: EXCLUSIVE!"],
    ],
    [
      'must not say "penalty"',
      "It is payable no later than the day on which the penalty falls due.",
      ["deviation: It is payable no later than the day on which the penalty falls due."],
    ],
    ['must have a section "Confidentiality"', "Confidentiality is kept by all, always. And so on.", ["deviation: missing"]],
    ['near "payment": at most 30 days', "Notice of 20 days. Payment on demand.", ["deviation: missing"]],
    ['near "governed by": one of "Ireland"', "Governed by the law of Iceland.", ["deviation: Governed by the law of Iceland."]],
    [
      'near "fee": between 5 and 10 percent',
      "A fee of 4 %. A fee of twelve per cent.",
      ["deviation: A fee of 4 %.", "deviation: A fee of twelve per cent."],
    ],
    ["must have no placeholders", "Paid by ______.\n\nSignature: ______\nName: ____\n\n______", ["deviation: Paid by ______."]],
  ];
  for (const [asked, text, remarks] of wrong) {
    it(`${asked} is not kept by ${JSON.stringify(text.slice(0, 40))}`, () => assert.deepEqual(remarksOn(text, asked), remarks));
  }

  it("is quoted with the words that it is about, however long its sentence is", () => {
    const text = `${"very ".repeat(60)}long, payment within 90 days, ${"and so on ".repeat(60)}.`;
    const [remark = ""] = remarksOn(text, 'near "payment": at most 30 days');
    assert.match(remark, /payment within 90 days/);
    assert.ok(remark.length < 180, remark);
  });
});

test("the name of a line may have several words, in any language", () => {
  const { lines, problems } = readChecklist(`
- Data protection (high): must have a section "Data protection"
- Höhe der Haftung : near "liability": at most 100 percent
- Owner's name & seat: must name "Acme"
`);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    lines.map(({ name, severity, asked }) => [name, severity, asked]),
    [
      ["Data protection", "high", 'must have a section "Data protection"'],
      ["Höhe der Haftung", "medium", 'near "liability": at most 100 percent'],
      ["Owner's name & seat", "medium", 'must name "Acme"'],
    ],
  );
});

test("a line of a checklist that is not understood is told with its line and what may be meant", () => {
  const { lines, problems } = readChecklist(`# Rules

Some words for people.

- payment (hihg): must say "x"
- law: must sya "Ireland"
- term: near "term": at most 24 moons
- payment: must say "x"
  do: Ask.
- payment: must say "y"
- just words
<!-- - hidden: must say "z" -->
`);
  assert.deepEqual(
    lines.map(({ name, severity, advice, line }) => [name, severity, advice, line]),
    [["payment", "medium", "Ask", 8]],
  );
  assert.deepEqual(
    problems.map(({ line, hint }) => [line, hint]),
    [
      [5, "Did you mean high?"],
      [6, 'Did you mean must say "words" or "other words"?'],
      [7, "Put each phrase in quotation marks; units are days, weeks, months, years, percent, euro, dollar and pound."],
      [10, "Give it another name."],
      [11, 'As in: - payment (high): near "payment": at most 30 days'],
    ],
  );
});

test("a document of one endless run takes no longer than its length", async () => {
  const asked = ['near "payment": at most 30 days', "must have no placeholders", 'near "payment": a date not past'].map(readAsked);
  const runs = ["1", " ", "one-\n", "one hundred and ", "payment 60 days. ", "[TBD ", "1,"];
  for (const run of runs) {
    await assertGrowsWithInput((size) => {
      const paper = paperOf(`€${run.repeat(size / run.length)}x`);
      for (const each of asked) if (!("error" in each) && each.kind !== "reader") judge(paper, each, "2026-11-19");
    }, 60_000);
  }
  await assertGrowsWithInput((size) => readAsked(`must say "x"${". ".repeat(size / 2)}x`), 60_000);
});
