import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { measureBareSlots } from "./bare-slots.ts";
import { measureDueSlots } from "./due-slots.ts";
import type { Row } from "./figures.ts";
import { percentile } from "./percentile.ts";
import { inTemporaryFolder } from "./temporary.ts";

const MANY = 100_000;
const Idle = z.object({ megabytes: z.number(), cpuMsPerMinute: z.number(), timers: z.number() });

/** Rounds of a thousand runs in so many databases, one after the other. */
const YOUNG = { rounds: 20, databases: 5 };
const OLD = { rounds: 100, databases: 1 };

/** What it takes that a thousand automations are due on one second, and that a hundred thousand are not due. */
export async function measureSlots(): Promise<Row[]> {
  const young = await measureDue(YOUNG);
  const old = await measureDue(OLD);
  const [none, many] = await Promise.all([0, MANY].map(measureIdle));
  if (!none || !many) throw new RangeError("expected two measurements, got fewer");
  const more = many.megabytes - none.megabytes;
  const count = MANY.toLocaleString("en-US");
  return [
    { ...committedRow(young, "1,000 due on one second, all rows committed, p99"), wanted: "at most 30.0 ms", met: young.committedMs <= 30 },
    { what: "the same, first run begun", chief: `${young.begunMs.toFixed(1)} ms`, bare: "" },
    committedRow(old, "the same with a record of up to 100,000 runs"),
    {
      what: `${count} automations watched: more memory than unwatched`,
      chief: `${more.toFixed(0)} MB`,
      bare: `${none.megabytes.toFixed(0)} MB`,
      wanted: "at most 60 MB",
      met: more <= 60,
    },
    {
      what: `${count} automations watched: CPU a minute while idle`,
      chief: `${many.cpuMsPerMinute.toFixed(1)} ms`,
      bare: `${none.cpuMsPerMinute.toFixed(1)} ms`,
      wanted: "at most 5.0 ms",
      met: many.cpuMsPerMinute <= 5,
    },
    {
      what: `${count} automations watched: timers`,
      chief: String(many.timers),
      bare: String(none.timers),
      wanted: "1",
      met: many.timers === 1,
    },
  ];
}

interface DueFigures {
  committedMs: number;
  begunMs: number;
  bareMs: number;
}

async function measureDue({ rounds, databases }: typeof YOUNG): Promise<DueFigures> {
  const values = { committed: [] as number[], begun: [] as number[], bare: [] as number[] };
  for (let database = 0; database < databases; database += 1) {
    const { committedMs, begunMs } = await measureDueSlots(rounds);
    values.committed.push(...committedMs);
    values.begun.push(...begunMs);
    values.bare.push(...(await measureBareSlots(rounds)));
  }
  const { committed, begun, bare } = values;
  return { committedMs: percentile(committed, 0.99), begunMs: percentile(begun, 0.99), bareMs: percentile(bare, 0.99) };
}

function committedRow({ committedMs, bareMs }: DueFigures, what: string): Row {
  return { what, chief: `${committedMs.toFixed(1)} ms`, bare: `${bareMs.toFixed(1)} ms`, ratio: committedMs / bareMs };
}

function measureIdle(count: number): Promise<z.infer<typeof Idle>> {
  return inTemporaryFolder(async (directory) => {
    const program = fileURLToPath(new URL("idle-slots.ts", import.meta.url));
    const run = (purpose: string) => promisify(execFile)(process.execPath, ["--expose-gc", program, directory, String(count), purpose]);
    await run("make");
    const { stdout } = await run("measure");
    return Idle.parse(JSON.parse(stdout));
  });
}
