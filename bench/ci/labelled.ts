import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const faultTruth = z.strictObject({
  fault: z.string(),
  class: z.enum(["BROKEN", "FLAKY", "INFRA"]),
  /** Null where no commit brought it. */
  culprit: z.string().nullable(),
  firstBad: z.string().nullable(),
});

const truth = z.strictObject({
  /** A commit before all of the runs; null where there is no repository. */
  good: z.string().nullable(),
  faults: z.array(faultTruth),
  /** The fault of each failure, by the folder of its run (`runs/3-test-1`), a blank, and the last part of its test's name, or nothing. */
  failures: z.record(z.string(), z.string()),
});

export type FaultTruth = z.infer<typeof faultTruth>;
export type Truth = z.infer<typeof truth>;

/**
 * A labelled set: a folder with `truth.json`, `runs/` (a folder for each run with its `run.json`, logs and reports) and, where commits are
 * known, the git repository `repo/`.
 */
export interface Labelled {
  readonly name: string;
  readonly folder: string;
  readonly truth: Truth;
}

export function saveTruth(folder: string, value: Truth): void {
  writeFileSync(join(folder, "truth.json"), `${JSON.stringify(value, undefined, 1)}\n`);
}

/** The labelled set in a folder, or those in the folders in it, in the order of their names. */
export function readLabelled(folder: string): Labelled[] {
  const has = (path: string): boolean => statSync(join(path, "truth.json"), { throwIfNoEntry: false })?.isFile() ?? false;
  const folders = has(folder)
    ? [folder]
    : readdirSync(folder)
        .map((name) => join(folder, name))
        .filter(has)
        .toSorted();
  return folders.map((each) => ({
    name: each,
    folder: each,
    truth: truth.parse(JSON.parse(readFileSync(join(each, "truth.json"), "utf8"))),
  }));
}

/** The label of a failure, by which `failures` tells its fault; null where there is none for it. */
export function labelOf({ truth: { failures } }: Labelled, source: string, test: string | null): string | null {
  const place = source.split("/").slice(0, -1).join("/");
  return [`${place} ${test?.split(" > ").at(-1) ?? ""}`, `${place} `].find((label) => Object.hasOwn(failures, label)) ?? null;
}
