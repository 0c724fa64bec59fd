import type { Briefing } from "../core/briefing.ts";
import type { JudgedFinding } from "../core/finding.ts";
import { findFact, type Fact, type FieldValue, type Item } from "../core/item.ts";
import type { Evidence } from "./violation.ts";

/** Evidence, indexed once for all checks. */
export interface Lookup {
  evidence: Evidence;
  briefing: Briefing;
  items: ReadonlyMap<string, Item>;
  judged: ReadonlyMap<string, JudgedFinding>;
  names: readonly KnownName[];
}

/** Somebody's name, and the forms in which a sentence may use it. */
export interface KnownName {
  full: string;
  forms: readonly string[];
}

const SHORTEST_NAME = 3;

/** Indexes the evidence of a briefing. */
export function lookUp(briefing: Briefing, evidence: Evidence): Lookup {
  return {
    evidence,
    briefing,
    items: new Map(evidence.items.map((item) => [item.id, item])),
    judged: new Map(evidence.judged.map((each) => [each.finding.key, each])),
    names: namesOf(evidence),
  };
}

/** First names only of people who are configured: an author's may be any word. */
function namesOf({ people, items }: Evidence): KnownName[] {
  const configured = people.all.map(({ name }) => ({ full: name, forms: [...new Set([name, name.split(" ")[0] ?? name])] }));
  const authors = new Set(items.flatMap((item) => item.actors.map((actor) => actor.name)).filter((name) => name.includes(" ")));
  const all = [...configured, ...[...authors].map((name) => ({ full: name, forms: [name] }))];
  return all.map(({ full, forms }) => ({ full, forms: forms.filter((form) => form.length >= SHORTEST_NAME) }));
}

/** Whether a fact is one of a source or of the run itself, which need no cite. */
export function isOwnFact({ item }: Pick<Fact, "item">): boolean {
  return item === "run" || item.startsWith("source:");
}

/** Whether a fact has the value that its item has. A text may be cut, with an ellipsis in place of the rest. */
export function holds(fact: Fact, { items, evidence }: Lookup): boolean {
  const item = items.get(fact.item);
  const actual = item ? findFact(item, fact.path) : ownValue(fact, evidence);
  return actual !== undefined && (same(actual, fact.value) || isCutFrom(fact.value, actual));
}

function ownValue({ item, path }: Fact, { sources, since }: Evidence): FieldValue | undefined {
  if (item === "run") return path === "since" ? since : undefined;
  const health = sources.find((each) => `source:${each.source}` === item);
  if (health === undefined) return undefined;
  const [head, rest] = path.split(".");
  if (head === "window") return rest === "from" || rest === "to" ? health.window[rest] : undefined;
  if (head === "notes") return health.notes?.[Number(rest)];
  return head === "source" || head === "error" || head === "hint" || head === "fetchedAt" || head === "count" ? health[head] : undefined;
}

function same(a: FieldValue, b: FieldValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether a text is the beginning of another, with an ellipsis in place of the rest. */
export function isCutFrom(shown: FieldValue, actual: FieldValue): boolean {
  if (typeof shown !== "string" || typeof actual !== "string" || !shown.endsWith("…")) return false;
  const kept = shown.slice(0, -1);
  return kept.length >= 10 && actual.length > kept.length && actual.startsWith(kept);
}
