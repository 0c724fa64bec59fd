import { basename } from "node:path";
import type { z } from "zod";
import type { Failure, Frame } from "../../../core/ci-failure.ts";
import type { Item } from "../../../core/item.ts";
import type { ciFailureFields } from "../../../core/kinds/ci-failure.ts";
import type { CiJobFields } from "../../../core/kinds/ci-job.ts";
import { plainLine, plainLines } from "../../../lib/junit/plain-text.ts";
import { sealItem } from "../../../lib/hash.ts";
import { withoutSecretForms } from "../../../lib/secret-forms.ts";
import { shorten } from "../../../lib/text.ts";
import type { ReadRun } from "./to-runs.ts";

const LONGEST_TITLE = 300;
const LONGEST_LINE = 1_000;
const LONGEST_REGION = 20_000;
/** What a folder of runs says of its workflow, which is nothing. */
const WORKFLOW = "logs";

/** What is the same for all runs that were read together. */
export interface RunsPlace {
  /** As they were asked for, relative to the workspace. */
  readonly folders: readonly string[];
  /** The branch that counts as everybody's. */
  readonly main: string;
  /** When each file changed last, in milliseconds. */
  readonly changedAt: ReadonlyMap<string, number>;
  /** A UTC instant: nothing may seem to come from later. */
  readonly until: string;
}

/** A run as the Item of its job, and one of each of its failures. */
export function runItems({ found, run, failures }: ReadRun, place: RunsPlace): Item[] {
  const [first] = found.files;
  if (!first) return [];
  const source = found.files.map((file) => file.source).toSorted()[0] ?? first.source;
  const changedMs = Math.max(...found.files.map((file) => place.changedAt.get(file.source) ?? 0));
  const at = [run.at || new Date(changedMs).toISOString(), place.until].toSorted()[0] ?? place.until;
  const job = jobOf({ run, failures }, source, at, place);
  const item = sealItem({
    ...{ id: `files:${source}#job`, source: "files", kind: "ci_job", title: job.job, body: "", ts: at, updatedAt: at, actors: [] },
    fields: { ...job, path: source },
  });
  return [item, ...failures.map((failure) => failureItem(item, job, failure))];
}

const CONCLUSIONS = { success: "passed", failure: "failed", cancelled: "cancelled", timed_out: "timed_out" } as const;

function jobOf(
  { run, failures }: Pick<ReadRun, "run" | "failures">,
  source: string,
  at: string,
  { folders, main }: RunsPlace,
): CiJobFields {
  const { branch, sha, attempt, conclusion } = run;
  return {
    ...{ repository: nameOf(source, folders), workflow: WORKFLOW, job: plainLine(run.job) || WORKFLOW, branch, sha, attempt, event: "" },
    ...{ isDefaultBranch: branch !== "" && branch === main, status: "done", conclusion: CONCLUSIONS[conclusion] },
    ...{ run: source, jobId: source, pullRequest: null, startedAt: null, endedAt: at },
    ...{ failedStep: plainOf(failures.map(({ step }) => step).find((step) => step !== null) ?? null), annotations: [] },
  };
}

/** The folder that was asked for. */
function nameOf(source: string, folders: readonly string[]): string {
  const folder = folders.find((each) => source === each || source.startsWith(`${each.replace(/\/+$/, "")}/`));
  return folder === undefined ? "workspace" : basename(folder);
}

function failureItem(job: Item, { conclusion, ...place }: CiJobFields, failure: Failure): Item {
  const { repository, workflow, job: name, branch, isDefaultBranch, sha, attempt, run, jobId, pullRequest } = place;
  const primaryError = plainLine(withoutSecretForms(failure.primaryError)).slice(0, LONGEST_LINE);
  const fields: z.input<typeof ciFailureFields> = {
    ...{ repository, workflow, job: name, branch, isDefaultBranch, sha, attempt, run, jobId, pullRequest },
    conclusion: conclusion === "timed_out" ? "timed_out" : "failed",
    ...{ from: failure.source, test: plainOf(failure.test), step: plainOf(failure.step), lines: failure.lines.map(String) },
    ...{ primaryError, masked: withoutSecretForms(failure.masked), errorType: failure.errorType, frames: failure.frames.map(textOf) },
  };
  return sealItem({
    ...{ id: `files:${failure.id}`, source: "files", kind: "ci_failure", ts: job.ts, updatedAt: job.updatedAt, actors: [] },
    title: shorten(primaryError || (fields.test ?? fields.step ?? name), LONGEST_TITLE),
    body: shorten(plainLines(withoutSecretForms(failure.region)), LONGEST_REGION),
    fields: { ...fields, path: failure.source },
  });
}

function plainOf(text: string | null): string | null {
  return text === null ? null : plainLine(withoutSecretForms(text)).slice(0, LONGEST_LINE);
}

function textOf({ file, line, inApp, fn }: Frame): string {
  return [file, line, inApp ? 1 : 0, fn].join("\t").toWellFormed();
}
