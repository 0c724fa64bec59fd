import type { DraftItem } from "../../core/item.ts";

/** What of a letter says which conversation it belongs to. */
interface Threadable {
  messageId: string;
  /** The Message-ID that its conversation began with, as it says itself; its own where it answers nothing. */
  root: string;
  /** Other letters of the conversation that it names. */
  links: readonly string[];
  /** When it was sent, in milliseconds. */
  atMs: number;
  subject: string;
  /** Addresses of those who take part, the sender's first. */
  people: readonly string[];
}

const REPLY = /^\s*(?:(?:re|aw|antw?|sv|vs|res?|rif|odp|fwd?|wg|tr|rv|enc|doorst|vb|i)(?:\[\d+\])?\s*:\s*)+/i;
const LONGEST_PAUSE_MS = 14 * 24 * 60 * 60 * 1000;

/** The conversation of each letter, in their order: by what they name, and where an answer names nothing, by subject and sender. */
export function findThreads(drafts: readonly DraftItem[]): string[] {
  const letters = drafts.map(threadableOf);
  const parents = new Map<string, string>();
  const join = (a: string, b: string): void => void parents.set(topOf(parents, a), topOf(parents, b));
  for (const letter of letters) for (const link of [letter.root, ...letter.links]) join(letter.messageId, link);
  const byAge = letters.toSorted((a, b) => a.atMs - b.atMs || (a.messageId < b.messageId ? -1 : 1));
  joinBySubject(byAge, join);
  const roots = new Map<string, string>();
  for (const { messageId, root } of byAge) {
    const top = topOf(parents, messageId);
    if (!roots.has(top)) roots.set(top, root);
  }
  return letters.map((letter) => roots.get(topOf(parents, letter.messageId)) ?? letter.root);
}

function threadableOf({ fields, ts, title, actors }: DraftItem): Threadable {
  const { messageId, thread, inReplyTo } = fields;
  const own = String(messageId);
  return {
    messageId: own,
    root: typeof thread === "string" ? thread : own,
    links: typeof inReplyTo === "string" ? [inReplyTo] : [],
    atMs: Date.parse(ts),
    subject: fields["bulk"] === null ? title : "",
    people: actors.flatMap((actor) => actor.email ?? []),
  };
}

/** The one that stands for all that were joined. The way to it is cut short, so that long conversations take no longer. */
function topOf(parents: Map<string, string>, id: string): string {
  let top = id;
  for (let next = parents.get(top); next !== undefined && next !== top; next = parents.get(top)) top = next;
  for (let at = id; at !== top;) {
    const next = parents.get(at) ?? top;
    parents.set(at, top);
    at = next;
  }
  return top;
}

function joinBySubject(byAge: readonly Threadable[], join: (a: string, b: string) => void): void {
  const latest = new Map<string, Threadable[]>();
  for (const letter of byAge) {
    const subject = letter.subject.replace(REPLY, "").trim().toLowerCase();
    if (subject === "") continue;
    const earlier = latest.get(subject) ?? [];
    const isOrphan = letter.root === letter.messageId && letter.links.length === 0 && REPLY.test(letter.subject);
    const answered = isOrphan ? earlier.findLast((other) => isAnsweredBy(other, letter)) : undefined;
    if (answered) join(letter.messageId, answered.messageId);
    // An answer to more than the last few of one subject is a newsletter's.
    latest.set(subject, [...earlier.slice(-20), letter]);
  }
}

/** Everybody writes to the mailbox's owner, so that only who writes now tells whether he was part of it before. */
function isAnsweredBy(earlier: Threadable, letter: Threadable): boolean {
  const [sender] = letter.people;
  return sender !== undefined && earlier.people.includes(sender) && letter.atMs - earlier.atMs <= LONGEST_PAUSE_MS;
}
