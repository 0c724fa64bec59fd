import assert from "node:assert/strict";
import { test } from "node:test";
import { areasOf } from "../../src/analysis/pull-brief/areas.ts";
import { risksOf } from "../../src/analysis/pull-brief/risks.ts";
import { pullRequestsIn } from "../../src/core/kinds/pull-request.ts";
import { itemOf, taskOf } from "../support/items.ts";
import { actor, changeOf, openPull, pullOf } from "./digest/pulls.ts";
import { composeDay, flagOf, pageLines, under } from "./report-day.ts";

const NOW = "2026-11-23T08:00:00.000Z";

/** What is risky about a pull request with these files. */
function risksIn(files: readonly string[]): string[] {
  const [pull] = pullRequestsIn([openPull(1, { files })]);
  return pull === undefined ? [] : risksOf(pull).map(({ words, file }) => (file === undefined ? words : `${words}: ${files[file]}`));
}

test("a pull request is told by what it says, what it touches, what is risky, who knows and what is open", () => {
  const body =
    "Hi all\n\nGuests pay in one step now. The old page is gone.\n\nDo we still need the coupon field?\n\n- [x] Tests\n- [ ] Tell support\n\nBREAKING CHANGE: `pay()` takes a basket.";
  const files = ["src/checkout/pay.ts 80", "src/checkout/page.ts 20", "src/billing/sum.ts 5", "db/migrate/1.sql 9", "package.json 2"];
  const pull = openPull(
    30,
    { files, additions: 100, deletions: 16, checks: "failed", failedChecks: ["integration"], mergeable: false, issues: ["acme/shop#7"] },
    { title: "Pay in one step", body, ts: "2026-11-22T09:00:00.000Z", actors: [actor("Chen", "author"), actor("Ben", "requested")] },
  );
  const items = [
    pull,
    pullOf(11, { files: ["src/checkout/pay.ts 3"] }, { title: "Round totals", actors: [actor("Ben", "author")] }),
    pullOf(12, { files: ["src/checkout/pay.ts 3"] }, { title: "Show totals", actors: [actor("Ben", "author")] }),
    pullOf(13, { files: ["src/checkout/pay.ts 3"] }, { title: "Mine", actors: [actor("Chen", "author")] }),
    changeOf("7a", { files: ["src/billing/sum.ts 1"] }, { title: "Mend sums" }),
    openPull(14, {}, { title: "Waits for Ben", actors: [actor("Ann", "author"), actor("Ben", "requested")] }),
    itemOf({
      ...{ id: "github:acme/shop/issues/7", source: "github", kind: "issue", title: "Paying takes too many steps" },
      fields: {
        ...{ repository: "acme/shop", number: 7, state: "open", reason: null, labels: [], milestone: null, comments: 0, closedAt: null },
        ...{ mentionsViewer: false, bot: false, viewer: null },
      },
    }),
    taskOf("Merge acme/shop#30", { due: "2026-11-30", owner: "me" }),
  ];
  const flag = flagOf("PR-07", pull, "is risky", { severity: 3 });
  const briefing = composeDay({ report: "pull_request_brief", now: NOW, items, findings: [flag] });
  assert.equal(briefing.about, pull.id);
  const lines = pageLines(briefing);
  assert.equal(lines[0], "Mon 23 Nov: Pay in one step (#30), 116 lines, open.");
  assert.deepEqual(under(lines, "What it does"), [
    "- Opened Sun 22 Nov 10:00 by Chen in acme/shop.",
    "- “Guests pay in one step now.” “The old page is gone.”",
  ]);
  assert.deepEqual(under(lines, "What it touches"), [
    "- src/checkout (2 files), db/migrate (1 file), src/billing (1 file), the top folder (1 file).",
  ]);
  assert.deepEqual(under(lines, "What is risky about it").slice(0, 2), [
    "- It breaks something: “`pay()` takes a basket.”",
    "- Look at this: it touches billing (src/billing/sum.ts 5 lines); it touches migrations (db/migrate/1.sql 9 lines); it changes what is depended on (package.json 2 lines); it changes code and no test; it does not merge as it is; its checks failed: integration.",
  ]);
  assert.deepEqual(under(lines, "Who should look"), [
    "- Asked to review: Ben.",
    "- Ben made 2 changes of the same files lately; 1 review waits for them.",
    "- Ann made 1 change of the same files lately.",
  ]);
  assert.deepEqual(under(lines, "Open questions"), ["- “Do we still need the coupon field?”", "- Not ticked off yet: Tell support."]);
  assert.deepEqual(under(lines, "Linked"), ["- Closes Paying takes too many steps (#7).", "- Task: Merge acme/shop#30."]);
});

test("the event that set it off says which one; by hand it is the one that was opened last; without any that is said", () => {
  const items = [
    openPull(1, {}, { title: "Earlier", ts: "2026-11-20T09:00:00.000Z" }),
    openPull(2, {}, { title: "Later", ts: "2026-11-21T09:00:00.000Z" }),
  ];
  const headlineOf = (all: typeof items): string => pageLines(composeDay({ report: "pull_request_brief", now: NOW, items: all }))[0] ?? "";
  assert.match(headlineOf(items), /Later/);
  const event = itemOf({ id: "events:github:1", source: "events", kind: "event", title: "opened", fields: { item: "github:acme/shop#1" } });
  assert.match(headlineOf([...items, event]), /Earlier/);
  assert.match(headlineOf([]), /No pull request was read/);
});

test("files are gathered by their folders, those with the most lines first", () => {
  const areas = areasOf(["readme.md 1", "src/a/b/c.ts 5", "src/a/d.ts 6", "test/e.ts 20"]);
  assert.deepEqual(
    areas.map(({ name, places }) => [name, ...places]),
    [
      ["test", 3],
      ["src/a", 1, 2],
      ["the top folder", 0],
    ],
  );
});

test("code without a test is told, a test alone and generated files are not", () => {
  assert.deepEqual(risksIn(["src/a.ts 3"]), ["it changes code and no test"]);
  assert.deepEqual(risksIn(["src/a.ts 3", "src/a.test.ts 2"]), []);
  assert.deepEqual(risksIn(["docs/a.md 3", "dist/a.js 900"]), []);
  assert.deepEqual(risksIn(["go.mod 1", "go.sum 9"]), ["it changes what is depended on: go.mod 1"]);
});
