import { readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { z } from "zod";
import type { CiRun } from "../../../analysis/ci/group/types.ts";
import type { Failure } from "../../../core/ci-failure.ts";
import { PermanentError } from "../../../core/errors.ts";

/** What a `run.json` beside logs and reports says of their run; all of it may be missing. */
const described = z.looseObject({
  job: z.string().max(300).optional(),
  branch: z.string().max(300).optional(),
  sha: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/)
    .optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  attempt: z.int().min(1).optional(),
  conclusion: z.enum(["success", "failure", "cancelled", "timed_out"]).optional(),
});

export type RunWords = z.infer<typeof described>;

/** The logs and reports of one run of one job. */
export interface FoundRun {
  readonly words: RunWords;
  /** The job's name, as `run.json` or else the path says. */
  readonly job: string;
  readonly files: readonly FoundFile[];
}

/** A run with what failed in it. */
export interface ReadRun {
  readonly found: FoundRun;
  readonly run: CiRun;
  readonly failures: readonly Failure[];
}

export interface FoundFile {
  readonly path: string;
  /** As it is told: the path that was asked for, and what lies below it. */
  readonly source: string;
}

/** What is odd about a file or a folder, as a sentence part. */
export interface Remark {
  readonly source: string;
  readonly remark: string;
}

/** Files by their runs. */
export interface FoundRuns {
  readonly runs: readonly FoundRun[];
  /** What was left out. */
  readonly remarks: readonly Remark[];
  /** What is wrong with each `run.json` that can't be used: its run is left out. */
  readonly broken: readonly { readonly source: string; readonly error: PermanentError }[];
}

const LARGEST_JSON = 100_000;
const DESCRIPTION = "run.json";
/** What is no text: told as left out. */
const FOREIGN = /\.(?:png|jpe?g|gif|webm|mp4|zip|tar|tgz|jar|exe|pdf|html?|css|js|map|json)$/i;

/** Files as runs: those below a folder with a `run.json`, which has to be among them, are one run; every other file is one of its own. */
export async function toRuns(files: readonly FoundFile[]): Promise<FoundRuns> {
  const folders = new Map<string, RunWords | null>();
  const broken: FoundRuns["broken"][number][] = [];
  for (const file of files.filter(({ path }) => basename(path) === DESCRIPTION)) {
    const words = await describedBy(file).catch((error: unknown) => {
      if (!(error instanceof PermanentError)) throw error;
      broken.push({ source: file.source, error });
      return null;
    });
    folders.set(dirname(file.path), words);
  }
  const others = files.filter(({ path }) => basename(path) !== DESCRIPTION);
  const readable = others.filter(({ path }) => !FOREIGN.test(path));
  const byRun = Map.groupBy(readable, ({ path }) => folderOf(path, folders) ?? path);
  return {
    runs: [...byRun].flatMap(([place, own]) => {
      const words = folders.has(place) ? folders.get(place) : {};
      return words ? [{ words, job: words.job ?? jobOf(place), files: own }] : [];
    }),
    remarks: others
      .filter(({ path }) => FOREIGN.test(path))
      .map(({ source }) => ({ source, remark: "left out, since it is no log and no test report" })),
    broken,
  };
}

/** main or master, where there is one; else the branch with most runs. */
export function mainBranchOf(branches: readonly string[]): string {
  const counts = Map.groupBy(branches, (branch) => branch);
  const [most] = [...counts].toSorted(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  return ["main", "master"].find((name) => counts.has(name)) ?? most?.[0] ?? "main";
}

/** The nearest folder above a file that is described. */
function folderOf(path: string, folders: ReadonlyMap<string, unknown>): string | undefined {
  let folder = dirname(path);
  while (!folders.has(folder)) {
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return folder;
}

/** `build` of `build.log`, or of the folder. */
function jobOf(path: string): string {
  return basename(path)
    .replace(/\.gz$/, "")
    .replace(/\.(?:log|txt|xml|out)$/i, "");
}

async function describedBy({ path, source }: FoundFile): Promise<RunWords> {
  const amiss = (error: unknown): never => {
    throw unreadable(source, "a file that can be read", error);
  };
  const { size } = await stat(path).catch(amiss);
  if (size > LARGEST_JSON) throw unreadable(source, "at most 100,000 bytes long", `${size}`);
  const text = await readFile(path, "utf8").catch(amiss);
  try {
    return described.parse(JSON.parse(text.replace(/^\ufeff/, "")));
  } catch (error) {
    const issue = error instanceof z.ZodError ? `${error.issues[0]?.path.join(".") ?? ""}: ${error.issues[0]?.message ?? ""}` : "no JSON";
    throw unreadable(source, "an object of job, branch, sha, at, attempt and conclusion", issue);
  }
}

/** A log, a report or a description that can't be read, with why. */
export function unreadable(source: string, wanted: string, got: unknown): PermanentError {
  const code = got instanceof Error && "code" in got ? String(got.code) : String(got);
  return new PermanentError("file-unreadable", `expected ${source} to be ${wanted}, got ${code}`, {
    hint: "Name logs, JUnit reports, or folders of them; run.json in a folder says of which run they are.",
  });
}
