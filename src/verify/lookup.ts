import type { Briefing } from "../core/briefing.ts";
import type { JudgedFinding } from "../core/finding.ts";
import { findFact, formerFact, type Fact, type FieldValue, type Item, type SourceHealth } from "../core/item.ts";
import { knowNames, type KnownNames } from "./names.ts";
import type { Evidence } from "./violation.ts";

/** Evidence, indexed once for all checks. */
export interface Lookup {
  evidence: Evidence;
  briefing: Briefing;
  items: ReadonlyMap<string, Item>;
  judged: ReadonlyMap<string, JudgedFinding>;
  /** Findings by what they are about. */
  judgedOf: ReadonlyMap<string, readonly JudgedFinding[]>;
  names: KnownNames;
}

/** Indexes the evidence of a briefing. */
export function lookUp(briefing: Briefing, evidence: Evidence): Lookup {
  return {
    evidence,
    briefing,
    items: new Map([...evidence.gone, ...evidence.items].map((item) => [item.id, item])),
    judged: new Map(evidence.judged.map((each) => [each.finding.key, each])),
    judgedOf: Map.groupBy(evidence.judged, ({ finding }) => finding.primary),
    names: knowNames(evidence.people, evidence.items),
  };
}

/** Whether a fact has the value that its item has. A text may be cut, with an ellipsis in place of the rest. */
export function holds(fact: Fact, lookup: Lookup): boolean {
  const item = lookup.items.get(fact.item);
  const actual = item ? findFact(item, fact.path) : ownValue(fact, lookup);
  if (actual === undefined) return wasOnce(fact, lookup.evidence);
  return same(actual, fact.value) || isCutFrom(fact.value, actual);
}

/** Whether something was so at an earlier look. */
function wasOnce({ item, path, value }: Fact, { changes = [] }: Evidence): boolean {
  const former = changes.filter((change) => change.item === item).map(formerFact);
  return former.some((fact) => fact.path === path && same(fact.value, value));
}

function ownValue({ item, path }: Fact, { evidence, items, briefing }: Lookup): FieldValue | undefined {
  const [kind, name] = splitAt(item, ":");
  if (item === "run") return path === "since" ? evidence.since : path === "automation" ? briefing.automation : undefined;
  const gone = new Set(evidence.gone.map((each) => each.id));
  const counted = [...items.values()].filter((each) => each.source === name && !gone.has(each.id));
  if (kind === "count") return countOf(counted, path);
  const health = kind === "source" ? evidence.sources.find((each) => each.source === name) : undefined;
  return health && healthValue(health, path);
}

function healthValue(health: SourceHealth, path: string): FieldValue | undefined {
  const [head, rest] = splitAt(path, ".");
  if (head === "window") return rest === "from" || rest === "to" ? health.window[rest] : undefined;
  if (head === "shutOut") return rest === "title" || rest === "since" ? health.shutOut?.[rest] : undefined;
  if (head === "notes") return health.notes?.[Number(rest)];
  return head === "source" || head === "error" || head === "hint" || head === "fetchedAt" || head === "count" ? health[head] : undefined;
}

/** All of them for an empty path, those of a kind, those of a kind with a field's value, or the values of a field. */
function countOf(items: readonly Item[], path: string): number {
  const [head, rest] = splitAt(path, ".");
  if (head === "distinct") return new Set(items.flatMap((item) => item.fields[rest] ?? [])).size;
  const [field, value] = splitAt(rest, "=");
  return items.filter((item) => (head === "" || item.kind === head) && (field === "" || String(item.fields[field]) === value)).length;
}

/** What stands before the first separator and behind it. */
function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
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
