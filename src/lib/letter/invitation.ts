import type { VEvent } from "node-ical";
import { Temporal } from "temporal-polyfill";

/** What an attached invitation says. */
export interface Invitation {
  uid: string;
  /** A UTC instant, or a plain date for a whole day. */
  start: string;
}

const MOST_CHARACTERS = 64 * 1024;

/** The first event of an attached calendar that invites; undefined for answers and cancellations, and for what is no calendar. */
export async function findInvitation(calendar: string): Promise<Invitation | undefined> {
  if (calendar.length > MOST_CHARACTERS || !calendar.includes("BEGIN:VEVENT")) return undefined;
  if (/^METHOD:(?:REPLY|COUNTER|DECLINECOUNTER|CANCEL|REFRESH)\b/im.test(calendar)) return undefined;
  // A rule is of no use for the first date, and the only part whose reading can take long.
  const { sync } = await import("node-ical");
  try {
    const event = Object.values(sync.parseICS(calendar.replace(/^(?:RRULE|RDATE|EXDATE|EXRULE)[;:].*(?:\r?\n[ \t].*)*\r?\n/gm, ""))).find(
      isEvent,
    );
    return event && { uid: event.uid.slice(0, 250), start: startOf(event) };
  } catch {
    // A calendar that can't be read makes the letter no less readable.
    return undefined;
  }
}

function isEvent(component: { type: string } | undefined): component is VEvent {
  return component?.type === "VEVENT" && "uid" in component && typeof component.uid === "string" && "start" in component;
}

function startOf({ start }: VEvent): string {
  if (!start.dateOnly) return start.toISOString();
  // Whole days are given as midnight of this machine's zone.
  return Temporal.PlainDate.from({ year: start.getFullYear(), month: start.getMonth() + 1, day: start.getDate() }).toString();
}
