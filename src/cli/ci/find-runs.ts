import { readdir, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { toRuns, unreadable, type FoundFile, type FoundRun } from "../../connectors/files/logs/to-runs.ts";

/** What lies in such folders is never of a build alone. */
const PASSED_OVER = /^(?:\.|node_modules$)/;

/** All files under `path` as runs, told as `source`; throws PermanentError for what can't be read. What is left out is added to `left`. */
export async function findRuns(path: string, source: string, left: string[]): Promise<readonly FoundRun[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, "a log, a report or a folder of them", error);
  });
  const paths = found.isDirectory() ? await filesUnder(path) : [path, ...(await describedBeside(path))];
  const {
    runs,
    left: foreign,
    broken,
  } = await toRuns(paths.map((file): FoundFile => ({ path: file, source: toldAs(file, path, source) })));
  const [first] = broken;
  if (first) throw first.error;
  left.push(...foreign);
  return runs;
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const files: string[] = [];
  for (const entry of entries) {
    const inside = join(folder, entry.name);
    if (entry.isDirectory() && !PASSED_OVER.test(entry.name)) files.push(...(await filesUnder(inside)));
    else if (entry.isFile()) files.push(inside);
  }
  return files;
}

async function describedBeside(path: string): Promise<string[]> {
  const beside = join(dirname(path), "run.json");
  const isThere = await stat(beside).then(
    (entry) => entry.isFile(),
    () => false,
  );
  return isThere ? [beside] : [];
}

function toldAs(file: string, path: string, source: string): string {
  return file === path ? source : `${source.replace(/\/+$/, "")}/${relative(path, file).replaceAll("\\", "/")}`;
}
