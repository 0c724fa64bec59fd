import { RRuleTemporal } from "rrule-temporal";
import { linesOf } from "./lines.ts";
import { parseMoment } from "./moment.ts";
import { parseProperty } from "./property.ts";
import { DAY_MS, wallAt } from "../calendar/wall.ts";

/** From an instant on, clocks are so many milliseconds ahead of UTC. */
interface Turn {
  atMs: number;
  offsetMs: number;
}

/** Tried first, so that a calendar's own name for a zone becomes one that its reader knows. */
const WELL_KNOWN = [
  "Europe/London",
  "Europe/Berlin",
  "Europe/Athens",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
  "Australia/Sydney",
];
const BEGIN = "BEGIN:VTIMEZONE";
const END = "END:VTIMEZONE";
const MOST_ZONES = 100;
const LONGEST_ZONE = 32_768;
/** No clock is further from UTC. */
const MOST_HOURS = 18;

/** The zones that a calendar describes itself, as text by their names. */
export function describedZones(bytes: Buffer): Map<string, string> {
  const zones = new Map<string, string>();
  let start = bytes.indexOf(BEGIN);
  for (let count = 0; start >= 0 && count < MOST_ZONES; count += 1) {
    const longest = bytes.subarray(start, start + LONGEST_ZONE);
    const end = longest.indexOf(END);
    const text = end < 0 ? longest : longest.subarray(0, end);
    const name = [...linesOf(text)].map((line) => parseProperty(line.text)).find((property) => property?.name === "TZID")?.value;
    if (name !== undefined) zones.set(name.trim(), text.toString("latin1"));
    start = bytes.indexOf(BEGIN, start + 1);
  }
  return zones;
}

/** The zone whose clocks turn as described in the year of an instant: `preferred` if it does; a fixed offset where they never turn. */
export function findZoneLike(description: string, atMs: number, preferred: string): string | undefined {
  const turns = turnsOf(description, new Date(atMs).getUTCFullYear());
  if (turns.length === 0) return undefined;
  const probes = Array.from({ length: 53 }, (_, week) => Date.UTC(new Date(atMs).getUTCFullYear(), 0, 2) + week * 7 * DAY_MS);
  const offsets = probes.map((probe) => ({ probe, offsetMs: offsetAt(turns, probe) }));
  const isAlike = (zone: string): boolean => offsets.every(({ probe, offsetMs }) => wallAt(probe, zone) - probe === offsetMs);
  if (isAlike(preferred)) return preferred;
  const [first] = offsets;
  if (first && offsets.every(({ offsetMs }) => offsetMs === first.offsetMs)) return offsetZone(first.offsetMs);
  return WELL_KNOWN.find(isAlike) ?? Intl.supportedValuesOf("timeZone").find(isAlike);
}

function turnsOf(description: string, year: number): Turn[] {
  const parts = description.split(/^BEGIN:(?:STANDARD|DAYLIGHT)\s*$/im).slice(1, 100);
  return parts.flatMap((part) => turnsOfPart(part, year)).sort((a, b) => a.atMs - b.atMs);
}

function turnsOfPart(part: string, year: number): Turn[] {
  const properties = new Map(
    [...linesOf(Buffer.from(part, "latin1"))].flatMap(({ text }) => parseProperty(text) ?? []).map((property) => [property.name, property]),
  );
  const offsetMs = parseOffset(properties.get("TZOFFSETTO")?.value);
  const beforeMs = parseOffset(properties.get("TZOFFSETFROM")?.value) ?? offsetMs;
  const written = properties.get("DTSTART");
  const start = written && parseMoment({ ...written, parameters: new Map() }, () => ({ zone: "UTC", written: null }))?.wall;
  if (offsetMs === undefined || beforeMs === undefined) return [];
  const rule = properties.get("RRULE")?.value;
  const walls = rule === undefined ? [start ?? 0] : wallsOf(rule, start ?? 0, year);
  return walls.map((wall) => ({ atMs: wall - beforeMs, offsetMs }));
}

/** When a rule applies from the year before on; its start alone where it can't be understood. */
function wallsOf(rule: string, start: number, year: number): number[] {
  const stamp = new Date(start).toISOString().replace(/[-:]|\.\d+/g, "");
  try {
    const parsed = new RRuleTemporal({ rruleString: `DTSTART:${stamp}\nRRULE:${rule}`, tzid: "UTC", cache: false });
    const found = parsed.between(new Date(Date.UTC(year - 1, 0, 1)), new Date(Date.UTC(year + 1, 0, 1)), true);
    return found.map((time) => time.epochMilliseconds);
  } catch {
    return [start]; // the zone then matches none, which is told
  }
}

function offsetAt(turns: readonly Turn[], instantMs: number): number {
  return (turns.findLast(({ atMs }) => atMs <= instantMs) ?? turns[0])?.offsetMs ?? 0;
}

function parseOffset(text: string | undefined): number | undefined {
  const [whole, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)/.exec(text?.trim() ?? "") ?? [];
  return whole === undefined || Number(hours) > MOST_HOURS
    ? undefined
    : (sign === "-" ? -60_000 : 60_000) * (Number(hours) * 60 + Number(minutes));
}

function offsetZone(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (number: number): string => String(Math.trunc(number)).padStart(2, "0");
  return minutes === 0 ? "UTC" : `${offsetMs < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
