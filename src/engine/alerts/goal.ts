import { GOAL_MET } from "../../core/goal.ts";
import type { Run } from "../../core/run.ts";
import { pauseFor, type PauseParts } from "./pause.ts";

/**
 * To be called with each run that ended: pauses its automation once its goal is met, whoever started the run. Any other run, and one that was
 * only to try, costs nothing. Never rejects.
 */
export async function pauseAfterGoal(parts: PauseParts, { automation, content, input }: Run): Promise<void> {
  if (content !== "met" || input.dryRun) return;
  await pauseFor(parts, automation, async () => GOAL_MET);
}
