// `npm run ci-bench [-- --runs NUMBER --seed NUMBER --folder FOLDER --read FOLDER]`: faults are planted into a small project, its builds are really run,
// and what `chief ci group` makes of them is held against what is true;
// `--read` takes labelled sets as labelled.ts describes them instead. What is read of the labelled logs of test/corpus/ci comes first.
// `npm run ci-bench -- hostile [--runs NUMBER --seed NUMBER]` has it read broken and malicious builds. Exit code 1 where a figure is below its mark.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureHostile } from "./hostile.ts";
import { readLabelled } from "./labelled.ts";
import { missesOfLogs, tellLogs } from "./logs.ts";
import { measure, plantAll, type Figures } from "./measure.ts";

const MARKS: readonly (readonly [name: keyof Figures, title: string, least: number])[] = [
  ["read", "failures that are read at all", 1],
  ["rand", "failures by their causes, adjusted Rand index", 0.95],
  ["bCubed", "the same, F1 of B-cubed", 0.95],
  ["classF1", "broken, flaky or infrastructure, mean F1", 0.95],
  ["brokenRecall", "breaks told as breaks", 1],
  ["top1", "the commit that did it is the first suspect", 0.85],
  ["top3", "it is among the first three", 0.95],
  ["firstBad", "the first bad commit is exact", 0.95],
  ["stable", "the same in another order and with its memory", 1],
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string" },
    seed: { type: "string", default: "1" },
    folder: { type: "string" },
    read: { type: "string" },
  },
});
const seed = Number(values.seed);

process.exitCode = (await (positionals[0] === "hostile" ? measureHostile(Number(values.runs ?? 1_000), seed) : measurePlanted())) ? 0 : 1;

async function measurePlanted(): Promise<boolean> {
  for (const miss of missesOfLogs()) process.stderr.write(`${miss}\n`);
  process.stdout.write(tellLogs());
  const folder = values.folder ?? mkdtempSync(join(tmpdir(), "ci-bench-"));
  const started = Date.now();
  const sets = values.read === undefined ? await plantAll(folder, Number(values.runs ?? 60), seed) : readLabelled(values.read);
  const figures = await measure(sets);
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
  for (const miss of figures.misses) process.stderr.write(`${miss}\n`);
  process.stderr.write(
    `${figures.runs} runs, ${figures.faults} faults, ${figures.failures} failures, ${figures.hidden} breaks hidden, ${((Date.now() - started) / 1000).toFixed(0)} s\n`,
  );
  for (const [name, title, least] of MARKS) {
    process.stdout.write(`${title.padEnd(60)}${Number(figures[name]).toFixed(3)}  (at least ${least})\n`);
  }
  return MARKS.every(([name, , least]) => Number(figures[name]) >= least);
}
