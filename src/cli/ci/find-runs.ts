import { readdir, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { toRuns, unreadable, type FoundFile, type FoundRun, type Remark } from "../../connectors/files/logs/to-runs.ts";

/** What lies in such folders is never of a build alone. */
const PASSED_OVER = /^(?:\.|node_modules$)/;

/** All files under `path` as runs, told as `source`; throws PermanentError for what can't be read. What is left out is added to `remarks`. */
export async function findRuns(path: string, source: string, remarks: Remark[]): Promise<readonly FoundRun[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, "a log, a report or a folder of them", error);
  });
  if (!found.isDirectory() && !found.isFile()) throw unreadable(path, "a file or a folder", "something else");
  const paths = found.isDirectory() ? await filesUnder(path) : [path, ...(await describedBeside(path))];
  const all = await toRuns(paths.map((file): FoundFile => ({ path: file, source: toldAs(file, path, source) })));
  const [first] = all.broken;
  if (first) throw first.error;
  for (const remark of all.remarks) remarks.push(remark);
  if (all.runs.length === 0 && all.remarks.length === 0) remarks.push({ source, remark: "no log and no test report is in it" });
  return all.runs;
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const files: string[][] = [];
  for (const entry of entries) {
    const inside = join(folder, entry.name);
    if (entry.isDirectory() && !PASSED_OVER.test(entry.name)) files.push(await filesUnder(inside));
    else if (entry.isFile()) files.push([inside]);
  }
  return files.flat();
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
