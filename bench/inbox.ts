import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { ENVIRONMENT, NODE } from "./chief-args.ts";
import type { Row } from "./figures.ts";
import { inTemporaryFolder } from "./temporary.ts";
import { writeOffice, type OfficeSize } from "./office.ts";

const OFFICE = { letters: 10_000, series: 5_000 };
/** Enough that all code is used, the analysis thread's too. */
const COMPILING = { letters: 600, series: 10 };
const FIRST_MS = 15_000;
const NEXT_MS = 2_000;
const MOST_DELAY_MS = 100;
const MOST_MEGABYTES = 300;

const Figures = z.object({ ms: z.number(), p99Ms: z.number(), longestMs: z.number(), megabytes: z.number() });
type Figures = z.infer<typeof Figures>;
const Both = z.object({ first: Figures, next: Figures });

/** A briefing on a large mailbox and a full calendar: the first one of a process, and the next after some new letters. */
export async function measureInbox(): Promise<Row[]> {
  // A daemon finds its code compiled by those before it.
  await briefTwice(COMPILING);
  const { first, next } = await briefTwice(OFFICE);
  const what = `${OFFICE.letters.toLocaleString("en-US")} letters, ${OFFICE.series.toLocaleString("en-US")} recurring events`;
  return [toRow(`first briefing, ${what}`, first, FIRST_MS), toRow(`next briefing, ${what}`, next, NEXT_MS)];
}

function briefTwice(size: OfficeSize): Promise<z.infer<typeof Both>> {
  return inTemporaryFolder(async (folder) => {
    const now = new Date();
    writeOffice(folder, size, now);
    const program = fileURLToPath(new URL("brief-twice.ts", import.meta.url));
    const args = [...NODE, program, folder, String(size.letters), now.toISOString()];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...ENVIRONMENT } });
    return Both.parse(JSON.parse(stdout));
  });
}

function toRow(what: string, { ms, p99Ms, longestMs, megabytes }: Figures, mostMs: number): Row {
  const loop = `loop kept ${p99Ms.toFixed(0)} ms at p99, ${longestMs.toFixed(0)} ms at most`;
  return {
    what,
    chief: `${(ms / 1_000).toFixed(2)} s, ${megabytes.toFixed(0)} MB, ${loop}`,
    bare: "",
    wanted: `at most ${mostMs / 1_000} s, ${MOST_MEGABYTES} MB, ${MOST_DELAY_MS} ms at p99`,
    met: ms <= mostMs && megabytes <= MOST_MEGABYTES && p99Ms < MOST_DELAY_MS,
  };
}
