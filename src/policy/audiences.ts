import { isDeepStrictEqual } from "node:util";
import { OWNER_ONLY, type Audience } from "../core/audience.ts";
import type { Automation } from "../core/automation.ts";
import { EVENTS_FLOW, type Flow, type WriteGrant } from "../core/grant.ts";

/** What an automation reads, and for whom. */
type Readings = Pick<Automation, "owner" | "reads" | "triggers">;

/** Who can see what a source brings, by the name that flows call it. */
export interface Source {
  name: string;
  audience: readonly Audience[];
}

/** The sources of an automation: its reads, and last of all what sets it off. */
export function sourcesOf({ reads, triggers }: Pick<Automation, "reads" | "triggers">): Source[] {
  const events = triggers.flatMap((trigger) => (trigger.kind === "event" ? trigger.audience : []));
  return [...reads.map(({ name, audience }) => ({ name, audience })), { name: EVENTS_FLOW, audience: events }];
}

/** The flows that one write needs: from each source that some of its readers may not see all of. */
export function flowsNeeded({ owner, ...readings }: Readings, write: WriteGrant): Flow[] {
  const isWider = ({ audience }: Source): boolean => audience.some((source) => !maySee(write.audience, source, owner));
  return sourcesOf(readings)
    .filter(isWider)
    .map(({ name }) => ({ from: name, to: write.name }));
}

/** Those of them that the definition names: to be accepted by the owner. */
export function flowsNamed(automation: Readings & Pick<Automation, "flows">, write: WriteGrant): Flow[] {
  return flowsNeeded(automation, write).filter((flow) => isNamed(automation, flow));
}

/** Those that nobody has accepted for this very definition: a message waits for a person where there is one. */
export function flowsOpen(
  automation: Readings & Pick<Automation, "flows" | "hash">,
  write: WriteGrant,
  acceptedHash: string | undefined,
): Flow[] {
  const isAccepted = acceptedHash === automation.hash;
  return flowsNeeded(automation, write).filter((flow) => !isAccepted || !isNamed(automation, flow));
}

function isNamed({ flows }: Pick<Automation, "flows">, { from, to }: Flow): boolean {
  return flows.some((named) => named.from === from && named.to === to);
}

/** Whether anybody but those it is read for may read what is written, as far as the definition knows. */
export function goesFurther({ owner }: Pick<Automation, "owner">, { audience }: Pick<WriteGrant, "audience">): boolean {
  return !areAmong(audience, readFor(owner));
}

/** Whether all readers are within a source's audience: those it is read for always are, whoever else sees it. */
function maySee(readers: readonly Audience[], source: Audience, owner: string): boolean {
  // A source of all places of a service is not that of any one of them.
  return source.kind === "public" || areAmong(readers, [source, ...readFor(owner)]);
}

function readFor(owner: string): Audience[] {
  return [...OWNER_ONLY, { kind: "person", person: owner }];
}

/** Readers that nobody names could be anybody. */
function areAmong(readers: readonly Audience[], within: readonly Audience[]): boolean {
  return readers.length > 0 && readers.every((reader) => within.some((one) => isDeepStrictEqual(one, reader)));
}
