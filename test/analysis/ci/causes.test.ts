import assert from "node:assert/strict";
import { test } from "node:test";
import { causesIn } from "../../../src/analysis/ci/causes/causes-in.ts";
import { ciEvidenceIn } from "../../../src/analysis/ci/causes/evidence.ts";
import type { Item } from "../../../src/core/item.ts";
import { itemOf } from "../../support/items.ts";
import { changed, checked, ran } from "../ci-world.ts";

const NOW = "2026-11-19T12:00:00.000Z";
const HEIGHT = { says: "TypeError: Cannot read properties of undefined (reading 'height')" };
const DISK = { says: "write failed: No space left on device", test: null, step: "Build" };
const causes = (items: readonly Item[], now = NOW) => causesIn({ items, now }).causes;

/** A workflow's run as a whole. */
function whole(time: string, sha: string, fields: Record<string, string | boolean> = {}): Item {
  const ts = `2026-11-19T${time}:00.000Z`;
  const place = { repository: "harbor/tides", workflow: "build", branch: "main", isDefaultBranch: true, event: "push", pullRequest: null };
  return itemOf({
    id: `github:runs/${sha}${time}`,
    source: "github",
    kind: "ci_run",
    ts,
    updatedAt: ts,
    fields: { ...place, sha: `${sha}1`.repeat(20), attempt: 1, run: `${sha}${time}`, conclusion: "passed", ...fields },
  });
}

test("two repositories that say the same have nothing to do with each other, but for the machines that both run on", () => {
  const both = (said: typeof HEIGHT | typeof DISK) => [
    ...ran("06:00", "b", [said]),
    ...ran("06:10", "c", [said], { repository: "harbor/moon" }),
  ];
  const told = causes(both(HEIGHT));
  assert.deepEqual(
    told.map(({ failures }) => failures.map(({ repository }) => repository)),
    [["harbor/moon"], ["harbor/tides"]],
  );
  assert.notEqual(told[0]?.id, told[1]?.id);
  assert.deepEqual(
    causes(both(DISK)).map(({ failures }) => failures.length),
    [2],
  );
});

test("a commit is suspected in its own repository only", () => {
  const failing = (repository: string) => [
    ...ran("05:00", "a", [], { repository }),
    ...ran("06:00", "b", [{ ...HEIGHT, stack: ["rise@src/tides.ts:41"] }], { repository }),
  ];
  const change = changed("05:50", "b", "a", { hunks: ["41-41 src/tides.ts"] });
  const told = causes([...failing("harbor/tides"), ...failing("harbor/moon"), change]);
  assert.deepEqual(
    told.map(({ failures, suspects, class: verdict }) => [failures[0]?.repository, suspects.length, verdict]),
    [
      ["harbor/tides", 1, "BROKEN"],
      ["harbor/moon", 0, "unclear"],
    ],
  );
});

test("commits of an earlier time that checks were red are not suspected of what began later", () => {
  const failing = { ...HEIGHT, stack: ["rise@src/tides.ts:41"] };
  const items = [
    ...ran("01:00", "a"),
    ...ran("02:00", "b", [{ says: "RangeError: no gauge answers here", test: "test/gauge.test.ts > reads" }]),
    ...ran("03:00", "c"),
    ...ran("05:00", "e", [failing]),
    changed("01:50", "b", "a", { hunks: ["41-41 src/tides.ts"] }),
    changed("04:50", "e", "d", {}),
    changed("04:40", "d", "c", { hunks: ["900-901 src/tides.ts"] }),
  ];
  const cause = causes(items).find(({ primaryError }) => primaryError === HEIGHT.says);
  assert.deepEqual(
    cause?.suspects.map(({ sha }) => sha.slice(0, 2)),
    ["d1"],
  );
  assert.equal(cause?.window?.untested, 1);
});

test("a failure of a pull request is blamed on no commit of the default branch", () => {
  const items = [
    ...checked("06:00", 41, [{ ...HEIGHT, stack: ["rise@src/tides.ts:41"] }]),
    changed("05:50", "b", "a", { hunks: ["41-41 src/tides.ts"] }),
  ];
  assert.deepEqual(causes(items)[0]?.suspects, []);
});

test("a run that passed as a whole is a pass of each of its jobs that is known", () => {
  const failing = ran("06:00", "b", [HEIGHT]);
  assert.equal(causes(failing)[0]?.window?.lastGood, null);
  assert.equal(causes([whole("05:00", "a"), ...failing])[0]?.window?.lastGood, "a1".repeat(20));
  assert.equal(causes([...failing, whole("07:00", "c")])[0]?.state, "resolved");
  assert.equal(causes([...failing, whole("07:00", "c", { workflow: "lint" })])[0]?.state, "new");
  assert.equal(causes([...failing, whole("07:00", "c", { conclusion: "failed" })])[0]?.state, "new");
  assert.equal(causes([...failing, whole("07:00", "c")], "2026-11-19T06:30:00.000Z")[0]?.state, "new");
});

test("what is known of a job without a log is what was marked in it, or its step; of one with a log, what that says", () => {
  const annotations = ["src/a.ts:4: warning: old", "src/tides.ts:41: TypeError: no height given"];
  const failed = { conclusion: "failed", failedStep: "Run tests", annotations } as const;
  const [marked] = ran("06:00", "b", [], failed);
  const [stepped] = ran("06:00", "b", [], { ...failed, annotations: [] });
  const [silent] = ran("06:00", "b", [], { ...failed, annotations: [], failedStep: null });
  assert.ok(marked && stepped && silent);
  const told = [[marked], [stepped], [silent], ran("06:00", "b", [HEIGHT], failed)].map((items) => {
    const [failure, ...others] = causes(items).flatMap(({ failures }) => failures);
    assert.ok(failure && others.length === 0);
    assert.ok(items.some(({ id }) => id === failure.id));
    return ciEvidenceIn(items).telling(failure)?.path;
  });
  assert.deepEqual(told, ["fields.annotations.1", "fields.failedStep", undefined, "title"]);
  assert.deepEqual(causes([marked])[0]?.failures[0]?.frames.at(-1), { fn: "", file: "src/tides.ts", line: 41, inApp: true });
});

test("the tests of reports that belong to no job are failures too", () => {
  const fields = { suite: "tides", className: "Tides", file: null, status: "failed", message: "no height given", report: "r.xml" };
  const failing = itemOf({
    id: "junit:r.xml#a",
    source: "junit",
    kind: "test",
    title: "Tides: rise",
    body: "at rise (src/tides.ts:41:2)",
    fields,
  });
  const flaky = itemOf({ ...failing, id: "junit:r.xml#b", fields: { ...fields, status: "flaky" } });
  const [cause, ...others] = causes([failing, flaky]);
  assert.deepEqual([cause?.primaryError, cause?.failures.length, others.length], ["no height given", 1, 0]);
  assert.equal(cause?.failures[0]?.frames[0]?.line, 41);
});

test("what was found in a list is not looked for again, unless what is remembered or the time is other", () => {
  const items = ran("06:00", "b", [HEIGHT]);
  const found = causesIn({ items, now: NOW });
  assert.equal(causesIn({ items, now: NOW }), found);
  assert.equal(causesIn({ items, now: NOW, history: { causes: [] } }), found);
  assert.notEqual(causesIn({ items, now: NOW, history: structuredClone(found.history) }), found);
  assert.notEqual(causesIn({ items, now: "2026-11-19T13:00:00.000Z" }).history, found.history);
});

test("what is mended in one place and still fails in another is not over", () => {
  const red = [...ran("05:00", "a"), ...ran("06:00", "b", [HEIGHT]), ...checked("07:00", 41, [HEIGHT])];
  const mended = [...red, ...ran("08:00", "c")];
  assert.deepEqual(
    causes(mended).map(({ state }) => state),
    ["resolved"],
    "a pull request that had it before has but to take the change in",
  );
  const places = (items: readonly Item[]) =>
    causes(items).map(({ state, window }) => [state, window?.job.split(" ").at(-1), window?.branch]);
  assert.deepEqual(places([...mended, ...checked("09:00", 44, [HEIGHT])]), [["new", "test", "#44"]]);
  const onBoth = [...ran("06:00", "b", [HEIGHT], { job: "other" }), ...mended];
  assert.deepEqual(places(onBoth), [["new", "other", "the default branch"]]);
  const inTwo = [...checked("06:10", 41, [HEIGHT]), ...checked("06:20", 42, [HEIGHT]), ...checked("06:30", 41, [], { sha: "e" })];
  assert.deepEqual(places(inTwo), [["new", "test", "#42"]]);
});

test("a run that passed is no pass of a job that such runs skip", () => {
  const skipped = [...ran("07:00", "c", [], { conclusion: "skipped" }), whole("07:00", "c")];
  const red = [...ran("05:00", "a"), ...ran("06:00", "b", [HEIGHT])];
  assert.deepEqual(
    causes([...red, whole("07:30", "d")]).map(({ state }) => state),
    ["resolved"],
  );
  assert.deepEqual(
    causes([...red, ...skipped, whole("07:30", "d")]).map(({ state }) => state),
    ["new"],
  );
});
