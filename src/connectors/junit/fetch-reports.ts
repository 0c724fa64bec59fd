import { createReadStream } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Item } from "../../core/item.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { hashOf } from "../../lib/hash.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf } from "../../lib/text.ts";
import { explainFileError, NOT_THERE } from "../../lib/file-error.ts";
import { placesOf } from "../../lib/places.ts";
import { findFiles, type Found, type FoundFile } from "../../lib/find-files.ts";
import { readReport } from "../../lib/junit/read-report.ts";
import type { Report } from "../../lib/junit/report.ts";
import { DEFAULT_FOLDER, type JunitOptions } from "./schema.ts";
import { toReportItem, toTestItem } from "./to-items.ts";

const REPORTS = { pattern: /\.(?:xml|trx)$/i, noun: "report", most: 10_000 };

/** What one fetch gathers while it goes from report to report. */
interface Collection {
  reports: Item[];
  /** Failing ones before flaky ones, once there are too many. */
  tests: Item[];
  leftOut: number;
  failures: Fetched["failures"][number][];
  remarks: string[];
}

const LARGEST_BYTES = 64 * 1024 * 1024;
const MOST_TOLD = 200;
/** Failing tests that are made into Items between two turns of the loop. */
const AT_ONCE = 50;
/** A cursor must stay small: with longer notes than this the files are read anew. */
const LONGEST_NOTES = 20_000;

const cursorSchema = z.object({ print: z.string(), count: z.int(), notes: z.array(z.string()) });

/** The reports that lie there, and the tests that failed in them; throws where it is told to stop. */
export async function fetchReports(context: FetchContext<JunitOptions>): Promise<Fetched> {
  const { options, root, signal, picture } = context;
  const found = withoutUnasked(await findFiles(root, options.paths, REPORTS, signal), context);
  const print = hashOf([options, found.notes, found.files]);
  const known = found.failures.length === 0 ? cursorSchema.safeParse(context.cursor).data : undefined;
  if (known?.print === print && known.count === picture.length) return { items: picture, failures: [], notes: known.notes, cursor: known };
  const collection: Collection = { reports: [], tests: [], leftOut: 0, failures: [...found.failures], remarks: [] };
  await readFiles(collection, found.files, context);
  keepMost(collection, options.max);
  const items = [...collection.reports, ...collection.tests];
  const notes = [...found.notes, ...ownNotes(collection, found, context)];
  const isSmall = collection.failures.length === 0 && JSON.stringify(notes).length < LONGEST_NOTES;
  const cursor = isSmall ? { cursor: { print, count: items.length, notes } } : {};
  return { items, failures: fewFailures(collection.failures), notes, ...(found.missing && { missing: found.missing }), ...cursor };
}

/** The folder that is read where none is named need not be there; once it was, it is missed. */
function withoutUnasked(found: Found, { options, picture }: FetchContext<JunitOptions>): Found & Pick<Fetched, "missing"> {
  const isUnasked = options.paths.join("\n") === DEFAULT_FOLDER && picture.length === 0;
  const missing = isUnasked ? found.failures.find(({ error }) => error === NOT_THERE.error) : undefined;
  return missing ? { ...found, failures: found.failures.filter((each) => each !== missing), missing } : found;
}

async function readFiles(collection: Collection, files: readonly FoundFile[], context: FetchContext<JunitOptions>): Promise<void> {
  const { options, signal, progress } = context;
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted();
    const report = await readFile(collection, file, context);
    if (report) await collect(collection, file, report, options.max);
    if (index % 20 === 19) progress(`read ${index + 1} of ${countOf(files.length, "test report")}`);
  }
}

/** Undefined, with a failure, where the disk does not give it. */
async function readFile(
  { failures }: Collection,
  { path, size }: FoundFile,
  { root, options, signal }: FetchContext<JunitOptions>,
): Promise<Report | undefined> {
  if (size > LARGEST_BYTES) {
    failures.push({ what: path, error: "expected at most 64 MiB, got more", hint: "Write one report for each suite." });
    return undefined;
  }
  try {
    return await readReport(createReadStream(join(root, path)), options.max, signal);
  } catch (error) {
    signal.throwIfAborted();
    failures.push({ what: path, ...explainFileError(error) });
    return undefined;
  }
}

async function collect(collection: Collection, { path, changed }: FoundFile, report: Report, max: number): Promise<void> {
  const { trouble, remarks, counts, failing } = report;
  const remarked = trouble?.isForeign ? [trouble.reason] : remarks;
  if (remarked.length > 0) collection.remarks.push(`${path}: ${remarked.join("; ")}.`);
  if (trouble && !trouble.isForeign) collection.failures.push({ what: path, error: trouble.reason, hint: trouble.hint });
  if (trouble && counts.tests === 0 && failing.length === 0) return;
  const file = { path, changedMs: changed[0] };
  collection.reports.push(toReportItem(file, report));
  collection.leftOut += counts.failures + counts.errors + counts.flaky - failing.length;
  for (const [index, test] of failing.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await nextTurn();
    collection.tests.push(toTestItem(file, report, test));
  }
  if (collection.tests.length > 2 * max) keepMost(collection, max);
}

function keepMost(collection: Collection, max: number): void {
  const { tests } = collection;
  if (tests.length <= max) return;
  const flakyLast = tests.toSorted((a, b) => rankOf(a) - rankOf(b));
  collection.leftOut += tests.length - max;
  collection.tests = flakyLast.slice(0, max);
}

function rankOf({ fields }: Item): number {
  return fields["status"] === "flaky" ? 1 : 0;
}

function ownNotes({ remarks, leftOut }: Collection, { files, failures }: Found, { options, cursor }: FetchContext<JunitOptions>): string[] {
  const isEmpty = files.length === 0 && failures.length === 0 && cursor === undefined;
  const more = remarks.length - MOST_TOLD;
  return [
    ...(isEmpty ? [`There are no test reports in ${placesOf(options.paths)}.`] : []),
    ...(leftOut > 0
      ? [`Kept ${countOf(options.max, "failing test")} and left out ${leftOut.toLocaleString("en-US")}; all are counted.`]
      : []),
    ...remarks.slice(0, MOST_TOLD),
    ...(more > 0 ? [`${countOf(more, "more file")} could not be understood in full.`] : []),
  ];
}

function fewFailures(failures: Fetched["failures"]): Fetched["failures"] {
  const left = failures.length - MOST_TOLD;
  const rest = { what: countOf(left, "more file"), error: "they can't be read either", hint: "Begin with the files named before." };
  return left > 0 ? [...failures.slice(0, MOST_TOLD), rest] : failures;
}
