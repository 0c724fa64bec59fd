import { instancesIn, type Instance } from "../../core/kinds/instance.ts";
import type { People } from "../../core/person.ts";
import { personOf } from "../people.ts";
import { absencesOfOthers, type Calendars } from "../rules/calendar/instances-away.ts";
import { isHeld } from "../rules/calendar/instances.ts";
import type { Asked } from "./types.ts";

type Spans = Asked["busy"];

/** The same people, busy as well while they are in meetings, or away, by the calendars that were read. */
export function withMeetings(asked: readonly Asked[], calendars: Calendars, now: string): Asked[] {
  const held = instancesIn(calendars.items).filter((instance) => isHeld(instance) && !instance.allDay);
  return asked.map((person) => {
    const meetings = held
      .filter(({ item }) => isIn(person.key, item, calendars.people))
      .map(({ start, end }) => ({ from: start, to: end }));
    const spans = [...meetings, ...awayOf(person.key, calendars)].filter(({ to }) => to > now);
    return { ...person, busy: [...person.busy, ...spans] };
  });
}

function isIn(key: string, { actors }: Instance["item"], people: People): boolean {
  return actors.some((actor) => actor.role !== "resource" && actor.response !== "declined" && personOf(people, actor)?.key === key);
}

function awayOf(key: string, calendars: Calendars): Spans {
  return absencesOfOthers(calendars).flatMap(({ person, actor, startMs, endMs }) => {
    const whose = person ?? (actor && personOf(calendars.people, actor));
    return whose?.key === key ? [{ from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() }] : [];
  });
}
