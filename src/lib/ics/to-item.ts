import type { InstanceFields } from "../../core/kinds/instance.ts";
import type { Item } from "../../core/item.ts";
import { sealItem } from "../hash.ts";
import type { EventDate } from "./expand.ts";
import { DAY_MS, dateText, instantAt, instantText, type Wall } from "../calendar/wall.ts";

/** Who reads a calendar, and for which moment. */
export interface Reader {
  /** The connector's id. */
  source: string;
  /** What the ids of its Items begin with. */
  prefix: string;
  timezone: string;
  /** The run's instant: nothing seems to have changed after it. */
  asOf: string;
}

/** The Item of one date of an event. */
export function toItem(date: EventDate, { source, prefix, timezone, asOf }: Reader): Item {
  const { event, original } = date;
  const shift = (event.example ?? 0) * DAY_MS;
  const startMs = instantAt(date.start + shift, event.start.isDate ? timezone : event.start.zone);
  // A page of its own tells more of an event; without one, the way in is what a reader looks for.
  const url = event.url ?? event.fields.conference ?? undefined;
  const changed = moved(event.updatedAt ?? event.fields.created, shift) ?? instantText(startMs);
  return sealItem({
    id: `${prefix}${event.uid}${original ? `@${textOf(original.wall + shift, original)}` : ""}`,
    source,
    kind: "instance",
    title: event.title,
    body: event.body,
    ...(url === undefined ? {} : { url }),
    ts: instantText(startMs),
    updatedAt: changed < asOf ? changed : asOf,
    actors: event.actors,
    fields: { ...fieldsOf(date, startMs, shift), ...(event.example === undefined ? {} : { example: true }) },
  });
}

function fieldsOf({ event, start, recurring, previous }: EventDate, startMs: number, shift: number): InstanceFields {
  const { isDate, zone, written } = event.start;
  const day = start + shift;
  return {
    ...event.fields,
    created: moved(event.fields.created, shift) ?? null,
    uid: event.uid,
    recurring,
    start: isDate ? dateText(day) : instantText(startMs),
    end: isDate ? dateText(day + event.lengthMs) : instantText(startMs + event.lengthMs),
    allDay: isDate,
    timezone: written,
    previousStart: isDate || previous === undefined ? null : instantText(instantAt(previous + shift, zone)),
  };
}

function textOf(wall: Wall, { isDate, zone }: { isDate: boolean; zone: string }): string {
  return isDate ? dateText(wall) : instantText(instantAt(wall, zone));
}

function moved(instant: string | null | undefined, shift: number): string | undefined {
  return typeof instant === "string" ? instantText(Date.parse(instant) + shift) : undefined;
}
