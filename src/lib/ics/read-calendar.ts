import { Temporal } from "temporal-polyfill";
import { nextTurn } from "../next-turn.ts";
import { toEvent, type CalendarEvent, type Surroundings } from "./event.ts";
import { linesOf, type Line } from "./lines.ts";
import { parseProperty, unescapeText, type Property } from "./property.ts";
import { remark, type Remarks } from "./remarks.ts";
import { describedZones } from "./vtimezone.ts";
import { zoneFinder, type ZoneDirectory } from "./zones.ts";

/** What is needed to read one file. */
export interface CalendarFile {
  bytes: Buffer;
  remarks: Remarks;
  zones: ZoneDirectory;
  /** The plain date that made-up data is moved to. */
  today: string;
  signal: AbortSignal;
  /** Told each event as it is read. */
  take(event: CalendarEvent): void;
}

interface Reading {
  file: CalendarFile;
  around: Surroundings & { fallback: string };
  described: ReadonlyMap<string, string>;
  /** Names of the parts that are open, the outermost first. */
  open: string[];
  /** The properties of the event that is open. */
  event: Property[] | undefined;
  calendars: number;
  events: number;
  others: number;
}

const LINES_AT_ONCE = 500;
const DEEPEST = 20;
const MOST_PROPERTIES = 10_000;
/** Lines that may be long without loss: files in them, and texts that are cut anyway. */
const MAY_BE_LONG = /^(?:ATTACH|DESCRIPTION|X-ALT-DESC|X-MS|IMAGE|PHOTO)/i;
/** Answers to an invitation hold a part of the event only. */
const ANSWERS = new Set(["REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"]);

/** Reads the events of one calendar file: whether it holds a calendar at all, and whether that comes to its end. */
export async function readCalendar(file: CalendarFile): Promise<{ isCalendar: boolean; isWhole: boolean }> {
  const reading = startReading(file);
  let count = 0;
  for (const line of linesOf(file.bytes)) {
    count += 1;
    if (count % LINES_AT_ONCE === 0 || line.number === 0) {
      file.signal.throwIfAborted();
      await nextTurn();
    }
    if (line.text.trim() !== "") readLine(reading, line);
  }
  const isWhole = reading.event === undefined && reading.open.length === 0;
  endEvent(reading);
  if (reading.others > 0 && reading.events === 0) remark(file.remarks, "it holds tasks or notes and no events, so nothing was read");
  return { isCalendar: reading.calendars + reading.events > 0, isWhole };
}

function startReading(file: CalendarFile): Reading {
  const described = describedZones(file.bytes);
  const around = surroundings(file, described, file.zones.timezone);
  return { file, around, described, open: [], event: undefined, calendars: 0, events: 0, others: 0 };
}

function surroundings(file: CalendarFile, described: ReadonlyMap<string, string>, fallback: string): Reading["around"] {
  const tell = (what: string): void => remark(file.remarks, what);
  const name = file.remarks.path.replace(/^.*\//, "").replace(/\.[^.]+$/, "");
  const findZone = zoneFinder(file.zones, described, fallback, tell);
  return { calendar: name, method: "", example: undefined, findZone, remark: tell, fallback };
}

function readLine(reading: Reading, line: Line): void {
  const { remarks } = reading.file;
  const [, edge, name] = /^(BEGIN|END):\s*([\w-]{1,40})\s*$/i.exec(line.text) ?? [];
  if (edge !== undefined && name !== undefined) {
    if (edge.toUpperCase() === "BEGIN") begin(reading, name.toUpperCase());
    else end(reading, name.toUpperCase());
    return;
  }
  const top = reading.open.at(-1);
  const isRead = (reading.event !== undefined && top === "VEVENT") || top === "VCALENDAR";
  if (!isRead) return;
  if (line.isForeign) remark(remarks, "it is not written in UTF-8 and was read as Windows-1252");
  if (line.isCut && !MAY_BE_LONG.test(line.text)) remark(remarks, `line ${line.number} is longer than 64 KiB and was read in part`);
  const property = parseProperty(line.text);
  if (!property) remark(remarks, "there are lines that are no property");
  else if (top === "VCALENDAR") readCalendarProperty(reading, property);
  else if ((reading.event?.length ?? 0) < MOST_PROPERTIES) reading.event?.push(property);
  else remark(remarks, "an event has more than 10,000 properties, of which the first were read");
}

function begin(reading: Reading, name: string): void {
  if (name === "VEVENT" && reading.event) {
    remark(reading.file.remarks, "an event has no end");
    endEvent(reading);
    reading.open.splice(reading.open.lastIndexOf("VEVENT"));
  }
  if (name === "VCALENDAR") {
    reading.calendars += 1;
    reading.around = surroundings(reading.file, reading.described, reading.file.zones.timezone);
  }
  if (name === "VTODO" || name === "VJOURNAL") reading.others += 1;
  const isDeep = reading.open.length >= DEEPEST;
  if (isDeep) remark(reading.file.remarks, `its parts lie in one another more than ${DEEPEST} deep`);
  if (!isDeep || name === "VEVENT") reading.open.push(name);
  if (name === "VEVENT") reading.event = [];
}

function end(reading: Reading, name: string): void {
  const opened = reading.open.lastIndexOf(name);
  if (opened < 0) remark(reading.file.remarks, `there is an END:${name} without its BEGIN`);
  else reading.open.splice(opened);
  if (reading.event && !reading.open.includes("VEVENT")) {
    if (name !== "VEVENT") remark(reading.file.remarks, "an event has no end");
    endEvent(reading);
  }
}

function endEvent(reading: Reading): void {
  const { event, around, file } = reading;
  if (!event) return;
  reading.event = undefined;
  reading.events += 1;
  if (ANSWERS.has(around.method)) around.remark("it holds an answer to an invitation, which is no event");
  else {
    const read = toEvent(event, around);
    if (read) file.take(read);
  }
}

function readCalendarProperty(reading: Reading, { name, value }: Property): void {
  const { around, file } = reading;
  const text = unescapeText(value).trim();
  if (name === "METHOD") around.method = text.toUpperCase();
  if ((name === "X-WR-CALNAME" || name === "NAME") && text !== "") around.calendar = text.slice(0, 100);
  if (name === "X-WR-TIMEZONE" && text !== "") {
    const { written } = zoneFinder(file.zones, reading.described, around.fallback, around.remark)(text);
    around.findZone = zoneFinder(file.zones, reading.described, written ?? around.fallback, around.remark);
  }
  if (name === "X-CHIEF-EXAMPLE-ANCHOR") {
    around.example = daysBetween(text, file.today);
    if (around.example === undefined) around.remark(`${name} ${JSON.stringify(text.slice(0, 40))} is no date such as 2026-11-20`);
  }
}

function daysBetween(from: string, to: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(from)) return undefined;
  try {
    return Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
  } catch {
    return undefined; // a day that there is not
  }
}
