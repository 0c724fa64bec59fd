import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { z } from "zod";
import { PermanentError } from "../../core/errors.ts";

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

export interface FoundFile {
  readonly path: string;
  /** As it is told: the path that was asked for, and what lies below it. */
  readonly source: string;
}

/** What is odd about a file or a folder. */
export interface Remark {
  readonly source: string;
  readonly remark: string;
}

const LARGEST_JSON = 100_000;
/** What lies in such folders is never of a build alone. */
const PASSED_OVER = /^(?:\.|node_modules$)/;
/** What is no text: told as left out. */
const FOREIGN = /\.(?:png|jpe?g|gif|webm|mp4|zip|tar|tgz|jar|exe|pdf|html?|css|js|map|json)$/i;

/** All files under `path`, as runs: those below a folder with a `run.json` are one run, every other file is one of its own. What is left out is added to `remarks`. */
export async function findRuns(path: string, source: string, remarks: Remark[]): Promise<FoundRun[]> {
  const runs = new Map<string, { words: RunWords; job: string; files: FoundFile[] }>();
  const visit = async (folder: string, words: RunWords | null, top: string): Promise<void> => {
    const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const own = entries.some((entry) => entry.name === "run.json" && entry.isFile()) ? await describedBy(join(folder, "run.json")) : null;
    const [current, root] = [own ?? words, own ? folder : top];
    for (const entry of entries) {
      const inside = join(folder, entry.name);
      if (entry.isDirectory() && !PASSED_OVER.test(entry.name)) await visit(inside, current, root);
      else if (entry.isFile() && entry.name !== "run.json") take(inside, current, root);
    }
  };
  const take = (file: string, words: RunWords | null, root: string): void => {
    const below = relative(path, file);
    const told = below === "" ? source : `${source.replace(/\/+$/, "")}/${below.replaceAll("\\", "/")}`;
    if (FOREIGN.test(file)) return void remarks.push({ source: told, remark: "left out, since it is no log and no test report" });
    const key = words ? root : file;
    const run = runs.get(key) ?? { words: words ?? {}, job: words?.job ?? jobOf(words ? root : file), files: [] };
    runs.set(key, run);
    run.files.push({ path: file, source: told });
  };
  await visitOrTake(path, visit, take);
  if (runs.size === 0 && remarks.length === 0) remarks.push({ source, remark: "no log and no test report is in it" });
  return [...runs.values()];
}

async function visitOrTake(
  path: string,
  visit: (folder: string, words: null, top: string) => Promise<void>,
  take: (file: string, words: RunWords | null, root: string) => void,
): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, "a log, a report or a folder of them", error);
  });
  if (found.isDirectory()) return visit(path, null, path);
  if (!found.isFile()) throw unreadable(path, "a file or a folder", "something else");
  const beside = join(dirname(path), "run.json");
  const isDescribed = await stat(beside).then(
    (entry) => entry.isFile(),
    () => false,
  );
  take(path, isDescribed ? await describedBy(beside) : null, dirname(path));
}

/** `build` of `build.log`, or of the folder. */
function jobOf(path: string): string {
  return basename(path)
    .replace(/\.gz$/, "")
    .replace(/\.(?:log|txt|xml|out)$/i, "");
}

async function describedBy(path: string): Promise<RunWords> {
  const { size } = await stat(path);
  if (size > LARGEST_JSON) throw unreadable(path, "at most 100,000 bytes long", `${size}`);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw unreadable(path, "a file that can be read", error);
  });
  try {
    return described.parse(JSON.parse(text.replace(/^\ufeff/, "")));
  } catch (error) {
    const issue = error instanceof z.ZodError ? `${error.issues[0]?.path.join(".") ?? ""}: ${error.issues[0]?.message ?? ""}` : "no JSON";
    throw unreadable(path, "an object of job, branch, sha, at, attempt and conclusion", issue);
  }
}

function unreadable(path: string, wanted: string, got: unknown): PermanentError {
  const code = got instanceof Error && "code" in got ? String(got.code) : String(got);
  return new PermanentError("file-unreadable", `expected ${path} to be ${wanted}, got ${code}`, {
    hint: "Name logs, JUnit reports, or folders of them; run.json in a folder says of which run they are.",
  });
}
