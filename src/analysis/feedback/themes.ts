import { groupAlike, wordsOf } from "../digest/likeness.ts";
import type { Voice } from "./voices.ts";

/** What several customers said alike. */
export interface FeedbackTheme {
  /** The earliest first: what it is called by is the first of them. */
  voices: readonly Voice[];
  /** By customer, the first that each of them said; who is not known counts for none. */
  customers: ReadonlyMap<string, Voice>;
}

/** Words that customers use whatever they speak of. */
const COMMON = new Set(
  `able actually again also always app application because been being cannot cant could customer didnt does doesnt doing done dont ever every
  everything feature feedback find first found get gets getting give good got great had hard having hello help hey hi id im isnt issue ive
  just keep keeps know like little look lot love many maybe me month months much my need needs never nice now often our please possible
  problem product quite really request right second seem seems should since software something sometimes still team thank thanks thing things
  think third time times too tool today trouble unable us using very want wanted wants was we week weeks well were will wish without wont
  would year yet you your`.split(/\s+/),
);
/** Where a clause ends; a dash within a word ends none. */
const CLAUSE_END = /[.,;:!?\n]+|\s[–—-]\s/;
/** Different things that a way of speaking stands beside. */
const FEWEST_BESIDE = 3;
/** Different words for the same, so that they count as one. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/^(?:log|sign|logging|signing|login|signin|logon)$/, "login"],
  [/^(?:crash|freez|hang|froze|frozen)$/, "crash"],
  [/^(?:slow|lag|laggy|sluggish|slower|slowly|forever)$/, "slow"],
  [/^(?:invoic|bill|billing)$/, "invoice"],
  [/^(?:pay|payment|paid|checkout)$/, "pay"],
  [/^(?:notification|notify|notifi|alert)$/, "notification"],
  [/^(?:pric|cost|expensive|pricey)$/, "price"],
  [/^(?:mobile|phone|iphone|android)$/, "phone"],
];

/** Themes by how alike things are that were said, most customers first; what nobody else said stands last, alone. */
export function themesIn(voices: readonly Voice[]): FeedbackTheme[] {
  const said = voices.map(clausesOf);
  const habits = habitsIn(said);
  const groups = groupAlike(
    said.map((clauses) => clauses.filter((clause) => !habits.has(clause)).join(" ")),
    "all",
  );
  const themes = groups.map(({ members }): FeedbackTheme => {
    const own = members.flatMap((place) => voices[place] ?? []);
    return { voices: own, customers: customersOf(own) };
  });
  return themes.toSorted((a, b) => b.customers.size - a.customers.size || b.voices.length - a.voices.length || compare(a, b));
}

/** By customer, the first thing that each of them said. */
export function customersOf(voices: readonly Voice[]): Map<string, Voice> {
  return new Map(voices.toReversed().flatMap((voice) => (voice.customer === undefined ? [] : [[voice.customer, voice] as const])));
}

/** Its clauses by the words that tell what each is about, in one form; the title first, what says nothing left out. */
function clausesOf({ item }: Voice): string[] {
  const clauses = `${item.title}\n${item.body}`.toLowerCase().replaceAll(/['’]/g, "").split(CLAUSE_END).map(tellingOf);
  return [...new Set(clauses)].filter((clause) => clause !== "");
}

function tellingOf(clause: string): string {
  const words = clause.match(/\p{L}{2,}/gu) ?? [];
  return [...wordsOf(words.flatMap((word) => (COMMON.has(word) ? [] : stemOf(word))).join(" "))].join(" ");
}

/**
 * What is said word for word beside different things that others say as well, and never alone, is a way of speaking and no theme. What
 * stands beside most comes first, and of each voice something is left.
 */
function habitsIn(said: readonly (readonly string[])[]): ReadonlySet<string> {
  const rows = new Map<string, (readonly string[])[]>();
  for (const clauses of said) for (const clause of clauses) rows.set(clause, [...(rows.get(clause) ?? []), clauses]);
  const spread = [...rows].map(([clause, own]) => {
    const beside = new Set(own.flat().filter((other) => other !== clause && (rows.get(other)?.length ?? 0) > 1));
    return { clause, own, beside: beside.size };
  });
  const habits = new Set<string>();
  for (const { clause, own, beside } of spread.toSorted((a, b) => b.beside - a.beside || b.own.length - a.own.length)) {
    const leavesAll = own.every((clauses) => clauses.some((other) => other !== clause && !habits.has(other)));
    if (beside >= FEWEST_BESIDE && leavesAll) habits.add(clause);
  }
  return habits;
}

function stemOf(word: string): string {
  const stem = word.length <= 4 ? word : word.replace(/(?:ations?|ings?|ed|es|s|e)$/, "").replace(/(\p{L})\1$/u, "$1");
  return SAME.find(([pattern]) => pattern.test(stem) || pattern.test(word))?.[1] ?? stem;
}

function compare(a: FeedbackTheme, b: FeedbackTheme): number {
  return (a.voices[0]?.item.id ?? "") < (b.voices[0]?.item.id ?? "") ? -1 : 1;
}
