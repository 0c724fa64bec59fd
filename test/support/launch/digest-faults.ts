import { findDigests, isEarly, withSilentDays, type Digest } from "./digests.ts";
import type { Launch } from "./scenario.ts";
import type { World } from "./simulate.ts";

const LEAVES_MS = 12 * 60_000;
/** What is said is heard a minute later, together with what else is said by then; Slack tells again what it could not. */
const HEARD_MS = 12 * 60_000;
const WORDS: Readonly<Record<string, string>> = {
  done: "done",
  on_track: "on track",
  at_risk: "at risk",
  blocked: "blocked",
  not_started: "not started",
  dropped: "dropped",
  reassigned: "has it now",
};

/** What digests said that was not so at their time, or did not say; and how many were held against the truth. */
export async function digestFaultsOf(world: World): Promise<{ held: number; faults: string[] }> {
  const digests = await findDigests(world);
  const faults = world.scenario.launches.flatMap((launch) => {
    const own = withSilentDays(digests, world, launch);
    return own.flatMap((digest, index) => {
      const found = [
        ...(isEarly(digest) ? ["was told before its time"] : []),
        ...countFaults(digest, launch, world),
        ...waitingFaults(digest, pageOfDay(digest, own.slice(0, index)), launch, world),
        ...saidFaults(digest, own.slice(0, index), launch, world),
      ];
      return found.map((fault) => `digest of ${launch.id}, ${digest.asOf}: ${fault}`);
    });
  });
  return { held: digests.length, faults };
}

/** What its reader has in front of them: the thread of a day tells nothing twice. */
function pageOfDay({ asOf, text }: Digest, before: readonly Digest[]): string {
  const above = before.filter((digest) => digest.asOf.slice(0, 10) === asOf.slice(0, 10)).map((digest) => digest.text);
  return [...above, text].join("\n");
}

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

/** How many tasks are done, at risk and blocked, as people had said by then. */
function countFaults({ asOf, head }: Digest, { tasks }: Launch, { book }: World): string[] {
  if (head === "") return [];
  const own = new Set(tasks.map(({ key }) => key));
  const count = (status: string, at: string): number => book.rows(at).filter((row) => own.has(row.key) && row.status === status).length;
  const told = (word: string): number => Number(new RegExp(`(\\d+)(?: of \\d+ tasks)? ${word}`).exec(head)?.[1] ?? 0);
  return ["done", "at risk", "blocked"].flatMap((word) => {
    const [expected, before] = [asOf, later(asOf, -HEARD_MS)].map((at) => count(word.replace(" ", "_"), at));
    return told(word) === expected || told(word) === before ? [] : [`expected ${expected} ${word}, got ${told(word)}`];
  });
}

/** Who was asked and has not answered, in a line with what about; nobody else is. */
function waitingFaults({ asOf, text }: Digest, page: string, launch: Launch, world: World): string[] {
  const [expected, got, above] = [openWith(asOf, launch, world), shownWaiting(text, launch), shownWaiting(page, launch)];
  const missing = [...expected].filter((each) => !above.has(each) && !isToldSilent(each, page));
  // What was decided to be asked leaves within ten minutes, and what was said just before is heard after.
  const around = [openWith(later(asOf, LEAVES_MS), launch, world), openWith(later(asOf, -HEARD_MS), launch, world)];
  const surplus = [...got].filter((each) => !expected.has(each) && !around.some((open) => open.has(each)));
  return [
    ...(missing.length > toldBefore(page) ? missing.map((each) => `does not say that ${each} was not answered`) : []),
    ...surplus.map((each) => `says that ${each} waits`),
  ];
}

/** `• Eli Brook, since Mon 30 Nov 10:04: *Status page*, *On-call plan*.` */
function shownWaiting(text: string, { tasks }: Launch): Set<string> {
  const lines = text.split("\n").filter((line) => /^• .+, since /.test(line));
  const names = lines.flatMap((line) => {
    const name = /^• (.+?), since /.exec(line)?.[1] ?? "";
    return tasks.flatMap(({ title }) => (line.includes(`*${title}*`) ? [`${name}: ${title}`] : []));
  });
  return new Set(names);
}

function isToldSilent(each: string, text: string): boolean {
  const [name = "", title = ""] = each.split(": ");
  return text.includes(`*${title}*: no reply from ${name}`);
}

/** How many of those that were silent on a day before are counted. */
function toldBefore(text: string): number {
  return Number(/(\d+) others? told before (?:is|are) still without an answer/.exec(text)?.[1] ?? 0);
}

/** By who was written to and who wrote, of tasks that are not over: `Eli Brook: Status page`. */
function openWith(asOf: string, { id, tasks }: Launch, { book, reached, scenario }: World): Set<string> {
  const over = new Set(book.rows(asOf).flatMap(({ key, status }) => (["done", "dropped"].includes(status) ? [key] : [])));
  const asked = reached.filter(({ at, entry }) => at <= asOf && entry.automation === id);
  const open = asked.flatMap(({ person, at, briefing }) => (briefing.asking?.asks ?? []).map(({ key }) => ({ person, key, at })));
  const last = [...new Map(open.map((each) => [`${each.person} ${each.key}`, each])).values()];
  const isNews = ({ at }: { at: string }, since: string): boolean => at >= since && at <= asOf;
  const waiting = last.filter(({ person, key, at: since }) => {
    const own = book.replies.filter((reply) => reply.person === person && isNews(reply, since));
    const isAnswered = own.some(({ stops, says }) => stops === true || says.some((saying) => saying.key === key));
    const isMoved = book.edits.some((edit) => edit.key === key && isNews(edit, since));
    const hasLeft = book.left.some((each) => each.person === person && each.at <= asOf);
    return !isAnswered && !isMoved && !hasLeft && !over.has(key);
  });
  const nameOf = (person: string): string => scenario.members.find(({ key }) => key === person)?.name ?? person;
  return new Set(waiting.map(({ person, key }) => `${nameOf(person)}: ${tasks.find((task) => task.key === key)?.title ?? key}`));
}

/** What people said since the digest before, the last word of each task; what was said right before that one may have been told by now. */
function saidFaults({ asOf, text }: Digest, before: readonly Digest[], { tasks }: Launch, { book, scenario }: World): string[] {
  const last = before.at(-1);
  const since = last === undefined ? "" : later(last.asOf, -HEARD_MS);
  const fresh = book.replies.filter(({ at }) => at > since && at <= later(asOf, -HEARD_MS));
  const words = new Map(fresh.flatMap(({ person, at, says }) => says.map((saying) => [saying.key, { ...saying, person, at }] as const)));
  return [...words.values()].flatMap(({ key, status, person, at }) => {
    const title = tasks.find((task) => task.key === key)?.title;
    const name = scenario.members.find((member) => member.key === person)?.name ?? person;
    const word = WORDS[status] ?? status;
    const pages = [...before.filter((digest) => digest.asOf >= at).map((digest) => digest.text), text];
    const isTold = pages.some((page) => saysOf(page, [`*${title}*`, word, name]));
    return title === undefined || isTold ? [] : [`does not say that ${name} said ${title} is ${word}`];
  });
}

/** Whether all of these stand in one line. */
function saysOf(page: string, words: readonly string[]): boolean {
  return page.split("\n").some((line) => words.every((word) => line.includes(word)));
}
