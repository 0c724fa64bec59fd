import assert from "node:assert/strict";
import { test } from "node:test";
import { groupFailures } from "../../../src/analysis/ci/group/group.ts";
import type { Cause, Grouped } from "../../../src/analysis/ci/group/types.ts";
import { commitOf, failureOf, inputOf, runOf, timeOf } from "./made-failures.ts";
import { assertGrowsWithInput } from "../../support/growth.ts";

const GENERIC = "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:";
const TELLING = "TypeError: Cannot read properties of undefined (reading 'amount')";
const at = (sha: string) => ({ sha, at: timeOf(sha) });

function only({ causes }: Grouped): Cause {
  assert.equal(causes.length, 1);
  const [cause] = causes;
  assert.ok(cause);
  return cause;
}

test("a message of its own joins the failures of many tests, one that any failure may have does not", () => {
  const tests = ["x.test.ts > x > one", "y.test.ts > y > two"];
  const told = groupFailures(inputOf(tests.map((name) => failureOf(TELLING, { test: name }))));
  assert.equal(told.causes.length, 1);
  assert.deepEqual(told.causes[0]?.joinedBy.includes("merge.message"), true);
  const generic = groupFailures(inputOf(tests.map((name) => failureOf(GENERIC, { test: name }))));
  assert.equal(generic.causes.length, 2);
  assert.equal(new Set(generic.causes.map(({ id }) => id)).size, 2);
});

test("numbers, hashes and times in a message don't make another cause of it", () => {
  const failures = ["connection 17 closed after 30 ms by worker", "connection 4021 closed after 2 ms by worker"].map((words, index) =>
    failureOf(words, { test: `t${index}.test.ts > t > works` }),
  );
  assert.equal(groupFailures(inputOf(failures)).causes.length, 1);
});

test("the same place in the project joins failures with any message, a place in a test does not", () => {
  const failing = (index: number, place: string) =>
    failureOf(GENERIC, { test: `t${index}.test.ts > t > works`, stack: [place, `run@t${index}.test.ts:3`] });
  assert.equal(groupFailures(inputOf([failing(1, "total@src/cart.ts:8"), failing(2, "total@src/cart.ts:9")])).causes.length, 1);
  assert.equal(groupFailures(inputOf([failing(1, "check@test/kit.test.ts:8"), failing(2, "check@test/kit.test.ts:8")])).causes.length, 2);
});

test("several kinds of error at several places are split, though one message joined them", () => {
  const shared = "could not load the settings of the shop";
  const failures = [
    failureOf(shared, { test: "a.test.ts > a > one", errorType: "TypeError", stack: ["read@src/a.ts:1"] }),
    failureOf(shared, { test: "b.test.ts > b > two", errorType: "TypeError", stack: ["load@src/b.ts:1"] }),
    failureOf(shared, { test: "a.test.ts > a > one", errorType: "RangeError", stack: ["open@src/c.ts:1"], source: "other.xml" }),
  ];
  const { causes } = groupFailures(inputOf(failures));
  for (const { failures: own } of causes) assert.equal(new Set(own.map(({ errorType }) => errorType)).size, 1);
});

test("what fails at each commit since one is broken, and that commit is found by the line that it changed", () => {
  const stack = ["parse@src/price.ts:12", "run@test/a.test.ts:4"];
  const failures = ["c3", "c4"].map((sha) => failureOf(TELLING, { ...at(sha), stack }));
  const commits = [
    commitOf("c1", ["src/price.ts:90"]),
    commitOf("c2", ["readme.md"]),
    commitOf("c3", ["src/price.ts:11"]),
    commitOf("c4", ["src/price.ts:12"]),
  ];
  const cause = only(groupFailures(inputOf(failures, { runs: [runOf("c1", "success")], commits })));
  assert.equal(cause.class, "BROKEN");
  assert.deepEqual([cause.window?.lastGood, cause.window?.firstBad, cause.window?.untested], ["c1", "c3", 1]);
  assert.deepEqual(
    cause.suspects.map(({ sha }) => sha),
    ["c3"],
  );
  assert.deepEqual(
    cause.suspects[0]?.reasons.map(({ by }) => by),
    ["suspect.line", "suspect.related"],
  );
});

test("what passes when it is run again at the same commit is flaky, also where commits are many", () => {
  const failures = [failureOf("timeout of 5000 ms exceeded", at("c3"))];
  const runs = [runOf("c1", "success"), runOf("c3", "success", { attempt: 2 }), runOf("c4", "success")];
  const commits = ["c1", "c2", "c3", "c4"].map((sha) => commitOf(sha, ["readme.md"]));
  const cause = only(groupFailures(inputOf(failures, { runs, commits })));
  assert.equal(cause.class, "FLAKY");
  assert.deepEqual(cause.suspects, []);
});

test("no commit is to blame for what passed at it too, however near it changed something", () => {
  const failures = ["c2", "c3"].map((sha) => failureOf(GENERIC, { ...at(sha), stack: ["left@src/stock.ts:4"] }));
  const runs = ["c1", "c2", "c3"].map((sha) => runOf(sha, "success", { attempt: sha === "c1" ? 1 : 2 }));
  const commits = [commitOf("c1", ["readme.md"]), commitOf("c2", ["src/stock.ts:4"]), commitOf("c3", ["readme.md"])];
  const cause = only(groupFailures(inputOf(failures, { runs, commits })));
  assert.deepEqual([cause.class, cause.suspects], ["FLAKY", []]);
});

test("a signature of flaky tests alone makes nothing flaky: what fails on and on is broken", () => {
  const failures = ["c3", "c4", "c5"].map((sha) => failureOf("Test timed out in 5000ms", at(sha)));
  assert.equal(only(groupFailures(inputOf(failures, { runs: [runOf("c2", "success")] }))).class, "BROKEN");
});

test("a registry that does not answer is infrastructure, in all jobs that it hits", () => {
  const words = "npm error 503 Service Unavailable - GET https://registry.example.com/left-pad";
  const failures = ["lint", "test", "build"].map((job) =>
    failureOf(words, { ...at("c3"), test: null, step: "Install", job, source: `${job}.log` }),
  );
  const cause = only(groupFailures(inputOf(failures)));
  assert.equal(cause.class, "INFRA");
  assert.ok(cause.reasons.some(({ by }) => by === "infra.spread"));
});

test("that a commit was green in another run is said of one that was, and not of a run that failed otherwise", () => {
  const outage = failureOf("npm error code ENOTFOUND npm error getaddrinfo ENOTFOUND registry.example.com", {
    ...{ ...at("c2"), test: null, step: "Install", source: "2.log", attempt: 2 },
  });
  const broken = failureOf(TELLING, { ...at("c2"), stack: ["parse@src/price.ts:12"] });
  const isSaid = (runs: Parameters<typeof inputOf>[1]): boolean =>
    groupFailures(inputOf([outage, broken], runs)).causes.some(({ reasons }) => reasons.some(({ by }) => by === "infra.rerun"));
  assert.equal(isSaid({}), false);
  assert.equal(isSaid({ runs: [runOf("c2", "success", { attempt: 3 })] }), true);
});

test("without any run to compare with, a failing test is unclear, and what can't be built is broken", () => {
  const bare = { job: "x", branch: "side" };
  assert.equal(only(groupFailures(inputOf([failureOf(GENERIC, bare)]))).class, "unclear");
  assert.equal(
    only(groupFailures(inputOf([failureOf("src/a.ts(3,1): error TS2339: Property 'x' does not exist", { ...bare, test: null })]))).class,
    "BROKEN",
  );
});

test("where nothing else is known, a message of its own is a break, unless it may be of chance or of the place it ran in", () => {
  const classOf = (words: string): string =>
    only(groupFailures(inputOf([failureOf(words, { job: "x", branch: "side", test: null })]))).class;
  assert.equal(classOf("ERROR: column customer of relation invoices does not exist"), "BROKEN");
  assert.equal(classOf(`${GENERIC} + '1039.43' - '1032.80'`), "BROKEN");
  assert.equal(classOf(GENERIC), "unclear");
  assert.equal(classOf("publish.sh: line 4: RELEASE_BUCKET: unbound variable"), "unclear");
  assert.equal(classOf("Error: Timeout of 2000ms exceeded while the queue was drained"), "unclear");
  assert.equal(classOf("Could not connect to Redis at 127.0.0.1:6390: Connection refused"), "INFRA");
});

test("a commit that changed the source of a test is suspected before a later one that changed a file beside it", () => {
  const failures = [failureOf(GENERIC, { ...at("c4"), test: "test/price.test.ts > price > adds", stack: ["run@test/price.test.ts:4"] })];
  const commits = [commitOf("c2", ["src/price.ts:90"]), commitOf("c3", ["test/shelf.test.ts:4"]), commitOf("c4", ["readme.md"])];
  const { suspects } = only(groupFailures(inputOf(failures, { runs: [runOf("c1", "success")], commits, good: "c1" })));
  assert.deepEqual(
    suspects.map(({ sha, reasons }) => [sha, reasons[0]?.by]),
    [
      ["c2", "suspect.related"],
      ["c3", "suspect.folder"],
    ],
  );
});

test("breaks of one commit are one cause, where that commit is what both point at", () => {
  const failures = ["c3", "c4"].flatMap((sha) => [
    failureOf(GENERIC, { ...at(sha), test: "test/price.test.ts > price > adds" }),
    failureOf(GENERIC, { ...at(sha), test: "test/cart.test.ts > cart > sums", stack: ["sum@src/price.ts:9"] }),
  ]);
  const commits = [commitOf("c3", ["src/price.ts:9"]), commitOf("c4", ["readme.md"])];
  const cause = only(groupFailures(inputOf(failures, { runs: [runOf("c2", "success")], commits, good: "c2" })));
  assert.ok(cause.joinedBy.includes("merge.same-commit"));
});

test("a cause keeps its id while it grows, is resolved when it passes, and has regressed when it comes back", () => {
  const early = groupFailures(inputOf([failureOf(TELLING, { ...at("c2"), stack: ["parse@src/price.ts:12"] })]));
  const { id, state } = only(early);
  assert.equal(state, "new");
  const more = ["c2", "c3"].map((sha) =>
    failureOf(TELLING, { ...at(sha), test: `test/${sha}.test.ts > x > works`, stack: ["load@src/shop.ts:3"] }),
  );
  const grown = only(
    groupFailures(inputOf([...more, failureOf(TELLING, { ...at("c3"), stack: ["parse@src/price.ts:12"] })], { history: early.history })),
  );
  assert.deepEqual([grown.id, grown.state], [id, "ongoing"]);
  const calm = groupFailures(inputOf([], { history: early.history, runs: [runOf("c4", "success")] }));
  assert.deepEqual(
    calm.resolved.map((cause) => [cause.id, cause.state]),
    [[id, "resolved"]],
  );
  const back = only(groupFailures(inputOf([failureOf(TELLING, at("c5"))], { history: calm.history })));
  assert.deepEqual([back.id, back.state], [id, "regressed"]);
});

test("what is remembered stays small: of too many causes those that are over are forgotten first, the oldest before the others", () => {
  const long = "o".repeat(100);
  const failures = Array.from({ length: 300 }, (_, index) =>
    failureOf(`RangeError: no room on the shelf for the box ${letters(index)}`, {
      ...{ ...at("c1"), source: `${index}.xml`, job: `${long} job ${index}`, branch: `#${index}`, repository: long },
    }),
  );
  const [big, ...others] = groupFailures(inputOf(failures)).history.causes;
  assert.ok(big && others.length === 0);
  const over = Array.from({ length: 600 }, (_, index) => ({
    ...{ ...big, id: `over ${index}`, state: "resolved" as const, keys: big.keys.map((key) => `${index} ${key}`.slice(0, 16)) },
    lastSeen: new Date(Date.parse(timeOf("c2")) + index * 60_000).toISOString(),
  }));
  const { history } = groupFailures(inputOf([failureOf(TELLING, at("c1"))], { history: { causes: over } }));
  assert.deepEqual(
    history.causes.map(({ id, state }) => (state === "resolved" ? id : state)),
    ["new", ...Array.from({ length: 499 }, (_, index) => `over ${599 - index}`)],
  );
  const bytes = JSON.stringify(history).length;
  assert.ok(bytes < 15_000_000, `${bytes} bytes`);
});

/** A word of its own for each number: what differs in digits alone counts as the same. */
function letters(number: number): string {
  return [...number.toString(26)].map((digit) => String.fromCodePoint(97 + Number.parseInt(digit, 26))).join("");
}

test("the order in which failures come changes nothing", () => {
  const failures = ["c2", "c3", "c4"].flatMap((sha, index) => [
    failureOf(TELLING, { ...at(sha), test: `t${index}.test.ts > t > one` }),
    failureOf(GENERIC, { ...at(sha), test: "u.test.ts > u > two" }),
  ]);
  const [one, other] = [failures, failures.toReversed()].map((each) => JSON.stringify(groupFailures(inputOf(each)).causes));
  assert.equal(one, other);
});

test("ten thousand failures are grouped, in a time that grows with them", async () => {
  const failures = Array.from({ length: 10_000 }, (_, index) =>
    failureOf(
      index % 3 === 0
        ? `${GENERIC} ${index % 50} part ${"x".repeat(index % 17)}`
        : `RangeError: no room for item ${index} in ${"shelf".repeat(index % 40)}`,
      {
        ...at(`c${index % 20}`),
        source: `${index}.xml`,
        test: `t${index % 400}.test.ts > t > works`,
        stack: [`f${index % 90}@src/s${index % 30}.ts:${index % 100}`, `g${index % 7}@src/g.ts:4`],
      },
    ),
  );
  await assertGrowsWithInput((size) => groupFailures(inputOf(failures.slice(0, size))), failures.length / 4);
  const { causes, explained } = groupFailures(inputOf(failures));
  assert.equal(
    causes.reduce((sum, cause) => sum + cause.failures.length, 0),
    10_000,
  );
  assert.ok(explained > 0);
});

test("a failure of which nothing else is known is judged by its words, and says so; one that may yet pass stays open", () => {
  const told = "TypeError: the basket has no lines";
  const place = { ...at("c2"), branch: "dana/basket" };
  const bare = only(groupFailures(inputOf([failureOf(told, { branch: "" })])));
  assert.deepEqual([bare.class, bare.reasons.some(({ because }) => because.includes("no other run is known"))], ["BROKEN", true]);
  const described = only(groupFailures(inputOf([failureOf(told, place)])));
  assert.equal(described.class, "unclear");
});
