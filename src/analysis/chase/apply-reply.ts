import { endAsk, isAnswerable, isOpenAsk, type Answer, type Ask, type Told, type Understood } from "../../core/ask.ts";
import { findPersonNamed, type People, type Person } from "../../core/person.ts";
import { askId } from "./candidates.ts";

/** Whose reply it is, when it came, and whom else it may speak of. */
export interface ReplyContext {
  /** A key of people. */
  person: string;
  /** A UTC instant. */
  at: string;
  /** When it is taken in: a UTC instant. */
  heardAt: string;
  people: People;
  /** Keys of people who may be asked. */
  roster: readonly string[];
  /** Id of the reply, and what was written. */
  reply: string;
  text: string;
}

/**
 * What a reply makes of asks: those that have changed, and those that are new because something was handed over. `asks` are all that are known, the
 * recently ended ones too: an answer counts also after the last reminder.
 */
export function applyReply(asks: readonly Ask[], understood: Understood, context: ReplyContext): Ask[] {
  const own = asks.filter(({ person }) => person === context.person);
  // The last word on an item counts.
  const words = new Map(understood.told.filter(saysSomething).map((told) => [told.item, told]));
  const told = [...words.values()].flatMap((told) => {
    const ask = answerable(own, told.item);
    // By mail an older word may come in after a newer one.
    return ask === undefined || (ask.answer?.at ?? "") > context.at ? [] : moveByWord(ask, told, asks, context);
  });
  const open = own.filter((ask) => isOpenAsk(ask) && told.every(({ id }) => id !== ask.id));
  return [...told, ...open.flatMap((ask) => moveBySilence(ask, understood, context) ?? [])];
}

function saysSomething({ status, eta, percent, blocker }: Told): boolean {
  return [status, eta, percent, blocker].some((each) => each !== null);
}

/** The open ask of an item, or the last one where that was given up or answered: the last word counts, and what came before is past. */
function answerable(own: readonly Ask[], item: string): Ask | undefined {
  const asks = own.filter((ask) => ask.item === item);
  const [last] = asks.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  return asks.find(isOpenAsk) ?? (last && isAnswerable(last) ? last : undefined);
}

/** An ask of whose item the reply says something. */
function moveByWord(ask: Ask, told: Told, asks: readonly Ask[], context: ReplyContext): Ask[] {
  const name = nameOf(ask.person, context.people);
  const heir = told.to === null ? undefined : findPersonNamed(context.people, told.to);
  const answered = { ...ask, answer: answerOf(told, context) };
  if (told.status !== "reassigned" || heir?.key === ask.person) return [endAsk(answered, "answered", `${name} replied`, context.at)];
  const next = heir === undefined ? undefined : askOfHeir(ask, heir, asks, context);
  const whose =
    next === undefined ? `it is not theirs${whoseInstead(told.to, heir, context)}` : `${nameOf(next.person, context.people)} has it now`;
  return [endAsk(answered, "reassigned", `${name} says that ${whose}`, context.at), ...(next === undefined ? [] : [next])];
}

function answerOf(told: Told, { at, reply, text, heardAt }: ReplyContext): Answer {
  return { told, quote: text.slice(...told.quote), at, reply, heardAt };
}

/** The question whether somebody has it, who was told of; none to whom may not be asked, or handed it over before, or while it is asked about. */
function askOfHeir(ask: Ask, { key }: Person, asks: readonly Ask[], { at, people, roster }: ReplyContext): Ask | undefined {
  const { automation, item, actor } = ask;
  const others = asks.filter((each) => each.item === item && each.id !== ask.id);
  const isSettled = others.some((each) => isOpenAsk(each) || (each.person === key && each.actor === actor && each.state === "reassigned"));
  if (isSettled || !roster.includes(key)) return undefined;
  return {
    ...{ id: askId(automation, item, key, at), automation, item, key: ask.key, title: ask.title, person: key, actor, state: "due" },
    ...{ reason: "has to confirm that they have it", because: `has it now, as ${nameOf(ask.person, people)} says` },
    ...{ createdAt: at, messages: [], askedBack: false },
  };
}

function whoseInstead(to: string | null, heir: Person | undefined, { roster }: ReplyContext): string {
  if (to === null) return ", and does not say whose it is";
  if (heir === undefined || !roster.includes(heir.key)) return `: ${heir?.name ?? to} has it, who may not be asked`;
  return `: ${heir.name} has it, who was asked already`;
}

/** An open ask of whose item the reply says nothing; undefined where that changes nothing. */
function moveBySilence(ask: Ask, understood: Understood, { at, heardAt, people }: ReplyContext): Ask | undefined {
  const { told, unclear, stop, start, snoozedUntil } = understood;
  const name = nameOf(ask.person, people);
  if (stop) return endAsk(ask, "stopped", `${name} wants no more questions`, heardAt);
  if (unclear?.items.includes(ask.item) === true) {
    if (ask.askedBack) return endAsk(ask, "silent", `${name} replied twice, and neither was clear`, heardAt);
    return { ...ask, state: "unclear", reason: `asked back what ${name} means`, askedBack: true, repliedAt: at };
  }
  const saysNothing = unclear === undefined && snoozedUntil === undefined && start === undefined && !told.some(saysSomething);
  if (!saysNothing || ask.messages.length === 0) return undefined;
  return { ...ask, reason: `${name} replied, but not how it stands`, repliedAt: at };
}

function nameOf(key: string, { all }: People): string {
  return all.find((person) => person.key === key)?.name ?? key;
}
