import { hearReplies, type HeardAll } from "../../../analysis/chase/hear.ts";
import type { ChaseState } from "../../../analysis/chase/types.ts";
import { replyIn } from "../../../core/heard-reply.ts";
import type { Context } from "../../../core/ports/engine.ts";
import type { Run } from "../../../core/run.ts";
import type { Frozen } from "../freeze.ts";
import type { Judges, RunnerParts } from "../parts.ts";
import { gatherPeople, stateOf, zonesOf } from "./people.ts";
import { withoutLost } from "./record.ts";
import { createSecondEar } from "./second-ear.ts";
import { waysOf } from "./ways.ts";

/** What asking has come to before the plan is looked at. */
export interface Chase {
  heard: HeardAll;
  state: ChaseState;
  /** IANA zones of those who may be asked, by key. */
  zones: Readonly<Record<string, string>>;
}

/** Hears the replies that set a run off, and takes in who can be asked now; undefined for an automation that asks nobody. */
export async function openChase(
  context: Context,
  parts: RunnerParts,
  run: Run,
  { frozen, judges }: { frozen: Frozen; judges: Judges },
): Promise<Chase | undefined> {
  const { automation, workspace, events, memory, chase: record } = frozen;
  if (!record) return undefined;
  const available = await gatherPeople(context, parts, run, automation);
  const roster = [...waysOf(automation).keys()];
  const zoneOf = zonesOf(workspace, available);
  const hearing = {
    asks: withoutLost(record),
    wishes: record.wishes,
    people: workspace.people,
    ...{ roster, zoneOf, now: context.asOf },
  };
  const { documents } = parts.store;
  const secondEar = createSecondEar(context, run, { listener: judges.listener, documents, automation, people: workspace.people });
  const replies = events.flatMap((event) => replyIn(event) ?? []);
  const heard = await hearReplies(replies, hearing, secondEar);
  const state = stateOf({ automation, workspace, record, heard, available, reportedTo: memory.reportedTo });
  return state && { heard, state, zones: Object.fromEntries(roster.map((person) => [person, zoneOf(person)])) };
}
