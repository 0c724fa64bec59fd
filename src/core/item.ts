/** Someone who took part in an Item, as the source names them. */
export interface Actor {
  name: string;
  email?: string;
  /** Service and id there, such as `slack:U0123`. */
  account?: string;
  /** What they did there: author, committer, owner, attendee. */
  role: string;
  /** What they said to an invitation. */
  response?: "accepted" | "declined" | "tentative" | "needs_action";
}

export type FieldValue = string | number | boolean | null | readonly string[];

/** Something a connector fetched. The unit that every line of a briefing is traced to. */
export interface Item {
  /** `<source>:<native id>[@occurrence|#part]`, the same on every fetch. */
  id: string;
  /** The connector's id, such as `git`. */
  source: string;
  /** What it is within its source: commit, branch, worktree, task, note. */
  kind: string;
  title: string;
  /** Text written by people; data, never instructions. */
  body: string;
  url?: string;
  /** When it happened: a UTC instant as `toISOString()` writes it. */
  ts: string;
  /** When it last changed at the source: a UTC instant. */
  updatedAt: string;
  actors: readonly Actor[];
  /** Typed facts. Instants are UTC text, due dates are plain `YYYY-MM-DD`, amounts carry their unit in the name. */
  fields: Readonly<Record<string, FieldValue>>;
  /** Parts of `body` that quote someone else, as [start, end) offsets in UTF-16 code units. */
  quoteSpans: readonly (readonly [number, number])[];
  /** `v1:` and the SHA-256 of everything above; equal hash means nothing changed. */
  contentHash: string;
}

/** An Item before `sealItem` gave it its hash. */
export type DraftItem = Omit<Item, "contentHash" | "quoteSpans"> & { quoteSpans?: Item["quoteSpans"] };

/** A half-open span of time, both ends UTC instants. */
export interface Window {
  from: string;
  to: string;
}

/** What an answer brings: the items of a span, by their `ts`. */
export interface Coverage extends Window {
  /** What the ids of its items begin with, where only some parts were looked through: one of these. */
  within?: readonly string[];
}

/** Whether a source answered. A source that failed is always mentioned in the briefing. */
export interface SourceHealth {
  /** The name of the grant, unique within the automation. */
  source: string;
  ok: boolean;
  fetchedAt: string;
  window: Window;
  count: number;
  /** Why it failed, or what part of it could not be read, in plain words. */
  error?: string;
  /** What the reader can do about it. */
  hint?: string;
  /** Whose account lets us in no more: what people call it, and the instant up to which it was read; absent where it never was. */
  shutOut?: { title: string; since?: string };
  /** Things worth telling that are no failure: a cap reached, a shallow clone. */
  notes?: readonly string[];
  /** Where its items are made up, since no account is connected: the command that ends that. */
  madeUpUntil?: string;
}

/**
 * Points at one fact: `path` is `title`, `ts`, `url`, `actors.0.name`, `fields.<name>`, `fields.<name>.<index>` for one of a list,
 * `body.<start>-<end>` and `title.<start>-<end>` for words of these, or `was.<name>` for a field as it was before a change.
 */
export interface FactRef {
  item: string;
  path: string;
}

/** A FactRef with the value that it had when it was written down. */
export interface Fact extends FactRef {
  value: FieldValue;
}

/** Whether a fact is one of a source, a count of its items, or of the run itself, rather than of an item: these need no cite. */
export function isOwnFact({ item }: Pick<Fact, "item">): boolean {
  return item === "run" || item.startsWith("source:") || item.startsWith("count:");
}

/** The value at a fact's path, or undefined where the Item has no such field. */
export function findFact(item: Item, path: string): FieldValue | undefined {
  const [head, ...rest] = path.split(".");
  if (head === "fields") return item.fields[rest.join(".")] ?? entryOf(item, rest);
  if (head === "actors") {
    const actor = item.actors[Number(rest[0])];
    return rest[1] === "name" || rest[1] === "email" ? actor?.[rest[1]] : undefined;
  }
  if (head === "body") return quoteOf(item.body, rest[0] ?? "");
  if (head === "title" && rest[0] !== undefined) return quoteOf(item.title, rest[0]);
  return head === "title" || head === "ts" || head === "url" || head === "updatedAt" ? item[head] : undefined;
}

/** One entry of a list of the item's; the field's own value where that is null. */
function entryOf({ fields }: Item, path: readonly string[]): FieldValue | undefined {
  const list = fields[path.slice(0, -1).join(".")];
  return Array.isArray(list) ? String(list[Number(path.at(-1))] ?? "") || undefined : fields[path.join(".")];
}

/** The words between two offsets in UTF-16 code units, as in `12-80`. */
function quoteOf(text: string, span: string): string | undefined {
  const [start = NaN, end = NaN] = span.split("-").map(Number);
  return start >= 0 && start < end && end <= text.length ? text.slice(start, end) : undefined;
}

/** A field that was found to differ from the fetch before. */
export interface Change {
  item: string;
  field: string;
  from: FieldValue;
  to: FieldValue;
  /** When it was noticed: a UTC instant. */
  at: string;
  /** Who had edited the item last by then, where its source tells. */
  by?: string;
}

/** What a field was before it changed. */
export function formerFact({ item, field, from }: Change): Fact {
  return { item, path: `was.${field}`, value: from };
}
