import { Temporal } from "temporal-polyfill";
import type { Item } from "../../../src/core/item.ts";
import type { People } from "../../../src/core/person.ts";
import type { Chance } from "../../support/simulator/random.ts";
import type { Piece } from "./line.ts";

/** Who reads, and what all days and times of a thing are there. */
export interface Times {
  zone: string;
  days: ReadonlySet<string>;
  clocks: ReadonlySet<string>;
  instants: readonly string[];
  /** Weekdays that its words name. */
  named: readonly string[];
}

/** All that an item knows of time: what is not among it is untrue of it. */
export function timesOf(items: readonly Item[], zone: string): Times {
  const texts = items.flatMap((item) => [item.ts, item.updatedAt, item.title, item.body, ...Object.values(item.fields).flat().map(String)]);
  const known = texts.flatMap((text) => text.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? []);
  const instants = known.map((text) => zoned(text, zone));
  const dates = texts.flatMap((text) => text.match(/\b\d{4}-\d\d-\d\d\b(?!T)/g) ?? []);
  return {
    zone,
    instants: known,
    named: texts.flatMap((text) => text.match(/\b\w+day\b/g) ?? []),
    days: new Set([...dates, ...instants.map((each) => each.toPlainDate().toString())]),
    clocks: new Set(instants.map((each) => each.toPlainTime().toString().slice(0, 5))),
  };
}

/** A day in several ways of writing it, and others that the thing does not know. */
export function datePiece(day: string, { days }: Times, chance: Chance, slot?: string): Piece {
  const wrong = [1, 7, 3 + chance.upTo(20), 30, -1, -(2 + chance.upTo(40))].map((away) => plain(day).add({ days: away }));
  const untrue = wrong.filter((each) => !days.has(each.toString()));
  const wrongYear = `${words(plain(day))} ${plain(day).year + 1}`;
  const ways = [
    words(plain(day)),
    american(plain(day)),
    `the ${plain(day).day}th of ${month(plain(day))}`,
    plain(day).toString(),
    `${weekday(plain(day))} ${words(plain(day))}`,
  ];
  const wrongDay = `${weekday(plain(day).add({ days: 1 + chance.upTo(6) }))} ${words(plain(day))}`;
  return {
    kind: "date",
    say: slot ?? ways[0] ?? "",
    others: ways,
    wrong: [
      ...untrue.map((each, index) => (index % 3 === 0 ? words(each) : index % 3 === 1 ? american(each) : each.toString())),
      wrongYear,
      wrongDay,
    ],
  };
}

/** A weekday, and those that are the weekday of no day of the thing. */
export function weekdayPiece(day: string, { days, named }: Times): Piece {
  const known = new Set([...named, ...[...days].map((each) => weekday(plain(each)))]);
  const all = [1, 2, 3, 4, 5, 6].map((away) => weekday(plain(day).add({ days: away })));
  return {
    kind: "weekday",
    say: weekday(plain(day)),
    others: [weekday(plain(day)).slice(0, 3)],
    wrong: all.filter((each) => !known.has(each)),
  };
}

/** A time of day, other ways to write it, and times that the thing does not know. */
export function timePiece(instant: string, { zone, clocks }: Times, chance: Chance, slot?: string): Piece {
  const at = zoned(instant, zone).toPlainTime();
  const wrong = [
    at.add({ hours: 1 }),
    at.add({ minutes: 30 }),
    at.subtract({ hours: 1 + chance.upTo(5) }),
    at.add({ minutes: 5 + chance.upTo(50) }),
  ];
  const untrue = wrong.map((each) => each.toString().slice(0, 5)).filter((each) => !clocks.has(each));
  const utc = instant.slice(11, 16);
  return {
    kind: "time",
    say: slot ?? clock(at),
    others: [clock(at), halves(at), `${utc} UTC`, `${clock(at)} ${zone}`],
    wrong: [...untrue, ...untrue.slice(0, 1).map((each) => halves(Temporal.PlainTime.from(each)))],
  };
}

const ZONES: Readonly<Record<string, number>> = { UTC: 0, CET: 60, EST: -300, PST: -480, JST: 540 };

/** A time with its zone, and the same time with zones in which it is another. */
export function zonePiece(instant: string, { zone, instants }: Times): Piece {
  const at = zoned(instant, zone);
  const offset = at.offsetNanoseconds / 60e9;
  const said = clock(at.toPlainTime());
  // The time at which it begins here may be that at which it ends there.
  const isKnown = (minutes: number): boolean =>
    instants.some((each) => new Date(Date.parse(each) + minutes * 60_000).toISOString().slice(11, 16) === said);
  const wrong = Object.entries(ZONES).filter(([, minutes]) => minutes !== offset && !isKnown(minutes));
  return {
    kind: "zone",
    say: clock(at.toPlainTime()),
    wrong: [...wrong.map(([name]) => `${clock(at.toPlainTime())} ${name}`), `${clock(at.toPlainTime())} Pacific time`],
  };
}

/** A count with its unit, others beside it, and the same count of something else. */
export function numberPiece(value: number, unit: string, wrongUnits: readonly string[], chance: Chance, slot?: string): Piece {
  const say = (count: number, of = unit): string => `${count.toLocaleString("en-US")} ${of}${count === 1 ? "" : "s"}`;
  const untrue = [value + 1, value + 2 + chance.upTo(9), value * 10, Math.max(2, value * 2)].filter((each) => each !== value);
  const near = value >= 20 ? [`about ${say(Math.round(value * 1.05))}`, `nearly ${say(Math.ceil(value * 1.04))}`] : [];
  const wrongRound = value >= 20 ? [`about ${say(value * 2)}`] : [];
  return {
    kind: "number",
    say: slot ?? say(value),
    others: [...(slot === undefined ? [] : [say(value)]), ...near],
    wrong: [...untrue.map((each) => say(each)), ...wrongUnits.map((of) => say(value, of)), ...wrongRound, `${value + 80} percent of it`],
  };
}

const INVENTED = ["Michael Stone", "Priya Raman", "the Falcon team", "Elena Petrova"] as const;

/** Somebody by name, as others call them, and people whom the thing does not know, or who do not exist. */
export function namePiece(name: string, involved: ReadonlySet<string>, people: People, kind: "name" | "role" = "name"): Piece {
  const first = name.split(" ")[0] ?? name;
  const strangers = people.all.filter((person) => !involved.has(person.name)).map((person) => person.name);
  const wrong =
    kind === "name"
      ? [...strangers, ...strangers.map((each) => each.split(" ")[0] ?? each), ...INVENTED]
      : [...involved].filter((each) => each !== name);
  return { kind, say: name, others: [first, `${first}${name.slice(first.length)}`], wrong };
}

/** The same instant where somebody reads. */
export function zoned(instant: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
}

function plain(day: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(day);
}

function words(day: Temporal.PlainDate): string {
  return `${day.day} ${month(day)}`;
}

function american(day: Temporal.PlainDate): string {
  return `${month(day)} ${day.day}`;
}

function month(day: Temporal.PlainDate): string {
  return day.toLocaleString("en-GB", { month: "long" });
}

function weekday(day: Temporal.PlainDate): string {
  return day.toLocaleString("en-GB", { weekday: "long" });
}

function clock(time: Temporal.PlainTime): string {
  return time.toString().slice(0, 5);
}

function halves(time: Temporal.PlainTime): string {
  const hour = time.hour % 12 === 0 ? 12 : time.hour % 12;
  return `${hour}${time.minute === 0 ? "" : `:${String(time.minute).padStart(2, "0")}`} ${time.hour < 12 ? "am" : "pm"}`;
}
