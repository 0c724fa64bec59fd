import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { failuresOfLog } from "../../../src/analysis/ci/failures.ts";
import { addGreen, takeLog, type GreenLines } from "../../../src/analysis/ci/log.ts";
import { LINES, REGION } from "../../../src/analysis/ci/parameters.ts";
import { findRegion } from "../../../src/analysis/ci/region.ts";
import { startTemplates } from "../../../src/analysis/ci/templates.ts";
import { readLogLines } from "../../../src/lib/log-lines.ts";
import { assertGrowsWithInput } from "../../support/growth.ts";

const failing = [
  "starting",
  "src/a.ts(3,5): error TS2345: no",
  "    at f (src/a.ts:3:5)",
  "##[error]Process completed with exit code 1.",
].join("\n");
const escape = "\u001b";
/** Beginnings on which a pattern that can go wrong would go wrong. */
const traps = [
  "a".repeat(4_000),
  "a:".repeat(2_000),
  "/a".repeat(2_000),
  "at ".repeat(1_300),
  "E   ".repeat(1_000),
  "1,".repeat(2_000),
  "0123456789abcdef".repeat(250),
  "A".repeat(3_999).concat("Error"),
  "[ERROR] ".repeat(500),
  "Caused by: ".repeat(360),
  '"'.repeat(4_000),
  "(".repeat(4_000),
  "\\x".repeat(1_999),
  "::error ".repeat(500),
  "_".repeat(4_000),
  "= ".repeat(2_000),
  "● ".repeat(2_000),
  "section_start:1:".repeat(250),
  "travis_fold:start:".repeat(220),
  " ".repeat(3_999).concat("x"),
  "1.2.3.4:".repeat(500),
  "2026-11-20 ".repeat(360),
  `${escape}[`.repeat(2_000),
  `${escape}]0;`.repeat(1_000),
  "not ok ".repeat(570),
  '{"Action":'.repeat(400),
  "Test #1: ".repeat(440),
];

async function read(bytes: Uint8Array) {
  const remarks = new Set<string>();
  const taker = takeLog(null);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  }
  for await (const lines of readLogLines(chunks(), LINES.longest, { remarks })) {
    taker.push(lines);
  }
  const log = taker.end();
  const region = findRegion(log);
  return { log, region, failures: failuresOfLog("a.log", log), remarks };
}

test("whatever is put around a failure, it is found, and no line takes longer than it is long", async () => {
  const around = (trap: string) => read(Buffer.from(`${trap}\n${trap}\n${failing}\n${trap}\n`));
  for (const trap of traps) {
    const { region, failures } = await around(trap);
    assert.equal(failures.length > 0, true, trap.slice(0, 20));
    assert.equal(region.lines.length <= REGION.mostAnchored, true);
    await assertGrowsWithInput((size) => around(trap.slice(0, size)), trap.length);
  }
});

test("logs that are cut, packed, encoded otherwise or damaged anywhere get a verdict each", async () => {
  const whole = `${"compiling one more file\n".repeat(200)}${failing}\n`;
  const forms = [Buffer.from(whole), gzipSync(whole), Buffer.from(`\ufeff${whole}`, "utf16le"), Buffer.from(whole.replaceAll("\n", "\r"))];
  let told = 0;
  for (const form of forms) {
    for (let index = 0; index < 40; index += 1) {
      const damaged = Buffer.from(form.subarray(0, index % 4 === 0 ? Math.ceil((form.length * (index + 1)) / 40) : form.length));
      const at = Math.floor((damaged.length * index) / 60);
      if (index % 4 === 1) damaged.fill(0, at, at + 40);
      if (index % 4 === 2) damaged.fill(0xff, at, at + 40);
      const { region, remarks } = await read(damaged);
      assert.equal(region.mode === "nothing" ? region.lines.length : Math.sign(region.lines.length), region.mode === "nothing" ? 0 : 1);
      if (region.primary?.text.includes("TS2345") === true || remarks.size > 0) told += 1;
    }
  }
  assert.ok(told >= 100, `${told} of 160`);
});

test("one endless line, nothing but zeros, nothing but colours, and nothing at all say nothing", async () => {
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(300_000), Buffer.from(`${escape}[31m`.repeat(50_000)), Buffer.alloc(5_000_000, "x")]) {
    const { region, failures } = await read(bytes);
    assert.deepEqual([region.mode, failures], ["nothing", []]);
  }
});

test("a failure in the middle of a huge log is kept, and what is left out is counted", () => {
  const taker = takeLog(null);
  const plain = Array.from({ length: 1_000 }, () => `compiling ${"x".repeat(300)}`);
  for (let index = 0; index < 30; index += 1) {
    taker.push(index === 14 ? [...plain, "TypeError: middle is undefined", "    at f (a.js:1:1)"] : plain);
  }
  const log = taker.end();
  assert.equal(log.total, 30_002);
  assert.ok(log.left > 1_000 && log.lines.length + log.left === log.total);
  const { primary, lines } = findRegion(log);
  assert.equal(primary?.number, 15_001);
  assert.equal(
    lines.some(({ number }) => number === 15_002),
    true,
  );
});

test("beside a green log what only sounds like a failure is not told, but a count that was none is", () => {
  const green: GreenLines = { keys: new Set() };
  const usual = ["warning: retry 3 failed with an error", "0 errors in 12 files", "done in 1.2s"];
  addGreen(green, usual);
  const taker = takeLog(green);
  taker.push(["warning: retry 7 failed with an error", "3 errors in 14 files", "done in 31ms"]);
  const { lines, mode } = findRegion(taker.end());
  assert.deepEqual([mode, lines.map(({ number }) => number)], ["difference", [2]]);
});

test("lines that differ in what they tell of have one form, and deeds of their own", () => {
  const templates = startTemplates();
  const lines = [
    "Received block blk_1 of size 91 from /10.0.0.1",
    "session opened for user ana by (uid=0)",
    "Received block blk_22 of size 7 from /10.0.0.2",
    "session closed for user ana",
    "session opened for user ben by (uid=3)",
    "",
    "session closed for user ben",
    "2026-11-20T09:00:00Z took 3ms",
    "2026-11-21T10:00:00Z took 14 s",
  ];
  for (const line of lines) templates.push(line);
  const forms = templates.end();
  const ids = forms.map(({ id }) => id);
  const firsts = ids.map((id) => ids.indexOf(id));
  assert.deepEqual(firsts, [0, 1, 0, 3, 1, 5, 3, 7, 7]);
  assert.deepEqual([forms[0]?.text, forms[5]?.text, forms[7]?.text], ["Received block <*> of size <*> from <*>", "", "took <*>"]);
});
