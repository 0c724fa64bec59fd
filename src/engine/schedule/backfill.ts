import type { Automation } from "../../core/automation.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Occurrence } from "../../core/occurrence.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { BackfilledSlot, BackfillRequest } from "../../core/ports/operations.ts";
import type { OccurrenceStore } from "../../core/ports/store.ts";
import { isSchedule } from "../../core/trigger.ts";
import { pick } from "../../definitions/pick.ts";
import { instantOf } from "../../lib/clock.ts";
import { beginAll, type RunTaker } from "./begin.ts";
import { decideOverlap } from "../decide.ts";
import { slotId, type Decided } from "./due.ts";
import { instant, type NextTime } from "./timetable.ts";

export interface BackfillParts {
  occurrences: OccurrenceStore;
  engine: RunTaker;
  clock: Clock;
  logger: Logger;
  nextTime: NextTime;
  automations(): readonly Automation[];
}

/** Slots that one request may fill. */
const MOST_SLOTS = 1_000;

/**
 * Starts the slots of a span that have not run, each as of its own time, oldest first; with `dryRun` only says which there are.
 * What lies after now is left out. Throws PermanentError `automation-unknown` or `backfill-too-long`.
 */
export async function backfill(parts: BackfillParts, request: BackfillRequest): Promise<BackfilledSlot[]> {
  const { occurrences, clock } = parts;
  const automation = pick(parts.automations(), request.automation);
  const now = instantOf(clock);
  const times = timesWithin(automation, request.from, request.to < now ? request.to : now, parts.nextTime);
  const recorded = await occurrences.scheduled(automation.id, request.from, request.to);
  const known = new Map(recorded.map((occurrence) => [occurrence.id, occurrence]));
  const open = times.map((time) => slotId(automation.id, time)).filter((id) => isOpen(known.get(id)));
  const room = request.dryRun ? 0 : roomOf(automation, open.length, parts.engine);
  const started = new Set(open.slice(0, room));
  const decided = times.flatMap((time) => (started.has(slotId(automation.id, time)) ? startOf(automation.id, time, now) : []));
  await beginAll(decided, "schedule", (part) => occurrences.redecide(part, now), parts);
  return times.map((nominalAt) => {
    const id = slotId(automation.id, nominalAt);
    return { id, nominalAt, state: known.get(id)?.state ?? "unknown", started: started.has(id) };
  });
}

/** The times of all schedules, each once, oldest first. */
function timesWithin(automation: Automation, from: string, to: string, nextTime: NextTime): string[] {
  const times = new Set<string>();
  for (const trigger of automation.triggers.filter(isSchedule)) {
    let after = instant(Date.parse(from) - 1);
    for (let time = nextTime(trigger, after); time !== undefined && time <= to; time = nextTime(trigger, after)) {
      times.add(time);
      after = time;
      if (times.size > MOST_SLOTS) throw tooLong(automation, from, to, time);
    }
  }
  return [...times].sort();
}

function tooLong({ id }: Automation, from: string, to: string, reached: string): PermanentError {
  return new PermanentError("backfill-too-long", `expected at most ${MOST_SLOTS} times of ${id} from ${from} to ${to}, got more`, {
    hint: `Fill it in parts: the first could end at ${instant(Date.parse(reached) - 1)}.`,
  });
}

/** Only what has neither run nor is about to. */
function isOpen(occurrence: Occurrence | undefined): boolean {
  return occurrence === undefined || occurrence.state === "missed" || occurrence.state === "skipped";
}

/** How many may start, which is all unless too many are waiting already. */
function roomOf({ id, concurrency }: Automation, wanted: number, engine: RunTaker): number {
  const load = engine.loadOf(id);
  let room = 0;
  while (room < wanted && decideOverlap({ load: { ...load, queued: load.queued + room }, concurrency }, "buffer_all").state === "start") {
    room += 1;
  }
  return room;
}

function startOf(automation: string, nominalAt: string, now: string): Decided {
  const id = slotId(automation, nominalAt);
  const reason = "";
  return {
    occurrence: { id, automation, kind: "schedule", nominalAt, actualAt: now, state: "due", reason, caughtUp: false, count: 1 },
    run: { automation, asOf: nominalAt, nominalAt, trigger: "schedule", dryRun: false },
    cancelsOthers: false,
  };
}
