import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, utimesSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import { writeFiles } from "../chief.ts";

/** A folder of a workspace, whose plans are as old as its people's clock says; after a death its survivors have a copy. */
export interface Disk {
  readonly folder: string;
  read(path: string): string;
  /** As a person does. */
  write(path: string, text: string): void;
  /** Resolves with whether a plan was written to a moment ago. To look there gives time to whatever else is under way. */
  lookAtPlans(): Promise<boolean>;
  /** What is on disk at this very moment is all that is left. */
  leave(): void;
  remove(): void;
}

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** `plans` are paths among these files, which were changed a week ago. */
export function openDisk(clock: Clock, files: Readonly<Record<string, string>>, plans: readonly string[]): Disk {
  const folders = [newFolder()];
  const changedMs = new Map<string, number>();
  const pathOf = (path: string): string => join(folders.at(-1) ?? "", path);
  const touch = (path: string, ms = clock.now()): void => {
    utimesSync(pathOf(path), new Date(ms), new Date(ms));
    changedMs.set(path, statSync(pathOf(path)).mtimeMs);
  };
  writeFiles(pathOf(""), files);
  for (const plan of plans) touch(plan, clock.now() - WEEK_MS);
  const isChanged = async (plan: string): Promise<boolean> => {
    const path = pathOf(plan);
    return (await stat(path)).mtimeMs !== changedMs.get(plan) && path === pathOf(plan);
  };
  return {
    get folder() {
      return pathOf("");
    },
    read: (path) => readFileSync(pathOf(path), "utf8"),
    write(path, text) {
      writeFiles(pathOf(""), { [path]: text });
      if (plans.includes(path)) touch(path);
    },
    async lookAtPlans() {
      for (const plan of plans) {
        if (!(await isChanged(plan))) continue;
        touch(plan);
        return true;
      }
      return false;
    },
    leave() {
      const before = pathOf("");
      folders.push(newFolder());
      cpSync(before, pathOf(""), { recursive: true, preserveTimestamps: true, filter: (path) => !basename(path).startsWith("daemon.") });
    },
    remove() {
      for (const each of folders) rmSync(each, { recursive: true, force: true });
    },
  };
}

function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "chief-launch-")));
}
