import type { Asked, ChaseInput, ChaseItem, ChaseMessage, ChaseMoves } from "../../../src/analysis/chase/types.ts";
import { isOpenAsk, type Ask } from "../../../src/core/ask.ts";
import { countWorkdays, daysAfter, faceAt, worksOn } from "./clock-face.ts";
import type { Diary } from "./diary.ts";

/** What has to hold of every chase. */
export const PROPERTIES = [
  "only people on the roster",
  "no message outside a person's hours",
  "no message on a day off",
  "no message while somebody is busy",
  "at most ten minutes late",
  "at most one message a day per person",
  "at most three messages a week per person",
  "at most five items in a message",
  "no message beside the person's asks",
  "first questions on their weekdays",
  "none about what moved within the cadence",
  "two reminders per item",
  "reminders have their business days",
  "reminders come about the same hour",
  "none after stop",
  "none before a snooze ends",
  "none where nobody can be reached",
  "none after a reply",
  "none about what is done",
  "none about what is known",
  "none about what was removed",
  "none after its owner changed",
  "none to whoever handed it over",
  "none when anything moved since",
  "none after the launch or a closed plan",
  "what has ended stays as it is",
  "every ask has its reason",
  "one open ask per item",
  "what is not asked about says why",
  "every ask ends",
  "the same in any order",
  "nothing is decided twice",
] as const;
export type Property = (typeof PROPERTIES)[number];

/** One of them broken, and by what. */
export interface Fault {
  property: Property;
  detail: string;
}

/** What a run is held against. */
export interface CheckedRun {
  input: ChaseInput;
  moves: ChaseMoves;
  /** The rows as they are after it. */
  after: readonly Ask[];
  /** All messages before it, of whichever automation. */
  sent: readonly { person: string; at: string }[];
  isClockTrue: boolean;
  diary: Diary;
}

/** What a run did that it must not. */
export function faultsOf(run: CheckedRun): Fault[] {
  return [...run.moves.messages.flatMap((message) => messageFaults(message, run)), ...rowFaults(run), ...waitFaults(run)];
}

/** A fault where a property is broken. */
export function broken(property: Property, isBroken: boolean, detail = ""): Fault[] {
  return isBroken ? [{ property, detail }] : [];
}

function messageFaults(message: ChaseMessage, run: CheckedRun): Fault[] {
  const { input, after } = run;
  const person = input.people.find(({ key }) => key === message.person);
  if (person === undefined) return broken("only people on the roster", true, message.person);
  const asks = message.asks.flatMap((id) => after.find((ask) => ask.id === id) ?? []);
  return [
    ...broken("only people on the roster", !input.options.roster.includes(person.key), person.key),
    ...broken("at most five items in a message", asks.length > 5 || asks.length !== message.asks.length, String(message.asks.length)),
    ...broken(
      "no message beside the person's asks",
      asks.some((ask) => ask.person !== person.key),
    ),
    ...hourFaults(message, person, input),
    ...capFaults(message, person, run),
    ...asks.flatMap((ask) => askFaults(ask, message, person, run)),
  ];
}

function hourFaults({ from, to }: ChaseMessage, person: Asked, { options, calendar, now }: ChaseInput): Fault[] {
  const [begin, end] = [faceAt(from, person.timezone), faceAt(to, person.timezone)];
  const isIn = begin.time >= options.hours.start && end.time <= `${options.hours.end}:00` && begin.date === end.date && from < to;
  const isBusy = person.busy.some((span) => span.from < to && span.to > from);
  const lateMs = Date.parse(from) - Date.parse(now);
  return [
    ...broken("no message outside a person's hours", !isIn, `${begin.date} ${begin.time} to ${end.time}`),
    ...broken("no message on a day off", !worksOn(begin.date, calendar, person.absences), begin.date),
    ...broken("no message while somebody is busy", isBusy, from),
    ...broken("at most ten minutes late", lateMs < 0 || lateMs > 600_000, String(lateMs)),
    ...broken("none after stop", person.hasStopped, person.key),
    ...broken("none before a snooze ends", person.snoozedUntil !== null && begin.date < person.snoozedUntil, begin.date),
    ...broken("none where nobody can be reached", !person.isReachable, person.key),
  ];
}

function capFaults({ from, person: key }: ChaseMessage, { timezone }: Asked, { sent, moves, diary }: CheckedRun): Fault[] {
  const { date } = faceAt(from, timezone);
  const dates = sent.filter(({ person }) => person === key).map(({ at }) => faceAt(at, timezone).date);
  const week = dates.filter((each) => each > daysAfter(date, -7) && each <= date).length;
  const alike = moves.messages.filter(({ person }) => person === key).length;
  return [
    ...broken("at most one message a day per person", dates.includes(date) || alike > 1, date),
    ...broken("at most three messages a week per person", week >= 3, `${date} after ${dates.join(", ")}`),
    ...broken("none after stop", diary.hasStopped(key), key),
  ];
}

function askFaults(ask: Ask, message: ChaseMessage, person: Asked, run: CheckedRun): Fault[] {
  const { input, diary, isClockTrue } = run;
  const item = input.items.find(({ id }) => id === ask.item);
  if (item === undefined) return broken("none about what was removed", true, ask.item);
  const since = ask.messages.length > 1 || ask.actor !== ask.person ? ask.messages[0]?.at : ask.createdAt;
  const isStale = ask.messages.length > 1 || ask.actor === ask.person;
  return [
    ...broken("none after the launch or a closed plan", input.closed !== null || isOver(item, person, input), ask.id),
    ...broken("none about what is done", !item.isOpen, item.id),
    ...broken("none about what is known", item.known.length > 0, item.id),
    ...broken("none after its owner changed", item.actor !== ask.actor && item.actor !== ask.person, item.id),
    ...broken("none to whoever handed it over", diary.isHandedOver(ask), ask.id),
    ...broken("none after a reply", diary.isAnswered(ask.id), ask.id),
    ...broken("none when anything moved since", isStale && (item.movedAt ?? "") > (since ?? ""), `${item.movedAt} > ${since}`),
    ...broken("none when anything moved since", isClockTrue && diary.hasMoved(ask), ask.id),
    ...broken("two reminders per item", diary.countOf(ask.id) >= 3 || ask.messages.length > 3, ask.id),
    ...paceFaults(ask, item, message, person, run),
  ];
}

function isOver({ launchDate }: ChaseItem, { timezone }: Asked, { now, calendar }: ChaseInput): boolean {
  return launchDate !== null && [timezone, calendar.timezone].some((zone) => faceAt(now, zone).date > launchDate);
}

/** A first question has its weekdays unless it presses; a reminder its business day, and about the hour of the message before unless it presses. */
function paceFaults(
  ask: Ask,
  item: ChaseItem,
  { from }: ChaseMessage,
  { key, timezone, absences }: Asked,
  { input, diary }: CheckedRun,
): Fault[] {
  const { calendar, options } = input;
  const { date, time, weekday } = faceAt(from, timezone);
  const presses = [item.due, item.launchDate].some((day) => day !== null && (day <= date || countWorkdays(date, day, calendar) <= 2));
  const [first, last] = [ask.messages[0], ask.messages.at(-2)].map((message) => message && faceAt(message.at, timezone));
  if (first === undefined || last === undefined) {
    return broken("first questions on their weekdays", !options.days.includes(weekday) && !presses, date);
  }
  const since = countWorkdays(last.date, date, calendar, absences);
  const count = diary.hasTravelled(key) ? 1 : ask.messages.length - 1;
  const isEarly = since < 1 || countWorkdays(first.date, date, calendar) < count;
  const usual = [last.time, `${options.hours.end}:00`].sort()[0] ?? "";
  return [
    ...broken("reminders have their business days", isEarly, `${date} after ${first.date}, ${last.date}`),
    ...broken(
      "reminders come about the same hour",
      !presses && since === 1 && secondsOf(time) < secondsOf(usual) - 3_600,
      `${time} after ${usual}`,
    ),
  ];
}

function secondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}

function rowFaults({ input, moves, after }: CheckedRun): Fault[] {
  const before = new Map(input.asks.map((ask) => [ask.id, ask]));
  const open = after.filter(isOpenAsk);
  return [
    ...moves.asks.flatMap((ask) => {
      const was = before.get(ask.id);
      return broken("what has ended stays as it is", was !== undefined && !isOpenAsk(was), `${was?.state} to ${ask.state}`);
    }),
    ...after.flatMap((ask) =>
      broken("every ask has its reason", ask.reason === "" || isOpenAsk(ask) !== (ask.endedAt === undefined), ask.state),
    ),
    ...broken("one open ask per item", new Set(open.map(({ item }) => item)).size !== open.length),
    ...moves.asks.filter((ask) => !before.has(ask.id)).flatMap((ask) => freshFaults(ask, input)),
  ];
}

/** Of what moved within the cadence everybody knows how it stands; shortly before the launch each day counts. */
function freshFaults({ item: id, createdAt }: Ask, { items, options, calendar }: ChaseInput): Fault[] {
  const item = items.find((each) => each.id === id);
  if (item === undefined || item.movedAt === null) return [];
  const today = faceAt(createdAt, calendar.timezone).date;
  const { launchDate } = item;
  const isNear = launchDate !== null && countWorkdays(today, launchDate, calendar) <= 5;
  const age = countWorkdays(faceAt(item.movedAt, calendar.timezone).date, today, calendar);
  return broken("none about what moved within the cadence", age < (isNear ? 1 : options.cadenceDays), `${item.movedAt}, ${createdAt}`);
}

/** Whatever is open and not asked about now says why. */
function waitFaults({ input, moves, after }: CheckedRun): Fault[] {
  const named = new Set(moves.messages.flatMap(({ asks }) => asks).flatMap((id) => after.find((ask) => ask.id === id)?.item ?? []));
  const waiting = moves.waits.map(({ item }) => item);
  const expected = input.items.filter(({ id, isOpen }) => isOpen && !named.has(id)).map(({ id }) => id);
  return [
    ...broken("what is not asked about says why", waiting.toSorted().join() !== expected.toSorted().join(), waiting.join()),
    ...broken(
      "what is not asked about says why",
      moves.waits.some(({ why }) => why === ""),
    ),
  ];
}
