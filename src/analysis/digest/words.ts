import { findFact, type Fact, type Item } from "../../core/item.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../core/prose.ts";
import type { People } from "../../core/person.ts";
import { countedAs } from "../people.ts";
import type { Merge } from "./merge.ts";

/** How many there are of some items, each counted by its title. */
export function numberOf(items: readonly Item[], unit: string): Span {
  return derived(
    items.length,
    unit,
    items.map((item) => getFact(item, "title")),
  );
}

/** How many different values a fact has among items, counted by one item of each. */
export function distinctOf(facts: readonly Fact[], unit: string): Span {
  const single = new Map(facts.map((each) => [String(each.value).toLowerCase(), each]));
  return derived(single.size, unit, [...single.values()]);
}

/** How many people did this with items, the first of each item. */
export function peopleOf(items: readonly Item[], role: string, people: People): Span {
  const actors = items.flatMap((item) => {
    const actor = item.actors.find((each) => each.role === role && each.name !== "");
    const name = actorFact(item, role);
    return actor === undefined || name === undefined ? [] : [[countedAs(people, actor), name] as const];
  });
  const single = new Map(actors);
  return derived(single.size, role, [...single.values()]);
}

/** The name of the first who did this with an item; undefined where nobody is named. */
export function actorFact(item: Item, role: string): Fact | undefined {
  const index = item.actors.findIndex((actor) => actor.role === role && actor.name !== "");
  return index < 0 ? undefined : getFact(item, `actors.${index}.name`);
}

/** The items that speak for changes. */
export function itemsOfMerges(merges: readonly Merge[]): Item[] {
  return merges.map(({ item }) => item);
}

/** How long something has been so, in days; empty where its item does not tell. */
export function daysSince(item: Item, path: string, asOf: string): Prose {
  const since = findFact(item, path);
  if (typeof since !== "string") return [];
  const days = Math.floor((Date.parse(asOf) - Date.parse(since)) / (24 * 60 * 60 * 1000));
  return days < 1 ? prose`since ${fact(item, path, "instant")}` : prose`for ${derived(days, "day", [getFact(item, path)])}`;
}

/** Its lines, added and removed. */
export function linesOf(item: Item): Span {
  const facts = [getFact(item, "fields.additions"), getFact(item, "fields.deletions")];
  return derived(
    facts.reduce((sum, { value }) => sum + Number(value), 0),
    "line",
    facts,
  );
}
