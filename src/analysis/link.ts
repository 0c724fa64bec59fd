import { instancesIn } from "../core/kinds/instance.ts";
import { mailIn } from "../core/kinds/mail.ts";
import type { Item } from "../core/item.ts";

/** What was gathered, each thing once. */
export interface Linked {
  /** One Item for each thing, in the order of what was gathered. */
  items: readonly Item[];
  /** Ids of the Items that show the same thing in another service or calendar, or speak of it by its link, by the id of the one above. */
  elsewhere: ReadonlyMap<string, readonly string[]>;
  /** The id of the one above that stands for it, by the id of each that is not there because of that. */
  standIns: ReadonlyMap<string, string>;
}

/** Places beyond these are no better evidence. */
const MOST_PLACES = 2;
/** What people pass on by its link. */
const PASSED_ON: ReadonlySet<string> = new Set(["pull_request", "issue", "rollout", "release", "document", "message", "instance"]);
const LINK = /https?:\/\/[^\s<>"'`)\]}|]+/g;
/** A link may lead deeper into the thing: `…/pull/12/files`. */
const DEEPEST = 2;

/** Read once for each list, since analysis and briefing both ask. */
const known = new WeakMap<readonly Item[], Linked>();

/**
 * Brings together what several services show of one thing: the same letter in two mailboxes, the same date in two calendars, a pull request
 * and the message that links to it. Pure; the same Items in any order are linked in the same way.
 */
export function link(items: readonly Item[]): Linked {
  const found = known.get(items) ?? linkAnew(items);
  known.set(items, found);
  return found;
}

function linkAnew(gathered: readonly Item[]): Linked {
  // Two grants may read the same thing; it is still one thing.
  const unique = [...new Map(gathered.map((item) => [item.id, item])).values()];
  const names = namesOf(unique);
  const things = Map.groupBy(unique, ({ id }) => names.get(id) ?? id);
  const shown = new Map([...things].map(([name, same]) => [name, same.toSorted(byRichness)]));
  const items = unique.filter(({ id }) => shown.get(names.get(id) ?? id)?.[0]?.id === id);
  const twins = new Map([...shown.values()].flatMap(([first, ...others]) => (first ? [[first.id, idsOf(others)] as const] : [])));
  const speakers = speakersOf(items);
  const elsewhere = items.map(({ id }) => [id, [...(twins.get(id) ?? []), ...(speakers.get(id) ?? [])].slice(0, MOST_PLACES)] as const);
  const standIns = [...twins].flatMap(([id, others]) => others.map((other) => [other, id] as const));
  return { items, elsewhere: new Map(elsewhere.filter(([, places]) => places.length > 0)), standIns: new Map(standIns) };
}

/**
 * What a thing is called whichever service shows it, by the id of its Item. Whoever got a letter knows its Message-ID and may use it again:
 * the same letter has the same sender, time and subject, too.
 */
function namesOf(items: readonly Item[]): Map<string, string> {
  return new Map([
    ...mailIn(items).map(({ item, messageId }) => [item.id, ["mail", messageId, senderOf(item), item.ts, item.title].join("\n")] as const),
    ...instancesIn(items).map(({ item, uid, start }) => [item.id, `instance ${uid} ${start}`] as const),
  ]);
}

function senderOf({ actors }: Item): string {
  return actors.find(({ role }) => role === "from")?.email?.toLowerCase() ?? "";
}

/** The calendar that knows who comes tells more than one that only shows the time. */
function byRichness(a: Item, b: Item): number {
  return b.actors.length - a.actors.length || (a.id < b.id ? -1 : 1);
}

function idsOf(items: readonly Item[]): string[] {
  return items.map(({ id }) => id);
}

/** Who speaks of a thing by its link, the latest first. */
function speakersOf(items: readonly Item[]): Map<string, string[]> {
  const addressed = items.flatMap(({ id, kind, url }) => (url !== undefined && PASSED_ON.has(kind) ? [[addressOf(url), id] as const] : []));
  const byAddress = new Map(addressed);
  const speakers = new Map<string, string[]>();
  if (byAddress.size === 0) return speakers;
  for (const item of items.toSorted((a, b) => b.ts.localeCompare(a.ts) || (a.id < b.id ? -1 : 1))) {
    for (const id of spokenOf(item, byAddress)) speakers.set(id, [...(speakers.get(id) ?? []), item.id]);
  }
  return speakers;
}

function spokenOf({ id: own, body }: Item, byAddress: ReadonlyMap<string, string>): Set<string> {
  const found = [...body.matchAll(LINK)].flatMap(([link]) => findThing(link, byAddress) ?? []);
  return new Set(found.filter((id) => id !== own));
}

function findThing(link: string, byAddress: ReadonlyMap<string, string>): string | undefined {
  let address = addressOf(link);
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    const id = byAddress.get(address);
    if (id !== undefined) return id;
    address = address.slice(0, Math.max(address.lastIndexOf("/"), 0));
  }
  return undefined;
}

/** A link without what does not change where it leads. Google's calendar tells its events apart by what stands behind the question mark. */
function addressOf(link: string): string {
  const [plain = link] = link.split("#");
  const address = plain.includes("eid=") ? plain : (plain.split("?")[0] ?? plain);
  return address.replace(/[/.,;:!]+$/, "");
}
