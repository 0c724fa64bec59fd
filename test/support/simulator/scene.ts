import { Temporal } from "temporal-polyfill";
import { isWorkday, type WorkCalendar } from "../../../src/core/work-calendar.ts";
import { instanceItem, mailItem, messageItem, replyItem, taskItem, type ChatWords, type MailWords, type Meeting } from "./items.ts";
import { jobItem, pullRequestItem, rolloutItem, type JobWords, type PullRequestWords, type RolloutWords } from "./code.ts";
import type { FieldValue, Item } from "../../../src/core/item.ts";

/** A morning somewhere: nine o'clock local time, when the briefing is made. */
export interface Scene {
  /** A plain date. */
  date: string;
  calendar: WorkCalendar;
  /** A UTC instant. */
  now: string;
  /** The instant at a local time of this day, or of one some days away. */
  at(time: string, days?: number): string;
  /** The plain date so many business days away, backwards where negative. */
  workday(count: number): string;
  /** The plain date so many days away. */
  day(count: number): string;
  /** The instant at a local time, so many business days away. */
  workdayAt(time: string, count: number): string;
  /** The instant so many minutes from now, backwards where negative. */
  minutes(count: number): string;
  /** A meeting of this day from one local time to another. */
  meeting(title: string, from: string, to: string, changes?: Meeting): Item;
  mail(subject: string, sentAt: string, words?: MailWords): Item;
  reply(to: Item, sentAt: string, words?: MailWords): Item;
  /** A message in a chat. */
  chat(text: string, sentAt: string, words?: ChatWords): Item;
  task(title: string, fields?: Readonly<Record<string, FieldValue>>, editedAt?: string): Item;
  /** A pull request that was opened on the afternoon of the business day before, unless told otherwise. */
  pull(title: string, words?: PullRequestWords): Item;
  /** A job of the default branch that ended at an instant. */
  job(endedAt: string, words?: JobWords): Item;
  rollout(title: string, beganAt: string, words?: RolloutWords): Item;
  /** Another morning. */
  on(date: string, timezone?: string): Scene;
}

const HOLIDAYS = ["2026-11-26", "2026-12-25", "2027-01-01"];

/** Nine in the morning of a plain date in a zone. */
export function sceneOf(date: string, timezone: string): Scene {
  const calendar: WorkCalendar = { timezone, workdays: [1, 2, 3, 4, 5], hours: { start: "09:00", end: "18:00" }, holidays: HOLIDAYS };
  const day = (count: number): string => Temporal.PlainDate.from(date).add({ days: count }).toString();
  const at = (time: string, days = 0): string => instantAt(day(days), time, timezone);
  const workday = (count: number): string => workdayFrom(calendar, date, count);
  const now = at("09:00");
  return {
    date,
    calendar,
    now,
    at,
    day,
    workday,
    workdayAt: (time, count) => instantAt(workday(count), time, timezone),
    minutes: (count) => new Date(Date.parse(now) + count * 60_000).toISOString(),
    meeting: (title, from, to, { days = 0, ...changes } = {}) =>
      instanceItem({ title, start: at(from, days), end: at(to, days), timezone, created: at("09:00", -20) }, changes),
    mail: (subject, sentAt, words = {}) => mailItem(subject, sentAt, words, timezone),
    reply: (to, sentAt, words = {}) => replyItem(to, sentAt, words, timezone),
    chat: (text, sentAt, words = {}) => messageItem(text, sentAt, words, timezone),
    task: (title, fields = {}, editedAt = at("08:00", -1)) => taskItem(title, fields, editedAt),
    pull: (title, words = {}) => pullRequestItem(title, words.openedAt ?? instantAt(workday(-1), "16:00", timezone), words),
    job: (endedAt, words = {}) => jobItem(endedAt, words),
    rollout: (title, beganAt, words = {}) => rolloutItem(title, beganAt, words),
    on: (other, zone = timezone) => sceneOf(other, zone),
  };
}

/** The scenes that every trial is played in: four continents, days around changes of the clocks, the eve of a holiday. */
export const SCENES: readonly Scene[] = [
  sceneOf("2026-11-19", "Europe/Berlin"),
  sceneOf("2026-03-12", "America/Los_Angeles"),
  sceneOf("2026-10-29", "Europe/Berlin"),
  sceneOf("2026-07-16", "Asia/Kathmandu"),
  sceneOf("2026-10-08", "Australia/Lord_Howe"),
  sceneOf("2026-11-25", "America/New_York"),
];

/** A plain date as people write it: `20 November`. */
export function dayInWords(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString("en-GB", { day: "numeric", month: "long" });
}

function instantAt(date: string, time: string, timezone: string): string {
  const zoned = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: timezone, plainTime: Temporal.PlainTime.from(time) });
  return new Date(zoned.epochMilliseconds).toISOString();
}

function workdayFrom(calendar: WorkCalendar, from: string, count: number): string {
  let date = Temporal.PlainDate.from(from);
  for (let left = Math.abs(count); left > 0;) {
    date = date.add({ days: Math.sign(count) });
    if (isWorkday(calendar, date.toString())) left -= 1;
  }
  return date.toString();
}
