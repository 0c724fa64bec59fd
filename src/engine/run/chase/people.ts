import type { ChaseState, Asked } from "../../../analysis/chase/types.ts";
import type { HeardAll } from "../../../analysis/chase/hear.ts";
import type { Automation } from "../../../core/automation.ts";
import { toStoredError } from "../../../core/errors.ts";
import type { Context } from "../../../core/ports/engine.ts";
import type { Availability } from "../../../core/ports/outside.ts";
import type { Run } from "../../../core/run.ts";
import type { Workspace } from "../../../core/workspace.ts";
import { keepDocument } from "../keep-document.ts";
import type { RunnerParts } from "../parts.ts";
import { decide } from "../../../policy/decide.ts";
import { circumstancesOf } from "../propose.ts";
import type { ChaseRecord } from "./record.ts";
import { waysOf, type Way } from "./ways.ts";

/** When somebody can be written to, and whether that waits for a yes. */
interface Reachable extends Availability {
  isHeld: boolean;
}

type Availabilities = Readonly<Record<string, Reachable>>;

/** Asks the places when people can be written to. Of a place that does not answer nothing is known, which keeps nobody from being asked. */
export function gatherPeople(context: Context, parts: RunnerParts, run: Run, automation: Automation): Promise<Availabilities> {
  return keepDocument(context, parts.store.documents, "gather people", async (signal) => {
    const found = [...waysOf(automation)].map(async ([person, way]) => {
      const reachable = { ...(await availabilityOf(parts, run, way, signal)), isHeld: await isHeldBy(parts, automation, way) };
      return [person, reachable] as const;
    });
    return Object.fromEntries(await Promise.all(found));
  });
}

async function isHeldBy(parts: RunnerParts, automation: Automation, { grant, addressee: { options } }: Way): Promise<boolean> {
  const proposal = { kind: "message", automation: automation.id, grant: grant.name, delivery: grant.delivery, options } as const;
  return decide(automation, proposal, await circumstancesOf(parts, proposal, "questions")).decision === "hold";
}

const ALWAYS: Availability = { isReachable: true, busy: [] };

async function availabilityOf(parts: RunnerParts, run: Run, { grant, addressee }: Way, signal: AbortSignal): Promise<Availability> {
  try {
    const delivery = await parts.deliveries.load(grant.delivery);
    return (await delivery.availability?.({ options: addressee.options, signal })) ?? ALWAYS;
  } catch (error) {
    signal.throwIfAborted();
    const name = parts.workspace().people.all.find(({ key }) => key === addressee.person)?.name ?? addressee.person;
    parts.loggerOf(run).warn({}, `could not look up in ${grant.delivery} when ${name} can be written to: ${toStoredError(error).message}`);
    return ALWAYS;
  }
}

/** The zone of a person: their own, or what the place where they are written to says, or else the calendar's. */
export function zonesOf({ people, calendar }: Pick<Workspace, "people" | "calendar">, known: Availabilities): (person: string) => string {
  return (key) => people.all.find((person) => person.key === key)?.timezone ?? known[key]?.timezone ?? calendar.timezone;
}

/** What is known of asking before the plan is looked at. */
export interface Standing {
  automation: Automation;
  workspace: Pick<Workspace, "people" | "calendar">;
  record: ChaseRecord;
  heard: HeardAll;
  available: Availabilities;
  /** When whoever wants to know was told last. */
  reportedTo: string | undefined;
}

/** The state that decides whom to ask; undefined for an automation that asks nobody. */
export function stateOf({ automation, workspace, record, heard, available, reportedTo = "" }: Standing): ChaseState | undefined {
  const { chase, id, owner } = automation;
  if (!chase) return undefined;
  const { cadenceDays, hours, days, about } = chase;
  const roster = [...waysOf(automation).keys()];
  const zoneOf = zonesOf(workspace, available);
  const asked = workspace.people.all.filter(({ key }) => roster.includes(key));
  return {
    automation: id,
    options: { roster, requester: owner, cadenceDays, hours, days, ...(about && { about }) },
    people: asked.map((person): Asked => {
      const wish = heard.wishes.find((each) => each.person === person.key);
      return {
        ...{ key: person.key, name: person.name, timezone: zoneOf(person.key), absences: person.absences },
        busy: available[person.key]?.busy ?? [],
        hasStopped: (wish?.stoppedAt ?? null) !== null,
        snoozedUntil: wish?.snoozedUntil ?? null,
        isReachable: available[person.key]?.isReachable ?? true,
      };
    }),
    asks: heard.asks,
    others: record.others,
    sent: record.sent,
    closed: null,
    // What the last digest had heard was written after it had looked at the plan.
    earlier: record.asks.flatMap(({ answer }) => (answer !== undefined && (answer.heardAt ?? answer.at) >= reportedTo ? [answer] : [])),
    leaving: record.leaving,
    held: roster.filter((key) => available[key]?.isHeld === true),
  };
}
