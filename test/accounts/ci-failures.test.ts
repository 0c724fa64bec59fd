import assert from "node:assert/strict";
import { after, beforeEach, before, test } from "node:test";
import type { CheckedRun } from "../support/github-ci.ts";
import { openCiDay, startCiServices, type CiServices, type Passed } from "./ci-world.ts";

const PRICE = "TypeError: Cannot read properties of undefined (reading 'cents')\n    at parsePrice (src/pricing.ts:88:12)";
const STOCK = "AssertionError: expected 3 boxes on the shelf, got 2\n    at countBoxes (src/stock.ts:41:9)";
const LABEL = "RangeError: label is longer than 40 characters\n    at printLabel (src/label.ts:12:5)";

const JOBS = ["unit", "stock", "label"];
const GREEN: CheckedRun = { id: 1, at: "2026-11-17T08:00:00Z", sha: "aaaaaaa1", jobs: jobs(1) };
/** Main breaks twice, by a commit each, and a pull request has the first break too. */
const BROKEN: readonly CheckedRun[] = [
  { id: 2, at: "2026-11-18T08:57:00Z", sha: "bbbbbbb2", jobs: jobs(2, { unit: PRICE }) },
  { id: 3, at: "2026-11-18T08:58:00Z", sha: "sha12", pull: 12, jobs: jobs(3, { unit: PRICE }) },
  { id: 4, at: "2026-11-18T08:59:00Z", sha: "ccccccc3", jobs: jobs(4, { unit: PRICE, stock: STOCK }) },
];
const MORE: CheckedRun = { id: 5, at: "2026-11-18T10:55:00Z", sha: "sha14", pull: 14, jobs: jobs(5, { unit: PRICE, label: LABEL }) };

/** The same commit, run anew. */
function again(id: number, at: string): CheckedRun {
  return { ...MORE, id, at, jobs: jobs(id, { unit: PRICE, label: LABEL }) };
}

let services: CiServices;
before(async () => {
  services = await startCiServices();
  services.files["bbbbbbb2"] = { "src/pricing.ts": "@@ -80,12 +80,14 @@\n-  return price;\n+  return price.cents;" };
  services.files["ccccccc3"] = { "src/stock.ts": "@@ -30,12 +30,14 @@\n-  return shelf;\n+  return shelf.boxes;" };
});
beforeEach(() => services.runs.splice(0, Infinity, GREEN));
after(() => services.close());

/** The three jobs of a run, those that failed with their logs, or the status that GitHub answers in their place. */
function jobs(run: number, red: Readonly<Record<string, string | number>> = {}): CheckedRun["jobs"] {
  return JOBS.map((name, index) => ({ id: run * 10 + index, name, ...(red[name] !== undefined && { red: red[name] }) }));
}

/** What was sent: a message in the channel, and what hangs below it, in one line each. */
function sent({ posted }: Passed): { parent: string; note: string; below: string; methods: string[] } {
  const [parent, ...rest] = posted;
  const notes = rest.filter(({ text }) => text.startsWith("Updated"));
  const below = rest.filter((each) => !notes.includes(each));
  return {
    ...{ parent: parent?.text ?? "", note: notes.map(({ text }) => text).join(" "), below: below.map(({ text }) => text).join(" ") },
    methods: posted.map(({ method, thread }) => (thread === undefined ? method : `${method} below`)),
  };
}

function writesTo(to: string): string {
  return `writes:\n  - slack: ${to}\nflows:\n  - { from: github, to: slack }\n  - { from: events, to: slack }\n`;
}

function endsOf({ runs }: Passed): string[] {
  return runs.map(({ status, reason, input }) => [input.trigger, status, reason].filter((part) => part !== "").join(" "));
}

test("failures are told by cause in one message a day, which has all of that day; the next day tells what is over and little else", async (t) => {
  const { channel } = services.slack;
  const day = await openCiDay(t, services, "ci-failures", writesTo(`{ to: ${channel}, name: builds }`));
  const none = await day.ran("2026-11-18T07:44:30.000Z");
  assert.match(sent(none).parent, /No check fails/);

  const first = await day.ran("2026-11-18T08:59:10.000Z", ...BROKEN);
  assert.deepEqual(endsOf(first), ["event succeeded"]);
  assert.deepEqual(sent(first).methods, ["chat.update", "chat.postMessage below", "chat.postMessage below"]);
  assert.match(
    sent(first).parent,
    /4 failures have 2 causes.*A break: “TypeError: Cannot read.*A break: “AssertionError: expected 3 boxes/,
  );
  assert.match(sent(first).note, /^Updated 10:\d\d: 2 new causes\.$/);
  assert.match(sent(first).below, /“TypeError.*on main and in #12.*Likely “Change src\/pricing\.ts” \(bbbbbbb2\) by Ben Oduya/);
  assert.match(sent(first).below, /“AssertionError.*Likely “Change src\/stock\.ts” \(ccccccc3\) by Ben Oduya/);

  const second = await day.ran("2026-11-18T11:00:10.000Z", MORE, again(6, "2026-11-18T11:00:00Z"));
  assert.deepEqual(sent(second).methods, ["chat.update", "chat.postMessage below", "chat.postMessage below"]);
  assert.equal(second.posted[0]?.ts, first.posted[0]?.ts);
  assert.match(sent(second).note, /^Updated 12:\d\d: 1 changed cause, 1 new cause\.$/);
  assert.match(sent(second).parent, /8 failures have 3 causes.*“TypeError.*“RangeError: label.*“AssertionError: expected 3 boxes/);

  const same = await day.ran("2026-11-18T12:00:10.000Z", again(7, "2026-11-18T12:00:00Z"));
  assert.deepEqual([endsOf(same), same.posted], [["event succeeded"], []]);

  const mended = { id: 8, at: "2026-11-18T16:00:00Z", sha: "ddddddd4", jobs: jobs(8, { stock: STOCK }) };
  const next = await day.ran("2026-11-19T07:44:30.000Z", mended);
  assert.deepEqual(sent(next).methods.slice(0, 1), ["chat.postMessage"]);
  assert.match(sent(next).parent, /1 cleared/);
  assert.match(sent(next).below, /“TypeError: .*” \(a break\), over after 7 hours/);
});

const PRICING = /“TypeError.*Likely “Change src\/pricing\.ts” \(bbbbbbb2\) by Ben Oduya/;
const GONE = /GitHub keeps the logs of test \/ label of dana\/shop no more/;
for (const [what, red, words] of [
  [
    "gone, and one that is refused,",
    { label: 410, stock: 403 },
    [/Could not check.*log of test \/ stock of dana\/shop: the token lacks/, GONE, PRICING],
  ],
  // What was changed would have to be asked for after it.
  [
    "held back for an hour",
    { label: 429 },
    [/Could not check.*log of test \/ label of dana\/shop: GitHub counts calls/, /“TypeError.*in the job unit/],
  ],
] as const) {
  test(`a log that is ${what} is named, and the rest is told in full`, async (t) => {
    const { channel } = services.slack;
    const day = await openCiDay(t, services, "ci-failures", writesTo(`{ to: ${channel}, name: builds }`));
    const failed = { id: 2, at: "2026-11-18T07:40:00Z", sha: "bbbbbbb2", jobs: jobs(2, { unit: PRICE, ...red }) };
    const { below } = sent(await day.ran("2026-11-18T07:44:30.000Z", failed));
    for (const each of [...words, /no log says why the step “Run tests” failed/]) assert.match(below, each);
  });
}

test("the author of a pull request is told alone what of its failures is its own; each pull request has its message", async (t) => {
  const day = await openCiDay(t, services, "pull-request-checks", writesTo("{ to: author, people: [ana, ben] }"));
  const onMain = BROKEN.filter(({ pull }) => pull === undefined);
  const first = await day.ran("2026-11-18T08:59:10.000Z", ...onMain, pullRun(8, 12, { unit: PRICE, label: LABEL }));
  assert.deepEqual(endsOf(first).toSorted(), ["event succeeded", ...onMain.map(() => `event succeeded ${NO_AUTHOR}`)]);
  assert.deepEqual(sent(first).methods, ["chat.postMessage", "chat.postMessage below"]);
  assert.match(sent(first).parent, /Guests pay in one step \(#12\): 2 failures, 1 of them its own/);
  assert.match(
    sent(first).below,
    /Of this pull request\* 1\. “RangeError: .*Not of this pull request\* • “TypeError: .*it fails on main already/,
  );

  const second = await day.ran("2026-11-18T09:59:10.000Z", pullRun(9, 13, { label: LABEL }));
  assert.deepEqual(sent(second).methods, ["chat.postMessage", "chat.postMessage below"]);
  assert.match(sent(second).parent, /Round the totals \(#13\): 1 failure, its own/);
  const places = [first, second].flatMap(({ posted }) => posted.map(({ channel }) => channel));
  assert.deepEqual([new Set(places).size, places[0]?.[0]], [1, "D"]);
  const opened = services.slack.callsTo("conversations.open").map(({ args }) => args["users"]);
  assert.deepEqual([...new Set(opened)], [services.slack.user]);

  const third = await day.ran("2026-11-18T10:59:10.000Z", pullRun(10, 15, { label: LABEL }));
  const nobody = "event succeeded stranger is not among those whom pull-request-checks may write to";
  assert.deepEqual([endsOf(third), third.posted], [[nobody], []]);
});

const NO_AUTHOR = "no pull request set it off, so there is no author to write to";

function pullRun(id: number, pull: number, red: Readonly<Record<string, string>>): CheckedRun {
  return { id, pull, at: `2026-11-18T${String(id).padStart(2, "0")}:58:00Z`, sha: `sha${pull}`, jobs: jobs(id, red) };
}
