import { Temporal } from "temporal-polyfill";
import type { Schedule } from "../core/trigger.ts";
import { DURATION_PATTERN, parseDuration } from "../lib/duration.ts";
import type { TRIGGER_KEYS } from "./trigger-schema.ts";

/** A schedule, or what should have stood there. */
export type ReadTime = { ok: true; schedule: Schedule } | { ok: false; expected: string; hint: string };

/** The schedule that a text means under its key; a text without a zone is in `timezone`. */
export function readTime(key: (typeof TRIGGER_KEYS)[number], text: string, timezone: string): ReadTime {
  switch (key) {
    case "schedule":
      return readCron(text.trim(), timezone);
    case "every":
      return readEvery(text);
    case "at":
      return readAt(text.trim(), timezone);
    case "rrule":
      return { ok: true, schedule: { kind: "rrule", rule: text.trim(), timezone } };
  }
}

function readCron(text: string, timezone: string): ReadTime {
  if (DURATION_PATTERN.test(text)) return refuseCron(`To run once in that time, write every: ${text}`);
  if (/^\d{4}-\d\d-\d\d/.test(text)) return refuseCron(`To run at one time, write at: ${text}`);
  if (/^(?:RRULE:)?FREQ=/i.test(text)) return refuseCron(`To run by a recurrence rule, write rrule: "${text}"`);
  const fields = text.split(/\s+/).length;
  if (fields !== 5 && !text.startsWith("@")) return refuseCron(`It has ${fields}; write minute, hour, day of the month, month, weekday.`);
  return { ok: true, schedule: { kind: "cron", expression: text, timezone } };
}

function refuseCron(hint: string): ReadTime {
  return { ok: false, expected: 'a cron expression of five fields such as "0 9 * * 1-5"', hint };
}

function readEvery(text: string): ReadTime {
  const everyMs = parseDuration(text) ?? 0;
  if (everyMs >= 60_000) return { ok: true, schedule: { kind: "every", everyMs } };
  return { ok: false, expected: "at least 1m", hint: "Shorter gaps than a minute are not supported." };
}

const AT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(Z|[+-]\d\d:\d\d)?$/;

/** A time without an offset is in `timezone`; one that daylight saving leaves out moves on to the next that exists. */
function readAt(text: string, timezone: string): ReadTime {
  const refused: ReadTime = {
    ok: false,
    expected: "a date and time that exist, such as 2026-12-01T09:00",
    hint: "Write year-month-day, T, hours:minutes.",
  };
  const match = AT.exec(text);
  if (!match) return refused;
  try {
    const instant =
      match[1] === undefined ? Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).toInstant() : Temporal.Instant.from(text);
    return { ok: true, schedule: { kind: "at", at: new Date(instant.epochMilliseconds).toISOString() } };
  } catch {
    return refused;
  }
}
