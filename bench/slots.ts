import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { measureBareSlots } from "./bare-slots.ts";
import { measureDueSlots } from "./due-slots.ts";
import type { Row } from "./figures.ts";
import { inTemporaryFolder } from "./temporary.ts";

const MANY = 100_000;
const Idle = z.object({ megabytes: z.number(), cpuMsPerMinute: z.number(), timers: z.number() });

/** What it takes that a thousand automations are due on one second, and that a hundred thousand are not due. */
export async function measureSlots(): Promise<Row[]> {
  const due = await measureDueSlots();
  const bare = await measureBareSlots();
  const [none, many] = await Promise.all([0, MANY].map(measureIdle));
  if (!none || !many) throw new RangeError("expected two measurements, got fewer");
  const more = many.megabytes - none.megabytes;
  const count = MANY.toLocaleString("en-US");
  return [
    {
      what: "1,000 automations due on one second: all rows committed, p99",
      chief: `${due.committedMs.toFixed(1)} ms`,
      bare: `${bare.toFixed(1)} ms`,
      ratio: due.committedMs / bare,
      wanted: "at most 30.0 ms",
      met: due.committedMs <= 30,
    },
    { what: "1,000 automations due on one second: first run begun, p99", chief: `${due.begunMs.toFixed(1)} ms`, bare: "" },
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

function measureIdle(count: number): Promise<z.infer<typeof Idle>> {
  return inTemporaryFolder(async (directory) => {
    const program = fileURLToPath(new URL("idle-slots.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", program, directory, String(count)]);
    return Idle.parse(JSON.parse(stdout));
  });
}
