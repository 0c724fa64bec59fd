import type { Fact, FieldValue } from "../core/item.ts";
import type { Derived, FactForm, Prose, Span } from "../core/prose.ts";
import { countOf, listOf } from "../lib/text.ts";
import { makeLink } from "./defang.ts";
import { guardText } from "./guard.ts";

/** Who reads: the zone that times are shown in, and the instant whose year goes without saying. */
export interface Reader {
  timezone: string;
  asOf: string;
}

/** A piece of a rendered line. `foreign` marks text that came from a source. */
export interface Segment {
  text: string;
  style: "plain" | "strong" | "cite";
  foreign?: true;
  /** What `text` says in the reader's zone, for channels that can show it in each reader's own. */
  when?: When;
  /** The web page that it leads to. */
  url?: string;
}

/** The web page that a fact leads to; undefined where it leads nowhere. */
export type FindPage = (fact: Fact) => string | undefined;

/** A UTC instant, and whether its day is shown or only its time. */
export interface When {
  instant: string;
  form: "instant" | "time";
}

/** Longest text of one fact, and of one span of ours, in characters. */
const LONGEST_FACT = 200;
const LONGEST_TEXT = 600;
/** Stands where a source's text has nothing that can be seen. */
export const EMPTY = "(empty)";

/** A sentence in the reader's zone and conventions, piece by piece; every piece is guarded, neighbours of one style are joined. */
export function segmentsOf(prose: Prose, reader: Reader, findPage: FindPage = () => undefined): Segment[] {
  return joinAlike(apart(prose.map((span) => segmentOf(span, reader, findPage))));
}

/** A space between pieces that would make a link together which each of them does not. */
function apart(segments: readonly Segment[]): Segment[] {
  let line = "";
  return segments.map((segment) => {
    const text = makeLink(line, segment.text) ? ` ${segment.text}` : segment.text;
    line += text;
    return { ...segment, text };
  });
}

/** A sentence as plain text. */
export function textOf(prose: Prose, reader: Reader): string {
  return segmentsOf(prose, reader)
    .map((segment) => segment.text)
    .join("");
}

/** A UTC instant as `Thu 19 Nov 09:00`, with the year where it is not this one; text that is no instant stays as it is. */
export function formatInstant(instant: string, reader: Reader): string {
  return Number.isNaN(Date.parse(instant)) ? instant : `${formatDay(instant, reader)} ${formatTime(instant, reader)}`;
}

/** The date on which an instant falls for the reader: `Thu 19 Nov`, with the year where asked, and where it is not this one. */
export function formatDay(instant: string, reader: Reader, withYear = false): string {
  const parts = partsOf(instant, reader.timezone);
  const day = `${parts.weekday} ${parts.day} ${parts.month}`;
  return !withYear && parts.year === yearOf(reader) ? day : `${day} ${parts.year}`;
}

/** Whether a span shows a date that needs its year. */
export function isOfAnotherYear(span: Span, reader: Reader): boolean {
  if (span.kind !== "fact" || (span.form !== "date" && span.form !== "instant") || typeof span.fact.value !== "string") return false;
  const instant = Date.parse(span.fact.value);
  const zone = span.form === "date" ? "UTC" : reader.timezone;
  return !Number.isNaN(instant) && partsOf(span.fact.value, zone).year !== yearOf(reader);
}

function yearOf({ asOf, timezone }: Reader): string {
  return partsOf(asOf, timezone).year;
}

function segmentOf(span: Span, reader: Reader, findPage: FindPage): Segment {
  if (span.kind === "text") return { text: guardText(span.text, LONGEST_TEXT), style: "plain" };
  if (span.kind === "strong") return { text: guardText(span.text, LONGEST_TEXT), style: "strong" };
  if (span.kind === "derived") return { text: formatDerived(span.derived), style: span.strong ? "strong" : "plain" };
  const text = guardText(formatFact(span.fact.value, span.form, reader), LONGEST_FACT).trim() || EMPTY;
  const when = whenOf(span.fact.value, span.form);
  const url = span.form === "text" ? findPage(span.fact) : undefined;
  const more = { ...(span.form === "text" && { foreign: true as const }), ...(when && { when }), ...(url !== undefined && { url }) };
  return { text, style: span.strong ? "strong" : "plain", ...more };
}

function whenOf(value: FieldValue, form: FactForm): When | undefined {
  if (form !== "instant" && form !== "time") return undefined;
  return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? { instant: value, form } : undefined;
}

function formatDerived({ value, unit }: Derived): string {
  return unit === "" ? value.toLocaleString("en-US") : guardText(countOf(value, unit), LONGEST_FACT);
}

function formatFact(value: FieldValue, form: FactForm, reader: Reader): string {
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return form === "count" ? value.toLocaleString("en-US") : String(value);
  if (typeof value !== "string") return listOf(value);
  if (form === "date") return formatDate(value, reader);
  if (form === "instant") return formatInstant(value, reader);
  if (form === "utc" && !Number.isNaN(Date.parse(value))) return `${new Date(value).toISOString().slice(11, 16)} UTC`;
  return form === "time" && !Number.isNaN(Date.parse(value)) ? formatTime(value, reader) : value;
}

/** A plain date belongs to no zone, so it is read and shown in one and the same; the reader's own day is `today`. */
function formatDate(date: string, reader: Reader): string {
  if (date === todayOf(reader)) return "today";
  const midnight = `${date}T00:00:00.000Z`;
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(midnight))) return date;
  const { weekday, day, month, year } = partsOf(midnight, "UTC");
  return year === yearOf(reader) ? `${weekday} ${day} ${month}` : `${weekday} ${day} ${month} ${year}`;
}

/** The reader's plain date; Canadian English happens to write it as ISO 8601 does. */
function todayOf({ asOf, timezone }: Reader): string {
  return plainDateFormat(timezone).format(new Date(asOf));
}

/** A UTC instant as the `09:00` of its day. */
export function formatTime(instant: string, reader: Reader): string {
  const { hour, minute } = partsOf(instant, reader.timezone);
  return `${hour}:${minute}`;
}

/** Making a format takes longer than a line does, and there are few zones. */
function formatsOf(make: (timezone: string) => Intl.DateTimeFormat): (timezone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (timezone) => {
    const format = made.get(timezone) ?? make(timezone);
    made.set(timezone, format);
    return format;
  };
}

const plainDateFormat = formatsOf((timeZone) => new Intl.DateTimeFormat("en-CA", { timeZone }));
const partsFormat = formatsOf(
  (timeZone) =>
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }),
);

function partsOf(instant: string, timezone: string) {
  const parts = new Map(
    partsFormat(timezone)
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
  return {
    weekday: part("weekday"),
    day: part("day"),
    month: part("month"),
    year: part("year"),
    hour: part("hour"),
    minute: part("minute"),
  };
}

/** Neighbours of one style, whoever wrote them, so that what is emphasised as one is one run. */
export function runsOf(line: readonly Segment[]): Segment[][] {
  const runs: Segment[][] = [];
  for (const segment of line) {
    const last = runs.at(-1);
    if (last?.[0]?.style === segment.style) last.push(segment);
    else runs.push([segment]);
  }
  return runs;
}

function joinAlike(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (last && last.style === segment.style && last.foreign === segment.foreign && [last, segment].every(isWords)) {
      joined[joined.length - 1] = { ...last, text: last.text + segment.text };
    } else if (segment.text !== "") joined.push(segment);
  }
  return joined;
}

/** Neither a time that is shown in each reader's zone nor a link. */
function isWords({ when, url }: Segment): boolean {
  return when === undefined && url === undefined;
}
