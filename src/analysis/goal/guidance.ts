import type { Graded } from "../../core/goal.ts";
import type { Guidance } from "../../core/ports/agent.ts";
import { plainDateOf } from "../../core/work-calendar.ts";

/** What whoever writes is told of the goal: its criteria in their owner's words, and which of them were met at the last run. Nothing of what was fetched is in it. */
export function goalGuidance(goal: readonly string[], held: readonly Graded[] | undefined, timezone: string): Guidance[] {
  if (goal.length === 0) return [];
  const lines = goal.map((criterion) => {
    const graded = held?.find((each) => each.criterion === criterion);
    if (graded?.state !== "met") return `- not met yet: ${criterion}`;
    return `- met${graded.since === undefined ? "" : ` since ${plainDateOf(graded.since, timezone)}`}: ${criterion}`;
  });
  return [{ kind: "memory", from: "the goal", text: `What this work is to come to:\n${lines.join("\n")}` }];
}
