import { FORGOTTEN } from "../../lib/mentions.ts";

type Part = Readonly<Record<string, unknown>>;

/** What stands in place of a line. */
const WHOLE = [{ kind: "text", text: FORGOTTEN }];
/** Texts of JSON that could be an id. */
const TEXTS = /"([^"\\]+)"/g;

/** Knows the lines that quote items which go whole, or were made from them. */
export interface Lines {
  /** From now on what rests on this item is told as a whole without it. */
  add(item: string): void;
  /** Whether JSON names one of the items, or a finding that rests on one. */
  quotes(json: string): boolean;
  /** A part of JSON with `(forgotten)` in place of each line that rests on one of the items; parts within it are looked at on their own. */
  told(part: Part | readonly unknown[]): Part | readonly unknown[];
}

/** Lines of briefings, findings, entries of the ledger and citations. */
export function createLines(): Lines {
  const items = new Set<unknown>();
  const findings = new Set<unknown>();

  const isOf = (fact: unknown): boolean => isPart(fact) && items.has(fact["item"]);
  const rests = (span: unknown): boolean =>
    isPart(span) && (isOf(span["fact"]) || (isPart(span["derived"]) && someOf(span["derived"]["from"], isOf)));

  function toldPart(part: Part): Part {
    const { cites, flags, evidence, primary, item, key } = part;
    if (Array.isArray(evidence) && (items.has(primary) || someOf(evidence, isOf))) {
      findings.add(key);
      return { ...part, title: WHOLE, why: WHOLE, action: WHOLE };
    }
    if (someOf(cites, (id) => items.has(id)) || someOf(flags, (flag) => findings.has(flag))) {
      return { ...part, text: WHOLE, ...("short" in part && { short: WHOLE }) };
    }
    if ("lastTitle" in part && findings.has(key)) return { ...part, lastTitle: WHOLE };
    if (!items.has(item)) return part;
    if ("alias" in part) return { alias: part["alias"], item, title: FORGOTTEN };
    return typeof part["value"] === "string" ? { ...part, value: FORGOTTEN } : part;
  }
  return {
    add: (item) => void items.add(item),
    quotes: (json) => items.size > 0 && [...json.matchAll(TEXTS)].some(([, text]) => items.has(text) || findings.has(text)),
    told: (part) => (isPart(part) ? toldPart(part) : someOf(part, rests) ? WHOLE : part),
  };
}

function someOf(list: unknown, test: (member: unknown) => boolean): boolean {
  return Array.isArray(list) && list.some(test);
}

function isPart(value: unknown): value is Part {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
