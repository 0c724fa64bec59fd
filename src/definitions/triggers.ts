import type { Schedule, Trigger } from "../core/trigger.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { nameOfPath, showValue } from "../lib/schema-check.ts";
import { listOf } from "../lib/text.ts";
import { findNearestTimezone, isTimezone } from "../lib/timezone.ts";
import type { Path, YamlText } from "../lib/yaml-text.ts";
import { readEvents, type EventChecks, type PlacedEvent } from "./event-triggers.ts";
import { jitterProblem } from "./jitter-check.ts";
import { millisecondsOf } from "./milliseconds.ts";
import { readTime, type ReadTime } from "./times.ts";
import { EVENT_OPTIONS, TIME_OPTIONS, TRIGGER_KEYS, type WrittenTriggers } from "./trigger-schema.ts";

/** What those who compute the times say about a schedule. */
export interface TriggerChecks extends EventChecks {
  /** What is wrong with it, in words; undefined where nothing is. */
  checkTrigger: (trigger: Schedule) => string | undefined;
  /** What its writer may not have meant, in words. */
  warnTrigger?: (trigger: Schedule) => readonly string[];
  /** Its first time later than an instant; undefined once nothing is due any more. Only asked for sound ones. */
  nextTime: (trigger: Schedule, after: string) => string | undefined;
}

export interface ReadTriggers {
  triggers: Trigger[];
  /** Those of them that are events. */
  events: readonly PlacedEvent[];
  /** The zone of the first group that names one, else the workspace's. */
  timezone: string;
  /** Whether briefings go back to before days off, where a group says so; undefined where none does. */
  rollUp: boolean | undefined;
  problems: Problem[];
  warnings: Problem[];
}

/** What the groups of one definition are read with. */
export interface TriggerPlace {
  yaml: YamlText;
  /** The id of the definition's automation. */
  automation: string;
  workspaceTimezone: string;
  checks: TriggerChecks;
}

interface Group {
  written: WrittenTriggers;
  path: Path;
}

interface Wish {
  group: Group;
  text: string;
  path: Path;
  reading: ReadTime;
}

/** The triggers of a definition, group by group: times in the order of TRIGGER_KEYS, then events; and all that is wrong with them. */
export async function readTriggers(
  on: WrittenTriggers | readonly WrittenTriggers[] | undefined,
  place: TriggerPlace,
): Promise<ReadTriggers> {
  const groups = groupsOf(on);
  const read = await Promise.all(groups.map((group) => readGroup(group, place)));
  const calendars = groups.flatMap(({ written }) => (written.workCalendar === undefined ? [] : [[written.workCalendar].flat()]));
  return {
    triggers: read.flatMap(({ triggers }) => triggers),
    events: read.flatMap(({ events }) => events),
    timezone: groups.find(({ written }) => written.timezone !== undefined)?.written.timezone ?? place.workspaceTimezone,
    rollUp: calendars.length === 0 ? undefined : calendars.some((calendar) => calendar.includes("roll_up")),
    problems: read.flatMap(({ problems }) => problems),
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

function groupsOf(on: WrittenTriggers | readonly WrittenTriggers[] | undefined): Group[] {
  if (on === undefined) return [];
  return isList(on) ? on.map((written, index) => ({ written, path: ["on", index] })) : [{ written: on, path: ["on"] }];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

async function readGroup(group: Group, place: TriggerPlace): Promise<Omit<ReadTriggers, "timezone" | "rollUp">> {
  const { yaml, automation, checks, workspaceTimezone } = place;
  const wishes = wishesOf(group, workspaceTimezone);
  const { events, problems } = await readEvents(group.written, group.path, { ...checks, yaml, automation });
  const schedules = wishes.flatMap(({ reading }) => (reading.ok ? [reading.schedule] : []));
  return {
    triggers: [...schedules, ...events.map(({ trigger }) => trigger)],
    events,
    problems: [
      ...zoneProblems(group, yaml),
      ...strayProblems(group, yaml, checks.eventSources.ids),
      ...wishes.flatMap((wish) => faultsOf(wish, yaml, checks)),
      ...problems,
    ],
    warnings: wishes.flatMap((wish) => doubtsOf(wish, yaml, checks)),
  };
}

/** A zone that does not exist must not hide what is wrong with the times beside it. */
function wishesOf(group: Group, workspaceTimezone: string): Wish[] {
  const { written, path } = group;
  const timezone = written.timezone !== undefined && isTimezone(written.timezone) ? written.timezone : workspaceTimezone;
  return TRIGGER_KEYS.flatMap((key) => {
    const texts = written[key] ?? [];
    const places = isList(texts)
      ? texts.map((text, index) => ({ text, path: [...path, key, index] }))
      : [{ text: texts, path: [...path, key] }];
    return places.map((place) => ({ group, ...place, reading: withOptions(readTime(key, place.text, timezone), written) }));
  });
}

function withOptions(reading: ReadTime, { jitter, workCalendar = [] }: WrittenTriggers): ReadTime {
  if (!reading.ok) return reading;
  const options = {
    ...(jitter !== undefined && { jitterMs: millisecondsOf(jitter) }),
    ...([workCalendar].flat().includes("workdays_only") && { workdaysOnly: true }),
  };
  return { ok: true, schedule: { ...reading.schedule, ...options } };
}

/** A group without triggers, and what speaks of times or events where there are none. */
function strayProblems({ written, path }: Group, yaml: YamlText, sources: readonly string[]): Problem[] {
  const hasTimes = TRIGGER_KEYS.some((key) => Object.hasOwn(written, key));
  const hasEvents = sources.some((id) => Object.hasOwn(written, id));
  if (!hasTimes && !hasEvents) {
    const message = `expected on to have ${listOf([...TRIGGER_KEYS, ...sources]).replace(/ and (\S+)$/, " or $1")}, got none`;
    const hint = 'Add a line such as schedule: "0 9 * * 1-5", or remove on to start it by hand only.';
    return [problemAt(yaml.file, yaml.positionOf(path), message, hint)];
  }
  const strays = [...(hasTimes ? [] : TIME_OPTIONS), ...(hasEvents ? [] : EVENT_OPTIONS)].filter((key) => Object.hasOwn(written, key));
  const wanted = hasTimes ? `an event (${listOf(sources)})` : `a time (${listOf(TRIGGER_KEYS)})`;
  return strays.map((key) => {
    const message = `expected on.${key} to stand beside ${wanted}, got none`;
    return problemAt(yaml.file, yaml.positionOfKey([...path, key]), message, "Remove it, or move it to the group that it belongs to.");
  });
}

function zoneProblems({ written: { timezone }, path }: Group, yaml: YamlText): Problem[] {
  if (timezone === undefined || isTimezone(timezone)) return [];
  const nearest = findNearestTimezone(timezone);
  const hint = nearest ? `Did you mean ${nearest}?` : "Write it as continent and city, such as America/Los_Angeles.";
  const message = `expected on.timezone to be an IANA zone, got ${showValue(timezone)}`;
  return [problemAt(yaml.file, yaml.positionOf([...path, "timezone"]), message, hint)];
}

function faultsOf({ path, text, reading, group }: Wish, yaml: YamlText, { checkTrigger, nextTime }: TriggerChecks): Problem[] {
  const at = yaml.positionOf(path);
  if (!reading.ok) {
    const name = nameOfPath(path.filter((step) => typeof step === "string"));
    return [problemAt(yaml.file, at, `expected ${name} to be ${reading.expected}, got ${showValue(text)}`, reading.hint)];
  }
  const fault = checkTrigger(reading.schedule);
  if (fault !== undefined) return [problemAt(yaml.file, at, fault)];
  const jitter = jitterProblem(reading.schedule, nextTime);
  return jitter === undefined ? [] : [problemAt(yaml.file, yaml.positionOf([...group.path, "jitter"]), jitter)];
}

function doubtsOf({ path, reading }: Wish, yaml: YamlText, { checkTrigger, warnTrigger }: TriggerChecks): Problem[] {
  if (!reading.ok || checkTrigger(reading.schedule) !== undefined) return [];
  return (warnTrigger?.(reading.schedule) ?? []).map((doubt) => problemAt(yaml.file, yaml.positionOf(path), doubt));
}
