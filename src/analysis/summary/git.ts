import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../core/prose.ts";
import { factsIn, itemsIn, joined } from "../facts.ts";
import { numberField } from "../rules/git/items.ts";
import { telling } from "./git-subjects.ts";
import type { Summarise } from "./summary.ts";

/** Repositories told one by one; the others share a line. */
const MOST_REPOSITORIES = 4;
const HAPPENINGS: ReadonlySet<string> = new Set(["commit", "tally", "tag", "todo"]);
const MOST_NAMES = 3;
const MOST_TAGS = 3;
const MOST_TODOS = 2;
/** A line keeps the facts that it counts, so it counts no further than this. */
const MOST_COUNTED = 100;
/** Fewer commits than this have no centre. */
const FEWEST_FOR_FOLDER = 5;

/** What was committed, released and left to do: a line or a few for each repository, the busiest first. */
export const summariseGit: Summarise = (news, material) => {
  // A note that was there uncommitted is no news once it moves or is committed.
  const known = new Set(material.earlier?.map((item) => item.id));
  const happened = news.filter((item) => HAPPENINGS.has(item.kind) && !known.has(item.id));
  const groups = [...Map.groupBy(happened, (item) => item.fields["repositoryId"]).values()];
  const ranked = groups.toSorted((a, b) => b.length - a.length);
  const most = ranked.length > MOST_REPOSITORIES ? MOST_REPOSITORIES - 1 : MOST_REPOSITORIES;
  const subjects = ranked.length === 1 ? 4 : 2;
  return [...ranked.slice(0, most).flatMap((group) => tell(group, subjects)), ...rest(ranked.slice(most))];
};

function tell(items: readonly Item[], subjects: number): Bullet[] {
  const of = (kind: string): Item[] => items.filter((item) => item.kind === kind);
  const commits = of("commit");
  const tally = of("tally")[0];
  return [...released(of("tag")), ...(tally === undefined ? quiet(commits) : committed(tally, commits, subjects)), ...leftToDo(of("todo"))];
}

/** `shop: 12 commits, 9 by Ann and Ben, 3 by bots, mostly in src/cart: Add coupons; Speed up search; 7 more.` */
function committed(tally: Item, commits: readonly Item[], most: number): Bullet[] {
  const human = commits.filter((commit) => commit.fields["bot"] !== true);
  const told = telling(human, most);
  const ids = new Set(told.map((commit) => commit.id));
  const subjects = [...told.map((commit): Prose => [fact(commit, "title")]), ...more(human.filter((commit) => !ids.has(commit.id)))];
  const count = derived(numberField(tally, "commits"), "commit", [getFact(tally, "fields.commits")]);
  const list = told.length > 0 ? prose`: ${joined(subjects, "; ")}` : [];
  return [bullet(prose`${name(commits[0] ?? tally)}: ${count}${byWhom(tally, byPeople([...human, ...told]))}${where(human)}${list}.`)];
}

/** Updates by programs are one number, whatever they updated. Where only the latest commits were read, nobody knows how many. */
function byWhom(tally: Item, people: Prose): Prose {
  const [commits, byBots, shown] = ["commits", "byBots", "shown"].map((field) => numberField(tally, field));
  if (people.length === 0) return byBots ? prose`, all by bots` : [];
  if (!byBots || commits === undefined) return prose` by ${people}`;
  if (commits !== shown) return prose` by ${people}, some by bots`;
  const bots = getFact(tally, "fields.byBots");
  return prose`, ${derived(commits - byBots, "", [getFact(tally, "fields.commits"), bots])} by ${people}, ${derived(byBots, "", [bots])} by bots`;
}

/** Each author by the last of their commits in the list, so that those which are shown anyway vouch for them. */
function byPeople(commits: readonly Item[]): Prose {
  const authors = [...new Map(commits.map((commit) => [commit.actors[0]?.name ?? "", commit])).entries()]
    .toSorted(([a], [b]) => a.localeCompare(b, "en"))
    .map(([, commit]) => commit);
  const shown = authors.length > MOST_NAMES ? MOST_NAMES - 1 : MOST_NAMES;
  const others = authors.slice(shown).map((commit) => getFact(commit, "actors.0.name"));
  const names: Prose[] = authors.slice(0, shown).map((commit) => [fact(commit, "actors.0.name")]);
  return joined([...names, ...(others.length > 0 ? [[derived(others.length, "other", others)]] : [])], ", ", " and ");
}

/** The folder in which more commits happened than in all others together. */
function where(commits: readonly Item[]): Prose {
  if (commits.length < FEWEST_FOR_FOLDER) return [];
  const groups = Map.groupBy(commits, (commit) => commit.fields["folder"]);
  const [folder, inside] = [...groups].find(([, group]) => group.length * 2 > commits.length) ?? [];
  return typeof folder === "string" && inside?.[0] ? prose`, mostly in ${fact(inside[0], "fields.folder")}` : [];
}

/** Nothing new, but the latest of what is older, so that a first look has something to show. */
function quiet(commits: readonly Item[]): Bullet[] {
  const latest = commits.filter((commit) => commit.fields["older"] === true).toSorted((a, b) => Date.parse(b.ts) - Date.parse(a.ts))[0];
  if (latest === undefined) return [];
  const last = prose`${fact(latest, "title")} by ${fact(latest, "actors.0.name")}, ${fact(latest, "ts", "instant")}`;
  return [bullet(prose`${name(latest)}: nothing new. Its last commit is ${last}.`)];
}

function released(tags: readonly Item[]): Bullet[] {
  const first = tags[0];
  if (first === undefined) return [];
  const names: Prose[] = tags.slice(0, MOST_TAGS).map((tag) => [fact(tag, "title")]);
  const word = tags.every((tag) => tag.fields["release"] === true) ? "released" : "tagged";
  return [bullet(prose`${name(first)}: ${word} ${joined([...names, ...more(tags.slice(MOST_TAGS))], ", ", " and ")}.`)];
}

function leftToDo(todos: readonly Item[]): Bullet[] {
  const first = todos[0];
  if (first === undefined) return [];
  const counted = todos.slice(0, MOST_COUNTED).map((todo) => getFact(todo, "title"));
  const count = prose`${todos.length > MOST_COUNTED ? "more than " : ""}${derived(counted.length, "TODO", counted)}`;
  const shown: Prose[] = todos.slice(0, MOST_TODOS).map((todo) => prose`${fact(todo, "title")} (${fact(todo, "fields.path")})`);
  return [bullet(prose`${name(first)}: ${count} added: ${joined([...shown, ...more(todos.slice(MOST_TODOS))], "; ")}.`)];
}

function rest(groups: readonly (readonly Item[])[]): Bullet[] {
  const tallies = groups.flatMap((group) => group.filter((item) => item.kind === "tally"));
  if (tallies.length === 0) return [];
  const counts = tallies.map((tally) => getFact(tally, "fields.commits"));
  const total = tallies.reduce((sum, tally) => sum + Number(tally.fields["commits"]), 0);
  const repositories = derived(
    tallies.length,
    "other repository",
    tallies.map((tally) => getFact(tally, "fields.repository")),
  );
  return [bullet(prose`${derived(total, "commit", counts)} in ${repositories}.`)];
}

function more(items: readonly Item[]): Prose[] {
  if (items.length === 0) return [];
  const counted = items.slice(0, MOST_COUNTED).map((item) => getFact(item, "title"));
  const number = derived(counted.length, "", counted);
  return [items.length > MOST_COUNTED ? prose`more than ${number} others` : prose`${number} more`];
}

function name(item: Item): Span {
  return { kind: "fact", fact: getFact(item, "fields.repository"), form: "text", strong: true };
}

/** Cites every item of which something is shown; where all are only counted, the first. */
function bullet(text: Prose): Bullet {
  const shown = [...new Set(factsIn(text).map((each) => each.item))];
  return { kind: "fact", text, cites: shown.length > 0 ? shown : itemsIn(text).slice(0, 1), flags: [] };
}
