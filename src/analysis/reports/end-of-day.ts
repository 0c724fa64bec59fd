import { Temporal } from "temporal-polyfill";
import type { Bullet } from "../../core/briefing.ts";
import type { Fact, Item } from "../../core/item.ts";
import type { Instance } from "../../core/kinds/instance.ts";
import { mailIn } from "../../core/kinds/mail.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../core/prose.ts";
import { isWorkday, plainDateOf } from "../../core/work-calendar.ts";
import { entryOf, meetingsOn } from "../briefing/agenda.ts";
import { capitalised, joined } from "../facts.ts";
import { inboxOf, type Weighed } from "../inbox.ts";
import { read } from "../letters.ts";
import { isMe } from "../people.ts";
import { openTasks, STATUS_WORDS, type OpenTask } from "../rules/tasks/task.ts";
import { more } from "../summary/counted.ts";
import { NEEDS_YOU } from "../triage.ts";
import { findingsAbout, finishReport, lineOf } from "./finish.ts";
import { commitmentLine, commitmentsIn, factOf, isMine } from "./commitments.ts";
import { letterText } from "./inbox-triage.ts";
import type { Report, ReportInput } from "./report.ts";
import { ASKED } from "../language/reading.ts";

/** A vacation may be longer; nobody plans an evening that far ahead. */
const FARTHEST_DAYS = 14;
/** Lines whose evidence stands behind a count of them. */
const MOST_CITED = 3;

/** What was done today, what of today's is still open, and what the next working day begins with. */
export const endOfDay: Report = (input) => {
  const { asOf, calendar } = input;
  const today = plainDateOf(asOf, calendar.timezone);
  const next = nextWorkday(today, input);
  const done = doneOn(today, input);
  const open = openOn(today, input);
  const meetings = meetingsOn({ ...input, timezone: calendar.timezone, date: next }, input.items);
  const isTomorrow = Temporal.PlainDate.from(today).until(next, { largestUnit: "days" }).days === 1;
  const owed = dueLines(next, input);
  return (room) =>
    finishReport(
      {
        headline: headlineOf(done, open, meetings[0]),
        sections: [
          { id: "today", title: "Done today", style: "list", bullets: doneLines(done, room.names) },
          { id: "open", title: "Still open", style: "list", bullets: openLines(open, room.today) },
          {
            id: "changed",
            title: isTomorrow ? "Tomorrow" : "On the next working day",
            style: "list",
            bullets: [...meetingLines(meetings, input), ...owed.slice(0, room.today)],
          },
        ],
      },
      input,
      room,
    );
};

/** What became done on a day: tasks, letters that were answered, meetings that were held. */
interface Done {
  tasks: readonly Item[];
  answers: readonly Item[];
  meetings: readonly Instance[];
}

function doneOn(date: string, { items, asOf, calendar, people }: ReportInput): Done {
  const { timezone } = calendar;
  const isOfDay = (instant: string): boolean => instant <= asOf && plainDateOf(instant, timezone) === date;
  return {
    tasks: items.filter((item) => item.kind === "task" && item.fields["status"] === "done" && isOfDay(item.updatedAt)),
    answers: mailIn(items)
      .filter(({ inReplyTo, item }) => inReplyTo !== null && isOfDay(item.ts))
      .map(({ item }) => item)
      .filter((item) => item.actors.some((actor) => actor.role === "from" && isMe(people, actor))),
    meetings: meetingsOn({ date, timezone, people }, items).filter((meeting) => meeting.end <= asOf),
  };
}

function doneLines({ tasks, answers, meetings }: Done, most: number): Bullet[] {
  const held = meetings.map(({ item }) => item);
  const list = (label: string, items: readonly Item[], tell: (item: Item) => Prose): Bullet[] =>
    items.length === 0 ? [] : [lineOf(prose`${label}: ${joined([...items.slice(0, most).map(tell), ...more(items.slice(most))], "; ")}.`)];
  return [
    ...list("Done", tasks, (task) => [fact(task, "title")]),
    ...list("Answered", answers, (mail) => prose`${addressee(mail)}${fact(mail, "title")}`),
    ...list("Met", held, (item) => [fact(item, "title")]),
  ];
}

function addressee(mail: Item): Prose {
  const index = mail.actors.findIndex((actor) => actor.role === "to" && actor.name !== "");
  return index < 0 ? [] : prose`${fact(mail, `actors.${index}.name`)}, `;
}

/** Something of the day that is not done: its line, the day that it was for, and a fact to count it by. */
interface Open {
  date: string;
  counted: Fact;
  line: Bullet;
}

/**
 * What the day leaves open, today's before what is late: the reader's own tasks and nobody's, the reader's promises, and letters that want
 * something by today or came today and want something.
 */
function openOn(date: string, input: ReportInput): Open[] {
  const tasks = openTasks(input.items, input.people).flatMap((task): Open[] => {
    const isDue = task.due !== undefined && task.due <= date && isOwn(task);
    return isDue ? [{ date: task.due ?? date, counted: getFact(task.item, "title"), line: openLine(task, input) }] : [];
  });
  const promises = commitmentsIn(input).filter((each) => isMine(each) && each.kind === "promise" && each.date <= date);
  const promised = promises.map((each): Open => ({ date: each.date, counted: factOf(each), line: commitmentLine(each, input) }));
  const open = [...tasks, ...promised, ...lettersOpenOn(date, input)];
  // Those of one day stay in this order.
  return open.toSorted((a, b) => b.date.localeCompare(a.date));
}

function lettersOpenOn(date: string, input: ReportInput): Open[] {
  const dayOf = (at: string): string => (at.includes("T") ? plainDateOf(at, input.calendar.timezone) : at);
  const isOfDay = ({ mail }: Weighed): boolean =>
    dayOf(mail.item.ts) === date ||
    read(mail, input).some(({ request, when }) => request >= ASKED && when !== undefined && dayOf(when.at) === date);
  const needed = inboxOf(input).filter((each) => each.score >= NEEDS_YOU && isOfDay(each));
  return needed.map((each) => ({
    date,
    counted: getFact(each.mail.item, "title"),
    line: lineOf(prose`Not answered: ${letterText(each, input)}`, findingsAbout(each.mail.item.id, input)),
  }));
}

/** What does not fit is counted, since it is open all the same. */
function openLines(open: readonly Open[], most: number): Bullet[] {
  const rest = open.slice(most);
  const told = open.slice(0, most).map(({ line }) => line);
  if (rest.length === 0) return told;
  const flags = rest.flatMap(({ line }) => line.flags);
  const cited = rest.toSorted((a, b) => Number(b.line.flags.length > 0) - Number(a.line.flags.length > 0)).slice(0, MOST_CITED);
  return [...told, { ...lineOf(prose`${countOf(rest, "")} more.`), cites: [...new Set(cited.flatMap(({ line }) => line.cites))], flags }];
}

function isOwn({ owner }: OpenTask): boolean {
  return owner === "you" || owner === "unassigned";
}

function openLine({ item, status }: OpenTask, input: ReportInput): Bullet {
  const text = prose`${fact(item, "title")}: due ${fact(item, "fields.due", "date")}, ${STATUS_WORDS[status]}.`;
  return lineOf(text, findingsAbout(item.id, input));
}

/** How many meetings there are, the first of them, with whom, and what is still to be done for it. */
function meetingLines(meetings: readonly Instance[], input: ReportInput): Bullet[] {
  const [first] = meetings;
  if (first === undefined) return [];
  const counted = meetings.map(({ item }) => getFact(item, "title"));
  const judged = findingsAbout(first.item.id, input);
  const needs = judged.map(({ finding }) => finding.action).filter((action) => action.length > 0);
  const still = needs.length === 0 ? [] : prose`; still to do: ${joined(needs, "; ")}`;
  const number = meetings.length === 1 ? prose`First` : prose`${derived(meetings.length, "meeting", counted)}, first`;
  return [lineOf(prose`${number} ${entryOf(first)}${still}.`, judged)];
}

/** What the reader owes on a day: tasks, and what was promised in letters. */
function dueLines(date: string, input: ReportInput): Bullet[] {
  const tasks = openTasks(input.items, input.people).filter((task) => task.due === date && isOwn(task));
  const promised = commitmentsIn(input).filter((each) => isMine(each) && each.kind === "promise" && each.date === date);
  return [...tasks.map((task) => openLine(task, input)), ...promised.map((commitment) => commitmentLine(commitment, input))];
}

function nextWorkday(today: string, { calendar, people }: ReportInput): string {
  const absences = people.all.find((person) => person.key === "me")?.absences;
  const start = Temporal.PlainDate.from(today);
  const days = Array.from({ length: FARTHEST_DAYS }, (_, index) => start.add({ days: index + 1 }).toString());
  return days.find((date) => isWorkday(calendar, date, absences)) ?? days[0] ?? today;
}

function countOf(open: readonly Open[], unit: string): Span {
  return derived(
    open.length,
    unit,
    open.map(({ counted }) => counted),
  );
}

function headlineOf(done: Done, open: readonly Open[], first: Instance | undefined): Prose {
  const items = [...done.tasks, ...done.answers, ...done.meetings.map(({ item }) => item)];
  const number = (counted: readonly Item[], unit: string): Prose => [
    derived(
      counted.length,
      unit,
      counted.map((item) => getFact(item, "title")),
    ),
  ];
  const past = items.length === 0 ? [] : prose`${number(items, "thing")} done, `;
  const left =
    open.length === 0 ? prose`nothing of the day is left` : prose`${countOf(open, items.length === 0 ? "thing" : "")} still open`;
  const next = first === undefined ? [] : prose`; next comes ${fact(first.item, "fields.start", "instant")} ${fact(first.item, "title")}`;
  return capitalised(prose`${past}${left}${next}`);
}
