import { sync } from "node-ical";
import { isTimezone } from "../timezone.ts";
import type { ZoneFinder } from "./moment.ts";
import { findZoneLike } from "./vtimezone.ts";

/** Finds out what calendars mean by the names of zones, each name with its description once. */
export interface ZoneDirectory {
  /** The reader's zone. */
  timezone: string;
  /** When: zones are compared by how they turn their clocks in this year. */
  atMs: number;
  known: Map<string, string | undefined>;
}

/** A directory that knows nothing yet. */
export function createZoneDirectory(timezone: string, atMs: number): ZoneDirectory {
  return { timezone, atMs, known: new Map() };
}

/** Finds the zones of one calendar; times without a zone, and in one that nobody knows, are in `fallback`, the latter being told. */
export function zoneFinder(
  directory: ZoneDirectory,
  described: ReadonlyMap<string, string>,
  fallback: string,
  remark: (what: string) => void,
): ZoneFinder {
  return (name) => {
    if (name === undefined) return { zone: fallback, written: null };
    const zone = lookUp(directory, name, described.get(name));
    if (zone === undefined) remark(`the zone ${JSON.stringify(name.slice(0, 60))} is unknown, its times were read as ${fallback}`);
    return { zone: zone ?? fallback, written: zone !== undefined && isNamed(zone) ? zone : null };
  };
}

function lookUp(directory: ZoneDirectory, name: string, description: string | undefined): string | undefined {
  const key = `${name}\n${description ?? ""}`;
  if (!directory.known.has(key)) directory.known.set(key, resolve(directory, name, description));
  return directory.known.get(key);
}

function resolve({ timezone, atMs }: ZoneDirectory, name: string, description: string | undefined): string | undefined {
  const known = findByName(name);
  if (known !== undefined) return known;
  // Shorter names are abbreviations, at some of which node-ical gives up.
  const vendors = /^(?!customized)[\w .&()-]{4,80}$/i.test(name) ? findByVendorName(name) : undefined;
  if (vendors?.includes("/")) return vendors;
  return (description === undefined ? undefined : findZoneLike(description, atMs, timezone)) ?? vendors;
}

/** A name of the IANA database, also behind a program's own prefix such as `/mozilla.org/20050126_1/`. */
function findByName(name: string): string | undefined {
  const parts = name.replace(/^\//, "").split("/");
  const candidates = [name, parts.slice(-3).join("/"), parts.slice(-2).join("/")];
  if (/^(?:.*\/)?(?:UTC|GMT|Z|Utc|Etc\/UTC)$/.test(name)) return "UTC";
  return candidates.find(isTimezone);
}

/** Windows' names, for which node-ical has the table; what it does not know it returns as it is, and this machine's zone for a customized one. */
function findByVendorName(name: string): string | undefined {
  const [event] = Object.values(
    sync.parseICS(`BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=${name}:20260115T120000\nEND:VEVENT\nEND:VCALENDAR`),
  );
  const zone = event?.type === "VEVENT" ? event.start.tz : undefined;
  return zone !== undefined && isTimezone(zone) ? zone : undefined;
}

function isNamed(zone: string): boolean {
  return zone !== "UTC" && /^[A-Za-z]/.test(zone);
}
