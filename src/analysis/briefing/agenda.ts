import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { instancesIn, type Instance } from "../../core/kinds/instance.ts";
import type { People } from "../../core/person.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../core/prose.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { joined } from "../facts.ts";
import { isMe } from "../people.ts";
import { takesDays } from "../rules/calendar/instances.ts";
import { membersOf, type Group } from "../select.ts";
import { AGENDA_WORDS } from "./agenda-words.ts";

/** No zone's day begins or ends farther from midnight in UTC: a cheap look spares thousands of exact ones. */
const NEAR_MS = 48 * 60 * 60 * 1000;

/** Whose day it is, and in which zone. */
export interface Day {
  /** A plain date. */
  date: string;
  timezone: string;
  people: People;
}

/** The meetings of a day that take its owner's time, the earliest first; one that two calendars hold counts once. */
export function meetingsOn({ date, timezone, people }: Day, items: readonly Item[]): Instance[] {
  const near = items.filter((item) => Math.abs(Date.parse(item.ts) - Date.parse(date)) < NEAR_MS);
  const held = instancesIn(near).filter((instance) => takesTime(instance, people) && plainDateOf(instance.start, timezone) === date);
  const single = new Map(held.map((instance) => [`${instance.start} ${instance.item.title.toLowerCase()}`, instance]));
  return [...single.values()].toSorted((a, b) => a.start.localeCompare(b.start) || a.item.id.localeCompare(b.item.id));
}

/** Whether a meeting is held, and its owner is in it. */
export function takesTime(instance: Instance, people: People): boolean {
  const { status, showAs, item } = instance;
  const isDeclined = item.actors.some((actor) => actor.response === "declined" && isMe(people, actor));
  return !takesDays(instance) && status !== "cancelled" && showAs === "busy" && !isDeclined;
}

/**
 * The meetings by time and name, with what small flags say of each: `10:00 Acme demo, 13:00 1:1 Lee. 16:00 Launch sync (no agenda).`
 * One with a flag is a line of its own, so that it can be answered; beyond `most`, and `most` with flags, they are counted.
 */
export function agendaBullets(meetings: readonly Instance[], flagged: readonly Group[], most: number): Bullet[] {
  const groups = Map.groupBy(flagged, ({ lead }) => lead.finding.primary);
  // However full the day is, it is told in so many lines.
  const apart = new Set(meetings.filter(({ item }) => groups.has(item.id)).slice(0, most));
  const told = meetings.filter((meeting, index) => index < most || apart.has(meeting));
  const rest = meetings.filter((meeting) => !told.includes(meeting));
  const lines = runsOf(told, (meeting) => groups.has(meeting.item.id)).map((run) => lineOf(run, groups));
  return rest.length === 0 ? lines : [...lines, restOf(rest, groups)];
}

/** Neighbours without a flag stand together. */
function runsOf(meetings: readonly Instance[], isApart: (meeting: Instance) => boolean): Instance[][] {
  const runs: Instance[][] = [];
  for (const meeting of meetings) {
    const before = runs.at(-1);
    const follows = before?.[0] !== undefined && !isApart(before[0]) && !isApart(meeting);
    if (follows) before.push(meeting);
    else runs.push([meeting]);
  }
  return runs;
}

function lineOf(run: readonly Instance[], groups: ReadonlyMap<string, readonly Group[]>): Bullet {
  const judged = run.flatMap(({ item }) => groups.get(item.id) ?? []).flatMap(membersOf);
  const words = [...new Set(judged.flatMap(({ finding }) => AGENDA_WORDS[finding.rule] ?? []))];
  const note = words.length === 0 ? "" : ` (${words.join(", ")})`;
  return {
    kind: "fact",
    text: prose`${joined(run.map(entryOf), ", ")}${note}.`,
    cites: run.map(({ item }) => item.id),
    flags: judged.map((each) => each.finding.key),
  };
}

/** `10:00 Acme demo`. */
export function entryOf({ item }: Instance): Prose {
  return prose`${fact(item, "fields.start", "time")} ${fact(item, "title")}`;
}

function restOf(meetings: readonly Instance[], groups: ReadonlyMap<string, readonly Group[]>): Bullet {
  const count = (counted: readonly Instance[], unit: string): Span =>
    derived(
      counted.length,
      unit,
      counted.map(({ item }) => getFact(item, "title")),
    );
  const flagged = meetings.filter(({ item }) => groups.has(item.id));
  const note = flagged.length === 0 ? [] : prose`, ${count(flagged, "")} of them with a flag`;
  const judged = flagged.flatMap(({ item }) => groups.get(item.id) ?? []).flatMap(membersOf);
  return {
    kind: "fact",
    text: prose`${count(meetings, "more meeting")}${note}.`,
    cites: [...flagged, ...meetings].slice(0, 1).map(({ item }) => item.id),
    flags: judged.map((each) => each.finding.key),
  };
}
