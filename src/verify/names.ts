import type { Item } from "../core/item.ts";
import { findPerson, findPersonNamed, type People } from "../core/person.ts";
import { saysOf } from "./says.ts";

/** A name that somebody or something is known by. */
interface KnownForm {
  form: string;
  /** Who is meant: several people may share a first name. */
  holders: Set<string>;
  /** People, or what they work on. */
  kind: "person" | "thing";
  /** It may be any word: looked at only in lines of a model. */
  isUnsure: boolean;
}

/** Where a name stands in words. */
export interface Called {
  at: number;
  form: string;
  /** Full names, or the thing itself. */
  holders: readonly string[];
  kind: KnownForm["kind"];
}

/** All names of the evidence, found fast. */
export interface KnownNames {
  /** Names that stand in words, the longest where one holds another. `isByModel` also for what may be any word. */
  calledIn(words: string, isByModel: boolean): Called[];
  /** Whom an item speaks of, by full names. */
  peopleOf(item: Item): ReadonlySet<string>;
  /** What is said where somebody is meant and nobody else, in any letters. */
  formsOf(holder: string): readonly string[];
}

const SHORTEST_NAME = 3;
const WORD = /[\p{L}\p{N}]+/gu;
/** First names that are words as well: those of people whom no file names are no names by themselves. */
const WORDS_TOO: ReadonlySet<string> = new Set(
  "April Art August Bill Chase Dawn Drew Faith Frank Grant Hope Ivy Jack Joy June Mark May Pat Penny Rich Rob Rose Sue Summer Will Build Dependabot GitHub Google The Team New Your Our".split(
    " ",
  ),
);
const THING_FIELDS = ["repository", "project", "team", "service", "channelName"] as const;
/** What stands by a plain word that makes it the name of a thing. */
const BESIDE = /\b(?:team|project|repository|repo|service|channel)\b/i;

/** Indexes who and what is known by which name; of the many who only wrote something, names are made out when a line has their first word. */
export function knowNames(people: People, items: readonly Item[]): KnownNames {
  const forms = new Map<string, KnownForm[]>();
  const add = (form: string, holder: string, kind: KnownForm["kind"], isUnsure: boolean): void => {
    if (form.length < SHORTEST_NAME) return;
    const first = firstWordOf(form);
    const beside = forms.get(first) ?? [];
    forms.set(first, beside);
    const known = beside.find((each) => each.form === form && each.kind === kind);
    if (known) {
      known.holders.add(holder);
      known.isUnsure &&= isUnsure;
    } else beside.push({ form, holders: new Set([holder]), kind, isUnsure });
  };
  for (const { name } of people.all) for (const form of [name, firstOf(name)]) add(form, name, "person", false);
  for (const { name, aliases } of people.all) for (const form of aliases) add(form, name, "person", true);
  const written = new Set(items.flatMap(({ actors }) => actors.map(({ name }) => name)));
  const authors = Map.groupBy(written, firstWordOf);
  for (const thing of new Set(items.flatMap(({ fields }) => THING_FIELDS.flatMap((field) => textOf(fields[field]))))) {
    for (const form of new Set([thing, thing.split("/").at(-1) ?? thing])) add(form.toLowerCase(), form.toLowerCase(), "thing", true);
  }
  const formsAt = (word: string): readonly KnownForm[] => {
    for (const name of authors.get(word) ?? []) {
      for (const { form, isUnsure } of formsOfAuthor(name)) add(form, holderOf(name, people), "person", isUnsure);
    }
    authors.delete(word);
    return forms.get(word) ?? [];
  };
  return {
    calledIn: (words, isByModel) => calledIn(words, isByModel, formsAt),
    peopleOf: rememberPeople(people),
    formsOf: (holder) =>
      ownForms(holder, people).filter((form) => formsAt(firstWordOf(form)).some((each) => each.form === form && each.holders.size === 1)),
  };
}

function formsOfAuthor(name: string): { form: string; isUnsure: boolean }[] {
  const first = firstOf(name);
  if (first === name) return [];
  const isName = /^\p{Lu}\p{Ll}+$/u.test(first) && !WORDS_TOO.has(first);
  return [{ form: name, isUnsure: false }, ...(isName ? [{ form: first, isUnsure: true }] : [])];
}

function holderOf(name: string, people: People): string {
  return findPerson(people, { name })?.name ?? name;
}

function ownForms(holder: string, people: People): string[] {
  const aliases = people.all.find(({ name }) => name === holder)?.aliases ?? [];
  return [...new Set([holder, firstOf(holder), ...aliases])];
}

function firstWordOf(form: string): string {
  return (/[\p{L}\p{N}]+/u.exec(form)?.[0] ?? form).toLowerCase();
}

function calledIn(words: string, isByModel: boolean, formsAt: (word: string) => readonly KnownForm[]): Called[] {
  const found = new Map<number, Called>();
  const lower = words.toLowerCase();
  let end = 0;
  for (const match of words.matchAll(WORD)) {
    if (match.index < end) continue;
    const candidates = formsAt(match[0].toLowerCase()).flatMap((known) => {
      if (known.isUnsure && !isByModel) return [];
      const text = known.kind === "person" ? words : lower;
      const at = match.index - (/^[^\p{L}\p{N}]*/u.exec(known.form)?.[0].length ?? 0);
      return at >= 0 && isWordAt(text, known.form, at) && (known.kind === "person" || isThingAt(words, known.form, at))
        ? [{ at, known }]
        : [];
    });
    const [longest] = candidates.toSorted((a, b) => b.known.form.length - a.known.form.length);
    if (!longest) continue;
    const { form, holders, kind } = longest.known;
    found.set(longest.at, { at: longest.at, form: words.slice(longest.at, longest.at + form.length), holders: [...holders], kind });
    end = longest.at + form.length;
  }
  return [...found.values()];
}

function isWordAt(words: string, word: string, at: number): boolean {
  return words.startsWith(word, at) && !/[\p{L}\p{N}]/u.test(words.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(words.charAt(at + word.length));
}

/** A plain word is a thing's name only where it is said to be one. */
function isThingAt(words: string, form: string, at: number): boolean {
  return (
    /[^\p{L}]/u.test(form) ||
    BESIDE.test(words.slice(Math.max(0, at - 12), at)) ||
    BESIDE.test(words.slice(at + form.length, at + form.length + 12))
  );
}

/** The names in free words that the cited items do not speak of, by any name that those are known by. */
export function looseNames(words: string, cited: readonly Item[], names: KnownNames, isByModel: boolean): string[] {
  const called = names.calledIn(words, isByModel);
  if (called.length === 0) return [];
  const known = new Set(cited.flatMap((item) => [...names.peopleOf(item)]));
  const all = cited.map((item) => saysOf(item).all).join("\n");
  const isSaid = ({ form, holders }: Called): boolean =>
    hasWord(all, form) || holders.some((name) => known.has(name) || names.formsOf(name).some((each) => hasWord(all, each)));
  return [
    ...new Set(
      called
        .filter((each) => !isSaid(each))
        .map(({ form, holders, kind }) => (kind === "person" && holders.length === 1 ? (holders[0] ?? form) : form)),
    ),
  ];
}

function hasWord(lower: string, word: string): boolean {
  const wanted = word.toLowerCase();
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) if (isWordAt(lower, wanted, at)) return true;
  return false;
}

function rememberPeople(people: People): KnownNames["peopleOf"] {
  const known = new Map<string, ReadonlySet<string>>();
  return (item) => {
    const found = known.get(item.id) ?? peopleIn(item, people);
    known.set(item.id, found);
    return found;
  };
}

/** Longest text that may be a name. */
const LONGEST_NAME = 80;

function peopleIn({ kind, fields, actors, title }: Item, people: People): ReadonlySet<string> {
  const texts = [...actors.flatMap(({ name, email = "" }) => [name, email]), ...Object.values(fields).flatMap(textOf), title];
  const called = texts.filter((text) => text !== "" && text.length <= LONGEST_NAME);
  const owners = kind === "task" ? [...textOf(fields["owner"]), ...actors.map(({ name }) => name)] : [];
  return new Set([
    ...called.flatMap((name) => findPerson(people, { name, email: name })?.name ?? []),
    ...actors.flatMap(({ account }) => (account === undefined ? [] : (findPerson(people, { account })?.name ?? []))),
    ...owners.flatMap((name) => findPersonNamed(people, name)?.name ?? []),
  ]);
}

function textOf(value: unknown): string[] {
  return typeof value === "string" ? [value] : [];
}

function firstOf(name: string): string {
  return name.split(" ")[0] ?? name;
}

/** Names of products and short words that stand in capitals whoever is meant. */
const FREE_CAPITALS: ReadonlySet<string> = new Set(
  (
    "i i'm i'd i'll i've ok api ci pr prs cpu url id ids faq eta pdf csv json sql ui it hr qa am pm github gitlab slack gmail google notion outlook teams zoom jira " +
    "calendar mail drive monday tuesday wednesday thursday friday saturday sunday english german"
  ).split(" "),
);
const CAPITAL = /\p{Lu}[\p{L}\p{N}]*(?:['’-]\p{L}+)*/gu;

/** Words in capitals in a line that neither the cited items nor the rest of the evidence speak of: names out of nowhere. */
export function strangersIn(words: string, said: string, names: KnownNames): string[] {
  const known = names.calledIn(words, true);
  const isKnown = (at: number): boolean => known.some((each) => at >= each.at && at < each.at + each.form.length);
  const capitals = [...words.matchAll(CAPITAL)].map((match) => ({ at: match.index, word: match[0].replace(/['’]s$/, "") }));
  const isStrange = ({ at, word }: { at: number; word: string }): boolean =>
    word.length > 1 && !isKnown(at) && !FREE_CAPITALS.has(word.toLowerCase()) && !isSaid(word, said);
  const strange = capitals.filter(isStrange);
  // The first word of a sentence has a capital whatever it is: it is a name where another follows at once.
  const isNamed = ({ at, word }: { at: number; word: string }): boolean =>
    !isStart(words, at) || strange.some((next) => next.at === at + word.length + 1 && !isStart(words, next.at));
  return strange.filter(isNamed).map(({ word }) => word);
}

const NOT_LATIN = /(?=[\p{L}\p{M}\p{N}]*[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}])[\p{L}\p{M}\p{N}]{1,60}/gu;

/** Words with letters of another script than ours that nothing given has: they may only look like what they seem to say. */
export function foreignIn(words: string, said: string): string[] {
  return (words.match(NOT_LATIN) ?? []).filter((word) => /\p{L}/u.test(word) && !said.includes(word.toLowerCase()));
}

function isSaid(word: string, said: string): boolean {
  const wanted = word.toLowerCase();
  return (
    said.includes(wanted) ||
    (wanted.length > 4 && said.includes(wanted.replace(/s$/, ""))) ||
    wanted.split("-").every((part) => said.includes(part))
  );
}

function isStart(words: string, at: number): boolean {
  return /(?:^|[.!?:;…"“”„«»(–—])\s*$/u.test(words.slice(0, at));
}
