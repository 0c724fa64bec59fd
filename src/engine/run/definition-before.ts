import type { Automation } from "../../core/automation.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Store } from "../../core/ports/store.ts";
import { TERMINAL_STATUSES, type Run } from "../../core/run.ts";
import type { Workspace } from "../../core/workspace.ts";
import { isKeptOutcome } from "../execution/outcome.ts";

/** A run that has ended, and the definition that it ran by. */
export interface RanBy {
  run: Run;
  automation: Automation;
  /** The configuration of then. */
  workspace: Workspace;
}

/** The definition of an automation's last run that ended; undefined where none has, or what it ran by is not kept any more. */
export async function findDefinitionBefore({ runs, documents }: Kept, id: string): Promise<RanBy | undefined> {
  const [run] = await runs.list({ automation: id, statuses: [...TERMINAL_STATUSES], limit: 1 });
  const frozen = run && (await findFrozen(runs, run.id));
  if (!frozen) return undefined;
  const automation = await findAutomation(documents, frozen.automation);
  const workspace = automation && (await findDocument<Workspace>(documents, frozen.workspace));
  return workspace && { run, automation, workspace };
}

/** The definition that a run went by; undefined where that is not kept any more. */
export async function findDefinitionOf({ runs, documents }: Kept, run: string): Promise<Automation | undefined> {
  const frozen = await findFrozen(runs, run);
  return frozen && findAutomation(documents, frozen.automation);
}

type Kept = Pick<Store, "runs" | "documents">;

/** By hash. */
interface FrozenHashes {
  automation: string;
  workspace: string;
}

async function findFrozen(runs: Store["runs"], run: string): Promise<FrozenHashes | undefined> {
  const outcome = (await runs.steps(run)).find(({ name }) => name === "freeze")?.outcome;
  return isKeptOutcome<FrozenHashes>(outcome) && !("error" in outcome) ? outcome.value : undefined;
}

/** What was kept before definitions said who reads what can't be held against them. */
async function findAutomation(documents: Store["documents"], hash: string): Promise<Automation | undefined> {
  const automation = await findDocument<Automation>(documents, hash);
  return automation && "flows" in automation ? automation : undefined;
}

async function findDocument<T>(documents: Store["documents"], hash: string): Promise<T | undefined> {
  try {
    return await documents.get<T>(hash);
  } catch (error) {
    if (error instanceof PermanentError && error.code === "document-missing") return undefined;
    throw error;
  }
}
