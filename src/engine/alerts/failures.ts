import type { Automation } from "../../core/automation.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { AlertStore } from "../../core/ports/alerts.ts";
import type { DefinitionStore } from "../../core/ports/store.ts";
import type { Run } from "../../core/run.ts";
import { instantOf } from "../../lib/clock.ts";
import { countOf } from "../../lib/text.ts";

export interface FailureParts {
  alerts: Pick<AlertStore, "failuresInRow">;
  definitions: Pick<DefinitionStore, "setPaused">;
  findAutomation(id: string): Pick<Automation, "pauseOnFailure"> | undefined;
  /** Told after an automation was paused. */
  paused(): Promise<void>;
  clock: Clock;
  logger: Logger;
}

/**
 * To be called with each run that ended: pauses its automation when too many in a row have failed. Runs that went well, and those
 * that were started by hand, cost nothing. Never rejects: where the data can't be written, the next failure asks again.
 */
export async function pauseAfterFailures(parts: FailureParts, run: Run): Promise<void> {
  if ((run.status !== "failed" && run.status !== "dead") || run.input.trigger === "manual") return;
  const most = parts.findAutomation(run.automation)?.pauseOnFailure ?? 0;
  if (most === 0) return;
  try {
    if ((await parts.alerts.failuresInRow(run.automation, most)) < most) return;
    await parts.definitions.setPaused(run.automation, true, instantOf(parts.clock), `${countOf(most, "run")} in a row failed`);
    await parts.paused();
  } catch (error) {
    parts.logger.error({ automation: run.automation, error: toStoredError(error) }, "it could not be paused after its failures");
  }
}
