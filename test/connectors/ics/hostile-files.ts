import { calendar, event } from "./workspace.ts";

/** What becomes of a file: its events are read, with or without a note that names it, or it is a failure. */
export type Verdict = "read" | "noted" | "failed";

/** A broken or malicious file. Its uid is its name, and its sound part takes place on 20 November. */
export interface HostileFile {
  name: string;
  content: string | Uint8Array;
  verdict: Verdict;
  /** Dates of it that are told. */
  dates: number;
}

const START = "DTSTART:20261120T090000Z";

function file(name: string, verdict: Verdict, dates: number, content: string | Uint8Array): HostileFile {
  return { name: `${name}.ics`, content, verdict, dates };
}

/** A calendar with one event of these lines. */
function lines(name: string, verdict: Verdict, dates: number, ...more: readonly string[]): HostileFile {
  return file(name, verdict, dates, calendar(event(`UID:${name}`, ...more)));
}

/** Bytes of a calendar whose summary holds these. */
function summary(name: string, verdict: Verdict, bytes: readonly number[]): HostileFile {
  const [head = "", tail = ""] = calendar(event(`UID:${name}`, START, "SUMMARY:%")).split("%");
  return file(name, verdict, 1, Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]));
}

const SOUND = (name: string): string => calendar(event(`UID:${name}`, START, "SUMMARY:Sound"));
const UTF16BE = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le").swap16();
const LETTER_CUT = Buffer.from(calendar(event("UID:letter-cut", START, "SUMMARY:caf\u00e9 am Markt")))
  .toString("latin1")
  .replace("\u00c3\u00a9", "\u00c3\r\n \u00a9");
const RDATES = Array.from({ length: 1_000_000 }, (_, index) =>
  new Date(Date.UTC(2000, 0, 1) + index * 3_600_000).toISOString().replace(/[-:]|\.\d+/g, ""),
);

/** Every one of them is to be told in some way; none may crash, hang or vanish. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  // What is no calendar.
  file("empty", "failed", 0, ""),
  file("blank", "failed", 0, "\r\n\r\n  \r\n"),
  file("text", "failed", 0, "Dear Sam,\nsee you on Friday.\n"),
  file("html", "failed", 0, "<!doctype html><html><body>Sign in</body></html>"),
  file("json", "failed", 0, '{"events":[]}'),
  file("binary", "failed", 0, Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 7) % 256))),
  file("zip", "failed", 0, Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0])),
  file("utf-16-without-mark", "failed", 0, Buffer.from(SOUND("utf-16-without-mark"), "utf16le")),
  file("ends-only", "failed", 0, "END:VCALENDAR\r\nEND:VEVENT\r\n"),
  // Encodings.
  file("utf-8-mark", "read", 1, `\ufeff${SOUND("utf-8-mark")}`),
  file("utf-16-le", "read", 1, Buffer.from(`\ufeff${SOUND("utf-16-le")}`, "utf16le")),
  file("utf-16-be", "read", 1, UTF16BE(SOUND("utf-16-be"))),
  file("letter-cut", "read", 1, Buffer.from(LETTER_CUT, "latin1")),
  file("returns", "read", 1, SOUND("returns").replaceAll("\r\n", "\r")),
  file("newlines", "read", 1, SOUND("newlines").replaceAll("\r\n", "\n")),
  summary("latin-1", "noted", [0x63, 0x61, 0x66, 0xe9]),
  summary("broken-utf-8", "noted", [0xf0, 0x9f, 0x98]),
  summary("overlong-utf-8", "noted", [0xc0, 0xaf]),
  summary("lone-surrogate", "noted", [0xed, 0xa0, 0x80]),
  summary("control", "read", [0x1b, 0x5b, 0x32, 0x4a, 7]),
  // Parts that are missing or too many.
  file("no-end-of-event", "noted", 1, SOUND("no-end-of-event").replace("END:VEVENT\r\n", "")),
  file("no-end-of-calendar", "failed", 1, SOUND("no-end-of-calendar").replace("END:VCALENDAR\r\n", "")),
  file("no-ends", "failed", 1, SOUND("no-ends").replaceAll(/END:.*\r\n/g, "")),
  file("no-calendar-around", "read", 1, event("UID:no-calendar-around", START)),
  file("cut-in-line", "failed", 1, SOUND("cut-in-line").slice(0, -38)),
  file("event-in-event", "noted", 2, calendar("BEGIN:VEVENT", "UID:event-in-event", START, event("UID:event-in-event-2", START))),
  file("two-calendars", "read", 2, SOUND("two-calendars") + SOUND("two-calendars-2")),
  file("calendar-in-calendar", "read", 1, `BEGIN:VCALENDAR\r\n${SOUND("calendar-in-calendar")}END:VCALENDAR\r\n`),
  file(
    "nested-deep",
    "noted",
    1,
    `${"BEGIN:VCALENDAR\r\n".repeat(5_000)}${event("UID:nested-deep", START)}\r\n${"END:VCALENDAR\r\n".repeat(5_000)}`,
  ),
  file("alarms-nested", "noted", 1, calendar(event("UID:alarms-nested", START, ...Array<string>(2_000).fill("BEGIN:VALARM")))),
  file("end-without-begin", "noted", 1, calendar("END:VTODO", event("UID:end-without-begin", START))),
  file("no-events", "noted", 0, calendar("BEGIN:VTODO", "UID:no-events", "SUMMARY:Buy milk", "END:VTODO")),
  file("answer", "noted", 0, calendar("METHOD:REPLY", event("UID:answer", START))),
  // Properties.
  lines("no-start", "noted", 0, "SUMMARY:When?"),
  lines("empty-start", "noted", 0, "DTSTART:", "SUMMARY:When?"),
  lines("start-in-words", "noted", 0, "DTSTART:next Friday"),
  lines("day-that-is-not", "noted", 0, "DTSTART;VALUE=DATE:20260230"),
  lines("hour-that-is-not", "noted", 0, "DTSTART:20261120T250000Z"),
  lines("year-1", "noted", 0, "DTSTART:00010101T000000Z", "RRULE:FREQ=DAILY"),
  lines("two-starts", "read", 1, START, "DTSTART:20261121T090000Z"),
  lines("end-before-start", "noted", 1, START, "DTEND:20261119T090000Z"),
  lines("end-is-no-date", "noted", 1, START, "DTEND:20261120T990000Z"),
  lines("end-in-year-9999", "noted", 1, START, "DTEND:99991231T235959Z"),
  lines("negative-length", "noted", 1, START, "DURATION:-PT1H"),
  lines("length-in-words", "noted", 1, START, "DURATION:one hour"),
  lines("length-without-end", "noted", 1, START, "DURATION:P999999D"),
  lines("end-of-other-kind", "read", 1, "DTSTART;VALUE=DATE:20261120", "DTEND:20261120T100000Z"),
  lines("no-colons", "noted", 1, START, "SUMMARY", "just words", ";;;"),
  lines("quotes-open", "noted", 1, START, 'ATTENDEE;CN="Ana:mailto:a@example.com'),
  lines("quotes-many", "noted", 1, START, `ATTENDEE${';CN="'.repeat(10_001)}:x`),
  lines("parameters-many", "read", 1, START, `SUMMARY${";X=a,b".repeat(5_000)}:x`),
  lines("name-long", "noted", 1, `X-${"N".repeat(100_000)}:x`, START),
  lines("prototype", "read", 1, START, "__proto__:x".replaceAll("_", "-").slice(2), "CONSTRUCTOR:x", "TOSTRING:x"),
  lines("sequence-in-words", "read", 1, START, "SEQUENCE:latest"),
  lines("people-many", "noted", 1, START, ...Array.from({ length: 2_000 }, (_, index) => `ATTENDEE:mailto:p${index}@example.com`)),
  lines("properties-many", "noted", 1, START, ...Array<string>(12_000).fill("COMMENT:x")),
  lines("no-uid", "read", 1, START),
  lines("description-huge", "read", 1, START, `DESCRIPTION:${"<p>&amp; ".repeat(200_000)}`),
  lines("description-tags-open", "read", 1, START, `DESCRIPTION:<p>${"<".repeat(60_000)}`),
  lines("description-links", "read", 1, START, `DESCRIPTION:${"https://".repeat(8_000)}`),
  lines("attachment-huge", "read", 1, START, `ATTACH;ENCODING=BASE64;VALUE=BINARY:${"A".repeat(2_000_000)}`),
  lines("line-huge", "noted", 1, START, `COMMENT:${"x".repeat(2_000_000)}`),
  lines("line-folded-often", "noted", 1, START, `COMMENT:x${"\r\n x".repeat(300_000)}`),
  lines("escapes", "read", 1, START, `SUMMARY:${"\\".repeat(30_001)}n`),
  // Zones.
  lines("zone-unknown", "noted", 1, "DTSTART;TZID=Mars/Olympus:20261120T090000"),
  lines("zone-of-letters", "noted", 1, "DTSTART;TZID=ART:20261120T090000"),
  lines("zone-of-quotes", "noted", 1, 'DTSTART;TZID="a;b:c":20261120T090000'),
  lines("zone-custom-alone", "noted", 1, "DTSTART;TZID=Customized Time Zone:20261120T090000"),
  file(
    "zone-mad",
    "noted",
    1,
    calendar(
      "BEGIN:VTIMEZONE",
      "TZID:Mad",
      "BEGIN:STANDARD",
      "DTSTART:x",
      "TZOFFSETTO:+9999",
      "RRULE:FREQ=SECONDLY",
      "END:STANDARD",
      "END:VTIMEZONE",
      event("UID:zone-mad", "DTSTART;TZID=Mad:20261120T090000"),
    ),
  ),
  file(
    "zone-without-end",
    "noted",
    1,
    calendar(...Array<string>(3_000).fill("BEGIN:VTIMEZONE\r\nTZID:Z"), "END:VTIMEZONE", event("UID:zone-without-end", START)),
  ),
  // Repetitions.
  lines("bomb-seconds", "noted", 1_000, START, "RRULE:FREQ=SECONDLY"),
  lines("bomb-minutes-of-years", "noted", 1_000, "DTSTART:19700101T000000Z", "RRULE:FREQ=MINUTELY"),
  lines("bomb-seconds-counted", "noted", 0, "DTSTART:19700101T000000Z", "RRULE:FREQ=SECONDLY;COUNT=2000000000"),
  lines(
    "bomb-lists",
    "noted",
    1,
    START,
    `RRULE:FREQ=DAILY;BYMINUTE=${Array.from({ length: 60 }, (_, index) => index).join()};BYSECOND=${Array.from({ length: 60 }, (_, index) => index).join()}`,
  ),
  lines("bomb-count", "noted", 0, "DTSTART:16000101T090000Z", "RRULE:FREQ=DAILY;COUNT=999999999"),
  lines("bomb-extra-dates", "noted", 1, START, `RDATE:${RDATES.join()}`),
  lines("bomb-extra-lines", "noted", 1, START, ...RDATES.slice(0, 20_000).map((date) => `RDATE:${date}`)),
  lines("bomb-exceptions", "noted", 17, "DTSTART:20261101T093000Z", "RRULE:FREQ=DAILY", `EXDATE:${RDATES.slice(0, 20_000).join()}`),
  lines("until-9999", "read", 17, "DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z"),
  lines("until-before-start", "read", 0, START, "RRULE:FREQ=DAILY;UNTIL=20200101T000000Z"),
  lines("until-in-words", "noted", 1, START, "RRULE:FREQ=DAILY;UNTIL=forever"),
  lines("rule-that-never-comes", "read", 1, START, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
  lines("rule-without-frequency", "noted", 1, START, "RRULE:BYDAY=MO"),
  lines("rule-in-words", "noted", 1, START, "RRULE:every Friday"),
  lines("rule-interval-0", "noted", 1, START, "RRULE:FREQ=DAILY;INTERVAL=0"),
  lines("rule-interval-huge", "read", 1, START, "RRULE:FREQ=DAILY;INTERVAL=99999999"),
  lines("rule-numbers", "read", 1, START, "RRULE:FREQ=MONTHLY;BYMONTHDAY=99,-99,abc"),
  lines("rule-empty", "read", 1, START, "RRULE:"),
  lines("instead-of-nothing", "noted", 1, START, "RECURRENCE-ID:whenever"),
];
