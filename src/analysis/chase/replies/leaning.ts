import { TOLD_STATUSES, type ToldStatus } from "../../../core/ask.ts";
import type { Meaning } from "./meanings.ts";
import type { Heard } from "./read-clause.ts";
import { TELLS } from "./sure.ts";
import { WEIGHTS } from "./words/weights.ts";

/** What a reply may lean towards: a status, or none that could be told. */
export const LEANINGS = [...TOLD_STATUSES, "open"] as const;
/** Weights of one trait, in the order of `LEANINGS`. */
type Weights = ReadonlyMap<string, readonly number[]>;

/** Letters by which a word is known, so that its forms count as one. */
const STEM = 5;

/** What clauses about one item are weighed by: their words and pairs of words, what cues made of them, and days. */
export function traitsOf(clauses: readonly Heard[], due: string | null | undefined): string[] {
  const traits = new Set<string>(["*"]);
  for (const clause of clauses) {
    for (const meaning of clause.senses) traits.add(`=${meaning}`);
    for (const sign of signsOf(clause, due)) traits.add(`*${sign}`);
    const words = wordsOf(clause);
    for (const [place, word] of words.entries()) {
      traits.add(word.slice(0, STEM));
      if (place > 0) traits.add(`${words[place - 1]}_${word}`);
    }
  }
  return [...traits];
}

function signsOf(
  { isConditional, isIrony, isOrder, clause, handover, waitsFor, days, percent }: Heard,
  due: string | null | undefined,
): string[] {
  return [
    ...(isConditional ? ["if"] : []),
    ...(isIrony ? ["irony"] : []),
    ...(isOrder ? ["order"] : []),
    ...(clause.isAsked ? ["asked"] : []),
    ...(handover ? ["handover"] : []),
    ...(waitsFor ? ["wait"] : []),
    ...(percent === null ? [] : ["share"]),
    ...days.map(({ role, isPast }) => `${isPast ? "past" : "day"}-${role}`),
    ...days.flatMap(({ days: named }) => (named && typeof due === "string" && named.to > due ? ["late"] : [])),
  ];
}

function wordsOf({ masked }: Heard): string[] {
  const plain = masked
    .replace(/[§¶]\d+/g, "item")
    .replace(/@\d+/g, "somebody")
    .replace(/\d+/g, "9")
    .replace(/_+/g, "day");
  return plain.match(/[\p{L}9]+/gu) ?? [];
}

/** How likely each leaning is by such weights, in the order of `LEANINGS`. */
export function likelihoods(traits: readonly string[], weights: Weights): number[] {
  const scale = Math.sqrt(traits.length);
  const sums = LEANINGS.map((_, place) => traits.reduce((sum, trait) => sum + (weights.get(trait)?.[place] ?? 0), 0) / scale);
  const most = Math.max(...sums);
  const parts = sums.map((sum) => Math.exp(sum - most));
  const whole = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / whole);
}

/** What tells no status that something else could speak against. */
const OPEN: ReadonlySet<Meaning> = new Set([
  "aside",
  "busy",
  "later",
  "fine",
  "treated",
  "done_part",
  "progress",
  "doubt",
  "part",
  "trouble",
  "waiting",
  "doing",
  "not_done",
  "past",
]);

/** Whether nothing in a clause speaks against a status: what is doubted, asked, ordered or hangs on something stays as it is. */
function isOpenFor(
  status: ToldStatus,
  { senses, clause, isConditional, isIrony, isOrder, isTakenBack, isHedged, handover, days }: Heard,
): boolean {
  const isMeant = !clause.isAsked && !isConditional && !isIrony && !isOrder && !isTakenBack && !isHedged;
  const isAhead = days.some(({ role, isPast }) => role === "finish" && !isPast);
  if (!isMeant || handover !== undefined || (isAhead && status === "done")) return false;
  return [...senses].every((sense) => OPEN.has(sense) || TELLS[status].includes(sense));
}

/** What clauses lean towards: a status, or null for none. */
export type Leaning = (clauses: readonly Heard[], due: string | null | undefined) => ToldStatus | null;

/**
 * The status that is likeliest by the words of labelled replies, where each clause only says what no cue knows; null where leaving it open is likelier. Who has
 * something now is never guessed.
 */
export const leaningOf: Leaning = (clauses, due) => {
  if (clauses.every(({ rest }) => rest === "")) return null;
  const found = likelihoods(traitsOf(clauses, due), WEIGHED);
  const likeliest = LEANINGS[found.indexOf(Math.max(...found))] ?? "open";
  if (likeliest === "open" || likeliest === "reassigned") return null;
  return clauses.every((each) => isOpenFor(likeliest, each)) ? likeliest : null;
};

const WEIGHED = weightsIn(WEIGHTS);

/** A line for each trait: its name, and tenths for each leaning. */
function weightsIn(lines: string): Weights {
  const entries = lines.split(" ").map((line): [string, number[]] => {
    const [trait = "", tenths = ""] = line.split("|");
    return [trait, tenths.split(",").map((each) => Number(each) / 10)];
  });
  return new Map(entries);
}
