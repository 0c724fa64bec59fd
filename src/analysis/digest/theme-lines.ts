import type { Bullet } from "../../core/briefing.ts";
import type { People } from "../../core/person.ts";
import { fact, getFact, prose, strong, type Prose, type Span } from "../../core/prose.ts";
import { joined } from "../facts.ts";
import { lineOf } from "../reports/finish.ts";
import { telling } from "../summary/git-subjects.ts";
import { more } from "../summary/counted.ts";
import type { Theme } from "./themes.ts";
import type { Week } from "./week.ts";
import { actorFact, distinctOf, itemsOfMerges, numberOf, peopleOf } from "./words.ts";

/** Themes told one by one; those of fewer changes share a line. */
export const MOST_THEMES = 7;

/** What was shipped, a line for each theme: its changes that tell most, the rest counted. */
export function shippedLines(themes: readonly Theme[], { most, titles }: { most: number; titles: number }): Bullet[] {
  const named = themes.filter(({ name }) => name !== undefined);
  const told = named.slice(0, named.length > most ? most - 1 : most);
  const rest = themes.filter((theme) => !told.includes(theme)).flatMap(({ members }) => members);
  const other = rest.length === 0 ? [] : [themeLine(told.length === 0 ? undefined : strong("Others"), itemsOfMerges(rest), titles)];
  return [...told.map(({ name, members }) => themeLine(strong(titleOf(name)), itemsOfMerges(members), titles)), ...other];
}

function themeLine(name: Span | undefined, items: Parameters<typeof telling>[0], most: number): Bullet {
  const told = telling(items, most);
  const ids = new Set(told.map(({ id }) => id));
  const titles = told.map((item): Prose => [fact(item, "title")]);
  const list = joined([...titles, ...more(items.filter(({ id }) => !ids.has(id)))], "; ");
  return lineOf(name === undefined ? prose`${list}.` : prose`${name}: ${list}.`);
}

/** `Most of it in Checkout (12 changes) and Search (9).` */
export function focusLine(themes: readonly Theme[]): Bullet[] {
  const named = themes.filter(({ name }) => name !== undefined).slice(0, 2);
  const parts = named.map(({ name, members }, index): Prose => {
    const number = numberOf(itemsOfMerges(members), index === 0 ? "change" : "");
    return prose`${strong(titleOf(name))} (${number})`;
  });
  return parts.length === 0 ? [] : [lineOf(prose`Most of it in ${joined(parts, ", ", " and ")}.`)];
}

/** What came to nothing, and what is only counted. */
export function besideLines({ routine, undone }: Week): Bullet[] {
  const cancelled = undone.slice(0, 2).map(({ change }): Prose => [fact(change.item, "title")]);
  const net =
    undone.length === 0
      ? []
      : [
          lineOf(
            prose`Made and taken back, net zero: ${joined([...cancelled, ...more(undone.slice(2).map(({ change }) => change.item))], "; ")}.`,
          ),
        ];
  const updates =
    routine.length === 0 ? [] : [lineOf(prose`${numberOf(itemsOfMerges(routine), "routine update")} by bots or of dependencies.`)];
  return [...net, ...updates];
}

/** `38 changes by 7 authors in 2 repositories`. */
export function volumeOf(week: Week, all: readonly Week["shipped"][number][], people: People): Prose {
  const items = itemsOfMerges(all);
  const authored = itemsOfMerges(week.shipped).filter((item) => actorFact(item, "author") !== undefined);
  // A push without a pull request knows its repository by its folder only.
  const folders = new Set(all.flatMap(({ pull }) => pull?.repository.split("/").at(-1) ?? []));
  const known = all.filter(({ pull, repository }) => pull !== undefined || !folders.has(repository));
  const repositories = distinctOf(
    itemsOfMerges(known).map((item) => getFact(item, "fields.repository")),
    "repository",
  );
  const by = authored.length === 0 ? [] : prose` by ${peopleOf(authored, "author", people)}`;
  return prose`${numberOf(items, "change")} merged in the last week${by} in ${repositories}`;
}

/** How each merged change was counted: by theme, as routine, or in a pair that came to nothing. */
export function countLine(week: Week, all: readonly Week["shipped"][number][]): Bullet[] {
  if (all.length === 0) return [];
  const parts: Prose[] = [prose`${numberOf(itemsOfMerges(week.shipped), "")} by theme`];
  if (week.routine.length > 0) parts.push(prose`${numberOf(itemsOfMerges(week.routine), "")} as routine`);
  const pairs = week.undone.flatMap(({ change, by }) => [change.item, by.item]);
  if (pairs.length > 0) parts.push(prose`${numberOf(pairs, "")} that cancel out`);
  return [{ ...lineOf(prose`${numberOf(itemsOfMerges(all), "merged change")}, each counted once: ${joined(parts, ", ")}.`), cites: [] }];
}

function titleOf(name = ""): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
