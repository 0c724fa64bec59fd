import { resolve } from "node:path";
import { run } from "node:test";
import { someOf, type Suite } from "./row.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const TOLD = /^(\d+) cases/;

/** Attacks that are tests of their own: each test is one, unless it tells how many cases it made. */
export function tested(suite: string, files: readonly string[]): Suite {
  return async () => {
    const count = { tests: 0, told: 0 };
    const wrong: string[] = [];
    for await (const { type, data } of run({ files: files.map((file) => resolve(ROOT, file)), concurrency: 1 })) {
      if (type === "test:diagnostic") count.told += Number(TOLD.exec(data.message)?.[1] ?? 0);
      if (type === "test:pass" || type === "test:fail") count.tests += 1;
      if (type === "test:fail") wrong.push(data.name);
    }
    const cases = count.told > 0 ? count.told : count.tests;
    return { suite, cases, out: wrong.length, aim: "0 leaks, 0 false holds", met: cases > 0 && wrong.length === 0, notes: someOf(wrong) };
  };
}
