import { isOpenAsk } from "../../../src/core/ask.ts";
import { plainDateOf, weekdayOf } from "../../../src/core/work-calendar.ts";
import { readPlan, type Row, type Saying } from "./book.ts";
import type { Member } from "./cast.ts";
import { planPath } from "./definition.ts";
import type { Reached } from "./reached.ts";
import { rosterOf } from "./scenario.ts";
import type { World } from "./simulate.ts";

/** What went against what people were promised, in words; nothing where all is well. */
export async function faultsOf(world: World): Promise<string[]> {
  // A mail server can't be asked whether it has a mail: one in doubt comes again by the same id, which is shown once.
  const reached = world.reached.filter(
    ({ entry: { delivery, key } }, at, all) => delivery !== "email" || all.findIndex((each) => each.entry.key === key) === at,
  );
  const questions = reached.filter(({ briefing }) => briefing.asking !== undefined);
  return [
    ...planFaults(world),
    ...questions.flatMap((question) => hourFaults(question, world)),
    ...tooMany(questions, world),
    ...questions.flatMap((question) => needless(question, questions, world)),
    ...questions.flatMap((question) => unwanted(question, world)),
    ...ackFaults(reached, world),
    ...(await endFaults(world)),
  ];
}

/** The plans say what people said, and nothing else. */
function planFaults({ disk, book, scenario }: World): string[] {
  const rows = scenario.launches.flatMap((launch) => readPlan(disk.read(planPath(launch))));
  const written = new Map(rows.map((row) => [row.key, row]));
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
  const dayOf = ({ person, at }: Reached): string => plainDateOf(at, memberOf(world, person)?.zone ?? "UTC");
  const days = Map.groupBy(questions, (question) => `${question.person} ${dayOf(question)}`);
  const asks = Map.groupBy(
    questions.flatMap(({ briefing }) => briefing.asking?.asks ?? []),
    ({ id }) => id,
  );
  const inWeekBefore = (last: Reached): Reached[] =>
    questions.filter((each) => each.person === last.person && each.at <= last.at && daysBetween(dayOf(each), dayOf(last)) < 7);
  return [
    ...[...days].flatMap(([day, all]) => (all.length > 1 ? [`day: ${all.length} questions to ${day}`] : [])),
    ...questions.flatMap((question) => (inWeekBefore(question).length > 3 ? [`week: ${question.person} at ${question.at}`] : [])),
    ...[...asks.values()].flatMap((all) => (all.length > 3 ? [`item: ${all.length} messages about ${all[0]?.key}`] : [])),
  ];
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / (24 * 60 * 60_000);
}

/** Asked although it was answered, done, or handed over. */
function needless({ person, at, briefing }: Reached, questions: readonly Reached[], { book }: World): string[] {
  const before = book.replies.filter((reply) => reply.at < at);
  return (briefing.asking?.asks ?? []).flatMap(({ id, key }) => {
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
}

/** Asked although they had said that it is enough, or may not be asked, of this launch or any more. */
function unwanted({ person, at, entry }: Reached, { book, scenario }: World): string[] {
  const launch = scenario.launches.find(({ id }) => id === entry.automation);
  const isKnown = launch !== undefined && rosterOf(launch, scenario.members).some(({ key }) => key === person);
  const hasStopped = book.replies.some((reply) => reply.person === person && reply.stops && reply.at < at);
  const hasLeft = book.left.some((each) => each.person === person && each.at < at);
  return [
    ...(isKnown ? [] : [`roster: ${person} was asked by ${entry.automation} at ${at}`]),
    ...(hasStopped ? [`stop: ${person} was asked at ${at}`] : []),
    ...(hasLeft ? [`left: ${person} was asked at ${at}`] : []),
  ];
}

/** Each reply is told once what was made of it; of one that comes too late its writer is told that, if they may still be written to. */
function ackFaults(reached: readonly Reached[], { book, town, reaper }: World): string[] {
  const acks = reached.filter(({ briefing }) => briefing.about?.startsWith("ack:"));
  const twice = [...Map.groupBy(acks, ({ briefing }) => briefing.about)].filter(([, all]) => all.length > 1);
  const people = new Set(book.replies.map(({ person }) => person));
  const counts = [...people].flatMap((person) => {
    const [told, own] = [acks, book.replies].map((all) => all.filter((each) => each.person === person).length);
    return told === own ? [] : [`word back: ${person} replied ${own} times and was told ${told} times`];
  });
  const whispers = town.whispers.filter((text) => text.includes("is over")).length;
  const late = book.late.filter(({ person }) => !book.left.some((each) => each.person === person)).length;
  // A word for the moment is kept nowhere: where the app dies right after it, Slack has it said once more.
  const isSaid = whispers >= late && whispers <= late + reaper.killed.length;
  const unsaid = isSaid ? [] : [`too late: ${late} replies, of which ${whispers} were told so`];
  return [...twice.map(([about]) => `word back: ${about} came twice`), ...counts, ...unsaid];
}

/** Nothing that was to go out is left or lost without a word, and each question that has ended says why. */
async function endFaults({ office, scenario, book }: World): Promise<string[]> {
  const { outbox, asks } = office.app.store;
  const lost = (await outbox.list({})).filter(({ state }) => !["sent", "expired", "pending"].includes(state));
  const rows = await asks.list({ endedSince: scenario.from });
  const gone = new Set([...book.left, ...book.replies.filter(({ stops }) => stops)].map(({ person }) => person));
  const isOver = (automation: string): boolean =>
    scenario.launches.some(({ id, date }) => id === automation && date < scenario.to.slice(0, 10));
  const open = rows.filter((ask) => isOpenAsk(ask) && (isOver(ask.automation) || gone.has(ask.person)));
  return [
    ...lost.map(({ grant, state, key }) => `lost: ${grant} ${key} is ${state}`),
    ...rows.flatMap(({ key, reason }) => (reason === "" ? [`end: ${key} has no reason`] : [])),
    ...open.map(({ key, person, state }) => `end: ${key} with ${person} is still ${state}`),
  ];
}
