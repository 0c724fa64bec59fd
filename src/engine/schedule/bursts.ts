import type { Automation } from "../../core/automation.ts";
import type { Occurrence } from "../../core/occurrence.ts";
import { decideOverlap, type Load, type TimelyDecision } from "../decide.ts";
import type { Decided } from "./due.ts";
import { instant } from "./timetable.ts";

/** What the fate of a burst depends on. */
export interface BurstMoment {
  now: number;
  automation(id: string): Automation | undefined;
  loadOf(automation: string): Load;
}

/** Decides about bursts that have been collected: each starts one run, unless something stands in the way by now. */
export function judgeBursts(ripe: readonly Occurrence[], { now, automation: find, loadOf }: BurstMoment): Decided[] {
  const begun = new Map<string, number>();
  return ripe.map(({ startAt: _over, ...occurrence }) => {
    const { automation: id, nominalAt } = occurrence;
    const load = loadOf(id);
    const decision = decide(find(id), { ...load, queued: load.queued + (begun.get(id) ?? 0) });
    const actualAt = instant(now);
    const { state, reason } = decision;
    if (state !== "start") return { occurrence: { ...occurrence, actualAt, state, reason }, cancelsOthers: false };
    begun.set(id, (begun.get(id) ?? 0) + 1);
    const run = { automation: id, asOf: actualAt, nominalAt, trigger: "event", dryRun: false } as const;
    return { occurrence: { ...occurrence, actualAt, state: "due", reason }, run, cancelsOthers: decision.cancelsOthers };
  });
}

function decide(automation: Automation | undefined, load: Load): TimelyDecision {
  if (!automation) return { state: "skipped", reason: "the automation is gone" };
  if (automation.paused) return { state: "skipped", reason: "the automation is paused" };
  return decideOverlap({ load, concurrency: automation.concurrency }, automation.overlap ?? "buffer_all");
}
