import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { inFlight } from "../noop-engine.ts";
import { inTemporaryFolder } from "../temporary.ts";
import type { DiskReport } from "./disk-victim.ts";
import type { FaultRow } from "./table.ts";

const DISK = "size=4m";
/** They mostly wait. */
const SIDE_BY_SIDE = 4;
const SPEED = 20;
/** One that never comes to its end is a failure as well. */
const LONGEST_MS = 50_000;

const run = promisify(execFile);
const reportSchema: z.ZodType<DiskReport> = z.object({
  lost: z.number(),
  repeated: z.number(),
  refusedWith: z.string(),
  isLogged: z.boolean(),
  trouble: z.string(),
  isReadyAgain: z.boolean(),
  damage: z.array(z.string()),
  resumedMs: z.number(),
});

/** The disk becomes full when a step is done and before its outcome is kept. */
export function diskFullInStep(volume: number): Promise<FaultRow> {
  return fillDisks("the disk is full during a step", "step.done", volume);
}

/** The disk becomes full when a message has arrived and before that is kept. */
export function diskFullInOutbox(volume: number): Promise<FaultRow> {
  return fillDisks("the disk is full while a message is sent", "entry.answered", volume);
}

async function fillDisks(fault: string, place: string, volume: number): Promise<FaultRow> {
  const kind = (await canMount()) ? "disk" : "pages";
  const reports: DiskReport[] = [];
  await inTemporaryFolder((folder) =>
    inFlight(SIDE_BY_SIDE, volume, async (index) => void reports.push(await fillOne(join(folder, String(index)), kind, place))),
  );
  const sum = (of: (report: DiskReport) => number): number => reports.reduce((total, report) => total + of(report), 0);
  const [lost, repeated] = [sum((report) => report.lost), sum((report) => report.repeated)];
  const silent = reports.filter((report) => !tells(report, kind, place)).length;
  const damaged = reports.filter(({ damage }) => damage.length > 0).length;
  const resumedMs = Math.max(...reports.map((report) => report.resumedMs));
  const where = kind === "disk" ? "" : "; no disk of its own could be made here, the database was kept from growing instead";
  const note = `${silent} did not tell, ${damaged} damaged; all done ${resumedMs.toFixed(0)} ms after there was room, waits ${SPEED} times shorter${where}`;
  return { fault, volume, lost, repeated, note, met: lost + repeated + silent + damaged === 0 };
}

/** It starts nothing more, says so in its log and to whoever asks, and takes that back. A database that can't grow still takes a sending's end. */
function tells({ refusedWith, isLogged, trouble, isReadyAgain }: DiskReport, kind: string, place: string): boolean {
  const isLogDue = kind === "disk" || place === "step.done";
  return refusedWith === "disk-full" && (isLogged || !isLogDue) && trouble !== "" && isReadyAgain;
}

async function fillOne(directory: string, kind: "disk" | "pages", place: string): Promise<DiskReport> {
  mkdirSync(directory);
  const command = [process.execPath, join(import.meta.dirname, "disk-victim.ts"), directory, kind, place];
  const [program = "", ...args] = kind === "disk" ? onSmallDisk(directory, command) : command;
  const { stdout } = await run(program, args, { env: { PATH: process.env["PATH"] }, timeout: LONGEST_MS, killSignal: "SIGKILL" });
  return reportSchema.parse(JSON.parse(stdout));
}

/** A mount of its own, seen by nobody else and gone with the process. */
function onSmallDisk(directory: string, command: readonly string[]): string[] {
  return ["unshare", "-Urm", "sh", "-c", `mount -t tmpfs -o ${DISK} tmpfs "$0" && exec "$@"`, directory, ...command];
}

/** Not every system lets everybody mount. */
async function canMount(): Promise<boolean> {
  return inTemporaryFolder(async (folder) => {
    const [program = "", ...args] = onSmallDisk(folder, ["true"]);
    return run(program, args, { env: { PATH: process.env["PATH"] } }).then(
      () => true,
      () => false,
    );
  });
}
