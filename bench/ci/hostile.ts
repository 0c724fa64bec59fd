import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { faultsIn, hostileBuild, KINDS, writeBuild } from "../../test/support/hostile/verdict.ts";

/** Beyond the largest of each kind, which come first. */
const SMALL = 0.01;
const MOST_BLOCK_MS = 1_000;

/** Has `chief ci` read so many hostile builds, and prints what is wrong and how long the event loop was held; false where anything is wrong. */
export async function measureHostile(count: number, seed: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "ci-hostile-"));
  const held: { name: string; blockMs: number; wallMs: number }[] = [];
  let wrong = 0;
  for (let index = 0; index < count; index += 1) {
    const build = hostileBuild(seed + index, index < KINDS.length ? 1 : SMALL);
    writeBuild(folder, build);
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    const started = performance.now();
    const faults = await faultsIn(folder, build).catch((error: unknown) => [`threw ${String(error)}`]);
    loop.disable();
    held.push({ name: `${build.name} (${seed + index})`, blockMs: loop.max / 1e6, wallMs: performance.now() - started });
    wrong += faults.length;
    for (const fault of faults) process.stderr.write(`${build.name} (${seed + index}): ${fault}\n`);
  }
  rmSync(folder, { recursive: true, force: true });
  const longest = held.toSorted((a, b) => b.blockMs - a.blockMs).slice(0, 5);
  const slowest = held.toSorted((a, b) => b.wallMs - a.wallMs).slice(0, 3);
  for (const { name, blockMs } of longest) process.stdout.write(`held the event loop for ${blockMs.toFixed(0)} ms: ${name}\n`);
  for (const { name, wallMs } of slowest) process.stdout.write(`took ${(wallMs / 1000).toFixed(1)} s: ${name}\n`);
  process.stdout.write(`${count} hostile builds of ${KINDS.length} kinds: ${wrong} without a clear verdict\n`);
  return wrong === 0 && longest.every(({ blockMs }) => blockMs <= MOST_BLOCK_MS);
}
