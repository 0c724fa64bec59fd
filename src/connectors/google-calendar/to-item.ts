import type { Actor, DraftItem } from "../../core/item.ts";
import type { InstanceFields } from "../../core/kinds/instance.ts";
import { emailOf, withOrganizer } from "../../lib/calendar/actors.ts";
import { locationOf, titleOf, uidOf } from "../../lib/calendar/event-text.ts";
import { findLinks } from "../../lib/calendar/links.ts";
import { toPlainText } from "../../lib/calendar/plain-text.ts";
import { showAsOf } from "../../lib/calendar/show-as.ts";
import { instantText } from "../../lib/calendar/wall.ts";
import { shorten } from "../../lib/text.ts";
import type { EventDate } from "./dates.ts";
import { PRIMARY } from "./schema.ts";
import type { WireAttendee, WireEvent } from "./wire.ts";

/** Entries that tell where somebody works, or whose birthday it is, are no meetings. */
const NO_MEETINGS: ReadonlySet<string> = new Set(["workingLocation", "birthday"]);
const MOST_ATTENDEES = 500;
/** From midnight to midnight on the day when the clocks go forward. */
const SHORTEST_DAY_MS = 23 * 60 * 60_000;
/** Calendars and rooms have addresses, too; they are nobody. */
const NOBODY = /@(?:group|resource|import|group\.v)\.calendar\.google\.com$/;
const RESPONSES: Readonly<Record<string, NonNullable<Actor["response"]>>> = {
  accepted: "accepted",
  declined: "declined",
  tentative: "tentative",
};

/** The account of whoever an account's own calendar belongs to. */
export const OWNER = "google:owner";

/** Where an event stands, and when it is looked at. */
export interface Place {
  calendarId: string;
  /** As its owner calls the calendar. */
  calendar: string;
  /** The run's instant: nothing seems to have changed after it. */
  asOf: string;
}

/** Whether something takes place: neither taken back, nor an entry of another sort. */
export function isDate({ status, eventType }: WireEvent): boolean {
  return status !== "cancelled" && !NO_MEETINGS.has(eventType);
}

/** What the ids of a calendar's dates begin with. */
export function prefixOf(calendarId: string): string {
  return `google-calendar:${encodeURIComponent(calendarId)}/`;
}

/** One date of an event as an Item. */
export function toDraft(date: EventDate, { calendarId, calendar, asOf }: Place): DraftItem {
  const { event, start } = date;
  const actors = actorsOf(event, calendarId);
  const fields = fieldsOf(date, calendar, actors);
  const page = /^https?:\/\/\S+$/i.test(event.htmlLink) ? event.htmlLink : undefined;
  const url = page ?? fields.conference ?? undefined;
  const changed = toInstant(event.updated) ?? fields.created ?? instantText(start.atMs);
  return {
    id: `${prefixOf(calendarId)}${event.id}`,
    source: "google-calendar",
    kind: "instance",
    title: titleOf(event.summary),
    body: toPlainText(event.description),
    ...(url === undefined ? {} : { url }),
    ts: instantText(start.atMs),
    updatedAt: changed < asOf ? changed : asOf,
    actors,
    fields: { ...fields },
  };
}

function fieldsOf({ event, start, end, zone, previousStart }: EventDate, calendar: string, actors: readonly Actor[]): InstanceFields {
  const { id, iCalUID, recurringEventId } = event;
  return {
    calendar,
    uid: uidOf(iCalUID, recurringEventId ?? id),
    recurring: recurringEventId !== undefined,
    start: start.text,
    end: end.text,
    allDay: start.isDate,
    status: event.status === "tentative" ? "tentative" : "confirmed",
    showAs: showAs(event, start.isDate || end.atMs - start.atMs >= SHORTEST_DAY_MS, actors.length),
    timezone: zone ?? null,
    previousStart: previousStart ?? null,
    location: locationOf(event.location),
    ...linksOf(event),
    created: toInstant(event.created) ?? null,
  };
}

function showAs({ eventType, summary, transparency }: WireEvent, isWholeDays: boolean, people: number): InstanceFields["showAs"] {
  if (eventType === "outOfOffice") return "out_of_office";
  if (eventType === "focusTime") return "focus";
  return showAsOf({
    summary: titleOf(summary),
    isWholeDays,
    people,
    transparency: transparency.toUpperCase(),
    busyStatus: "",
    categories: "",
  });
}

/** https://developers.google.com/workspace/calendar/api/v3/reference/events: of the ways in, `more` is a page of help. */
function linksOf({
  conferenceData,
  hangoutLink,
  location,
  description,
  attachments,
}: WireEvent): Pick<InstanceFields, "conference" | "documents"> {
  const ways = (conferenceData?.entryPoints ?? []).filter(({ entryPointType }) => entryPointType !== "more");
  const byVideo = ways.filter(({ entryPointType }) => entryPointType === "video");
  return findLinks({
    named: [...byVideo.map(({ uri }) => uri), hangoutLink, ...ways.map(({ uri }) => uri)],
    location,
    description,
    url: "",
    attached: attachments.map(({ fileUrl }) => fileUrl).filter((link) => /^https?:\/\/\S+$/i.test(link)),
  });
}

/** Time of one's own, to which nobody else is asked, has nobody in it. */
function actorsOf({ organizer, attendees }: WireEvent, calendarId: string): Actor[] {
  const named = namerOf(calendarId);
  const asked = attendees.slice(0, MOST_ATTENDEES).map((attendee) => toActor(attendee, named));
  const isOwn = organizer?.self === true && calendarId === PRIMARY && asked.length === 0;
  if (organizer === undefined || isOwn || NOBODY.test(organizer.email)) return withOrganizer(undefined, asked);
  return withOrganizer(named(organizer), asked);
}

function toActor(attendee: WireAttendee, named: Namer): Actor {
  const { responseStatus, optional, resource } = attendee;
  const response = RESPONSES[responseStatus] ?? "needs_action";
  return { ...named(attendee), role: resource ? "resource" : optional ? "optional" : "required", response };
}

type Namer = (person: Pick<WireAttendee, "email" | "displayName" | "self">) => Pick<Actor, "name" | "email" | "account">;

/** Google marks the one whose calendar it is, who in the account's own one is the account's owner. */
function namerOf(calendarId: string): Namer {
  return ({ email, displayName, self }) => {
    const address = emailOf(email);
    return {
      name: shorten(displayName.trim(), 200) || (address ?? "somebody"),
      ...(address !== undefined && { email: address }),
      ...(self && calendarId === PRIMARY && { account: OWNER }),
    };
  };
}

/** Entries that Google made long ago are dated in the year 0. */
function toInstant(text: string | undefined): string | undefined {
  const atMs = Date.parse(text ?? "");
  return atMs > 0 ? instantText(atMs) : undefined;
}
