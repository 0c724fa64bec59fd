import type { Automation } from "../../core/automation.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Store } from "../../core/ports/store.ts";
import { TERMINAL_STATUSES, type Run } from "../../core/run.ts";
import { isKeptOutcome } from "../execution/outcome.ts";

/** A run that has ended, and the definition that it ran by. */
export interface RanBy {
  run: Run;
  automation: Automation;
}

/** The definition of an automation's last run that ended; undefined where none has, or what it ran by is not kept any more. */
export async function findDefinitionBefore({ runs, documents }: Pick<Store, "runs" | "documents">, id: string): Promise<RanBy | undefined> {
  const [run] = await runs.list({ automation: id, statuses: [...TERMINAL_STATUSES], limit: 1 });
  if (!run) return undefined;
  const automation = await findDefinitionOf({ runs, documents }, run.id);
  return automation && { run, automation };
}

/** The definition that a run went by; undefined where that is not kept any more. */
export async function findDefinitionOf(
  { runs, documents }: Pick<Store, "runs" | "documents">,
  run: string,
): Promise<Automation | undefined> {
  const outcome = (await runs.steps(run)).find(({ name }) => name === "freeze")?.outcome;
  if (!isKeptOutcome<{ automation: string }>(outcome) || "error" in outcome) return undefined;
  try {
    const automation = await documents.get<Automation>(outcome.value.automation);
    // What was kept before definitions said who reads what can't be held against them.
    return "flows" in automation ? automation : undefined;
  } catch (error) {
    if (error instanceof PermanentError && error.code === "document-missing") return undefined;
    throw error;
  }
}
