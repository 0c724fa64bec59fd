import assert from "node:assert/strict";
import { test } from "node:test";
import { checked, report } from "./ci-world.ts";
import { under } from "./report-day.ts";

const OWN = { says: "AssertionError: expected 2 to equal 3", test: "test/moon.test.ts > moon" };
const THREE = [...checked("06:40", 43, [OWN]), ...checked("06:41", 42, [OWN]), ...checked("06:42", 9, [OWN])];

test("up to three pull requests are named, by their numbers, and more are counted", () => {
  assert.match(under(report("07:00", THREE).lines, "New or changed")[0] ?? "", /, in #9, #42 and #43, since/);
  const four = report("07:00", [...THREE, ...checked("06:43", 44, [OWN])]);
  assert.match(under(four.lines, "New or changed")[0] ?? "", /, in 4 pull requests, since/);
});

test("a page is called by its job and by what that ran for, since it tells of all that failed there", () => {
  const { citations } = report("07:00", THREE).briefing;
  assert.deepEqual(
    new Set(citations.map(({ title }) => title)),
    new Set(["#42 at 2121212", "#43 at 3131313", "#9 at 9191919"].map((of) => `build / test of ${of}`)),
  );
});
