import { z } from "zod";
import type { Failure } from "../ci-failure.ts";
import type { Item } from "../item.ts";
import { ciJobFields, type CiJobFields } from "./ci-job.ts";

/** How one line of a stack trace is written in a field: `file`, line, `1` for code of the project, name of the function, with tabs between. */
const frame = z.string().transform((text) => {
  const [file = "", line = "0", inApp = "", ...fn] = text.split("\t");
  return { fn: fn.join("\t"), file, line: Number(line) || 0, inApp: inApp === "1" };
});

/**
 * The fields of an Item of kind `ci_failure`: one failing test, or one failing step, of a job that failed, as its log or its test reports tell
 * it. Title is the line that says what went wrong, or the test or step where none does; the body is all that tells of it; `ts` is when the
 * job ended; `url` its page.
 */
export const ciFailureFields = z.object({
  ...ciJobFields.pick({
    repository: true,
    workflow: true,
    job: true,
    branch: true,
    isDefaultBranch: true,
    sha: true,
    attempt: true,
    run: true,
    jobId: true,
    pullRequest: true,
  }).shape,
  /** How the job ended. */
  conclusion: z.enum(["failed", "timed_out"]),
  /** The log or report that it was read from. */
  from: z.string(),
  /** As `Failure` has them. */
  test: z.string().nullable(),
  step: z.string().nullable(),
  lines: z.array(z.string()),
  primaryError: z.string(),
  masked: z.string(),
  errorType: z.string().nullable(),
  frames: z.array(frame),
});

/** A failure as an Item tells it, with the job that it is of. */
export interface CiFailure
  extends
    Omit<Failure, "id" | "repository">,
    Pick<CiJobFields, "repository" | "workflow" | "isDefaultBranch" | "pullRequest" | "run" | "jobId"> {
  readonly item: Item;
}

/** Read once for each list. */
const known = new WeakMap<readonly Item[], CiFailure[]>();

/** The failures among items of any kind; one whose fields are amiss is left out. */
export function ciFailuresIn(items: readonly Item[]): readonly CiFailure[] {
  const read = known.get(items) ?? items.flatMap(readCiFailure);
  known.set(items, read);
  return read;
}

function readCiFailure(item: Item): CiFailure[] {
  const parsed = item.kind === "ci_failure" ? ciFailureFields.safeParse(item.fields) : undefined;
  if (!parsed?.success) return [];
  const { from, lines, conclusion, ...fields } = parsed.data;
  const ended = conclusion === "failed" ? "failure" : "timed_out";
  return [{ item, ...fields, source: from, lines: lines.map(Number), region: item.body, at: item.ts, conclusion: ended }];
}
