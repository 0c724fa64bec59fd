import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { run } from "../../src/cli/commands/ci.ts";
import { toOptions } from "../../src/cli/options.ts";
import { makeFolder } from "../support/chief.ts";
import { createRepository } from "../support/repository.ts";
import { sessionIn } from "../support/terminal.ts";

const FRAME = "    at parse (/home/runner/work/shop/src/price.ts:12:7)";
const UNDEFINED = "TypeError: Cannot read properties of undefined (reading 'amount')";
const TOKEN = `gh~p_${"a1B2".repeat(9)}`.replace("~", "");
const DENIED = `HttpError: https://api.example.com/v1?a=Object.is refused ${TOKEN}`;

const log = (error: string): string =>
  `##[group]Run npm test\nnpm test\n##[endgroup]\n${error}\n${FRAME}\n##[error]Process completed with exit code 1.\n`;
const report = (message: string): string =>
  `<testsuite name="s" tests="1" failures="1"><testcase classname="price" name="reads"><failure message="${message}">${message}\n${FRAME}</failure></testcase></testsuite>`;
const spec = (message: string): string => `✖ failing tests:\n\ntest at price.test.ts:3:1\n✖ reads (2.1ms)\n  ${message}\n${FRAME}\n`;

/** What `chief ci` prints, in this process: starting one takes half a second. */
async function ci(folder: string, words: readonly string[], options: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const printed: string[] = [];
  const print = (text: string): void => void printed.push(text);
  const printSurely = async (text: string): Promise<void> => print(text);
  const session = { ...sessionIn(folder, print), env: { INIT_CWD: folder }, json: options["json"] === true, print, printSurely };
  await run(session, words, toOptions(options));
  return printed.join("\n");
}

test("a failure that a report and a log beside it tell is told once, and another of the same log is told too", async (t) => {
  const other = "RangeError: the basket has no lines";
  const folder = makeFolder(t, {
    "ci/junit.xml": report(UNDEFINED),
    "ci/test.log": spec(UNDEFINED),
    "ci/lint.log": log(other),
    "old/test.log": spec(UNDEFINED),
  });
  const { failures, remarks } = JSON.parse(await ci(folder, ["group", "ci", "old"], { json: true })) as {
    failures: { source: string; primaryError: string }[];
    remarks: unknown[];
  };
  assert.deepEqual(
    failures.map(({ source, primaryError }) => [source, primaryError]),
    [
      ["ci/junit.xml", UNDEFINED],
      ["ci/lint.log", other],
      ["old/test.log", UNDEFINED],
    ],
  );
  assert.deepEqual(remarks, [{ source: "ci/test.log", remark: "1 failure of it is told by a test report beside it" }]);
});

test("no secret of a log is shown or kept, and all else is shown as it was written, in its line", async (t) => {
  const folder = makeFolder(t, { "publish.log": log(DENIED) });
  const said = "HttpError: https://api.example.com/v1?a=Object.is refused (secret)";
  const json = await ci(folder, ["group", "publish.log"], { json: true, why: true, history: "memory" });
  const words = await ci(folder, ["group", "publish.log"], { why: true });
  const region = await ci(folder, ["region", "publish.log"]);
  const forms = await ci(folder, ["templates", "publish.log"]);
  const kept = readFileSync(`${folder}/memory/causes.json`, "utf8");
  for (const text of [json, words, region]) assert.ok(text.includes(said), text);
  assert.match(json, /"primaryLine": 4,/);
  assert.ok(region.includes(`      4  ${said}\n`), region);
  for (const text of [json, words, region, kept, forms]) assert.ok(!text.includes("a1B2"), text);
});

test("ci region says of a test report that it is one and what reads it", async (t) => {
  const folder = makeFolder(t, {
    "report.txt": `<?xml version="1.0"?>\n<!-- made today -->\n${report(UNDEFINED)}`,
    "page.log": "<html>\nError: the page is broken\n</html>",
  });
  await assert.rejects(ci(folder, ["region", "report.txt"]), {
    code: "usage",
    message: "expected report.txt to be a log, got a test report",
  });
  assert.match(await ci(folder, ["region", "page.log"]), /^Error: the page is broken/);
});

test("ci group refuses a good commit that does not come before the bad one", async () => {
  const at = (hour: number): string => `2026-11-02T0${hour}:00:00Z`;
  const { folder, git } = await createRepository([
    { at: at(1), message: "One", files: { "a.txt": "1" } },
    { at: at(2), message: "Two", files: { "a.txt": "2", "red.log": log(UNDEFINED) } },
  ]);
  const [later = "", earlier = ""] = (await git("log", "--format=%H")).trim().split("\n");
  const options = { repo: ".", good: later, bad: earlier };
  await assert.rejects(ci(folder, ["group", "red.log"], options), {
    code: "usage",
    message: /expected --good to be a commit before --bad/,
  });
  assert.match(await ci(folder, ["group", "red.log"], { repo: ".", good: earlier, bad: later }), /^1 failure, 1 cause\n/);
});
