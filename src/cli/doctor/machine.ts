import { accessSync, constants, existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Workspace } from "../../core/workspace.ts";
import { sizeInWords } from "./size.ts";
import { ok, problem, problemOf, warning, type Check } from "./check.ts";

const OLDEST_NODE = 24;
/** Nothing can be kept for long. */
const FULL_BYTES = 50_000_000;
const LEAST_FREE_BYTES = 500_000_000;

/** The program that runs us. */
export function checkNode(version = process.versions.node): Check {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return ok("Node", version);
  return problem("Node", `${version} is too old`, `Install Node ${OLDEST_NODE} or newer from nodejs.org.`);
}

/** Whether the data can be written, and for how long still. */
export async function checkDisk({ dataDirectory }: Pick<Workspace, "dataDirectory">): Promise<Check[]> {
  const place = nearestExisting(dataDirectory);
  return [checkWritable(dataDirectory, place), await checkSpace(place)];
}

function checkWritable(directory: string, place: string): Check {
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok("Data directory", place === directory ? directory : `${directory}, which the first start creates`);
  } catch {
    return problem(
      "Data directory",
      `${place} can't be written`,
      "Give your user write access to it, or name another folder behind data in config/chief.yaml.",
    );
  }
}

async function checkSpace(place: string): Promise<Check> {
  try {
    const { bavail, bsize } = await statfs(place);
    return judgeSpace(bavail * bsize);
  } catch (error) {
    return problemOf("Disk", error);
  }
}

/** Whether so many free bytes last for a while. */
export function judgeSpace(freeBytes: number): Check {
  const free = `${sizeInWords(freeBytes)} free`;
  if (freeBytes >= LEAST_FREE_BYTES) return ok("Disk", free);
  const say = freeBytes < FULL_BYTES ? problem : warning;
  return say("Disk", `only ${free}`, "Make room: where the disk is full, Chief starts nothing more until there is some.");
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}
