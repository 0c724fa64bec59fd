import type { Audience } from "../core/audience.ts";
import type { Automation } from "../core/automation.ts";
import { EVENTS_FLOW, type Flow, type WriteGrant } from "../core/grant.ts";

/** The flows that one write needs: from each source that some of its readers may not see all of. */
export function flowsNeeded({ owner, reads, triggers }: Pick<Automation, "owner" | "reads" | "triggers">, write: WriteGrant): Flow[] {
  const events = triggers.flatMap((trigger) => (trigger.kind === "event" ? trigger.audience : []));
  const sources = [...reads.map(({ name, audience }) => ({ name, audience })), { name: EVENTS_FLOW, audience: events }];
  const isWider = (audience: readonly Audience[]): boolean => audience.some((source) => !maySee(write.audience, source, owner));
  return sources.filter(({ audience }) => isWider(audience)).map(({ name }) => ({ from: name, to: write.name }));
}

/** Whether all readers are within a source's audience: those it is read for always are, whoever else sees it. */
function maySee(readers: readonly Audience[], source: Audience, owner: string): boolean {
  return source.kind === "public" || readers.every((reader) => isForOwner(reader, owner) || isSame(reader, source));
}

function isForOwner(reader: Audience, owner: string): boolean {
  return reader.kind === "person" && (reader.person === "me" || reader.person === owner);
}

function isSame(reader: Audience, source: Audience): boolean {
  if (reader.kind === "person") return source.kind === "person" && source.person === reader.person;
  // A source of all places of a service is not that of any one of them.
  return reader.kind === "place" && source.kind === "place" && source.place === reader.place;
}
