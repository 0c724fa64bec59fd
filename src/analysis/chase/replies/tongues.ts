import { sensesIn } from "./senses.ts";
import { OFTEN_MISTYPED, english } from "./words/english.ts";
import { dutch } from "./words/dutch.ts";
import { french } from "./words/french.ts";
import { german } from "./words/german.ts";
import { portuguese } from "./words/portuguese.ts";
import { spanish } from "./words/spanish.ts";
import { respell, type Dictionary, type Spelled } from "./spelling.ts";

const DICTIONARIES: readonly Dictionary[] = [german, spanish, french, dutch, portuguese];
const ENGLISH_MARKS =
  /\b(?:the|is|it|its|it's|i|i'm|im|we|and|on|in|of|for|to|not|done|track|risk|waiting|blocked|will|by|this|that|my|me|you|be|still|at|are|was|with|all|good|just|need|should|both|tomorrow|today|monday|tuesday|wednesday|thursday|friday|week|next|stop|please|started|have|has|yes|ask|from|if|fine|think|same|as|mon|tues?|wed|thu|thurs|fri|tmrw|tmr|eod|eow|docs|doing|todo(?=\W*$)|done|finished|shipped|merged)\b/g;

/** The reply in the words that it is understood in: small letters, long forms, few slips, English. */
export function inOneTongue(typed: Spelled): Spelled {
  const foreign = dictionaryFor(typed.text);
  return withoutSlips(respell(foreign ? respell(typed, foreign.words) : typed, english));
}

/** The language that most of the words belong to; undefined for English, and where none is ahead of it. */
function dictionaryFor(text: string): Dictionary | undefined {
  const of = (marks: RegExp): number => text.match(marks)?.length ?? 0;
  const [best] = DICTIONARIES.map((each) => ({ each, count: of(each.marks) })).toSorted((a, b) => b.count - a.count);
  if (best && best.count > 0) return best.count > of(ENGLISH_MARKS) ? best.each : undefined;
  const isEnglish = of(ENGLISH_MARKS) > 0 || sensesIn(text).found.length > 0;
  return isEnglish ? undefined : mostKnown(text);
}

/** Of a reply without small words, the language that reads the most of it. */
function mostKnown(text: string): Dictionary | undefined {
  const counts = DICTIONARIES.map((each) => ({ each, count: each.words.filter(([words]) => text.search(words) !== -1).length }));
  const [best, next] = counts.toSorted((a, b) => b.count - a.count);
  return best && next && best.count > 0 ? best.each : undefined;
}

/** Words with two letters swapped, and long ones with a letter too many or too few. */
function withoutSlips(spelled: Spelled): Spelled {
  const slips = new Map<string, string>();
  for (const [word] of spelled.text.matchAll(/\b[a-z]{4,12}\b/g)) {
    const meant = OFTEN_MISTYPED.includes(word) ? undefined : OFTEN_MISTYPED.find((known) => isSlip(word, known));
    if (meant !== undefined) slips.set(word, meant);
  }
  return respell(
    spelled,
    [...slips].map(([word, meant]) => [new RegExp(String.raw`\b${word}\b`, "g"), meant]),
  );
}

function isSlip(word: string, known: string): boolean {
  if (word[0] !== known[0]) return false;
  if (REAL_WORDS.has(word)) return false;
  if (word.length === known.length) return sorted(word) === sorted(known);
  const [long, short] = word.length > known.length ? [word, known] : [known, word];
  if (known.length < 5 || long.length - short.length !== 1 || long.startsWith(short)) return false;
  return [...long].some((_, index) => long.slice(0, index) + long.slice(index + 1) === short);
}

/** Words a letter away from one that is often mistyped. */
const REAL_WORDS = new Set([
  "handled",
  "stared",
  "struck",
  "sill",
  "merge",
  "share",
  "finishes",
  "completes",
  "toady",
  "dropper",
  "released",
  "blocker",
  "starter",
  "really",
  "reads",
  "ride",
  "mooning",
  "node",
  "stay",
  "tray",
]);

function sorted(word: string): string {
  return [...word].toSorted().join("");
}
