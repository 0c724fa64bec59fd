import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import type { Material } from "../../core/ports/agent.ts";
import { derived, prose, type Prose } from "../../core/prose.ts";
import { joined } from "../facts.ts";
import { connectorOf, countFact, kindWords, sourceFact } from "../source.ts";
import { counted } from "./counted.ts";

/**
 * How many items of each kind are new or have changed, for a source that nobody tells in its own words; `news` is not empty. The source is
 * called as the definition does, unless there is a better `name`.
 */
export function summariseAny(source: string, news: readonly Item[], material: Material, name: Prose = nameOf(source, material)): Bullet[] {
  const kinds = [...Map.groupBy(news, (item) => item.kind)];
  const isFirst = material.earlier === undefined;
  const counts = isFirst
    ? kinds.map(([kind, items]) => total(source, kind, items))
    : kinds.flatMap(([kind, items]) => changes(kind, items, material));
  const text = isFirst ? prose`${name}: read ${joined(counts, ", ", " and ")}.` : prose`${name}: ${joined(counts, ", ", " and ")}.`;
  return [{ kind: "fact", text, cites: isFirst ? [] : news.slice(0, 1).map((item) => item.id), flags: [], short: text }];
}

function total(source: string, kind: string, items: readonly Item[]): Prose {
  return [derived(items.length, kindWords(kind), [countFact(source, kind, items.length)])];
}

function changes(kind: string, items: readonly Item[], { earlier = [] }: Material): Prose[] {
  const known = new Set(earlier.map((item) => item.id));
  const fresh = items.filter((item) => !known.has(item.id));
  const changed = items.filter((item) => known.has(item.id));
  return [
    ...(fresh.length > 0 ? [counted(fresh, `new ${kindWords(kind)}`)] : []),
    ...(changed.length > 0 ? [counted(changed, `changed ${kindWords(kind)}`)] : []),
  ];
}

function nameOf(source: string, { sources }: Material): Prose {
  const health = sources.find((each) => connectorOf(each.source) === source);
  if (health === undefined) return prose`${source}`;
  return [{ kind: "fact", fact: sourceFact(health, "source", health.source), form: "text", strong: true }];
}
