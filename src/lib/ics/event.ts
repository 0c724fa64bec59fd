import type { Actor } from "../../core/item.ts";
import type { InstanceFields } from "../../core/kinds/instance.ts";
import { locationOf, titleOf, uidOf } from "../calendar/event-text.ts";
import { shorten } from "../text.ts";
import { actorsOf } from "./attendees.ts";
import { findLinks } from "../calendar/links.ts";
import { instantOfMoment, parseLength, parseMoment, type Moment, type ZoneFinder } from "./moment.ts";
import { toPlainText } from "../calendar/plain-text.ts";
import { unescapeText, type Property } from "./property.ts";
import { showAsOf } from "../calendar/show-as.ts";
import { DAY_MS, instantText } from "../calendar/wall.ts";

/** An event as one file tells it: a single one, a series, or one date of a series that differs. */
export interface CalendarEvent {
  uid: string;
  /** The later version of an event is the one with the greater sequence, then with the later stamp. */
  sequence: number;
  stamp: string;
  /** It takes back what was sent before. */
  isCancellation: boolean;
  start: Moment;
  /** From start to end in milliseconds; of whole days 24 hours each. */
  lengthMs: number;
  /** RRULE as written. */
  rule: string | undefined;
  extra: readonly Moment[];
  except: readonly Moment[];
  /** Which date of its series it stands for. */
  instead: Moment | undefined;
  /** It stands for all later dates too. */
  isFromThenOn: boolean;
  /** Days by which the dates of made-up data are moved. */
  example: number | undefined;
  title: string;
  body: string;
  url: string | undefined;
  updatedAt: string | undefined;
  actors: readonly Actor[];
  fields: Pick<InstanceFields, "calendar" | "status" | "showAs" | "location" | "conference" | "documents" | "created">;
}

/** What a calendar says about all its events. */
export interface Surroundings {
  calendar: string;
  method: string;
  example: number | undefined;
  findZone: ZoneFinder;
  /** Told what could not be understood, as a sentence part. */
  remark(what: string): void;
}

const MOST_ATTENDEES = 500;
const MOST_DATES = 5_000;
/** From midnight to midnight on the day when the clocks go forward. */
const SHORTEST_DAY_MS = 23 * 60 * 60_000;
const LONGEST_MS = 5_000 * DAY_MS;

/** Reads the properties of one event; undefined for one without a start, which is told. */
export function toEvent(properties: readonly Property[], around: Surroundings): CalendarEvent | undefined {
  const byName = Map.groupBy(properties, ({ name }) => name);
  const find = (name: string): Property | undefined => byName.get(name)?.[0];
  const text = (name: string): string => unescapeText(find(name)?.value ?? "").trim();
  const moment = (name: string): Moment | undefined => momentOf(find(name), around);
  const start = moment("DTSTART");
  const title = titleOf(text("SUMMARY"));
  if (start === undefined) {
    around.remark(`the event ${JSON.stringify(shorten(title, 60))} has no start that can be read and was left out`);
    return undefined;
  }
  const lengthMs = lengthOf(start, moment("DTEND"), find("DURATION")?.value, around);
  const instant = (name: string): string | undefined => toInstant(moment(name));
  const description = text("DESCRIPTION") || text("X-ALT-DESC");
  const actors = actorsOf(find("ORGANIZER"), fewOf(byName.get("ATTENDEE") ?? [], MOST_ATTENDEES, "people of an event", around));
  const instead = moment("RECURRENCE-ID");
  const url = text("URL");
  return {
    uid: uidOf(text("UID"), `${start.wall} ${title}`),
    sequence: Math.trunc(Number(find("SEQUENCE")?.value)) || 0,
    stamp: instant("LAST-MODIFIED") ?? instant("DTSTAMP") ?? "",
    isCancellation: around.method === "CANCEL",
    start,
    lengthMs,
    rule: find("RRULE")?.value.trim(),
    extra: momentsOf(byName.get("RDATE") ?? [], around),
    except: momentsOf(byName.get("EXDATE") ?? [], around),
    instead,
    isFromThenOn: instead !== undefined && find("RECURRENCE-ID")?.parameters.get("RANGE")?.toUpperCase() === "THISANDFUTURE",
    example: around.example,
    title,
    body: toPlainText(description),
    url: /^https?:\/\/\S+$/i.test(url) ? url : undefined,
    updatedAt: instant("LAST-MODIFIED") ?? instant("DTSTAMP") ?? instant("CREATED"),
    actors,
    fields: {
      calendar: around.calendar,
      status: around.method === "CANCEL" ? "cancelled" : statusOf(text("STATUS")),
      showAs: showAsOf({
        summary: title,
        isWholeDays: start.isDate || lengthMs >= SHORTEST_DAY_MS,
        people: actors.length,
        transparency: text("TRANSP").toUpperCase(),
        busyStatus: text("X-MICROSOFT-CDO-BUSYSTATUS").toUpperCase(),
        categories: text("CATEGORIES"),
      }),
      location: locationOf(text("LOCATION")),
      ...findLinks({
        named: ["CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK"].map(text),
        location: text("LOCATION"),
        description,
        url,
        attached: (byName.get("ATTACH") ?? []).flatMap(attachmentOf),
      }),
      created: instant("CREATED") ?? null,
    },
  };
}

function momentOf(property: Property | undefined, around: Surroundings): Moment | undefined {
  if (property === undefined || property.value.trim() === "") return undefined;
  const moment = parseMoment(property, around.findZone);
  if (!moment) around.remark(`${property.name} ${JSON.stringify(shorten(property.value, 40))} is no date or time`);
  return moment;
}

/** Every date of lists such as EXDATE; of a period only its start. */
function momentsOf(properties: readonly Property[], around: Surroundings): Moment[] {
  const written = properties.flatMap((property) =>
    property.value.split(",").map((value) => ({ ...property, value: value.split("/")[0] ?? "" })),
  );
  return fewOf(written, MOST_DATES, "dates of an event", around).flatMap((property) => momentOf(property, around) ?? []);
}

function fewOf<Part>(parts: readonly Part[], most: number, name: string, { remark }: Surroundings): readonly Part[] {
  if (parts.length > most) remark(`only the first ${most.toLocaleString("en-US")} ${name} were read`);
  return parts.slice(0, most);
}

function lengthOf(start: Moment, end: Moment | undefined, duration: string | undefined, { remark }: Surroundings): number {
  const written = duration === undefined ? undefined : parseLength(duration);
  const isMisread = end === undefined && duration !== undefined && written === undefined;
  if (isMisread) remark(`DURATION ${JSON.stringify(shorten(duration, 40))} is no length of time`);
  const least = start.isDate ? DAY_MS : 0;
  const lengthMs =
    end === undefined ? (written ?? least) : start.isDate ? end.wall - start.wall : instantOfMoment(end) - instantOfMoment(start);
  if (lengthMs < 0) remark("an event ends before it starts and was read without its end");
  if (lengthMs > LONGEST_MS) remark("an event lasts longer than 5,000 days and was read as if it lasted so long");
  const whole = start.isDate ? Math.ceil(lengthMs / DAY_MS) * DAY_MS : lengthMs;
  return Math.min(Math.max(whole, least), LONGEST_MS);
}

function statusOf(status: string): InstanceFields["status"] {
  const word = status.toLowerCase();
  return word === "cancelled" || word === "canceled" ? "cancelled" : word === "tentative" ? "tentative" : "confirmed";
}

function attachmentOf({ value, parameters }: Property): string[] {
  if (/^https?:/i.test(value)) return [value.trim()];
  const name = parameters.get("FILENAME") ?? parameters.get("X-FILENAME");
  return name === undefined ? [] : [shorten(name, 200)];
}

function toInstant(moment: Moment | undefined): string | undefined {
  return moment && instantText(instantOfMoment(moment));
}
