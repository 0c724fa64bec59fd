import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { findErrorType } from "../../../src/analysis/ci/error-type.ts";
import { failuresOfLog } from "../../../src/analysis/ci/failures.ts";
import { addGreen, takeLog, type GreenLines } from "../../../src/analysis/ci/log.ts";
import { wordsOf } from "../../../src/analysis/ci/primary-error.ts";
import { findRegion } from "../../../src/analysis/ci/region.ts";

const folder = join(import.meta.dirname, "../../corpus/ci");
const span = z.tuple([z.number(), z.number()]);
const label = z.object({ core: z.array(span), primary: z.string(), errorType: z.string().nullable(), tests: z.array(z.string()) });
const labels = z.record(z.string(), label).parse(JSON.parse(readFileSync(join(folder, "labels.json"), "utf8")));

function linesOf(name: string): string[] {
  return readFileSync(join(folder, name), "utf8").split(/\r\n|\n|\r/);
}

function logOf(name: string) {
  const path = `${name}.green.txt`;
  const green: GreenLines | null = existsSync(join(folder, path)) ? { keys: new Set() } : null;
  if (green) addGreen(green, linesOf(path));
  const taker = takeLog(green);
  taker.push(linesOf(`${name}.red.txt`));
  return taker.end();
}

test("of logs of builds that really failed, the lines that tell it, the primary error, its type and the failing tests are found", () => {
  let [found, wanted, told] = [0, 0, 0];
  for (const [name, { core, primary, errorType, tests }] of Object.entries(labels)) {
    const log = logOf(name);
    const region = findRegion(log);
    const numbers = new Set(region.lines.map(({ number }) => number));
    const texts = linesOf(`${name}.red.txt`);
    const lines = core.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
    const said = lines.filter((number) => (texts[number - 1] ?? "").trim() !== "");
    found += said.filter((number) => numbers.has(number)).length;
    wanted += said.length;
    told += numbers.size;
    const words = wordsOf(region.primary?.text ?? "");
    assert.ok(words.includes(primary), `${name}: ${words}`);
    assert.equal(findErrorType(words), errorType, name);
    const failing = failuresOfLog(name, log).flatMap((failure) => (failure.test === null ? [] : [failure.test]));
    assert.deepEqual(failing, tests, name);
  }
  const recall = found / wanted;
  assert.ok(recall >= 0.95, `recall ${recall.toFixed(3)}, ${told} lines told`);
});

test("the region, and every failure, is the same on each reading", () => {
  for (const name of Object.keys(labels)) {
    assert.deepEqual(failuresOfLog(name, logOf(name)), failuresOfLog(name, logOf(name)));
  }
});
