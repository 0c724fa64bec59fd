import { Temporal } from "temporal-polyfill";
import type { Trigger } from "../core/trigger.ts";
import { DURATION_PATTERN, parseDuration } from "../lib/duration.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { nameOfPath, showValue } from "../lib/schema-check.ts";
import { findNearestTimezone, isTimezone } from "../lib/timezone.ts";
import type { Path, YamlText } from "../lib/yaml-text.ts";
import { TRIGGER_KEYS, type WrittenTriggers } from "./schema.ts";

/** What those who compute the times say about a trigger, in words. */
export interface TriggerChecks {
  /** What is wrong with it; undefined where nothing is. */
  checkTrigger: (trigger: Trigger) => string | undefined;
  /** What its writer may not have meant. */
  warnTrigger?: (trigger: Trigger) => readonly string[];
}

export interface ReadTriggers {
  triggers: Trigger[];
  /** The zone of the first group that names one, else the workspace's. */
  timezone: string;
  problems: Problem[];
  warnings: Problem[];
}

interface Wish {
  key: (typeof TRIGGER_KEYS)[number];
  text: string;
  timezone: string;
  path: Path;
}

type Reading = { ok: true; trigger: Trigger } | { ok: false; expected: string; hint: string };

/** The triggers of a definition in the order of TRIGGER_KEYS, group by group, and all that is wrong with them. */
export function readTriggers(
  on: WrittenTriggers | readonly WrittenTriggers[] | undefined,
  { yaml, workspaceTimezone, checks }: { yaml: YamlText; workspaceTimezone: string; checks: TriggerChecks },
): ReadTriggers {
  const groups = groupsOf(on);
  const wishes = groups.flatMap(({ written, path }) => wishesOf(written, path, workspaceTimezone));
  const read = wishes.map((wish) => ({ wish, reading: readTrigger(wish) }));
  return {
    triggers: read.flatMap(({ reading }) => (reading.ok ? [reading.trigger] : [])),
    timezone: groups.find(({ written }) => written.timezone !== undefined)?.written.timezone ?? workspaceTimezone,
    problems: [
      ...groups.flatMap(({ written, path }) => zoneProblems(written, path, yaml)),
      ...groups.flatMap(({ written, path }) => emptyProblems(written, path, yaml)),
      ...read.flatMap(({ wish, reading }) => faultsOf(wish, reading, yaml, checks)),
    ],
    warnings: read.flatMap(({ wish, reading }) => doubtsOf(wish, reading, yaml, checks)),
  };
}

function groupsOf(on: WrittenTriggers | readonly WrittenTriggers[] | undefined): { written: WrittenTriggers; path: Path }[] {
  if (on === undefined) return [];
  return isList(on) ? on.map((written, index) => ({ written, path: ["on", index] })) : [{ written: on, path: ["on"] }];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** A zone that does not exist must not hide what is wrong with the times beside it. */
function wishesOf(written: WrittenTriggers, path: Path, workspaceTimezone: string): Wish[] {
  const timezone = written.timezone !== undefined && isTimezone(written.timezone) ? written.timezone : workspaceTimezone;
  return TRIGGER_KEYS.flatMap((key) => {
    const texts = written[key] ?? [];
    if (!isList(texts)) return [{ key, text: texts, timezone, path: [...path, key] }];
    return texts.map((text, index) => ({ key, text, timezone, path: [...path, key, index] }));
  });
}

function emptyProblems(written: WrittenTriggers, path: Path, yaml: YamlText): Problem[] {
  if (TRIGGER_KEYS.some((key) => written[key] !== undefined)) return [];
  const hint = 'Add a line such as schedule: "0 9 * * 1-5", or remove on to start it by hand only.';
  return [problemAt(yaml.file, yaml.positionOf(path), "expected on to have a schedule, every, at or rrule, got none", hint)];
}

function zoneProblems(written: WrittenTriggers, path: Path, yaml: YamlText): Problem[] {
  const { timezone } = written;
  if (timezone === undefined || isTimezone(timezone)) return [];
  const nearest = findNearestTimezone(timezone);
  const hint = nearest ? `Did you mean ${nearest}?` : "Write it as continent and city, such as America/Los_Angeles.";
  const message = `expected on.timezone to be an IANA zone, got ${showValue(timezone)}`;
  return [problemAt(yaml.file, yaml.positionOf([...path, "timezone"]), message, hint)];
}

function faultsOf(wish: Wish, reading: Reading, yaml: YamlText, { checkTrigger }: TriggerChecks): Problem[] {
  const at = yaml.positionOf(wish.path);
  const name = nameOfPath(wish.path.filter((step) => typeof step === "string"));
  if (!reading.ok) {
    const message = `expected ${name} to be ${reading.expected}, got ${showValue(wish.text)}`;
    return [problemAt(yaml.file, at, message, reading.hint)];
  }
  const fault = checkTrigger(reading.trigger);
  return fault === undefined ? [] : [problemAt(yaml.file, at, fault)];
}

function doubtsOf(wish: Wish, reading: Reading, yaml: YamlText, { checkTrigger, warnTrigger }: TriggerChecks): Problem[] {
  if (!reading.ok || checkTrigger(reading.trigger) !== undefined) return [];
  return (warnTrigger?.(reading.trigger) ?? []).map((doubt) => problemAt(yaml.file, yaml.positionOf(wish.path), doubt));
}

function readTrigger({ key, text, timezone }: Wish): Reading {
  switch (key) {
    case "schedule":
      return readCron(text.trim(), timezone);
    case "every":
      return readEvery(text);
    case "at":
      return readAt(text.trim(), timezone);
    case "rrule":
      return { ok: true, trigger: { kind: "rrule", rule: text.trim(), timezone } };
  }
}

function readCron(text: string, timezone: string): Reading {
  if (DURATION_PATTERN.test(text)) return refuseCron(`To run once in that time, write every: ${text}`);
  if (/^\d{4}-\d\d-\d\d/.test(text)) return refuseCron(`To run at one time, write at: ${text}`);
  if (/^(?:RRULE:)?FREQ=/i.test(text)) return refuseCron(`To run by a recurrence rule, write rrule: "${text}"`);
  const fields = text.split(/\s+/).length;
  if (fields !== 5 && !text.startsWith("@")) return refuseCron(`It has ${fields}; write minute, hour, day of the month, month, weekday.`);
  return { ok: true, trigger: { kind: "cron", expression: text, timezone } };
}

function refuseCron(hint: string): Reading {
  return { ok: false, expected: 'a cron expression of five fields such as "0 9 * * 1-5"', hint };
}

function readEvery(text: string): Reading {
  const everyMs = parseDuration(text) ?? 0;
  if (everyMs >= 60_000) return { ok: true, trigger: { kind: "every", everyMs } };
  return { ok: false, expected: "at least 1m", hint: "Shorter gaps than a minute are not supported." };
}

const AT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(Z|[+-]\d\d:\d\d)?$/;

/** A time without an offset is in `timezone`; one that daylight saving leaves out moves on to the next that exists. */
function readAt(text: string, timezone: string): Reading {
  const refused: Reading = {
    ok: false,
    expected: "a date and time that exist, such as 2026-12-01T09:00",
    hint: "Write year-month-day, T, hours:minutes.",
  };
  const match = AT.exec(text);
  if (!match) return refused;
  try {
    const instant =
      match[1] === undefined ? Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).toInstant() : Temporal.Instant.from(text);
    return { ok: true, trigger: { kind: "at", at: new Date(instant.epochMilliseconds).toISOString() } };
  } catch {
    return refused;
  }
}
