import { join } from "node:path";
import { z } from "zod";
import type { PermanentError } from "../../../core/errors.ts";
import type { FetchContext, Fetched } from "../../../core/ports/outside.ts";
import type { Found } from "../../../lib/find-files.ts";
import { hashOf } from "../../../lib/hash.ts";
import { countOf } from "../../../lib/text.ts";
import { readRuns } from "./read-runs.ts";
import { runItems } from "./to-items.ts";
import { mainBranchOf, toRuns } from "./to-runs.ts";

const MOST_FAILURES = 2_000;
const MOST_TOLD = 20;
/** Read anew where what was found differs, or what the fetch before brought is not there. */
const cursorSchema = z.object({ print: z.string(), count: z.int(), notes: z.array(z.string()) });

type Reads = Pick<FetchContext<{ paths: readonly string[] }>, "options" | "root" | "window" | "cursor" | "picture" | "signal">;

/** The jobs and failures that logs and test reports in folders tell of. */
export async function fetchLogs(found: Found, context: Reads): Promise<Fetched> {
  const { options, root, picture, signal, window } = context;
  const print = hashOf([options.paths, found.files]);
  const known = found.failures.length === 0 ? cursorSchema.safeParse(context.cursor).data : undefined;
  if (known?.print === print && known.count === picture.length) return { items: picture, failures: [], notes: known.notes, cursor: known };
  const { runs, remarks: left, broken } = await toRuns(found.files.map(({ path }) => ({ path: join(root, path), source: path })));
  const { read, remarks, broken: unread } = await readRuns(runs, [], signal);
  const failures = [...found.failures, ...[...broken, ...unread].map(({ source, error }) => failureOf(source, error))];
  const changedAt = new Map(found.files.map(({ path, changed: [mtimeMs] }) => [path, mtimeMs]));
  const place = { folders: options.paths, main: mainBranchOf(read.map(({ run }) => run.branch)), changedAt, until: window.to };
  const items = read.flatMap((run) => runItems(run, place));
  const [jobs, told] = [items.filter(({ kind }) => kind === "ci_job"), items.filter(({ kind }) => kind !== "ci_job")];
  const kept = [...jobs, ...told.slice(0, MOST_FAILURES)];
  const notes = [...found.notes, ...[...left, ...remarks].map(({ source, remark }) => `${source}: ${remark}.`)];
  const more = told.length - MOST_FAILURES;
  const all = [
    ...fewOf(notes),
    ...(more > 0 ? [`Kept ${countOf(MOST_FAILURES, "failure")} and left out ${more.toLocaleString("en-US")}.`] : []),
  ];
  return { items: kept, failures, notes: all, ...(failures.length === 0 && { cursor: { print, count: kept.length, notes: all } }) };
}

function failureOf(what: string, { message, hint }: PermanentError): Fetched["failures"][number] {
  return { what, error: message, hint: hint ?? "Make it readable, or take it out of paths." };
}

function fewOf(notes: readonly string[]): string[] {
  const left = notes.length - MOST_TOLD;
  return left > 0 ? [...notes.slice(0, MOST_TOLD), `${countOf(left, "more note")} on files like these.`] : [...notes];
}
