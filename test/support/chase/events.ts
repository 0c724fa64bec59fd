import { applyReply } from "../../../src/analysis/chase/apply-reply.ts";
import type { Asked, ChaseItem } from "../../../src/analysis/chase/types.ts";
import { isOpenAsk, takeBack, TOLD_STATUSES, type Ask, type Told, type Understood } from "../../../src/core/ask.ts";
import type { Diary } from "./diary.ts";
import { DAY_MS, dayFrom, HOUR_MS, peopleOf, type SimulatedPlan, type SimulatedWorld } from "./world.ts";

/** Something that happens to a world between two runs; the diary keeps what must follow from it. */
type Happening = (world: SimulatedWorld, plan: SimulatedPlan, diary: Diary) => void;

const HAPPENINGS: readonly (readonly [weight: number, happening: Happening])[] = [
  [30, reply],
  [12, (world, plan, diary) => change(world, plan, (item) => moved(item, world, diary))],
  [5, (world, plan) => change(world, plan, (item) => ({ ...item, isOpen: false }))],
  [3, (world, plan) => change(world, plan, (item) => ({ ...item, isOpen: true }))],
  [3, (world, plan) => change(world, plan, (item) => ({ ...item, due: dayFrom(world.clockMs, world.chance.upTo(12) - 2) }))],
  [5, (world, plan) => change(world, plan, (item) => ({ ...item, actor: world.people[world.chance.upTo(6)]?.key ?? null }))],
  [3, (world, plan) => change(world, plan, (item) => ({ ...item, known: item.known.length > 0 ? [] : [fact(item)] }))],
  [3, (world, plan) => change(world, plan, (item) => ({ ...item, isReady: !item.isReady }))],
  [3, removeItem],
  [1, (world, plan) => (plan.items = plan.items.map((item) => ({ ...item, launchDate: dayFrom(world.clockMs, world.chance.upTo(20)) })))],
  [2, (world) => alter(world, (person) => ({ ...person, isReachable: !person.isReachable }))],
  [2, (world, _, diary) => alter(world, (person) => travelled(person, world, diary))],
  [3, beAway],
  [1, (world) => alter(world, (person) => ({ ...person, hasStopped: true }))],
  [1, (_, plan) => (plan.closed = { state: "cancelled", reason: "called off" })],
  [1, (world, plan) => (plan.options = { ...plan.options, roster: plan.options.roster.filter(() => world.chance.percent(80)) })],
  [4, jump],
  [3, loseMessage],
];
const ALL = HAPPENINGS.reduce((sum, [weight]) => sum + weight, 0);

/** Lets one thing happen, as chance has it. */
export function happen(world: SimulatedWorld, diary: Diary): void {
  const plan = world.plans[world.chance.upTo(world.plans.length)];
  let left = world.chance.upTo(ALL);
  const found = HAPPENINGS.find(([weight]) => (left -= weight) < 0);
  if (plan !== undefined) found?.[1](world, plan, diary);
}

function change({ chance }: SimulatedWorld, plan: SimulatedPlan, how: (item: ChaseItem) => ChaseItem): void {
  const position = chance.upTo(Math.max(1, plan.items.length));
  plan.items = plan.items.map((item, index) => (index === position ? how(item) : item));
}

function alter(world: SimulatedWorld, how: (person: Asked) => Asked): void {
  const position = world.chance.upTo(world.people.length);
  world.people = world.people.map((person, index) => (index === position ? how(person) : person));
}

function moved(item: ChaseItem, { clockMs }: SimulatedWorld, diary: Diary): ChaseItem {
  diary.moved(item.id);
  return { ...item, movedAt: new Date(clockMs).toISOString() };
}

function travelled(person: Asked, { people }: SimulatedWorld, diary: Diary): Asked {
  diary.travelled(person.key);
  return { ...person, timezone: people[0]?.timezone ?? "UTC" };
}

function fact({ id }: ChaseItem): ChaseItem["known"][number] {
  return { item: id, path: "fields.number", value: 815 };
}

/** It comes back at times. */
function removeItem(world: SimulatedWorld, plan: SimulatedPlan): void {
  const position = world.chance.upTo(Math.max(1, plan.items.length));
  plan.items = plan.items.filter((_, index) => index !== position);
}

function beAway(world: SimulatedWorld): void {
  const from = world.chance.upTo(3);
  const days = world.chance.upTo(10);
  const { clockMs } = world;
  alter(world, (person) => ({
    ...person,
    absences: [...person.absences, { from: dayFrom(clockMs, from), to: dayFrom(clockMs, from + days) }],
  }));
}

/** An hour or a day back or on, or a night asleep. */
function jump(world: SimulatedWorld): void {
  const byMs = world.chance.of([-HOUR_MS, HOUR_MS, -DAY_MS, DAY_MS, 8 * HOUR_MS]);
  world.clockMs += byMs;
  if (byMs < 0) world.isClockTrue = false;
}

function loseMessage(_: SimulatedWorld, plan: SimulatedPlan, diary: Diary): void {
  const key = plan.asks
    .filter(isOpenAsk)
    .flatMap(({ messages }) => messages)
    .at(-1)?.key;
  if (key === undefined) return;
  const back = takeBack(plan.asks, key);
  for (const { id } of back) diary.lost(id);
  plan.asks = withRows(plan.asks, back);
}

/** Rows with those that changed in their place, and the new ones behind them. */
export function withRows(asks: readonly Ask[], rows: readonly Ask[]): Ask[] {
  return [...new Map([...asks, ...rows].map((ask) => [ask.id, ask])).values()];
}

/** Somebody writes back: of each thing something else, of some nothing, now and then nothing that is of use. */
function reply(world: SimulatedWorld, plan: SimulatedPlan, diary: Diary): void {
  const asked = plan.asks.filter(({ state, messages }) => state !== "due" && messages.length > 0);
  const writer = asked[world.chance.upTo(Math.max(1, asked.length))]?.person;
  if (writer === undefined) return;
  const own = asked.filter(({ person }) => person === writer);
  const understood = understoodFrom(world, own);
  for (const each of understood.stop ? world.plans : [plan]) {
    const rows = applyReply(each.asks, understood, {
      person: writer,
      at: new Date(world.clockMs).toISOString(),
      heardAt: new Date(world.clockMs).toISOString(),
      people: peopleOf(world),
      roster: each.options.roster,
      reply: "simulated",
      text: "",
    });
    diary.replied(writer, understood, each.asks, rows);
    each.asks = withRows(each.asks, rows);
  }
  world.people = world.people.map((person) =>
    person.key === writer
      ? { ...person, hasStopped: person.hasStopped || understood.stop, snoozedUntil: understood.snoozedUntil ?? person.snoozedUntil }
      : person,
  );
}

function understoodFrom(world: SimulatedWorld, own: readonly Ask[]): Understood {
  const { chance, clockMs } = world;
  const isUseful = chance.percent(80);
  const told = isUseful ? own.filter(() => chance.percent(60)).map((ask) => toldFrom(ask, world)) : [];
  const unclear = own.filter(() => chance.percent(20)).map(({ item }) => item);
  return {
    told,
    ...(isUseful && unclear.length > 0 && { unclear: { items: unclear, why: chance.of(["which_item", "status", "date", "person"]) } }),
    stop: chance.percent(3),
    ...(chance.percent(6) && { snoozedUntil: dayFrom(clockMs, chance.upTo(9)) }),
  };
}

function toldFrom({ item }: Ask, { chance, people, clockMs }: SimulatedWorld): Told {
  const status = chance.percent(15) ? "reassigned" : chance.percent(90) ? chance.of(TOLD_STATUSES) : null;
  const eta = chance.percent(30) ? dayFrom(clockMs, chance.upTo(9)) : null;
  const to = chance.percent(60) ? (people[chance.upTo(people.length)]?.name ?? null) : chance.of(["the vendor", null]);
  return {
    item,
    status,
    eta,
    etaAsk: false,
    percent: null,
    blocker: null,
    to: status === "reassigned" ? to : null,
    quote: [0, 4],
    sure: true,
  };
}
