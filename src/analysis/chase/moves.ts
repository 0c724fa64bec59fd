import { endAsk, isOpenAsk, MOST_MESSAGES, type Ask } from "../../core/ask.ts";
import { hashOf } from "../../lib/hash.ts";
import { barriersOf, closesAt, type Barrier, type FindBarrier, type Manners } from "./barriers.ts";
import { judgeItem, whyElsewhere } from "./candidates.ts";
import { endOf } from "./ends.ts";
import { dateAt } from "./hours.ts";
import { endByPatience, paceOf } from "./pace.ts";
import { settingOf, type Setting } from "./setting.ts";
import type { Asked, ChaseInput, ChaseItem, ChaseMessage, ChaseMoves } from "./types.ts";

/** Items that one message names. */
const MOST_NAMED = 5;
/** A message leaves up to so much later, so that not all leave at once. */
const MOST_JITTER_MS = 10 * 60_000;
const OTHERS_FIRST = "others come first in today's message";

/** An open ask with what keeps it back now. */
interface Pending {
  ask: Ask;
  item: ChaseItem;
  person: Asked;
  barrier: Barrier | undefined;
}

/** The asks that one message names, the most pressing first. */
interface Batch {
  person: Asked;
  named: readonly Ask[];
  message: ChaseMessage;
}

type Waits = ChaseMoves["waits"];

/**
 * What asking about a plan calls for at an instant: who is written to, which asks have ended, and why nobody is asked about the rest. Pure, and
 * the same for the same input in any order; asked once more with what it answered, it changes nothing.
 */
export function nextMoves(input: ChaseInput): ChaseMoves {
  const setting = settingOf(input);
  const judged = input.asks.map((ask) => endedNow(ask, setting));
  const standing = judged.filter(isOpenAsk);
  const past = Map.groupBy(judged, ({ item }) => item);
  const idle = idleItems(standing, setting).map((item) => ({ item, call: judgeItem(item, past.get(item.id) ?? [], setting) }));
  const fresh = idle.flatMap(({ call }) => ("id" in call ? [call] : []));
  const pending = pendingOf([...standing, ...fresh], setting);
  const batches = batchesOf(pending, setting);
  const named = new Map(batches.flatMap((batch) => batch.named.map((ask) => [ask.id, written(ask, batch, setting)])));
  const kept = pending.filter(({ ask }) => !named.has(ask.id)).map((each) => ({ ...each, after: tiredNow(each, setting) }));
  const tired = new Map(kept.map(({ ask, after }) => [ask.id, after]));
  const after = [...judged, ...fresh].map((ask) => named.get(ask.id) ?? tired.get(ask.id) ?? ask);
  const before = new Set(input.asks);
  return {
    asks: after.filter((ask) => !before.has(ask)).toSorted((a, b) => inOrder(a.id, b.id)),
    messages: batches.map(({ message }) => message).toSorted((a, b) => inOrder(a.person, b.person)),
    waits: [...kept.map(waitOf), ...idle.flatMap(({ item, call }) => ("why" in call ? [toWait(item, call)] : []))].toSorted((a, b) =>
      inOrder(a.item, b.item),
    ),
  };
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function endedNow(ask: Ask, setting: Setting): Ask {
  const end = isOpenAsk(ask) ? endOf(ask, setting) : undefined;
  return end === undefined ? ask : endAsk(ask, end.state, end.reason, setting.now);
}

/** Open items that nobody is being asked about. */
function idleItems(standing: readonly Ask[], { items }: Setting): ChaseItem[] {
  const asked = new Set(standing.map(({ item }) => item));
  return items.filter(({ id, isOpen }) => isOpen && !asked.has(id));
}

function pendingOf(asks: readonly Ask[], setting: Setting): Pending[] {
  const { options, calendar, itemOf, personOf, nowMs } = setting;
  const finders = new Map<string, FindBarrier>();
  return asks.flatMap((ask) => {
    const [item, person] = [itemOf(ask.item), personOf(ask.person)];
    if (item === undefined || person === undefined) return [];
    const find = finders.get(person.key) ?? barriersOf(person, sentTo(person, setting), { calendar, hours: options.hours });
    finders.set(person.key, find);
    const elsewhere = ask.messages.length === 0 ? whyElsewhere(person.key, item, setting) : undefined;
    const barrier = elsewhere && { untilMs: null, ...elsewhere };
    return [{ ask, item, person, barrier: barrier ?? paceOf(ask, item, person, setting)(nowMs) ?? find(nowMs) }];
  });
}

/** When somebody got such messages, in milliseconds since 1970. */
function sentTo({ key }: Asked, { sent, asks }: Setting): number[] {
  const own = asks.filter(({ person }) => person === key).flatMap(({ messages }) => messages);
  return [...sent.filter(({ person }) => person === key), ...own].map(({ at }) => Date.parse(at));
}

function batchesOf(pending: readonly Pending[], setting: Setting): Batch[] {
  const free = pending.filter(({ barrier }) => barrier === undefined).toSorted(byPressure);
  return [...Map.groupBy(free, ({ person }) => person)].map(([person, each]) => {
    const named = each.slice(0, MOST_NAMED).map(({ ask }) => ask);
    return { person, named, message: messageOf(person, named, each.length - named.length, setting) };
  });
}

/** What leaves the least room comes first, then what is due first. */
function byPressure({ item: a }: Pending, { item: b }: Pending): number {
  const [slackA, slackB] = [a.slack ?? Infinity, b.slack ?? Infinity];
  if (slackA !== slackB) return slackA - slackB;
  return inOrder(a.due ?? "9999", b.due ?? "9999") || inOrder(a.id, b.id);
}

function messageOf(person: Asked, named: readonly Ask[], more: number, { nowMs, calendar, options }: Setting): ChaseMessage {
  const manners: Manners = { calendar, hours: options.hours };
  const key = hashOf(["chase", person.key, dateAt(nowMs, person.timezone)]);
  const toMs = closesAt(person, nowMs, manners);
  const jitterMs = Number.parseInt(key.slice(-8), 16) % Math.min(MOST_JITTER_MS, toMs - nowMs);
  return {
    key,
    person: person.key,
    kind: kindOf(named),
    asks: named.map(({ id }) => id),
    more,
    from: new Date(nowMs + jitterMs).toISOString(),
    to: new Date(toMs).toISOString(),
  };
}

function kindOf(named: readonly Ask[]): ChaseMessage["kind"] {
  const fewest = Math.min(...named.map(({ messages }) => messages.length));
  if (fewest === 0) return "ask";
  return fewest === MOST_MESSAGES - 1 ? "last_reminder" : "reminder";
}

/** The same ask with a message more. What moves from now on moves after it, though it leaves a little later. */
function written(ask: Ask, { person, message: { key } }: Batch, { now, nowMs }: Setting): Ask {
  const reason = `${ask.messages.length === 0 ? "asked" : "reminded"} on ${dateAt(nowMs, person.timezone)}`;
  return { ...ask, state: "asked", reason, messages: [...ask.messages, { at: now, key }] };
}

function tiredNow({ ask, person, barrier }: Pending, setting: Setting): Ask {
  const end = endByPatience(ask, person, barrier?.why ?? OTHERS_FIRST, setting);
  return end === undefined ? ask : endAsk(ask, end.state, end.reason, setting.now);
}

function waitOf({ item, person, barrier, after }: Pending & { after: Ask }): Waits[number] {
  const wait = isOpenAsk(after) ? (barrier ?? { why: OTHERS_FIRST, untilMs: null }) : { why: after.reason, untilMs: null };
  return toWait(item, { ...wait, person: person.key });
}

function toWait({ id }: ChaseItem, { person, why, untilMs }: Barrier & { person: string | null }): Waits[number] {
  return { item: id, person, why, until: untilMs === null ? null : new Date(untilMs).toISOString() };
}
