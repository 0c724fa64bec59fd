import type { Event } from "../../core/event.ts";
import type { Occurrence } from "../../core/occurrence.ts";
import type { DueSlot } from "../../core/ports/store.ts";
import { decideEvent, type Decision, type Load } from "../decide.ts";
import type { Listener, Memory } from "./heard.ts";

/** What becomes of one event for one automation. */
export interface Fate {
  listener: Listener;
  decision: Decision;
  due: DueSlot;
  /** Forgets what the listener has remembered of it, since it was not kept. */
  undo(): void;
}

/** Decides, and lets the listener remember it: whoever comes next finds the burst open or the cooldown begun. `now` is in milliseconds since the epoch. */
export function sealFate(event: Event, listener: Listener, load: Load, now: number): Fate {
  const { automation, trigger, memory } = listener;
  if (memory.burst && !isCollecting(memory.burst, trigger, now)) delete memory.burst;
  const decision = decideEvent({
    load,
    now,
    concurrency: automation.concurrency,
    paused: automation.paused,
    ...(automation.overlap && { overlap: automation.overlap }),
    ...(memory.lastAt !== undefined && { lastAt: memory.lastAt }),
    ...(trigger.cooldownMs !== undefined && { cooldownMs: trigger.cooldownMs }),
    ...(trigger.coalesceMs !== undefined && { coalesceMs: trigger.coalesceMs }),
    ...(memory.burst && { burst: memory.burst }),
  });
  const due = toDue(event, automation.id, decision, new Date(now).toISOString());
  return { listener, decision, due, undo: remember(memory, decision, due.occurrence.id, now) };
}

/** A burst that would go on for longer than bursts do began by a clock that has been set back since. */
function isCollecting({ startAt }: { startAt: number }, { coalesceMs = 0 }: Listener["trigger"], now: number): boolean {
  return startAt > now && startAt - now <= coalesceMs;
}

function remember(memory: Memory, decision: Decision, id: string, now: number): () => void {
  const { lastAt, burst } = memory;
  if (decision.state === "skipped" || decision.state === "over_limit") return () => {};
  memory.lastAt = now;
  if (decision.state === "collect") memory.burst = { id, startAt: decision.startAt, size: 1 };
  if (decision.state === "coalesced" && burst) burst.size += 1;
  return () => {
    if (decision.state === "coalesced" && burst) burst.size -= 1;
    if (memory.burst?.id === id) delete memory.burst;
    if (memory.lastAt !== now) return;
    if (lastAt === undefined) delete memory.lastAt;
    else memory.lastAt = lastAt;
  };
}

/** One event is one occurrence of an automation, however often it is told. */
export function occurrenceIdOf(event: Pick<Event, "source" | "id">, automation: string): string {
  return `event:${automation}:${event.source}:${event.id}`;
}

function toDue(event: Event, automation: string, decision: Decision, at: string): DueSlot {
  const occurrence: Omit<Occurrence, "state"> = {
    id: occurrenceIdOf(event, automation),
    automation,
    kind: "event",
    nominalAt: event.at,
    actualAt: at,
    reason: decision.reason,
    caughtUp: false,
    count: 1,
    event,
  };
  switch (decision.state) {
    case "start":
      return {
        occurrence: { ...occurrence, state: "due" },
        run: { automation, asOf: at, nominalAt: event.at, trigger: "event", dryRun: false },
      };
    case "collect":
      return { occurrence: { ...occurrence, state: "due", startAt: new Date(decision.startAt).toISOString() } };
    case "coalesced":
      return { occurrence: { ...occurrence, state: decision.state, into: decision.into } };
    default:
      return { occurrence: { ...occurrence, state: decision.state } };
  }
}
