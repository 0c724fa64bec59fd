import assert from "node:assert/strict";
import { test } from "node:test";
import { failuresOfLog } from "../../../src/analysis/ci/failures.ts";
import { groupFailures } from "../../../src/analysis/ci/group/group.ts";
import { addGreen, takeLog, type GreenLines } from "../../../src/analysis/ci/log.ts";
import { maskedParts, maskLine } from "../../../src/analysis/ci/mask.ts";
import { withMessage } from "../../../src/analysis/ci/primary-error.ts";
import { decidedInWords, decidedToJson, rangesOf } from "../../../src/cli/ci/decided-words.ts";
import { commitOf, failureOf, inputOf, runOf, timeOf } from "./made-failures.ts";

const LINES = ["npm test", "TypeError: no cart after 31ms", "    at total (/builds/acme/shop/src/cart.ts:3:5)", "all done"];

function failureIn(lines: readonly string[], greenLines?: readonly string[]) {
  const green: GreenLines | null = greenLines ? { keys: new Set() } : null;
  if (green) addGreen(green, greenLines ?? []);
  const taker = takeLog(green);
  taker.push(lines);
  const [failure] = failuresOfLog("a.log", taker.end());
  assert.ok(failure);
  return failure;
}

test("a failure says by which parameters its lines and its error were chosen, and where", () => {
  const anchored = failureIn(LINES).decided;
  assert.deepEqual(anchored, { region: "region.anchors", primary: { by: "anchors.exception", line: 2 } });
  assert.equal(failureIn(LINES, ["npm test", "all done"]).decided?.region, "region.difference");
  assert.equal(failureIn(["fine", "##[error]Process completed with exit code 1."]).decided?.region, "region.anchors");
  const told = failureIn(["  1 failing", "", "  1) cart sums:", "     TypeError: no cart"]).decided;
  assert.deepEqual(told, { region: "dialects.mocha", primary: { by: "anchors.exception", line: 4 } });
});

test("lines that are told very often point at a failure where nothing else does, and only there", () => {
  const often = Array.from({ length: 80 }, (_, index) => `ERROR could not reach shelf ${index} of the store`);
  const { primaryError, lines } = failureIn(["start", ...often, "bye"]);
  assert.match(primaryError, /^ERROR could not reach shelf \d+ of the store$/);
  assert.ok(lines.length > 1);
  assert.match(failureIn(["start", ...often, "TypeError: no cart", "    at total (src/cart.ts:3:5)", "bye"]).primaryError, /^TypeError/);
  const taker = takeLog(null);
  taker.push(Array.from({ length: 80 }, (_, index) => `checked ${index} shelves, 0 errors`));
  assert.deepEqual(failuresOfLog("a.log", taker.end()), []);
});

test("each line of it, each part that was masked, and the commit that it points at can be traced", () => {
  const failure = { ...failureIn(LINES), sha: "c3", at: timeOf("c3"), job: "test", branch: "main" };
  const commits = [commitOf("c2", ["readme.md"]), commitOf("c3", ["src/cart.ts:3"])];
  const { causes, failures } = groupFailures(inputOf([failure], { commits, runs: [runOf("c1", "success")] }));
  const [told] = failures;
  assert.ok(told);
  assert.deepEqual(decidedToJson(told), {
    region: "region.anchors",
    lines: [{ line: 2, by: "anchors.exception" }],
    primary: { by: "anchors.exception", line: 2 },
    masks: [{ by: "masks.quantity", text: "31ms", sign: "<QTY>" }],
  });
  const words = decidedInWords(told);
  assert.match(words, /in line 2 by anchors\.exception; its lines are 1 to 4 by region\.anchors; 31ms counts as <QTY> by masks\.quantity/);
  const [reason] = causes[0]?.suspects[0]?.reasons ?? [];
  assert.deepEqual([reason?.by, reason?.seenIn], ["suspect.line", "a.log:3"]);
});

test("a failure that nothing was read of says so", () => {
  const [told] = groupFailures(inputOf([failureOf("", { region: "", test: null })])).failures;
  assert.ok(told && decidedInWords(told).endsWith("no line of it tells anything, only that it failed"));
});

test("the parts that are masked are those that make the masked line", () => {
  const line = "GET https://127.0.0.1:8080/x took 31ms at 2026-11-20T09:00:00Z in /tmp/a1/b, id 4f9a8c7d2b, 17 left";
  const parts = maskedParts(line);
  const again = parts.reduce((text, { text: part, sign }) => text.replace(part, sign), line);
  assert.equal(again, maskLine(line));
  assert.deepEqual(
    parts.map(({ by }) => by),
    ["masks.url", "masks.timestamp", "masks.sha", "masks.temporary", "masks.quantity", "masks.number"],
  );
});

test("an error that is told in the next lines is told with them: the values of a comparison, each side once", () => {
  const announced = "Expected values to be strictly equal:";
  assert.equal(withMessage(announced, ["", "3 !== 2", ""]), `${announced} 3 !== 2`);
  const sides = ["+ actual - expected", "... Skipped lines", "  {", "+   paid: true,", "-   paid: false,", "+   x"];
  assert.equal(withMessage(announced, sides), `${announced} +   paid: true, -   paid: false,`);
  assert.equal(withMessage("no cart", ["more"]), "no cart");
  assert.equal(withMessage(announced, []), announced);
});

test("values of a comparison make no other cause of it, and join no two tests", () => {
  const comparing = (values: string, name: string, source: string) =>
    failureOf(`AssertionError [ERR_ASSERTION]: Expected values to be strictly equal: ${values}`, {
      test: `${name}.test.ts > a > works`,
      source,
    });
  const { causes } = groupFailures(
    inputOf([comparing("'paid' !== 'open'", "a", "1"), comparing("'lost' !== 'open'", "a", "2"), comparing("'paid' !== 'open'", "b", "1")]),
  );
  assert.deepEqual(
    causes.map(({ failures }) => failures.length),
    [2, 1],
  );
});

test("a test has the same name on every machine", () => {
  const roots = ["/home/runner/work/shop/shop/", "/builds/acme/shop/", "/Users/ana/code/shop/", "D:\\a\\shop\\shop\\", "/app/", ""];
  const names = roots.map((root) => failureIn([`FAIL ${root}test/cart.test.ts`, "  ● cart › sums", "", "    TypeError: no cart"]).test);
  assert.deepEqual([...new Set(names)], ["test/cart.test.ts > cart › sums"]);
  assert.equal(failureIn(["  1 failing", "  1) /api/carts returns 200", "  Error: no"]).test, "/api/carts returns 200");
});

test("lines that follow one another are told as one stretch", () => {
  assert.equal(rangesOf([5, 3, 4, 9, 9]), "3 to 5, 9");
  assert.equal(rangesOf([]), "");
});
