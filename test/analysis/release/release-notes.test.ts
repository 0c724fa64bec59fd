import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mergesIn } from "../../../src/analysis/digest/merges.ts";
import { breakingOf } from "../../../src/analysis/release/breaking.ts";
import { releaseParts } from "../../../src/analysis/release/parts.ts";
import { releasesOf } from "../../../src/analysis/release/scope.ts";
import type { FieldValue, Item } from "../../../src/core/item.ts";
import { itemOf } from "../../support/items.ts";
import { actor, changeOf, pullOf } from "../digest/pulls.ts";
import { randomFrom } from "../digest/random.ts";
import { composeDay, pageLines, under } from "../report-day.ts";

const NOW = "2026-11-23T08:00:00.000Z";
const HOUR_MS = 60 * 60 * 1000;
const RANGE = "git:./range/v1.1.0..v1.2.0";

function rangeOf(changes: number, from: string | null = "v1.1.0", to: string | null = "v1.2.0"): Item {
  const title = to ?? "not released yet";
  const fields = { repository: "shop", repositoryId: "git:./repository", from, to, changes };
  return itemOf({ id: RANGE, source: "git", kind: "range", title, ts: "2026-11-21T09:00:00.000Z", fields });
}

function shaOf(number: number): string {
  return `${number}`.padStart(40, "b");
}

/** The commit of the default branch that a pull request became. */
function stepOf(number: number, fields: Readonly<Record<string, FieldValue>> = {}, title?: string, body = ""): Item {
  return changeOf(shaOf(number), { range: RANGE, pullRequest: number, ...fields }, { title: title ?? `Change ${number}`, body });
}

/** One merge, made in one of the ways in which people and programs make them; numbers of copies are added to the set. */
function mergeOf({ number, made, title, mergedAt, copies }: Made): Item[] {
  if (made < 0.1) return [pullOf(number, { mergedAt, bot: true }, { title: `Bump parser-${number} from 1.2 to 1.3` }), stepOf(number)];
  if (made < 0.2 && number > 1) {
    const reverts = `acme/shop#${number - 1}`;
    return [pullOf(number, { mergedAt, reverts }, { title: `Revert "change ${number - 1}"` }), stepOf(number)];
  }
  if (made < 0.3 && number > 1) {
    copies.add(number);
    const body = `(cherry picked from commit ${shaOf(number - 1)})`;
    return [pullOf(number, { mergedAt, base: "release/1.1", baseIsDefault: false }, { title: `[1.1] ${title}`, body }), stepOf(number)];
  }
  const squashed = `${title} (#${number})`;
  if (made < 0.6) return [pullOf(number, { mergedAt, mergeCommit: null }, { title }), stepOf(number, {}, squashed)];
  if (made < 0.8) return [stepOf(number, {}, squashed)];
  return [pullOf(number, { mergedAt }, { title }), stepOf(number, { merge: true, pullRequest: null })];
}

interface Made {
  number: number;
  /** From 0 to 1. */
  made: number;
  title: string;
  mergedAt: string;
  copies: Set<number>;
}

/** What speaks for each change that a page has, by the number of its pull request. */
function toldNumbers(items: readonly Item[]): number[] {
  const [release] = releasesOf(items);
  assert.ok(release);
  const { breaking, told, routine, inside, undone } = releaseParts(release.merges);
  const all = [
    ...breaking.map(({ merge }) => merge),
    ...Object.values(told).flat(),
    ...routine,
    ...inside,
    ...undone.flatMap(({ change, by }) => [change, by]),
  ];
  return all.map(({ pull, item }) => pull?.number ?? Number(item.fields["pullRequest"]));
}

describe("two hundred merges of every making", () => {
  const random = randomFrom(51);
  const titles = [
    "feat: guests pay",
    "fix(cart): totals",
    "Add a filter",
    "perf: cache prices",
    "docs: how to",
    "Move a button",
    "refactor: one index",
  ];
  const items: Item[] = [];
  const copies = new Set<number>();
  for (let number = 1; number <= 200; number += 1) {
    const mergedAt = new Date(Date.parse("2026-11-10T09:00:00.000Z") + number * HOUR_MS).toISOString();
    const title = `${titles[Math.floor(random() * titles.length)]} ${number}`;
    const made = random();
    items.push(...mergeOf({ number, made, title, mergedAt, copies }));
  }
  items.push(pullOf(900, { mergedAt: "2026-11-22T09:00:00.000Z" }, { title: "feat: after the tag" }));
  const all = [...items, rangeOf(200)];

  test("each is in exactly one place, a copy with its original, and what came after the tag in none", () => {
    const told = toldNumbers(all);
    const expected = Array.from({ length: 200 }, (_, index) => index + 1).filter((number) => !copies.has(number));
    assert.ok(copies.size > 5);
    assert.deepEqual(
      told.toSorted((a, b) => a - b),
      expected,
    );
  });

  test("the page counts them so that the numbers add up, and every line holds", () => {
    const lines = pageLines(composeDay({ report: "release_notes", now: NOW, items: all }));
    const [count = ""] = under(lines, "Count");
    const [whole, ...parts] = (count.match(/\d+/g) ?? []).map(Number);
    assert.match(count, /^- \d+ changes, each counted once: \d+ told, \d+ as updates, \d+ that cancel out, \d+ inside\.$/);
    assert.equal(whole, 200 - copies.size);
    assert.equal(
      parts.reduce((sum, each) => sum + each, 0),
      whole,
    );
    const numbers = lines.flatMap((line) => [...line.matchAll(/\(#(\d+)[,)]/g)].map(([, number]) => Number(number)));
    assert.equal(new Set(numbers).size, numbers.length, "no pull request stands in two lines");
  });
});

/** Every way in which people say that something breaks. */
const BREAKING: readonly { title: string; body?: string; fields?: Readonly<Record<string, FieldValue>>; step?: string }[] = [
  { title: "feat!: answer in pages" },
  { title: "feat(api)!: answer in pages" },
  { title: "refactor!(core): one price" },
  {
    title: "feat: one price",
    body: "More.\n\nBREAKING CHANGE: price is in cents now.\nCall cents().\n\nSigned-off-by: Ann",
    step: "price is in cents now.\nCall cents().",
  },
  { title: "feat: two prices", body: "BREAKING-CHANGE: ask for a currency", step: "ask for a currency" },
  {
    title: "One price",
    body: "## What\nMuch\n\n## Breaking changes\n\nRename `sum` to `total`.\n\n## Tests\nYes",
    step: "Rename `sum` to `total`.",
  },
  { title: "One basket", body: "### Migration guide\nRun `shop migrate` once.", step: "Run `shop migrate` once." },
  { title: "One table", fields: { labels: ["breaking-change"] } },
  { title: "One view", fields: { labels: ["semver: major"] } },
  { title: "One row", body: "- [x] Breaking change\n- [ ] Bug fix" },
  { title: "[BREAKING] Answer in lists" },
  { title: "💥 Answer in trees" },
  { title: "Drop support for Node 18" },
  { title: "chore(deps)!: need Node 24" },
  { title: "Keep baskets", fields: { files: ["db/migrate/20261101_baskets.rb 12"] } },
  { title: "Ask for pages", fields: { files: ["openapi.yaml 30", "src/pages.ts 3"] } },
  { title: "Squashed", body: "* feat!: answer in maps\n* fix: typo" },
  { title: "Old lists", body: "This change is backwards incompatible." },
];
const SOUND: typeof BREAKING = [
  { title: "fix: the breaking of lines" },
  { title: "Answer fast", body: "Breaking changes: none" },
  { title: "Answer well", body: "BREAKING CHANGE: None." },
  { title: "Answer late", body: "## Breaking changes\n\nN/A\n\n## Tests\nNone" },
  { title: "Answer soon", body: "- [ ] Breaking change\n- [x] Bug fix" },
  { title: "Answer both", body: "No backwards-incompatible change." },
  { title: "Serve breakfast", fields: { labels: ["major-customer", "breakfast"] } },
  { title: "Test migrations", fields: { files: ["test/migrations/one.test.ts 4"] } },
];

describe("what breaks", () => {
  const sound: typeof BREAKING = Array.from({ length: 60 }, (_, index) => SOUND[index] ?? { title: `fix: a small thing ${index}` });
  const pulls = [...BREAKING, ...sound].map(({ title, body = "", fields = {} }, index) => {
    return pullOf(index + 1, fields, { title, body });
  });
  const found = new Map(mergesIn(pulls).map((merge) => [merge.item.title, breakingOf(merge)]));

  test("every spelling of it is found among seventy-eight merges, and nothing else", () => {
    const titles = [...found].flatMap(([title, breaking]) => (breaking ? [title] : []));
    assert.deepEqual(titles.toSorted(), BREAKING.map(({ title }) => title).toSorted());
  });

  test("what has to be done is told in the words of whoever made it", () => {
    for (const { title, step } of BREAKING) {
      const words = found
        .get(title)
        ?.step?.map((span) => (span.kind === "fact" ? String(span.fact.value) : ""))
        .join("");
      assert.equal(words, step, title);
    }
  });

  test("a commit that came with a merge says it for the whole", () => {
    const item = stepOf(5, { breaks: ["carts have an owner now"], pullRequest: null }, "Carts");
    const [merge] = mergesIn([item]);
    const step = merge && breakingOf(merge)?.step?.[0];
    assert.equal(step?.kind === "fact" && step.fact.value, "carts have an owner now");
  });
});

test("the notes say first what to look at, then what is new, in words for those who use it", () => {
  const ben = [actor("Ben", "author")];
  const items = [
    rangeOf(9),
    pullOf(1, {}, { title: "feat(cart)!: guests pay in one step (#1)", body: "BREAKING CHANGE: call pay() once." }),
    stepOf(1),
    pullOf(2, {}, { title: "fix: totals are rounded", actors: ben }),
    stepOf(2, { newAuthor: true }),
    stepOf(3, {}, "Add a filter by size (#3)"),
    pullOf(4, { labels: ["security"] }, { title: "Check signatures" }),
    stepOf(4),
    pullOf(5, {}, { title: "chore: tidy up" }),
    stepOf(5),
    pullOf(6, { bot: true }, { title: "Bump zod from 4.0 to 4.1" }),
    stepOf(6),
    pullOf(7, {}, { title: "Try coupons" }),
    stepOf(7),
    pullOf(8, { mergedAt: "2026-11-18T09:00:00.000Z", reverts: "acme/shop#7" }, { title: 'Revert "Try coupons"' }),
    stepOf(8),
    pullOf(9, { files: ["db/migrate/1.sql 4"] }, { title: "Remember baskets" }),
    stepOf(9),
  ];
  const lines = pageLines(composeDay({ report: "release_notes", now: NOW, items }));
  assert.equal(lines[0], "Mon 23 Nov: v1.2.0 of shop: 9 changes since v1.1.0, 2 of them to look at before you upgrade.");
  assert.deepEqual(under(lines, "Before you upgrade"), [
    "- guests pay in one step (#1, Ann). To do: call pay() once.",
    "- Remember baskets (#9, Ann). Brings a migration (db/migrate/1.sql 4 lines); no step is written down, so look at it first.",
  ]);
  assert.deepEqual(under(lines, "New"), ["- Add a filter by size (#3, Ann)."]);
  assert.deepEqual(under(lines, "Fixed"), ["- totals are rounded (#2, Ben)."]);
  assert.deepEqual(under(lines, "Security"), ["- Check signatures (#4, Ann)."]);
  assert.deepEqual(under(lines, "First changes of"), ["- Ben (#2)."]);
  assert.deepEqual(under(lines, "Besides"), [
    "- Made and taken back, so nothing is different: Try coupons (#7, Ann).",
    "- 1 update of dependencies or by programs.",
    "- 1 change that nobody sees who uses it: tests, documents, checks and order in the code.",
  ]);
  assert.deepEqual(under(lines, "Count"), ["- 9 changes, each counted once: 5 told, 1 as updates, 2 that cancel out, 1 inside."]);
});

test("of a repository that is not at hand, what was merged between its two last releases is told; without any, that none was read", () => {
  const release = (tag: string, ts: string): Item =>
    itemOf({
      ...{ id: `github:acme/shop/releases/${tag}`, source: "github", kind: "release", title: tag, ts },
      fields: { repository: "acme/shop", tag, target: "main", prerelease: false },
    });
  const items = [
    release("v1.0", "2026-11-12T09:00:00.000Z"),
    release("v1.1", "2026-11-18T09:00:00.000Z"),
    pullOf(1, { mergedAt: "2026-11-11T09:00:00.000Z" }, { title: "Add what was before" }),
    pullOf(2, {}, { title: "Add what is in" }),
    pullOf(3, { mergedAt: "2026-11-19T09:00:00.000Z" }, { title: "Add what comes later" }),
  ];
  const lines = pageLines(composeDay({ report: "release_notes", now: NOW, items }));
  assert.equal(lines[0], "Mon 23 Nov: v1.1 of acme/shop: 1 change since v1.0.");
  assert.deepEqual(under(lines, "New"), ["- Add what is in (#2)."]);
  assert.match(pageLines(composeDay({ report: "release_notes", now: NOW, items: [pullOf(1)] }))[0] ?? "", /No release was read/);
});

test("a deprecation is told whatever files it touches", () => {
  const title = "Deprecate GET /v1/parcels, use /v2/parcels";
  const { told, inside } = releaseParts(
    mergesIn([stepOf(7, { files: ["docs/api.md 4"] }, title), stepOf(8, { files: ["docs/api.md 4"] }, "Say more")]),
  );
  assert.deepEqual([told.deprecations.map(({ item }) => item.title), inside.length], [[title], 1]);
});
