import { plainDateOf, weekdayOf } from "../../../src/core/work-calendar.ts";
import { readPlan, type Row, type Saying } from "./book.ts";
import type { Member } from "./cast.ts";
import type { Reached, World } from "./simulate.ts";

/** What went against what people were promised, in words; nothing where all is well. */
export async function faultsOf(world: World): Promise<string[]> {
  // A mail server can't be asked whether it has a mail: one in doubt comes again by the same id, which is shown once.
  const reached = (await world.reached()).filter(
    ({ entry: { delivery, key } }, at, all) => delivery !== "email" || all.findIndex((each) => each.entry.key === key) === at,
  );
  const questions = reached.filter(({ briefing }) => briefing.asking !== undefined);
  return [
    ...planFaults(world),
    ...questions.flatMap((question) => hourFaults(question, world)),
    ...tooMany(questions, world),
    ...questions.flatMap((question) => needless(question, questions, world)),
    ...ackFaults(reached, world),
    ...(await endFaults(world)),
  ];
}

/** The plan says what people said, and nothing else. */
function planFaults({ office, book }: World): string[] {
  const written = new Map(readPlan(office.plan()).map((row) => [row.key, row]));
  return book
    .rows()
    .flatMap((row) =>
      JSON.stringify(written.get(row.key)) === JSON.stringify(row)
        ? []
        : [`plan: expected ${said(row)}, got ${said(written.get(row.key))}`],
    );
}

function said(row: Row | undefined): string {
  return JSON.stringify(row ?? null);
}

function memberOf({ scenario }: World, key: string): Member | undefined {
  return scenario.members.find((member) => member.key === key);
}

function hourFaults({ person, at }: Reached, world: World): string[] {
  const member = memberOf(world, person);
  if (!member) return [`roster: ${person} was asked at ${at}`];
  const { zone, absences = [] } = member;
  const date = plainDateOf(at, zone);
  const time = new Date(at).toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const isAway = absences.some((absence) => {
    const [from = "", to = from] = absence.split("/");
    return from <= date && date <= to;
  });
  const isIn = time >= "10:00" && time < "16:30" && weekdayOf(date) <= 5 && !isAway;
  return isIn ? [] : [`hours: ${person} was asked at ${time} on ${date}`];
}

function tooMany(questions: readonly Reached[], world: World): string[] {
  const days = Map.groupBy(questions, ({ person, at }) => `${person} ${plainDateOf(at, memberOf(world, person)?.zone ?? "UTC")}`);
  const asks = Map.groupBy(
    questions.flatMap(({ briefing }) => briefing.asking?.asks ?? []),
    ({ id }) => id,
  );
  return [
    ...[...days].flatMap(([day, all]) => (all.length > 1 ? [`day: ${all.length} questions to ${day}`] : [])),
    ...[...asks.values()].flatMap((all) => (all.length > 3 ? [`item: ${all.length} messages about ${all[0]?.key}`] : [])),
  ];
}

/** Asked although it was answered, done, handed over, or ended by its person. */
function needless({ person, at, briefing }: Reached, questions: readonly Reached[], { book }: World): string[] {
  const before = book.replies.filter((reply) => reply.at < at);
  const stopped = before.some((reply) => reply.person === person && reply.stops) ? [`stop: ${person} was asked at ${at}`] : [];
  const about = (briefing.asking?.asks ?? []).flatMap(({ id, key }) => {
    const first = questions.find((each) => each.briefing.asking?.asks.some((ask) => ask.id === id))?.at ?? at;
    const words = before.flatMap((reply) => reply.says.filter((saying) => saying.key === key).map((saying) => ({ ...reply, saying })));
    const last: Saying["status"] | undefined = words.at(-1)?.saying.status;
    const own = words.filter((word) => word.person === person);
    return [
      ...(own.some((word) => word.at > first) ? [`answered: ${person} was asked about ${key} at ${at}`] : []),
      ...(last === "done" || last === "dropped" ? [`done: ${person} was asked about ${key} at ${at}`] : []),
      ...(own.at(-1)?.saying.status === "reassigned" ? [`handed over: ${person} was asked about ${key} at ${at}`] : []),
    ];
  });
  return [...stopped, ...about];
}

/** Each reply is told once what was made of it. */
function ackFaults(reached: readonly Reached[], { book }: World): string[] {
  const acks = reached.filter(({ briefing }) => briefing.about?.startsWith("ack:"));
  const twice = [...Map.groupBy(acks, ({ briefing }) => briefing.about)].filter(([, all]) => all.length > 1);
  const people = new Set(book.replies.map(({ person }) => person));
  const counts = [...people].flatMap((person) => {
    const [told, own] = [
      acks.filter((ack) => ack.person === person).length,
      book.replies.filter((reply) => reply.person === person).length,
    ];
    return told === own ? [] : [`word back: ${person} replied ${own} times and was told ${told} times`];
  });
  return [...twice.map(([about]) => `word back: ${about} came twice`), ...counts];
}

/** Nothing that was to go out is left or lost without a word, and each question that has ended says why. */
async function endFaults({ office, scenario }: World): Promise<string[]> {
  const { outbox, asks } = office.app.store;
  const lost = (await outbox.list({})).filter(({ state }) => !["sent", "expired", "pending"].includes(state));
  const rows = await asks.list({ automation: "launch", endedSince: scenario.from });
  const open = rows.filter(({ endedAt }) => endedAt === undefined);
  const isOver = scenario.launch < scenario.to.slice(0, 10);
  return [
    ...lost.map(({ grant, state, key }) => `lost: ${grant} ${key} is ${state}`),
    ...rows.flatMap(({ key, reason }) => (reason === "" ? [`end: ${key} has no reason`] : [])),
    ...(isOver ? open.map(({ key, person, state }) => `end: ${key} with ${person} is still ${state}`) : []),
  ];
}
