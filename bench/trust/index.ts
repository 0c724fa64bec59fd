// `node bench/trust/index.ts [SUITE...] [--quick] [--seed NUMBER]`: what gets out when the worker, and all that is read, is hostile.
import { parseArgs } from "node:util";
import { timed } from "../figures.ts";
import type { TrustRow } from "../../test/trust/row.ts";
import { LANES, type Planned } from "./suites.ts";
import { formatTrust, type TimedRow } from "./table.ts";

const { values, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false }, seed: { type: "string" } },
  allowPositionals: true,
});
const seed = Number(values.seed ?? new Date().getTime() % 1_000_000);
const known = LANES.flatMap((lane) => Object.keys(lane));
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) throw new RangeError(`expected a suite to be one of ${known.join(", ")}, got ${unknown}`);

process.stderr.write(`seed ${seed}\n`);
const rows = (await Promise.all(LANES.map(measureLane))).flat();
process.stdout.write(`${formatTrust(rows)}\n`);
process.exitCode = rows.every(({ met }) => met) ? 0 : 1;

async function measureLane(lane: Readonly<Record<string, Planned>>): Promise<TimedRow[]> {
  const measured: TimedRow[] = [];
  for (const [name, planned] of Object.entries(lane)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    let row: TrustRow | undefined;
    const ms = await timed(async () => void (row = await measureOrTell(name, planned)));
    process.stderr.write(`${name}: ${Math.round(ms / 1_000)} s\n`);
    if (row) measured.push({ ...row, ms, isHostile: planned.isHostile === true });
  }
  return measured;
}

/** A suite that can't be measured must not hide what became of the others. */
async function measureOrTell(name: string, { suite, volume, quick }: Planned): Promise<TrustRow> {
  try {
    return await suite(values.quick ? quick : volume, seed);
  } catch (error) {
    return { suite: name, cases: 0, out: 0, aim: "to be measured", met: false, notes: [`not measured: ${String(error)}; seed ${seed}`] };
  }
}
