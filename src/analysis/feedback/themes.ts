import { groupAlike } from "../digest/likeness.ts";
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
  everything feature feedback find found get gets getting give good got great had hard having hello help hey hi id im isnt ive just keep keeps
  know like little look lot love many maybe me much my need needs never nice now often our please possible product quite really request right
  seem seems should since software something sometimes still team thank thanks thing things think time too tool today unable us using very want
  wanted wants was we well were will wish without wont would year yet you your`.split(/\s+/),
);
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
  const groups = groupAlike(voices.map(wordsOf));
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

/** The words that tell what something is about, each in one form; the title first. */
function wordsOf({ item }: Voice): string {
  const words =
    `${item.title} ${item.body}`
      .toLowerCase()
      .replaceAll(/['’]/g, "")
      .match(/\p{L}{2,}/gu) ?? [];
  return [...new Set(words.flatMap((word) => (COMMON.has(word) ? [] : stemOf(word))))].join(" ");
}

function stemOf(word: string): string {
  const stem = word.length <= 4 ? word : word.replace(/(?:ations?|ings?|ed|es|s|e)$/, "").replace(/(\p{L})\1$/u, "$1");
  return SAME.find(([pattern]) => pattern.test(stem) || pattern.test(word))?.[1] ?? stem;
}

function compare(a: FeedbackTheme, b: FeedbackTheme): number {
  return (a.voices[0]?.item.id ?? "") < (b.voices[0]?.item.id ?? "") ? -1 : 1;
}
