import { resolve } from "node:path";
import { run } from "node:test";
import { finished } from "node:stream/promises";
import { someOf, type Suite } from "./row.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const TOLD = /^(\d+) cases/;

/** Attacks that are tests of their own: each test is one, unless it tells how many cases it made. */
export function tested(suite: string, files: readonly string[]): Suite {
  return async () => {
    const count = { tests: 0, told: 0 };
    const wrong: string[] = [];
    const tests = run({ files: files.map((file) => resolve(ROOT, file)), concurrency: 1 });
    tests.on("test:diagnostic", ({ message }) => void (count.told += Number(TOLD.exec(message)?.[1] ?? 0)));
    tests.on("test:pass", () => void (count.tests += 1));
    tests.on("test:fail", ({ name }) => void (wrong.push(name), (count.tests += 1)));
    await finished(tests.resume());
    const cases = count.told > 0 ? count.told : count.tests;
    return { suite, cases, out: wrong.length, aim: "0 leaks, 0 false holds", met: cases > 0 && wrong.length === 0, notes: someOf(wrong) };
  };
}
