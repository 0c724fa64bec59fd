import { findNearest } from "../../lib/text.ts";

export const MEASURES = ["day", "month", "percent", "euro", "dollar", "pound"] as const;
export type Measure = (typeof MEASURES)[number];

/** What one line of a checklist asks of a document. Phrases are alternatives: one of them is enough. */
export type Asked =
  | { kind: "says" | "avoids" | "section" | "party"; phrases: readonly string[] }
  | { kind: "choice"; near: readonly string[]; phrases: readonly string[] }
  | { kind: "number"; near: readonly string[]; measure: Measure; least: number; most: number }
  | { kind: "date"; near: readonly string[] }
  | { kind: "signature" }
  | { kind: "complete" }
  /** What only somebody who reads it can say. */
  | { kind: "reader"; sentence: string };

/** Why a line is not understood, and the way out. */
export interface Misunderstood {
  error: string;
  hint: string;
}

const PHRASES = /^(?:"[^"]+"(?:\s*(?:,\s*or\b|,|\bor\b)\s*(?="))?)+$/;
/** Every form in which a line may ask, as people write it. */
const FORMS: readonly (readonly [example: string, pattern: RegExp, read: (match: readonly string[]) => Asked | undefined])[] = [
  ['must say "words" or "other words"', /^must say (.+)$/i, ([, words = ""]) => withPhrases("says", words)],
  ['must not say "words" or "other words"', /^must not say (.+)$/i, ([, words = ""]) => withPhrases("avoids", words)],
  ['must have a section "title" or "other title"', /^must have an? section (.+)$/i, ([, words = ""]) => withPhrases("section", words)],
  ['must name "party"', /^must name (.+)$/i, ([, words = ""]) => withPhrases("party", words)],
  ["must have a signature block", /^must have a signature block$/i, () => ({ kind: "signature" })],
  ["must have no placeholders", /^must have no placeholders$/i, () => ({ kind: "complete" })],
  ['near "words": one of "choice", "other choice"', /^near ([^:]+): one of (.+)$/i, ([, near = "", words = ""]) => choiceOf(near, words)],
  [
    'near "words": at most 30 days',
    /^near ([^:]+): (at most|at least|exactly|between) ([\d.,]+)(?: and ([\d.,]+))? ?([a-z%]+)$/i,
    ([, near = "", how = "", first = "", second = "", unit = ""]) => numberOf(near, how.toLowerCase(), [first, second], unit),
  ],
  ['near "words": a date not past', /^near ([^:]+): a date not past$/i, ([, near = ""]) => dateOf(near)],
  ["reader: what somebody has to judge", /^reader: (\S.*)$/i, ([, sentence = ""]) => ({ kind: "reader", sentence })],
];
const EXAMPLES = FORMS.map(([example]) => example);
const SHOWN_ALL = `Write one of: ${EXAMPLES.join("; ")}.`;

/** What a line asks, in one of the forms that a checklist may have. */
export function readAsked(written: string): Asked | Misunderstood {
  const text = written
    .replaceAll(/[“”„]/g, '"')
    .replace(/(?<![.\s])[.\s]+$/, "")
    .trim();
  for (const [example, pattern, read] of FORMS) {
    const match = pattern.exec(text);
    if (!match) continue;
    return (
      read(match) ?? {
        error: `expected ${example}, got ${JSON.stringify(written)}`,
        hint: "Put each phrase in quotation marks; units are days, weeks, months, years, percent, euro, dollar and pound.",
      }
    );
  }
  const nearest = findNearest(skeletonOf(text), EXAMPLES.map(skeletonOf));
  const example = EXAMPLES.find((each) => skeletonOf(each) === nearest);
  return { error: `expected something to check, got ${JSON.stringify(written)}`, hint: example ? `Did you mean ${example}?` : SHOWN_ALL };
}

/** Without what differs from line to line. */
function skeletonOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/"[^"]*"(?:\s*(?:,|or)\s*"[^"]*")*/g, '"')
    .replaceAll(/\d+/g, "0");
}

function phrasesIn(text: string): string[] | undefined {
  const isList = PHRASES.test(text.trim());
  const phrases = [...text.matchAll(/"([^"]+)"/g)].map(([, phrase = ""]) => phrase.trim());
  return isList && phrases.every((phrase) => /[\p{L}\p{N}]/u.test(phrase)) ? phrases : undefined;
}

function withPhrases(kind: "says" | "avoids" | "section" | "party", text: string): Asked | undefined {
  const phrases = phrasesIn(text);
  return phrases && { kind, phrases };
}

function choiceOf(where: string, text: string): Asked | undefined {
  const [near, phrases] = [phrasesIn(where), phrasesIn(text)];
  return near && phrases && { kind: "choice", near, phrases };
}

function dateOf(where: string): Asked | undefined {
  const near = phrasesIn(where);
  return near && { kind: "date", near };
}

const UNITS: readonly (readonly [words: RegExp, measure: Measure, times: number])[] = [
  [/^days?$/i, "day", 1],
  [/^weeks?$/i, "day", 7],
  [/^months?$/i, "month", 1],
  [/^years?$/i, "month", 12],
  [/^(?:percent|%)$/i, "percent", 1],
  [/^(?:euros?|eur)$/i, "euro", 1],
  [/^(?:dollars?|usd)$/i, "dollar", 1],
  [/^(?:pounds?|gbp)$/i, "pound", 1],
];

function numberOf(where: string, how: string, written: readonly [string, string], unit: string): Asked | undefined {
  const near = phrasesIn(where);
  const [, measure, times = 1] = UNITS.find(([words]) => words.test(unit)) ?? [];
  const [first = Number.NaN, second = Number.NaN] = written.map((each) =>
    each === "" ? Number.NaN : Number(each.replaceAll(",", "")) * times,
  );
  const least = how === "at most" ? 0 : first;
  const most = how === "at most" || how === "exactly" ? first : how === "between" ? second : Infinity;
  const isWhole = (how === "between") === (written[1] !== "");
  return near && measure && isWhole && least <= most ? { kind: "number", near, measure, least, most } : undefined;
}
