import type { Property } from "./property.ts";
import { instantAt, type Wall } from "../calendar/wall.ts";

/** A date or a time as a calendar writes it. */
export interface Moment {
  wall: Wall;
  /** A whole day: its zone is the reader's. */
  isDate: boolean;
  /** The zone in which it is read. */
  zone: string;
  /** The zone in which it is written; null for UTC, for days, and for times without a zone. */
  written: string | null;
}

/** Turns a zone's name of a calendar into one that is known; undefined for none. */
export type ZoneFinder = (name: string | undefined) => { zone: string; written: string | null };

const MOMENT = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/i;
const DURATION = /^([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/i;
/** Library and calendars agree on dates from here. */
const FIRST_YEAR = 1000;

/** Reads `20261120`, `20261120T090000` or `20261120T090000Z`; undefined for a time that there is not. */
export function parseMoment({ value, parameters }: Property, findZone: ZoneFinder): Moment | undefined {
  const [whole, year, month, day, hour, minute, second, utc] = MOMENT.exec(value.trim()) ?? [];
  if (whole === undefined || Number(year) < FIRST_YEAR) return undefined;
  const [h, m, s] = [Number(hour ?? 0), Number(minute ?? 0), Math.min(Number(second ?? 0), 59)];
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), h, m, s);
  if (h > 23 || m > 59 || new Date(wall).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return undefined;
  if (hour === undefined) return { wall, isDate: true, zone: findZone(undefined).zone, written: null };
  if (utc !== undefined) return { wall, isDate: false, zone: "UTC", written: null };
  return { wall, isDate: false, ...findZone(parameters.get("TZID")) };
}

/** The instant of a moment, in milliseconds. */
export function instantOfMoment(moment: Moment): number {
  return instantAt(moment.wall, moment.zone);
}

/** `P1DT2H` in milliseconds, negative ones too; undefined for anything else. */
export function parseLength(text: string): number | undefined {
  const [whole, sign, ...amounts] = DURATION.exec(text.trim()) ?? [];
  if (whole === undefined || amounts.every((amount) => amount === undefined)) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = amounts.map((amount) => Number(amount ?? 0));
  return (sign === "-" ? -1_000 : 1_000) * ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds);
}
