import type { Automation } from "../../core/automation.ts";
import type { AlertStore } from "../../core/ports/alerts.ts";
import type { Run } from "../../core/run.ts";
import { countOf } from "../../lib/text.ts";
import { pauseFor, type PauseParts } from "./pause.ts";

export interface FailureParts extends PauseParts {
  alerts: Pick<AlertStore, "failuresInRow">;
  findAutomation(id: string): Pick<Automation, "pauseOnFailure"> | undefined;
}

/**
 * To be called with each run that ended: pauses its automation when too many in a row have failed. Runs that went well, and those
 * that were started by hand, cost nothing. Never rejects.
 */
export async function pauseAfterFailures(parts: FailureParts, run: Run): Promise<void> {
  if ((run.status !== "failed" && run.status !== "dead") || run.input.trigger === "manual") return;
  const most = parts.findAutomation(run.automation)?.pauseOnFailure ?? 0;
  if (most === 0) return;
  await pauseFor(parts, run.automation, async () => {
    const isTooMany = (await parts.alerts.failuresInRow(run.automation, most)) >= most;
    return isTooMany ? `${countOf(most, "run")} in a row failed` : undefined;
  });
}
