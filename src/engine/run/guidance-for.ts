import type { Automation } from "../../core/automation.ts";
import type { Guidance } from "../../core/ports/agent.ts";
import type { Note } from "../../core/note.ts";
import type { Run } from "../../core/run.ts";
import type { Workspace } from "../../core/workspace.ts";
import { instantOf } from "../../lib/clock.ts";
import type { RunnerParts } from "./parts.ts";

type GuidanceParts = Pick<RunnerParts, "guide" | "loggerOf" | "store" | "clock">;

/**
 * What people have said about how they would like it, the same words for as long as nobody says otherwise: what they wrote down first, then
 * what an automation is to keep in mind. None where no model is shown it.
 */
export async function guidanceFor(parts: GuidanceParts, run: Run, automation: Automation, workspace: Workspace): Promise<Guidance[]> {
  if (workspace.models === undefined || automation.model === "none") return [];
  const { guidance = [], problems = [] } = (await parts.guide?.(automation, workspace)) ?? {};
  for (const problem of problems) parts.loggerOf(run).warn({}, `not all that was written down is used: ${problem}`);
  const notes = await parts.store.notes.list(automation.id, instantOf(parts.clock));
  return [...guidance, ...notes.map(guidanceOf)];
}

/** Its day is enough to find it by. */
function guidanceOf({ text, by, from, at }: Note): Guidance {
  return { kind: "memory", from: `${by} on ${at.slice(0, 10)}, by ${from}`, text };
}
