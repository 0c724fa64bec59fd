import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { derived, fact, prose, strong, type Prose } from "../../core/prose.ts";
import { capitalised, joined, shown } from "../facts.ts";
import type { Merge } from "../digest/merge.ts";
import { actorFact, itemsOfMerges, numberOf } from "../digest/words.ts";
import { lineOf } from "../reports/finish.ts";
import { more } from "../summary/counted.ts";
import { broughtIn, TOLD_KINDS, type ReleaseParts, type ToldKind } from "./parts.ts";
import { titleOf } from "./title.ts";

/** What came with a merge and is named beside it. */
const MOST_WITHIN = 5;

/** A change as those who use it are told: what is different, its number and, where several people made changes, who made it. */
function changeText(merge: Merge, withNames: boolean): Prose {
  const { item, also } = merge;
  const marks = [...numberText([item, ...also]), ...(withNames ? nameText(item) : [])];
  return prose`${titleOf(item)}${marks.length === 0 ? "" : prose` (${joined(marks, ", ")})`}${withinText(merge)}`;
}

/** What else came with it: one line would keep a fix of security from those who look for it. The gravest first. */
function withinText({ item, also }: Merge): Prose {
  const within = broughtIn({ item, also }).toSorted((a, b) => rankOf(a.kind) - rankOf(b.kind));
  const told = within.slice(0, MOST_WITHIN).map(({ subject }) => prose`“${shown(subject)}”`);
  const rest = within.slice(MOST_WITHIN).map(({ subject }) => subject);
  if (told.length === 0) return [];
  return prose`, with ${joined(rest.length === 0 ? told : [...told, prose`${derived(rest.length, "", rest)} more`], ", ", " and ")}`;
}

function rankOf(kind: ToldKind): number {
  return kind === "security" ? -1 : TOLD_KINDS.indexOf(kind);
}

/** A line for each, up to so many; the rest in one that counts. */
export function changeLines(merges: readonly Merge[], { most, withNames }: { most: number; withNames: boolean }): Bullet[] {
  const told = merges.slice(0, most).map((merge) => lineOf(prose`${changeText(merge, withNames)}.`));
  return [...told, ...more(itemsOfMerges(merges.slice(most))).map((text) => lineOf(prose`${text}.`))];
}

/** Whether more than one person made changes, so that each is worth a name. */
export function hasSeveralAuthors(merges: readonly Merge[]): boolean {
  return new Set(merges.flatMap(({ item, isRoutine }) => (isRoutine ? [] : (actorFact(item, "author")?.value ?? [])))).size > 1;
}

/** What has to be looked at before an upgrade, with the step where somebody wrote it down. */
export function breakingLines(breaking: ReleaseParts["breaking"], withNames: boolean): Bullet[] {
  return breaking.map(({ merge, why }) => {
    const place = why.file === undefined ? [] : prose` (${why.file})`;
    const step =
      why.step === undefined
        ? prose`${why.reason}${place}; no step is written down, so look at it first`
        : prose`${strong("To do")}: ${why.step}`;
    return lineOf(prose`${changeText(merge, withNames)}. ${capitalised(step)}${endsItself(step) ? "" : "."}`);
  });
}

function endsItself(text: Prose): boolean {
  const last = text.at(-1);
  return last?.kind === "fact" && /[.!?]$/.test(String(last.fact.value));
}

/** Who made their first change of all, with it. */
export function newcomerLines(merges: readonly Merge[]): Bullet[] {
  const first = merges.filter(
    ({ item, also, isRoutine }) => !isRoutine && [item, ...also].some((each) => each.fields["newAuthor"] === true),
  );
  const told = first.flatMap(({ item, also }): Prose[] => {
    const name = actorFact(item, "author");
    const number = numberText([item, ...also])[0];
    return name === undefined ? [] : [number === undefined ? [shown(name)] : prose`${shown(name)} (${number})`];
  });
  return told.length === 0 ? [] : [lineOf(prose`${joined(told, ", ", " and ")}.`)];
}

/** What is only counted: pairs that cancel out, updates, and work inside. */
export function besideLines({ undone, routine, inside }: ReleaseParts, withNames: boolean): Bullet[] {
  const pairs = undone.map(({ change }): Prose => changeText(change, withNames));
  return [
    ...(pairs.length === 0 ? [] : [lineOf(prose`Made and taken back, so nothing is different: ${joined(pairs, "; ")}.`)]),
    ...(routine.length === 0 ? [] : [lineOf(prose`${numberOf(itemsOfMerges(routine), "update")} of dependencies or by programs.`)]),
    ...(inside.length === 0
      ? []
      : [
          lineOf(
            prose`${numberOf(itemsOfMerges(inside), "change")} that nobody sees who uses it: tests, documents, checks and order in the code.`,
          ),
        ]),
  ];
}

/** How each change was counted: the numbers add up to all that there are. */
export function countLine({ breaking, told, routine, inside, undone }: ReleaseParts, all: readonly Merge[]): Bullet[] {
  if (all.length === 0) return [];
  const toldOnes = [...breaking.map(({ merge }) => merge), ...Object.values(told).flat()];
  const pairs = undone.flatMap(({ change, by }) => [change, by]);
  const counts: readonly (readonly [readonly Merge[], string])[] = [
    [toldOnes, "told"],
    [routine, "as updates"],
    [pairs, "that cancel out"],
    [inside, "inside"],
  ];
  const parts = counts.flatMap(([merges, word]): Prose[] =>
    merges.length === 0 ? [] : [prose`${numberOf(itemsOfMerges(merges), "")} ${word}`],
  );
  return [{ ...lineOf(prose`${numberOf(itemsOfMerges(all), "change")}, each counted once: ${joined(parts, ", ")}.`), cites: [] }];
}

/** `#12`, by its pull request or by the commit that names one. */
function numberText(items: readonly Item[]): Prose[] {
  for (const item of items) {
    const field = item.kind === "pull_request" ? "number" : "pullRequest";
    if (typeof item.fields[field] === "number") return [prose`#${fact(item, `fields.${field}`)}`];
  }
  return [];
}

function nameText(item: Item): Prose[] {
  const name = actorFact(item, "author");
  return name === undefined ? [] : [[shown(name)]];
}
