import { isDeepStrictEqual } from "node:util";
import { OWNER_ONLY, type Audience } from "../core/audience.ts";
import type { Automation } from "../core/automation.ts";
import { EVENTS_FLOW, type Flow, type WriteGrant } from "../core/grant.ts";

/** What an automation reads. */
type Readings = Pick<Automation, "reads" | "triggers">;

/** The same, and who is asked about what it makes of it. */
type Asking = Readings & Pick<Automation, "approval" | "owner">;

/** Who can see what a source brings, by the name that flows call it. */
export interface Source {
  name: string;
  audience: readonly Audience[];
}

/** The sources of an automation: its reads, and last of all what sets it off. */
export function sourcesOf({ reads, triggers }: Readings): Source[] {
  const events = triggers.flatMap((trigger) => (trigger.kind === "event" ? trigger.audience : []));
  return [...reads.map(({ name, audience }) => ({ name, audience })), { name: EVENTS_FLOW, audience: events }];
}

/** The flows that one write needs: from each source that some of its readers may not see all of. */
export function flowsNeeded(readings: Readings, { name, audience }: WriteGrant): Flow[] {
  return flowsTo(readings, name, audience);
}

/** The flows that one who is asked about its messages needs, since whoever is asked reads them whole. `approver` is the key of a person. */
export function flowsToApprover(readings: Readings, { name }: WriteGrant, approver: string): Flow[] {
  return flowsTo(readings, name, [{ kind: "person", person: approver }]);
}

/** The keys of those whom the definition has asked: its owner where it names nobody. */
export function namedApprovers({ approval, owner }: Pick<Automation, "approval" | "owner">): readonly string[] {
  return approval.approvers.length > 0 ? approval.approvers : [owner];
}

/** The flows that any of those needs whom the definition has asked. */
export function flowsToApprovers(automation: Asking, write: WriteGrant): Flow[] {
  return once(namedApprovers(automation).flatMap((approver) => flowsToApprover(automation, write, approver)));
}

/** The flows that its readers need, or whoever is asked. */
export function flowsOfAll(automation: Asking, write: WriteGrant): Flow[] {
  return once([...flowsNeeded(automation, write), ...flowsToApprovers(automation, write)]);
}

/** Flows of one write, none of them twice. */
function once(flows: readonly Flow[]): Flow[] {
  return [...new Map(flows.map((flow) => [flow.from, flow])).values()];
}

/** Those of them that the definition names: to be accepted by the owner. */
export function flowsNamed(automation: Asking & Pick<Automation, "flows">, write: WriteGrant): Flow[] {
  return flowsOfAll(automation, write).filter((flow) => isNamed(automation, flow));
}

/** Those that nobody has accepted for this very definition: a message waits for a person where there is one. */
export function flowsOpen(
  automation: Readings & Pick<Automation, "flows" | "hash">,
  write: WriteGrant,
  acceptedHash: string | undefined,
): Flow[] {
  return flowsNeeded(automation, write).filter((flow) => isOpen(automation, flow, acceptedHash));
}

/**
 * Who is asked about the messages of one write: whoever is named and may see all that they rest on, or by a flow that was accepted; where
 * that is nobody the automation's owner, by the same rule, or else the workspace's.
 */
export function approversOf(
  automation: Asking & Pick<Automation, "flows" | "hash">,
  write: WriteGrant,
  acceptedHash: string | undefined,
): string[] {
  const mayRead = (key: string): boolean => mayBeAsked(automation, write, acceptedHash, key);
  const named = automation.approval.approvers.filter(mayRead);
  if (named.length > 0) return named;
  return [mayRead(automation.owner) ? automation.owner : "me"];
}

/** Whether somebody may see all that the messages of one write rest on, or by a flow that was accepted. `key` is that of a person. */
export function mayBeAsked(
  automation: Readings & Pick<Automation, "flows" | "hash">,
  write: WriteGrant,
  acceptedHash: string | undefined,
  key: string,
): boolean {
  return flowsToApprover(automation, write, key).every((flow) => !isOpen(automation, flow, acceptedHash));
}

function isOpen(automation: Pick<Automation, "flows" | "hash">, flow: Flow, acceptedHash: string | undefined): boolean {
  return acceptedHash !== automation.hash || !isNamed(automation, flow);
}

function isNamed({ flows }: Pick<Automation, "flows">, { from, to }: Flow): boolean {
  return flows.some((named) => named.from === from && named.to === to);
}

/** Whether anybody but the workspace's owner and the automation's may read what is written, as far as the definition knows. */
export function goesFurther({ owner }: Pick<Automation, "owner">, { audience }: Pick<WriteGrant, "audience">): boolean {
  return !areAmong(audience, [...OWNER_ONLY, { kind: "person", person: owner }]);
}

function flowsTo(readings: Readings, to: string, readers: readonly Audience[]): Flow[] {
  const isWider = ({ audience }: Source): boolean => audience.some((source) => !maySee(readers, source));
  return sourcesOf(readings)
    .filter(isWider)
    .map(({ name }) => ({ from: name, to }));
}

/** Whether all readers are within a source's audience: the workspace's owner, by whose accounts it is read, always is. */
function maySee(readers: readonly Audience[], source: Audience): boolean {
  // A source of all places of a service is not that of any one of them.
  return source.kind === "public" || areAmong(readers, [source, ...OWNER_ONLY]);
}

/** Readers that nobody names could be anybody. */
function areAmong(readers: readonly Audience[], within: readonly Audience[]): boolean {
  return readers.length > 0 && readers.every((reader) => within.some((one) => isDeepStrictEqual(one, reader)));
}
