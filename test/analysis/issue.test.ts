import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { cuesIn } from "../../src/analysis/issue/cues.ts";
import { duplicatesOf } from "../../src/analysis/issue/duplicates.ts";
import { isWish, missingIn } from "../../src/analysis/issue/missing.ts";
import { isMeantPath, signalsOf } from "../../src/analysis/issue/signals.ts";
import type { DraftItem, FieldValue, Item } from "../../src/core/item.ts";
import { issuesIn, type Issue } from "../../src/core/kinds/issue.ts";
import { parseOwnJson } from "../../src/lib/json.ts";
import { itemOf } from "../support/items.ts";
import { actor, changeOf, openPull, pullOf } from "./digest/pulls.ts";
import { composeDay, pageLines, under } from "./report-day.ts";

const NOW = "2026-11-23T08:00:00.000Z";

interface Text {
  title: string;
  body: string;
}

interface Corpus {
  pairs: { half: "seen" | "heldOut"; one: Text; other: Text }[];
  others: Text[];
}

const corpus = parseOwnJson<Corpus>(readFileSync(new URL("../corpus/issues.json", import.meta.url), "utf8"));

function issueOf(
  number: number,
  { title, body }: Text,
  fields: Readonly<Record<string, FieldValue>> = {},
  changes: Partial<DraftItem> = {},
): Item {
  return itemOf({
    ...{ id: `github:acme/shop/issues/${number}`, source: "github", kind: "issue", title, body, ts: "2026-11-20T09:00:00.000Z" },
    actors: [actor("Noor", "author")],
    ...changes,
    fields: {
      ...{ repository: "acme/shop", number, state: "open", reason: null, labels: [], milestone: null, comments: 0, closedAt: null },
      ...{ mentionsViewer: false, bot: false, viewer: "github:sam" },
      ...fields,
    },
  });
}

/** How well twins are found in both directions, among others that are about the same things. */
function measure(half: "seen" | "heldOut"): { precision: number; recall: number } {
  const pairs = corpus.pairs.filter((pair) => pair.half === half);
  const texts = [...pairs.flatMap(({ one, other }) => [one, other]), ...corpus.others];
  const issues = issuesIn(texts.map((text, index) => issueOf(index, text)));
  const twinOf = ({ number }: Issue): number | undefined =>
    number < pairs.length * 2 ? (number % 2 === 0 ? number + 1 : number - 1) : undefined;
  const found = issues.flatMap((issue) => duplicatesOf(issue, issues).map((each) => each.issue.number === twinOf(issue)));
  const right = found.filter(Boolean).length;
  return { precision: right / found.length, recall: right / (pairs.length * 2) };
}

describe("issues that tell the same", () => {
  for (const half of ["seen", "heldOut"] as const) {
    test(`are found, and few others (${half})`, (t) => {
      const { precision, recall } = measure(half);
      t.diagnostic(`${half}: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`);
      assert.ok(precision >= 0.8, `precision ${precision}`);
      assert.ok(recall >= 0.8, `recall ${recall}`);
    });
  }

  test("are of one repository", () => {
    const text = { title: "Coupon is refused", body: "The coupon field refuses SAVE10." };
    const [issue, ...all] = issuesIn([issueOf(1, text), issueOf(2, text, { repository: "acme/docs" }), issueOf(3, text)]);
    assert.ok(issue);
    assert.deepEqual(
      duplicatesOf(issue, [issue, ...all]).map((each) => each.issue.number),
      [3],
    );
  });
});

test("files, errors and symbols are found as they are written, and a stack from elsewhere means the same file", () => {
  const { paths, errors, symbols } = signalsOf(
    '`startBatch` throws\n```\nTypeError: x is undefined\n    at sum (/app/dist/src/cart.ts:12:3)\n  File "jobs/import.py", line 4\n```\nSee https://example.com/a.html and read_all()',
  );
  assert.deepEqual(
    { paths, errors, symbols },
    { paths: ["app/dist/src/cart.ts", "jobs/import.py"], errors: ["TypeError"], symbols: ["startBatch", "read_all"] },
  );
  assert.ok(isMeantPath("app/dist/src/cart.ts", "src/cart.ts"));
  assert.ok(isMeantPath("cart.ts", "src/cart.ts"));
  assert.ok(!isMeantPath("index.ts", "src/cart/index.ts"));
  assert.ok(!isMeantPath("cart.ts", "src/cart.tsx"));
});

test("what a report lacks to be reproduced is read from its text; a template's headings answer nothing", () => {
  const whole =
    "### Version\n4.2.0 on Ubuntu\n### Steps to reproduce\n1. Open the basket\n2. Press pay\n### Expected\nA receipt\n### Actual\nIt shows an error:\n```\nboom\n```";
  assert.deepEqual(missingIn("Paying breaks", whole), []);
  const empty = whole.replaceAll(/^(?!###).*$/gm, "_No response_");
  assert.deepEqual(missingIn("Paying", empty).length, 6);
  assert.deepEqual(missingIn("Paying is broken", "When I pay, the page should close but it returns 500 in Chrome."), ["the version"]);
  assert.ok(isWish({ item: { title: "Support passkeys" }, labels: [] }));
  assert.ok(isWish({ item: { title: "Passkeys" }, labels: ["type: feature"] }));
  assert.ok(!isWish({ item: { title: "Passkeys are refused" }, labels: ["bug"] }));
});

test("how bad it is, is told by its own sentences, and what it denies is not", () => {
  const body = "We lost all orders of Monday. It is not a crash. Every customer in production sees it. Worked fine until 4.1.";
  const told = cuesIn("Orders", body).map(({ about, span }) => [about.join(), span && body.slice(...span)]);
  assert.deepEqual(told, [
    ["data that is lost", "We lost all orders of Monday."],
    ["everybody,production", "Every customer in production sees it."],
    ["something that worked before", "Worked fine until 4.1."],
  ]);
});

test("one issue is told with its twin, the changes of what it names, who made them, and what it lacks", () => {
  const files = ["src/cart.ts 30", "src/pay.ts 2"];
  const items = [
    issueOf(30, {
      title: "Basket is empty after paying by card",
      body: "Guests come back to an empty basket. Everybody has it.\n\n    at sum (/app/src/cart.ts:12)",
    }),
    issueOf(
      20,
      { title: "Guests lose the basket after they pay by card", body: "The basket is empty after paying." },
      { state: "closed", reason: "completed" },
      { ts: "2026-10-01T09:00:00.000Z" },
    ),
    issueOf(21, { title: "Show delivery dates", body: "In the basket." }, {}, { ts: "2026-10-01T09:00:00.000Z" }),
    pullOf(11, { files }, { title: "Keep baskets for a month" }),
    pullOf(12, { files: ["docs/cart.md 4"] }, { title: "Describe baskets" }),
    openPull(13, { files: ["src/cart.ts 4"] }, { title: "Round totals", actors: [actor("Chen", "author")] }),
    changeOf("7a", { files: ["src/cart.ts 1"] }, { title: "Mend totals", ts: "2026-11-10T09:00:00.000Z" }),
    pullOf(14, { files, mergedAt: "2026-11-21T09:00:00.000Z" }, { title: "Merged after it was filed" }),
  ];
  const briefing = composeDay({ report: "issue_investigation", now: NOW, items });
  const lines = pageLines(briefing);
  assert.equal(briefing.about, items[0]?.id);
  assert.equal(
    lines.slice(0, 2).join(" "),
    "Mon 23 Nov: Basket is empty after paying by card (#30): 1 issue is likely the same, and details are missing.",
  );
  assert.deepEqual(under(lines, "Likely the same"), [
    "- Guests lose the basket after they pay by card (#20, closed, completed): both speak of paying, card, basket, empty and guest.",
  ]);
  assert.deepEqual(under(lines, "Where it may come from"), [
    "- Keep baskets for a month (#11, Ann, Tue 17 Nov 10:00): it touches what the issue names, src/cart.ts 30 lines.",
    "- Mend totals (Ann, Tue 10 Nov 10:00): it touches what the issue names, src/cart.ts 1 line.",
    "- Round totals (#13, Chen, still open): it touches what the issue names, src/cart.ts 4 lines.",
  ]);
  assert.deepEqual(under(lines, "Who may know"), ["- Ann made 2 of the 3 changes above."]);
  assert.deepEqual(under(lines, "Missing to reproduce it"), ["- It does not say: the version, what was expected, the environment."]);
  assert.deepEqual(under(lines, "How bad it says it is"), ["- Everybody: Everybody has it."]);
});

test("where no file is named, changes that speak of the same are told; without any issue that is said", () => {
  const items = [
    issueOf(30, { title: "Loyalty points expire early", body: "They are gone." }),
    pullOf(11, { files: ["src/loyalty/points.ts 3"] }, { title: "Round what is earned" }),
    pullOf(12, {}, { title: "Loyalty page" }),
  ];
  const lines = pageLines(composeDay({ report: "issue_investigation", now: NOW, items }));
  assert.deepEqual(under(lines, "Where it may come from"), [
    "- Round what is earned (#11, Ann, Tue 17 Nov 10:00): both speak of loyalty and point.",
  ]);
  assert.match(pageLines(composeDay({ report: "issue_investigation", now: NOW, items: [pullOf(1)] }))[0] ?? "", /No issue was read/);
});
