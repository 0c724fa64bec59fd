import { isOpenAsk, type Ask } from "../../core/ask.ts";
import { businessDaysBetween, plainDateOf, workdayAfter } from "../../core/work-calendar.ts";
import { hashOf } from "../../lib/hash.ts";
import { instantAt } from "./hours.ts";
import { latestFirst, isOver, isSnoozed, nameOf, type Setting } from "./setting.ts";
import type { ChaseItem } from "./types.ts";

/** So many business days before the launch it is to be known each day how things stand. */
const NEAR_DAYS = 5;

/** Why nobody is asked about an item. */
export interface Wait {
  person: string | null;
  /** In words. */
  why: string;
  /** When that ends, in milliseconds since 1970; null where nobody knows. */
  untilMs: number | null;
}

type Later = Pick<Wait, "why"> & Partial<Wait>;

/** The question that an item without an open ask calls for, or why it calls for none; `asks` are all of it that are known of. */
export function judgeItem(item: ChaseItem, asks: readonly Ask[], setting: Setting): Ask | Wait {
  const past = latestFirst(asks);
  const wait = whyNobody(item, past, setting);
  if (wait !== undefined) return { person: item.actor, untilMs: null, why: wait };
  const person = askedInstead(item, past) ?? item.actor ?? "";
  const known = whyNot(person, item, past, setting);
  return known === undefined ? newAsk(item, person, setting) : { person, untilMs: null, ...known };
}

/** Why an item calls for no question to anybody. */
function whyNobody(item: ChaseItem, past: readonly Ask[], setting: Setting): string | undefined {
  if (setting.closed !== null) return setting.closed.reason;
  if (isOver(item, setting.today)) return `the launch was on ${item.launchDate}`;
  if (item.known.length > 0) return "it is known without asking";
  if (item.actor === null) return whyNoActor(item);
  if (!isAbout(item, setting)) return `${nameOf(item.actor, setting)} ${item.because}, which nobody is asked about here`;
  // Whoever holds it up is asked about that.
  if (!item.isReady) return `${nameOf(item.actor, setting)} ${item.because}`;
  const last = past.find(({ actor }) => actor === item.actor);
  return last?.state === "reassigned" ? last.reason : undefined;
}

function whyNoActor({ stranger, because }: ChaseItem): string {
  return stranger === undefined ? `nobody ${because}` : `“${stranger}” ${because}, and is nobody of config/people.yaml`;
}

function isAbout({ about = ["tasks"] }: ChaseItem, { options }: Setting): boolean {
  return options.about === undefined || about.some((subject) => options.about?.includes(subject));
}

/** Who has it now as far as people said, while the plan still names the one who handed it over. */
function askedInstead(item: ChaseItem, past: readonly Ask[]): string | undefined {
  return past.find(({ actor }) => actor === item.actor)?.person;
}

/** Why an item calls for no question to somebody. */
function whyNot(key: string, item: ChaseItem, past: readonly Ask[], setting: Setting): Later | undefined {
  const person = setting.options.roster.includes(key) ? setting.personOf(key) : undefined;
  if (person === undefined) return { why: `${nameOf(key, setting)} is not among those who may be asked` };
  if (person.hasStopped) return { why: `${person.name} wants no more questions` };
  if (!person.isReachable) return { why: `config/people.yaml has no account or address by which ${person.name} can be asked` };
  if (isOver(item, plainDateOf(setting.now, person.timezone))) return { why: `the launch was on ${item.launchDate}` };
  if (isSnoozed(person, setting)) {
    const date = person.snoozedUntil ?? setting.today;
    return {
      why: `${person.name} wants no questions before ${date}`,
      untilMs: instantAt(date, setting.options.hours.start, person.timezone),
    };
  }
  const own = past.filter((ask) => ask.person === key);
  return whyElsewhere(key, item, setting) ?? whyLater(item, own, setting);
}

/** Why somebody is not asked about an item that another automation has asked them about: about one item there is one question, whoever wants to know. */
export function whyElsewhere(key: string, item: ChaseItem, setting: Setting): Later | undefined {
  const others = latestFirst(setting.others.filter((ask) => ask.item === item.id && ask.person === key));
  const open = others.find(isOpenAsk);
  if (open !== undefined) return { why: `${nameOf(key, setting)} was asked about it by ${open.automation}` };
  return others.flatMap((ask) => whyAfter(ask, item, setting) ?? [])[0];
}

/** What moved is known for a while, and so is what its person was asked about before. */
function whyLater(item: ChaseItem, own: readonly Ask[], setting: Setting): Later | undefined {
  const { movedAt } = item;
  const [before] = own.flatMap((ask) => whyAfter(ask, item, setting) ?? []);
  if (before !== undefined || movedAt === null) return before;
  return whyFresh(movedAt, item, setting, `it moved on ${plainDateOf(movedAt, setting.calendar.timezone)}`);
}

/** An answer is known for a while; who was silent, or has said that it is over, is left alone until something moves. */
function whyAfter({ state, reason, endedAt, answer, person }: Ask, item: ChaseItem, setting: Setting): Later | undefined {
  if (endedAt === undefined) return undefined;
  const status = state === "answered" ? answer?.told.status : undefined;
  const isOver = status === "done" || status === "dropped";
  if (isOver || state === "silent" || state === "cancelled") {
    const why = isOver ? `${nameOf(person, setting)} said that it is ${status}` : reason;
    return (item.movedAt ?? "") <= endedAt ? { why } : undefined;
  }
  const isKnown = state === "answered" || state === "expired";
  return isKnown ? whyFresh(endedAt, item, setting, `asked about before: ${reason}`) : undefined;
}

function whyFresh(since: string, item: ChaseItem, setting: Setting, why: string): Later | undefined {
  const { calendar, today } = setting;
  const cadence = cadenceOf(item, setting);
  const date = plainDateOf(since, calendar.timezone);
  if (businessDaysBetween(calendar, date, today) >= cadence) return undefined;
  return { why, untilMs: instantAt(workdayAfter(calendar, date, cadence), "00:00", calendar.timezone) };
}

function cadenceOf({ launchDate }: ChaseItem, { calendar, options, today }: Setting): number {
  const isNear = launchDate !== null && businessDaysBetween(calendar, today, launchDate) <= NEAR_DAYS;
  return isNear ? Math.min(1, options.cadenceDays) : options.cadenceDays;
}

function newAsk(item: ChaseItem, person: string, { automation, now }: Setting): Ask {
  return {
    ...{ id: askId(automation, item.id, person, now), automation, item: item.id, key: item.key, title: item.title },
    ...{ person, actor: item.actor ?? person, state: "due", reason: "waits for a chance to ask", because: item.because },
    ...{ createdAt: now, messages: [], askedBack: false },
  };
}

/** The id of an ask that is decided at an instant. */
export function askId(automation: string, item: string, person: string, createdAt: string): string {
  return hashOf([automation, item, person, createdAt]);
}
