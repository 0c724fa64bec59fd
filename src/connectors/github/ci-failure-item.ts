import type { z } from "zod";
import type { Failure, Frame } from "../../core/ci-failure.ts";
import type { Item } from "../../core/item.ts";
import type { ciFailureFields } from "../../core/kinds/ci-failure.ts";
import type { CiJob } from "../../core/kinds/ci-job.ts";
import { hashOf, sealItem } from "../../lib/hash.ts";
import { withoutSecretForms } from "../../lib/secret-forms.ts";
import { shorten } from "../../lib/text.ts";
import { plainLine } from "./plain-text.ts";

const LONGEST_REGION = 20_000;
const LONGEST_LINE = 1_000;

/** A failure of a job as an Item; the same id whenever the same log or report is read. What looks like a secret is left out. */
export function toFailureItem({ item, conclusion, ...job }: CiJob, failure: Failure): Item {
  const { repository, workflow, branch, isDefaultBranch, sha, attempt, run, jobId, pullRequest } = job;
  const [test, step] = [failure.test, failure.step].map((name) =>
    name === null ? null : plainLine(withoutSecretForms(name), LONGEST_LINE),
  );
  const primaryError = plainLine(withoutSecretForms(failure.primaryError), LONGEST_LINE);
  const fields: z.input<typeof ciFailureFields> = {
    ...{ repository, workflow, job: job.job, branch, isDefaultBranch, sha, attempt, run, jobId, pullRequest },
    conclusion: conclusion === "timed_out" ? "timed_out" : "failed",
    ...{ from: failure.source, test: test ?? null, step: step ?? null, lines: failure.lines.map(String) },
    ...{ primaryError, masked: plainLine(withoutSecretForms(failure.masked), LONGEST_LINE), errorType: failure.errorType },
    frames: failure.frames.map(toText),
  };
  return sealItem({
    ...{
      id: `${item.id}#${hashOf(failure.id).slice(3, 15)}`,
      source: "github",
      kind: "ci_failure",
      ts: item.updatedAt,
      updatedAt: item.updatedAt,
    },
    title: plainLine(primaryError || (test ?? step ?? item.title)),
    body: shorten(withoutSecretForms(failure.region.toWellFormed()), LONGEST_REGION),
    ...(item.url !== undefined && { url: item.url }),
    actors: item.actors,
    fields: { ...fields },
  });
}

function toText({ file, line, inApp, fn }: Frame): string {
  return [file, line, inApp ? 1 : 0, fn].join("\t").toWellFormed();
}
