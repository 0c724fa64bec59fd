import { Temporal } from "temporal-polyfill";
import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { isWorkday, plainDateOf } from "../../core/work-calendar.ts";
import { meetingsOn } from "../briefing/agenda.ts";
import { activityIn, DEEDS, type Activity, type Deed } from "../digest/activity.ts";
import { numberOf } from "../digest/words.ts";
import { capitalised, joined } from "../facts.ts";
import { openTasks, STATUS_WORDS, type OpenTask } from "../rules/tasks/task.ts";
import { more } from "../summary/counted.ts";
import { telling } from "../summary/git-subjects.ts";
import { findingsAbout, finishReport, lineOf } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/** Nobody looks farther back in a standup, however long the holidays were. */
const FARTHEST_DAYS = 14;
const MOST_TITLES = 2;
/** How deeds are counted: of what, and what became of it. */
const COUNTED: Readonly<Record<Deed, readonly [unit: string, word: string]>> = {
  merged: ["change", "merged"],
  opened: ["pull request", "opened"],
  reviewed: ["review", "given"],
  committed: ["commit", "made"],
};

/** A draft of what was done since the last working day began, by person, with what moved, what was met on, and what comes today. */
export const standup: Report = (input) => {
  const today = plainDateOf(input.asOf, input.calendar.timezone);
  const dates = datesSince(lastWorkday(today, input), today);
  const from = Temporal.PlainDate.from(dates[0] ?? today)
    .toZonedDateTime(input.calendar.timezone)
    .toInstant()
    .toString({ fractionalSecondDigits: 3 });
  const activity = activityIn(input.items, input.people, { from, to: input.asOf });
  return (room) =>
    finishReport(
      {
        headline: headlineOf(activity),
        sections: [
          { id: "changed", title: "Since the last working day", style: "list", bullets: activityLines(activity, room.today) },
          { id: "changed", title: "Moved", style: "list", bullets: movedLines(from, room.names, input) },
          { id: "changed", title: "Met on", style: "line", bullets: metLines(dates, room.names, input) },
          { id: "today", title: "Today", style: "list", bullets: todayLines(today, room.names, input) },
          { id: "open", title: "Blocked", style: "list", bullets: blockedLines(room.names, input) },
        ],
      },
      input,
      room,
    );
};

function lastWorkday(today: string, { calendar, people }: ReportInput): string {
  const absences = people.all.find(({ key }) => key === "me")?.absences;
  const before = (days: number): string => Temporal.PlainDate.from(today).subtract({ days }).toString();
  const days = Array.from({ length: FARTHEST_DAYS }, (_, index) => before(index + 1));
  return days.find((date) => isWorkday(calendar, date, absences)) ?? before(1);
}

function datesSince(first: string, last: string): string[] {
  const start = Temporal.PlainDate.from(first);
  return Array.from({ length: start.until(last, { largestUnit: "days" }).days + 1 }, (_, days) => start.add({ days }).toString());
}

function headlineOf(activity: readonly Activity[]): Prose {
  const seen = DEEDS.flatMap((deed): Prose[] => {
    const items = activity.flatMap(({ deeds }) => deeds[deed]);
    const [unit, word] = COUNTED[deed];
    return items.length === 0 ? [] : [prose`${numberOf([...new Set(items)], unit)} ${word}`];
  });
  return seen.length === 0 ? prose`A draft for you to edit: no activity was seen` : prose`A draft for you to edit: ${joined(seen, ", ")}`;
}

/** What each person was seen to do; who is not named may well have worked where nobody looked. */
function activityLines(activity: readonly Activity[], most: number): Bullet[] {
  const told = activity.slice(0, most).map(({ name, deeds }) => {
    const parts = DEEDS.flatMap((deed) => (deeds[deed].length === 0 ? [] : [deedOf(deed, deeds[deed])]));
    return lineOf(prose`${{ kind: "fact", fact: name, form: "text", strong: true }}: ${joined(parts, "; ")}.`);
  });
  const rest = activity.slice(most).flatMap(({ deeds }) => DEEDS.flatMap((deed) => deeds[deed]));
  const others = rest.length === 0 ? [] : [lineOf(prose`Others: ${numberOf([...new Set(rest)], "thing")} done.`)];
  const note: Bullet = {
    ...lineOf(prose`Of anybody else no activity was seen, which does not mean that they did nothing.`),
    cites: told[0]?.cites.slice(0, 1) ?? [],
  };
  return told.length === 0 ? [] : [...told, ...others, note];
}

function deedOf(deed: Deed, items: readonly Item[]): Prose {
  if (deed === "committed") return prose`${numberOf(items, "commit")} elsewhere`;
  const told = telling(items, MOST_TITLES);
  const titles = told.map((item): Prose => [fact(item, "title")]);
  return prose`${deed} ${joined([...titles, ...more(items.filter((item) => !told.includes(item)))], ", ")}`;
}

/** Tasks that were finished, or whose state, owner or date is another one than before. */
function movedLines(from: string, most: number, { items, changes, asOf }: ReportInput): Bullet[] {
  const moved = new Set(changes.filter(({ at }) => at >= from && at <= asOf).map(({ item }) => item));
  const isDone = ({ fields, updatedAt }: Item): boolean => fields["status"] === "done" && updatedAt >= from && updatedAt <= asOf;
  const tasks = items.filter((item) => item.kind === "task" && (moved.has(item.id) || isDone(item)));
  const told = tasks.slice(0, most).map((item) => lineOf(prose`${fact(item, "title")}: ${statusOf(item)}.`));
  return [...told, ...more(tasks.slice(most)).map((text) => lineOf(prose`${text}.`))];
}

function statusOf({ fields: { status } }: Item): string {
  const open = Object.entries(STATUS_WORDS).find(([known]) => known === status)?.[1];
  return open ?? (status === "cancelled" ? "cancelled" : "done");
}

function metLines(dates: readonly string[], most: number, { items, people, calendar, asOf }: ReportInput): Bullet[] {
  const met = dates.flatMap((date) => meetingsOn({ date, timezone: calendar.timezone, people }, items)).filter(({ end }) => end <= asOf);
  const titles = met.slice(0, most).map(({ item }): Prose => [fact(item, "title")]);
  const rest = more(met.slice(most).map(({ item }) => item));
  return met.length === 0 ? [] : [lineOf(prose`${joined([...titles, ...rest], ", ")}.`)];
}

function todayLines(today: string, most: number, input: ReportInput): Bullet[] {
  return taskLines(
    ownTasks(input).filter(({ due, isBlocked }) => due !== undefined && due <= today && !isBlocked),
    most,
    input,
  );
}

function blockedLines(most: number, input: ReportInput): Bullet[] {
  return taskLines(
    ownTasks(input).filter(({ isBlocked }) => isBlocked),
    most,
    input,
  );
}

function taskLines(tasks: readonly OpenTask[], most: number, input: ReportInput): Bullet[] {
  const today = plainDateOf(input.asOf, input.calendar.timezone);
  const told = tasks.slice(0, most).map(({ item, due, status }) => {
    const by = due === undefined ? [] : prose`${due < today ? "late since" : "due"} ${fact(item, "fields.due", "date")}, `;
    return lineOf(prose`${fact(item, "title")}: ${by}${STATUS_WORDS[status]}.`, findingsAbout(item.id, input));
  });
  return [...told, ...more(tasks.slice(most).map(({ item }) => item)).map((text) => lineOf(capitalised(prose`${text}.`)))];
}

function ownTasks({ items, people }: ReportInput): OpenTask[] {
  return openTasks(items, people).filter(({ owner }) => owner === "you");
}
