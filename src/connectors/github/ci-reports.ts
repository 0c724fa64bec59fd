import { buffer } from "node:stream/consumers";
import { fromBufferPromise, type Entry, type ZipFile } from "yauzl";
import { z } from "zod";
import { eachFailureOfReport } from "../../analysis/ci/report-failures.ts";
import type { Failure } from "../../core/ci-failure.ts";
import type { CiJob } from "../../core/kinds/ci-job.ts";
import { inTurns } from "../../lib/in-turns.ts";
import { readReport } from "../../lib/junit/read-report.ts";
import { instantOf } from "./actors.ts";
import type { Answer, Ask } from "./ask.ts";
import type { Downloads } from "./download.ts";
import { plainLine } from "./plain-text.ts";
import { readList } from "./read-list.ts";

/** https://docs.github.com/rest/actions/artifacts#list-workflow-run-artifacts */
const artifactSchema = z.looseObject({
  id: z.number(),
  name: z.string(),
  size_in_bytes: z.number().catch(0),
  expired: z.boolean().catch(false),
  created_at: z.string().nullish(),
});
type Artifact = z.infer<typeof artifactSchema>;

/** An archive with reports is called by what is in it; others are left where they are. */
const NAMES = /test|spec|junit|xunit|nunit|surefire|failsafe|report|result/i;
const REPORT = /\.(?:xml|trx)$/i;
const MOST_ARCHIVES = 10;
const MOST_FILES = 50;
/** Of an archive, and of all that it unfolds to. */
const MAX_BYTES = 64 * 1024 * 1024;
const MOST_TESTS = 2_000;

/** What one report of a run tells. */
export interface RunReport {
  failures: readonly Failure[];
  /** The failed jobs that may have written it: one where that is known. */
  jobs: readonly CiJob[];
}

/** The reports of a run. */
export interface RunReports {
  reports: readonly RunReport[];
  notes: readonly string[];
}

/** Archives of a run that may hold reports, by its jobs. Those that a run keeps no more are none. */
export async function findArchives(ask: Ask, { repository, run }: CiJob): Promise<Answer<Artifact[]>> {
  const path = `/repos/${repository}/actions/runs/${run}/artifacts`;
  const wanted = { what: `test reports of ${repository}`, path, row: artifactSchema, under: "artifacts", max: 100 };
  const { rows, failures } = await readList(ask, wanted);
  const [failure] = failures;
  if (failure) return { ok: false, failure };
  return { ok: true, value: rows.filter(({ name, expired }) => NAMES.test(name) && !expired).slice(0, MOST_ARCHIVES) };
}

/** Reads these archives. `jobs` are all of their run. */
export async function readReports(
  archives: readonly Artifact[],
  jobs: readonly CiJob[],
  downloads: Downloads,
): Promise<Answer<RunReports>> {
  const [reports, notes]: [RunReport[], string[]] = [[], []];
  const [{ repository } = { repository: "" }] = jobs;
  for (const archive of archives) {
    const writers = writersOf(archive, jobs);
    if (writers.length === 0) continue;
    const answer = await readArchive(archive, repository, downloads);
    if (!answer.ok) return answer;
    const { failures, remark } = answer.value;
    if (remark !== null) notes.push(`Of the archive ${plainLine(archive.name)} of ${repository} not all was read: ${remark}.`);
    reports.push(...failures.flatMap((own) => (own.length > 0 ? [{ failures: own, jobs: writers }] : [])));
  }
  return { ok: true, value: { reports, notes } };
}

/**
 * The failed jobs that may have written an archive. GitHub does not say: those that had begun before it was made, in the last such attempt,
 * of whose names the most words are in its own. None where such a name is that of a job that did not fail.
 */
function writersOf({ name, created_at: created }: Artifact, jobs: readonly CiJob[]): CiJob[] {
  const made = instantOf(created) ?? "9";
  const begun = jobs.filter(({ startedAt }) => startedAt !== null && startedAt <= made);
  const attempt = Math.max(...begun.map((job) => job.attempt));
  const words = wordsOf(name);
  const ranked = begun
    .filter((job) => job.attempt === attempt)
    .map((job) => ({ job, score: [...wordsOf(job.job)].filter((word) => words.has(word)).length }));
  const best = Math.max(...ranked.map(({ score }) => score));
  return ranked.flatMap(({ job, score }) => (score === best && isFailedJob(job) ? [job] : []));
}

function wordsOf(name: string): Set<string> {
  return new Set(name.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

/** Whether a job ended badly. */
export function isFailedJob({ conclusion }: Pick<CiJob, "conclusion">): boolean {
  return conclusion === "failed" || conclusion === "timed_out";
}

interface Unpacked {
  /** Of each report by itself. */
  failures: readonly (readonly Failure[])[];
  /** Why not all could be read. */
  remark: string | null;
}

async function readArchive(
  { id, name: called, size_in_bytes: size }: Artifact,
  repository: string,
  downloads: Downloads,
): Promise<Answer<Unpacked>> {
  const name = plainLine(called);
  if (size > MAX_BYTES) return { ok: true, value: { failures: [], remark: "it is larger than 64 MiB" } };
  const download = {
    what: `test report ${name} of ${repository}`,
    path: `/repos/${repository}/actions/artifacts/${id}/zip`,
    maxBytes: MAX_BYTES,
  };
  const answer = await downloads.read(download, async (chunks, signal) => unpack(name, await buffer(chunks), signal));
  return answer.ok ? { ok: true, value: answer.value?.value ?? { failures: [], remark: "GitHub keeps it no more" } } : answer;
}

/** The test reports in an archive, unpacked one by one while they are read; nothing of it is written anywhere. */
async function unpack(name: string, archive: Buffer, signal: AbortSignal): Promise<Unpacked> {
  const failures: Failure[][] = [];
  try {
    const zip = await fromBufferPromise(archive);
    const room = { files: MOST_FILES, bytes: MAX_BYTES };
    for await (const entry of zip.eachEntry()) {
      if (!REPORT.test(entry.fileName)) continue;
      room.files -= 1;
      room.bytes -= entry.uncompressedSize;
      if (room.files < 0 || room.bytes < 0) return { failures, remark: TOO_MUCH };
      failures.push(await readEntry(zip, entry, { source: `${name}/${plainLine(entry.fileName)}`, signal }));
    }
    return { failures, remark: null };
  } catch {
    signal.throwIfAborted();
    return { failures, remark: "it is no sound ZIP archive" };
  }
}

const TOO_MUCH = `more than ${MOST_FILES} reports or 64 MiB are in it`;

/** Whatever size an entry claims, it is not read beyond that. */
async function readEntry(zip: ZipFile, entry: Entry, { source, signal }: { source: string; signal: AbortSignal }): Promise<Failure[]> {
  const stream = await zip.openReadStreamPromise(entry);
  return inTurns(eachFailureOfReport(source, await readReport(stream, MOST_TESTS, signal)));
}
