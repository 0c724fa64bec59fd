import { z } from "zod";
import type { Item } from "../item.ts";
import { ciJobFields } from "./ci-job.ts";

/**
 * The fields of an Item of kind `ci_run`: one run of a workflow as a whole, whose jobs need not be known. Title is the workflow's name, `ts` is
 * when it was made, `updatedAt` when it ended, `url` its page.
 */
export const ciRunFields = ciJobFields
  .pick({ repository: true, workflow: true, branch: true, isDefaultBranch: true, sha: true, event: true, attempt: true, run: true })
  .extend({ pullRequest: z.number().nullable(), conclusion: z.enum(["passed", "failed", "cancelled", "skipped", "timed_out"]) });

/** An Item with the fields of its kind. */
export interface WorkflowRun extends z.infer<typeof ciRunFields> {
  readonly item: Item;
}

/** Read once for each list. */
const known = new WeakMap<readonly Item[], WorkflowRun[]>();

/** The runs among items of any kind; one whose fields are amiss is left out. */
export function ciRunsIn(items: readonly Item[]): readonly WorkflowRun[] {
  const read = known.get(items) ?? items.flatMap(readCiRun);
  known.set(items, read);
  return read;
}

function readCiRun(item: Item): WorkflowRun[] {
  const parsed = item.kind === "ci_run" ? ciRunFields.safeParse(item.fields) : undefined;
  return parsed?.success ? [{ item, ...parsed.data }] : [];
}
