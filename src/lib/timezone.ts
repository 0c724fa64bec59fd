import { readlinkSync } from "node:fs";
import { findNearest } from "./text.ts";

/** What Intl takes for zones and the IANA database does not know: which one is meant, each country says differently. */
const ABBREVIATION = /^(?:AC|AE|AG|AR|AS|BE|BS|CA|CN|CS|CT|EA|EC|IE|IS|JS|MI|NE|NS|PL|PN|PR|PS|SS|VS)T$/i;

/** Whether the name is a zone of the IANA database; fixed offsets such as `+02:00` are none, since they know no daylight saving. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name) || ABBREVIATION.test(name)) return false;
  try {
    return Intl.DateTimeFormat("en-US", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** The zone that was probably meant, also where only its city was written. */
export function findNearestTimezone(name: string): string | undefined {
  const zones = Intl.supportedValuesOf("timeZone");
  const place = name.replaceAll(" ", "_").toLowerCase();
  return zones.find((zone) => zone.toLowerCase().endsWith(`/${place}`)) ?? findNearest(name, zones);
}

/** The zone that this machine is set to; UTC where it is set to one that does not exist. */
export function systemTimezone(): string {
  const timezone: string | undefined = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return timezone !== undefined && isTimezone(timezone) ? timezone : "UTC";
}

/** Differs whenever the system's zone does. Asking for the zone's name loads 12 ms of calendars, which a start can do without. */
export function systemTimezoneMark(): string {
  if (process.env["TZ"]) return process.env["TZ"];
  try {
    return readlinkSync("/etc/localtime");
  } catch {
    return systemTimezone();
  }
}
