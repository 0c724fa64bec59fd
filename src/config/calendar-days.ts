import { expandRecurringEvent, sync, type CalendarResponse, type VEvent } from "node-ical";
import { Temporal } from "temporal-polyfill";

/** What is repeated for ever is told for these years, whenever it is read, so that a file always means the same. */
const YEARS = { from: new Date(2020, 0, 1), to: new Date(2050, 11, 31) };

/** More days than any event lasts, so that a slip in a year makes no million of dates. */
const MOST_DAYS = 5_001;

/** The plain dates of the all-day events in an iCalendar text; undefined where it is none. Cancelled events are left out. */
export function daysOfCalendar(text: string): string[] | undefined {
  if (text.trim() === "") return [];
  if (!/^BEGIN:VCALENDAR/im.test(text)) return undefined;
  const events = parse(text);
  return events && Object.values(events).flatMap((event) => (isDayOff(event) ? datesOf(event) : []));
}

function parse(text: string): CalendarResponse | undefined {
  try {
    return sync.parseICS(text);
  } catch {
    return undefined; // a form that no calendar program writes
  }
}

function isDayOff(component: CalendarResponse[string]): component is VEvent {
  return component?.type === "VEVENT" && component.datetype === "date" && component.status !== "CANCELLED";
}

/** Others repeat within the day, millions of times. */
const REPEATS_BY_DAYS = /FREQ=(?:YEARLY|MONTHLY|WEEKLY|DAILY)/;

function datesOf(event: VEvent): string[] {
  const repeats = event.rrule && REPEATS_BY_DAYS.test(event.rrule.toString());
  const instances = repeats ? expandRecurringEvent(event, YEARS) : [event];
  return instances.flatMap(({ start, end }) => datesBetween(start, end ?? start));
}

/** From the first day to the one before `end`, which iCalendar leaves out; of an event without an end its one day. */
function datesBetween(start: Date, end: Date): string[] {
  const first = dateOf(start);
  const days = Math.min(Math.max(first.until(dateOf(end), { largestUnit: "days" }).days, 1), MOST_DAYS);
  return Array.from({ length: days }, (_, offset) => first.add({ days: offset }).toString());
}

/** The library gives a plain date as midnight in this machine's zone. */
function dateOf(midnight: Date): Temporal.PlainDate {
  return new Temporal.PlainDate(midnight.getFullYear(), midnight.getMonth() + 1, midnight.getDate());
}
