import type { DraftItem, Item } from "../../core/item.ts";
import type { InstanceFields } from "../../core/kinds/instance.ts";
import { ChiefError } from "../../core/errors.ts";
import { sealItem } from "../../lib/hash.ts";
import { instantAt, instantText } from "../../lib/calendar/wall.ts";
import { unreadable } from "./ask.ts";
import { spanOf, type Around, type Reading } from "./calendar.ts";
import { refusedPart, type Failure } from "./failure.ts";
import { prefixOf } from "./to-item.ts";
import { freeBusySchema } from "./wire.ts";

/** Who is busy for so long is at no meeting: the length of a day on which the clocks go forward. */
const SHORTEST_ABSENCE_MS = 23 * 60 * 60_000;
/** Their place among calendars, in ids. */
export const ABSENCES = "busy";
const PART = "free and busy times";

/**
 * When colleagues are away, by one call for all. Somebody is busy during every meeting that they are to come to, so that only times of a
 * whole day and more tell anything; nothing is known of what they are taken by. That they can't be read costs nothing else.
 */
export async function readAbsences(around: Around, colleagues: readonly string[]): Promise<Reading> {
  if (colleagues.length === 0) return { items: [], failures: [], notes: [] };
  const items = colleagues.map((id) => ({ id }));
  try {
    const answer = await around.ask(({ freebusy }) => freebusy.query({ requestBody: { ...spanOf(around.range), items } }));
    if (!answer.ok) return { items: [], failures: [refusedPart(PART, answer.refusal)], notes: [] };
    const told = freeBusySchema.safeParse(answer.data).data;
    if (told === undefined) throw unreadable(PART);
    const read = colleagues.map((address) => absencesOf(address, told.calendars[address], around));
    return { items: read.flatMap((each) => each.items), failures: read.flatMap((each) => each.failures), notes: [] };
  } catch (error) {
    if (!(error instanceof ChiefError)) throw error;
    const { message, hint } = error;
    return { items: [], failures: [{ what: PART, error: message, ...(hint !== undefined && { hint }) }], notes: [] };
  }
}

type Told = { busy: { start: string; end: string }[]; errors: { reason: string }[] } | undefined;

function absencesOf(address: string, told: Told, { asOf, range }: Around): { items: Item[]; failures: Failure[] } {
  const [refusal] = told?.errors ?? [{ reason: "notFound" }];
  if (refusal) return { items: [], failures: [refusedPart(`${PART} of ${address}`, refusal)] };
  const times = (told?.busy ?? []).map(({ start, end }) => ({ startMs: Date.parse(start), endMs: Date.parse(end) }));
  const [from, to] = [instantAt(range.from, range.timezone), instantAt(range.to, range.timezone)];
  const long = times.filter(({ startMs, endMs }) => endMs - startMs >= SHORTEST_ABSENCE_MS && startMs < to && endMs > from);
  return {
    items: long.map(({ startMs, endMs }) => sealItem(toDraft(address, instantText(startMs), instantText(endMs), asOf))),
    failures: [],
  };
}

function toDraft(address: string, start: string, end: string, asOf: string): DraftItem {
  const fields: InstanceFields = {
    calendar: address,
    uid: `busy-${address}-${start}`,
    ...{ recurring: false, start, end, allDay: false, status: "confirmed", showAs: "out_of_office", timezone: null },
    ...{ previousStart: null, location: null, conference: null, documents: [], created: null },
  };
  return {
    id: `${prefixOf(ABSENCES)}${encodeURIComponent(address)}@${start}`,
    source: "google-calendar",
    kind: "instance",
    title: "Busy all day",
    body: "",
    ts: start,
    updatedAt: start < asOf ? start : asOf,
    actors: [{ name: address, email: address, role: "organizer", response: "accepted" }],
    fields: { ...fields },
  };
}
