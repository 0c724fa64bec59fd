import type { Reached, World } from "./simulate.ts";

const LEAVES_MS = 12 * 60_000;
/** What is said is heard a minute later, together with what else is said by then; what comes by mail is found in ten. */
const HEARD_MS = 12 * 60_000;
const WORDS: Readonly<Record<string, string>> = {
  done: "done",
  on_track: "on track",
  at_risk: "at risk",
  blocked: "blocked",
  not_started: "not started",
  dropped: "dropped",
};

/** A digest as its reader had it in front of them. */
interface Digest {
  /** What it speaks of is as of this instant. */
  asOf: string;
  head: string;
  text: string;
}

/** What digests said that was not so at their time, or did not say; and how many were held against the truth. */
export async function digestFaultsOf(world: World): Promise<{ held: number; faults: string[] }> {
  const reached = await world.reached();
  const digests = await digestsOf(world);
  const faults = digests.flatMap((digest, index) => {
    const since = digests[index - 1]?.asOf ?? "";
    // What a thread tells already is not told again below it.
    const above = digests.slice(0, index).filter(({ asOf }) => asOf.slice(0, 10) === digest.asOf.slice(0, 10));
    const waiting = waitingFaults(digest, above, reached, world);
    return [...countFaults(digest, world), ...waiting, ...saidFaults(digest, since, world)];
  });
  return { held: digests.length, faults };
}

/** Every text that Sam was shown, with what hangs below it. */
async function digestsOf({ town, office }: World): Promise<Digest[]> {
  const shown = town.editions.filter(({ to }) => to === "USAM");
  const { outbox, documents } = office.app.store;
  const byKey = Map.groupBy(shown, ({ metadata }) => metadata.event_payload.key);
  const all = [...byKey].map(async ([key, parts]): Promise<Digest> => {
    const entry = await outbox.find(key);
    const { asOf } = await documents.get<{ asOf: string }>(entry?.briefing ?? "");
    return { asOf, head: textIn(parts.filter(({ thread }) => thread === undefined)), text: textIn(parts) };
  });
  return (await Promise.all(all)).toSorted((a, b) => a.asOf.localeCompare(b.asOf));
}

function textIn(parts: readonly { blocks: readonly unknown[] }[]): string {
  const found = parts.flatMap(({ blocks }) => [...JSON.stringify(blocks).matchAll(/"text":("(?:[^"\\]|\\.)*")/g)]);
  return found.map(([, text = ""]) => String(JSON.parse(text))).join("\n");
}

/** How many tasks are done, at risk and blocked, as people had said by then. */
function countFaults({ asOf, head }: Digest, { book }: World): string[] {
  const count = (status: string, at: string): number => book.rows(at).filter((row) => row.status === status).length;
  const told = (word: string): number => Number(new RegExp(`(\\d+)(?: of \\d+ tasks)? ${word}`).exec(head)?.[1] ?? 0);
  return ["done", "at risk", "blocked"].flatMap((word) => {
    const [expected, before] = [asOf, later(asOf, -HEARD_MS)].map((at) => count(word.replace(" ", "_"), at));
    return told(word) === expected || told(word) === before ? [] : [`digest of ${asOf}: expected ${expected} ${word}, got ${told(word)}`];
  });
}

/** Who was asked and has not answered, in a line with what about; nobody else is. */
function waitingFaults({ asOf, text }: Digest, above: readonly Digest[], reached: readonly Reached[], world: World): string[] {
  const [expected, got] = [openWith(asOf, reached, world), waitingIn(text, world)];
  const earlier = new Set(above.flatMap((digest) => [...waitingIn(digest.text, world)]));
  const missing = [...expected].filter((each) => !got.has(each) && !earlier.has(each) && !isGivenUp(each, text));
  // What was decided to be asked leaves within ten minutes, and what was said just before is heard after.
  const around = [openWith(later(asOf, LEAVES_MS), reached, world), openWith(later(asOf, -HEARD_MS), reached, world)];
  const surplus = [...got].filter((each) => !expected.has(each) && !around.some((open) => open.has(each)));
  return [
    ...missing.map((each) => `digest of ${asOf}: does not say that ${each} was not answered`),
    ...surplus.map((each) => `digest of ${asOf}: says that ${each} waits`),
  ];
}

function waitingIn(text: string, world: World): Set<string> {
  const lines = text.split("\n").filter((line) => /^• .+, since /.test(line));
  return new Set(
    lines.flatMap((line) => {
      const name = /^• (.+?), since /.exec(line)?.[1] ?? "";
      return world.scenario.tasks.flatMap(({ title }) => (line.includes(`*${title}*`) ? `${name}: ${title}` : []));
    }),
  );
}

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

/** Told as silent, today or before. */
function isGivenUp(each: string, text: string): boolean {
  const [name = "", title = ""] = each.split(": ");
  return text.includes(`*${title}*: no reply from ${name}`) || /told before (?:is|are) still without an answer/.test(text);
}

/** By who was written to and who wrote, of tasks that are not over. */
function openWith(asOf: string, reached: readonly Reached[], { book, scenario }: World): Set<string> {
  const over = new Set(book.rows(asOf).flatMap(({ key, status }) => (["done", "dropped"].includes(status) ? [key] : [])));
  const open = new Map<string, string>();
  for (const { person, at, briefing } of reached) {
    if (at > asOf) break;
    for (const { key } of briefing.asking?.asks ?? []) open.set(`${person} ${key}`, at);
  }
  const names = [...open].filter(([mark, at]) => {
    const [person = "", key = ""] = mark.split(" ");
    const isAnswered = book.replies.some(
      (reply) =>
        reply.at >= at && reply.at <= asOf && reply.person === person && (reply.stops || reply.says.some((saying) => saying.key === key)),
    );
    const isMoved = book.edits.some((edit) => edit.key === key && edit.at >= at && edit.at <= asOf);
    return !isAnswered && !isMoved && !over.has(key);
  });
  return new Set(
    names.map(([mark]) => {
      const [person, key] = mark.split(" ");
      return `${scenario.members.find((member) => member.key === person)?.name}: ${scenario.tasks.find((task) => task.key === key)?.title}`;
    }),
  );
}

/** What people said since the digest before, the last word of each task. */
function saidFaults({ asOf, text }: Digest, since: string, { book, scenario }: World): string[] {
  const fresh = book.replies.filter(({ at }) => at > since && at <= later(asOf, -HEARD_MS));
  const last = new Map(fresh.flatMap(({ person, says }) => says.map((saying) => [saying.key, { ...saying, person }] as const)));
  return [...last.values()].flatMap(({ key, status, person }) => {
    const title = scenario.tasks.find((task) => task.key === key)?.title ?? key;
    const name = scenario.members.find((member) => member.key === person)?.name ?? person;
    const word = status === "reassigned" ? "has it now" : (WORDS[status] ?? status);
    const isTold = text.split("\n").some((line) => line.includes(`*${title}*`) && line.includes(word) && line.includes(name));
    return isTold ? [] : [`digest of ${asOf}: does not say that ${name} said ${title} is ${word}`];
  });
}
