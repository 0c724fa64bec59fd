import { Temporal } from "temporal-polyfill";
import type { Bullet, Section } from "../../core/briefing.ts";
import type { Fact, Item } from "../../core/item.ts";
import type { Mail } from "../../core/kinds/mail.ts";
import { derived, fact, getFact, prose, type Prose } from "../../core/prose.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import type { Reading } from "../language/reading.ts";
import { isMe } from "../people.ts";
import { openTasks, STATUS_WORDS, type OpenTask } from "../rules/tasks/task.ts";
import { findingsAbout, finishReport, lineOf } from "./finish.ts";
import { isFromMe, lettersOf, nameOf, quoteOf, read } from "../letters.ts";
import type { Report, ReportInput } from "./report.ts";

/** Letters older than this are not read for promises. */
const LETTER_DAYS = 30;
/** What falls due later than this is not told yet, and a promise that is late by more is told no more. */
const FAR_DAYS = 14;
/** Working weeks end, and so does what is called near. */
const NEAR_DAYS = 7;

/** Something that somebody owes somebody by a date. */
export type Commitment = { item: Item; /** A plain date. */ date: string } & (
  | { kind: "task"; task: OpenTask }
  | { kind: "promise"; mail: Mail; span: Reading["span"]; by: "me" | "others" }
);

/** What the reader owes by date, late first, and what others owe the reader. */
export const commitments: Report = (input) => {
  const all = commitmentsIn(input);
  const today = plainDateOf(input.asOf, input.calendar.timezone);
  const mine = all.filter(isMine);
  const theirs = all.filter((each) => !isMine(each));
  const near = Temporal.PlainDate.from(today).add({ days: NEAR_DAYS }).toString();
  const late = mine.filter(({ date }) => date < today);
  const due = mine.filter(({ date }) => date === today);
  return (room) => {
    const list = (id: Section["id"], title: string, owed: readonly Commitment[]): Section => ({
      id,
      title,
      style: "list",
      bullets: listOf(owed, room.today, input),
    });
    const sections = [
      list("open", "Overdue", late),
      list("today", "Today", due),
      list(
        "open",
        "In the next days",
        mine.filter(({ date }) => date > today && date <= near),
      ),
      list(
        "open",
        "Later",
        mine.filter(({ date }) => date > near),
      ),
      list("changed", "Promised to you", theirs),
    ];
    return finishReport({ headline: headlineOf(late, due, mine, theirs), sections }, input, room);
  };
};

/** What was promised in letters and stands in tasks of the reader's own, as far as it has a date and is not done, the nearest first. */
export function commitmentsIn(input: ReportInput): Commitment[] {
  const today = Temporal.PlainDate.from(plainDateOf(input.asOf, input.calendar.timezone));
  const last = today.add({ days: FAR_DAYS }).toString();
  const first = today.subtract({ days: FAR_DAYS }).toString();
  const tasks = openTasks(input.items, input.people).flatMap((task): Commitment[] =>
    task.owner === "you" && task.due !== undefined ? [{ kind: "task", task, item: task.item, date: task.due }] : [],
  );
  const promises = promisesIn(input).filter(({ date }) => date >= first);
  return [...tasks, ...promises]
    .filter(({ date }) => date <= last)
    .toSorted((a, b) => a.date.localeCompare(b.date) || a.item.id.localeCompare(b.item.id));
}

/** Whether the reader owes it. */
export function isMine(commitment: Commitment): boolean {
  return commitment.kind === "task" || commitment.by === "me";
}

/** What a commitment is counted by: its title, or the sentence where one letter holds several promises. */
export function factOf(commitment: Commitment): Fact {
  const { item } = commitment;
  return commitment.kind === "task" ? getFact(item, "title") : getFact(item, `body.${commitment.span[0]}-${commitment.span[1]}`);
}

/** One commitment in a line: in whose words, to whom, since when. */
export function commitmentLine(commitment: Commitment, input: ReportInput): Bullet {
  const judged = findingsAbout(commitment.item.id, input);
  if (commitment.kind === "task") {
    const { item, task } = commitment;
    return lineOf(prose`${fact(item, "title")}: due ${fact(item, "fields.due", "date")}, ${STATUS_WORDS[task.status]}.`, judged);
  }
  const { mail, span, by } = commitment;
  const quote = quoteOf(mail, span);
  const who = by === "me" ? prose`To ${nameOf(mail, "to")}` : nameOf(mail, "from");
  return lineOf(prose`${who}: ${quote} (${fact(mail.item, "ts", "instant")}).`, judged);
}

/** A promise counts as kept once its writer has written again in the same conversation. */
function promisesIn(input: ReportInput): Commitment[] {
  const letters = lettersOf(input, LETTER_DAYS);
  const threads = Map.groupBy(letters, (mail) => mail.thread);
  const isKept = (mail: Mail): boolean =>
    (threads.get(mail.thread) ?? []).some((later) => later.item.ts > mail.item.ts && isOfSameWriter(later, mail));
  return letters.filter((mail) => concernsMe(mail, input) && !isKept(mail)).flatMap((mail) => promisesOf(mail, input));
}

function promisesOf(mail: Mail, input: ReportInput): Commitment[] {
  const by = isFromMe(mail, input.people) ? "me" : "others";
  const { timezone } = input.calendar;
  return read(mail, input).flatMap(({ isPromise, when, span }): Commitment[] => {
    if (!isPromise || when === undefined) return [];
    return [{ kind: "promise", mail, item: mail.item, span, by, date: when.at.includes("T") ? plainDateOf(when.at, timezone) : when.at }];
  });
}

function concernsMe(mail: Mail, { people }: ReportInput): boolean {
  return isFromMe(mail, people) || mail.item.actors.some((actor) => actor.role === "to" && isMe(people, actor));
}

function isOfSameWriter(a: Mail, b: Mail): boolean {
  const writer = ({ item }: Mail): string | undefined => {
    const from = item.actors.find((actor) => actor.role === "from");
    return (from?.email ?? from?.name)?.toLowerCase();
  };
  return writer(a) === writer(b);
}

function listOf(owed: readonly Commitment[], most: number, input: ReportInput): Bullet[] {
  const rest = owed.slice(most);
  const lines = owed.slice(0, most).map((commitment) => commitmentLine(commitment, input));
  return rest.length === 0 ? lines : [...lines, lineOf(prose`${number(rest, "")} more.`)];
}

function headlineOf(
  late: readonly Commitment[],
  due: readonly Commitment[],
  mine: readonly Commitment[],
  theirs: readonly Commitment[],
): Prose {
  if (mine.length === 0 && theirs.length === 0) return prose`Nothing is promised with a date`;
  const pressing = [...late, ...due];
  const own = mine.length === 0 ? prose`You owe nothing with a date` : prose`You owe ${number(mine, "thing")}`;
  const isAll = pressing.length === mine.length;
  const now = pressing.length === 0 ? [] : isAll ? prose`, by now` : prose`, ${number(pressing, "")} of them by now`;
  return prose`${own}${now}${theirs.length === 0 ? [] : prose`; ${number(theirs, "thing")} ${theirs.length === 1 ? "is" : "are"} owed to you`}`;
}

function number(owed: readonly Commitment[], unit: string): Prose {
  return [derived(owed.length, unit, owed.map(factOf))];
}
