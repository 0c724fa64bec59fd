import { z } from "zod";

const text = z.string().catch("");
const flag = z.boolean().catch(false);
const optional = z.string().optional().catch(undefined);

const moment = z.looseObject({ date: optional, dateTime: optional, timeZone: optional });
const person = z.looseObject({ email: text, displayName: text, self: flag });
const attendee = person.extend({ responseStatus: text, optional: flag, resource: flag });
/** What of a list is sound. */
function soundly<Sound>(schema: z.ZodType<Sound>): z.ZodType<Sound[]> {
  const list = z.array(z.unknown()).catch([]);
  return list.transform((parts) => parts.flatMap((part) => schema.safeParse(part).data ?? []));
}

/** An event as Google hands it over (https://developers.google.com/workspace/calendar/api/v3/reference/events), as far as it is used. */
export const eventSchema = z.looseObject({
  id: z.string().min(1).max(1_100),
  status: text,
  iCalUID: text,
  recurringEventId: optional,
  originalStartTime: moment.optional().catch(undefined),
  eventType: text,
  summary: text,
  description: text,
  location: text,
  htmlLink: text,
  hangoutLink: text,
  created: optional,
  updated: optional,
  transparency: text,
  start: moment.optional().catch(undefined),
  end: moment.optional().catch(undefined),
  organizer: person.optional().catch(undefined),
  attendees: soundly(attendee),
  conferenceData: z
    .looseObject({ entryPoints: soundly(z.looseObject({ entryPointType: text, uri: text })) })
    .optional()
    .catch(undefined),
  attachments: soundly(z.looseObject({ fileUrl: text })),
});
export type WireEvent = z.infer<typeof eventSchema>;
export type WireMoment = z.infer<typeof moment>;
export type WireAttendee = z.infer<typeof attendee>;

/** What of an event is asked for. */
export const EVENT_FIELDS =
  "id,status,iCalUID,recurringEventId,originalStartTime,eventType,summary,description,location,htmlLink,hangoutLink,created,updated,transparency,start,end,organizer,attendees,conferenceData/entryPoints,attachments/fileUrl";

/** One page of a calendar's events. Entries are read one by one, so that one that is amiss costs no other. */
export const pageSchema = z.looseObject({
  items: z.array(z.unknown()),
  summary: text,
  timeZone: text,
  nextPageToken: optional,
  nextSyncToken: optional,
});

/** https://developers.google.com/workspace/calendar/api/v3/reference/calendarList */
export const calendarSchema = z.looseObject({ id: z.string().min(1), selected: flag, primary: flag });
export const calendarsSchema = z.looseObject({ items: z.array(z.unknown()), nextPageToken: optional });

/** https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query */
export const freeBusySchema = z.looseObject({
  calendars: z.record(
    z.string(),
    z.looseObject({
      busy: soundly(z.looseObject({ start: z.iso.datetime({ offset: true }), end: z.iso.datetime({ offset: true }) })),
      errors: soundly(z.looseObject({ reason: text })),
    }),
  ),
});
