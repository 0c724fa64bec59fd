import { amountIn, amountsIn } from "./amounts.ts";
import type { Asked } from "./asked.ts";
import { datesIn } from "./dates.ts";
import { passagesIn, titlesIn, type Passage } from "./passages.ts";
import { firstFrom } from "./halving.ts";
import { gapsIn, isSigned } from "./gaps.ts";
import { findPhrase, isDenied, wordsOf, type Range, type Span, type Words } from "./words.ts";

/** A document, taken apart once for all that is asked of it. */
export interface Paper {
  text: string;
  words: Words;
  passages: readonly Passage[];
  /** Those of them that are headings, and which ones they are. */
  headings: readonly Heading[];
}

interface Heading extends Passage {
  place: number;
}

/** What does not hold, or what code can't tell. */
export interface Remark {
  kind: "deviation" | "unsure";
  /** The words that show it; absent where what is asked for is not there. */
  found?: Span;
  /** The heading above, as far as there is one. */
  under?: Span;
}

/** Words that stand in a document's beginning, where its parties are named. */
const BEGINNING = 300;

/** Takes a document apart. */
export function paperOf(text: string): Paper {
  const passages = passagesIn(text);
  const headings = passages.flatMap((passage, place) => (passage.isHeading ? [{ ...passage, place }] : []));
  return { text, words: wordsOf(text), passages, headings };
}

/** Holds a document against one requirement; nothing where it keeps to it. `today` is a plain date. */
export function judge(paper: Paper, asked: Exclude<Asked, { kind: "reader" }>, today: string): Remark[] {
  switch (asked.kind) {
    case "says":
      return saidIn(paper, asked.phrases);
    case "avoids":
      return avoidedIn(paper, asked.phrases);
    case "section":
      return isTitled(paper, asked.phrases) ? [] : [{ kind: "deviation" }];
    case "party":
      return isNamed(paper, asked.phrases) ? [] : [{ kind: "deviation" }];
    case "signature":
      return isSigned(paper.text) ? [] : [{ kind: "deviation" }];
    case "complete":
      return emptiesIn(paper);
    case "choice":
      return chosenIn(paper, asked.near, asked.phrases);
    case "number":
      return numbersIn(paper, asked);
    case "date":
      return pastIn(paper, asked.near, today);
  }
}

function saidIn(paper: Paper, phrases: readonly string[]): Remark[] {
  const all = phrases.flatMap((phrase) => findPhrase(paper.words, paper.text, phrase));
  if (all.length === 0) return [{ kind: "deviation" }];
  const isSaid = all.some((range) => !isDeniedIn(paper, range));
  return isSaid ? [] : [remark(paper, "unsure", passageOf(paper, all[0])?.span)];
}

function avoidedIn(paper: Paper, phrases: readonly string[]): Remark[] {
  const all = phrases.flatMap((phrase) => findPhrase(paper.words, paper.text, phrase));
  const byPassage = Map.groupBy(all, (range) => passageOf(paper, range));
  return [...byPassage].map(([passage, ranges]) => {
    const isMeant = ranges.some((range) => !isDeniedIn(paper, range));
    return remark(paper, isMeant ? "deviation" : "unsure", windowOf(paper, passage?.span, spanOf(paper, ranges[0])));
  });
}

/** Each passage with something that was to be filled in. */
function emptiesIn(paper: Paper): Remark[] {
  const byPassage = Map.groupBy(gapsIn(paper.text), (span) => passageAt(paper, span));
  return [...byPassage].map(([passage, spans]) => remark(paper, "deviation", windowOf(paper, passage?.span, spans[0])));
}

function isTitled(paper: Paper, phrases: readonly string[]): boolean {
  const titles = titlesIn(paper.text, paper.passages);
  const found = phrases.flatMap((phrase) => findPhrase(paper.words, paper.text, phrase));
  return found.some((range) => {
    const [start, end] = spanOf(paper, range) ?? [0, 0];
    return titles.some(([from, to]) => start >= from && end <= to);
  });
}

function isNamed({ words, text }: Paper, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => findPhrase(words, text, phrase).some(([first]) => first < BEGINNING));
}

function chosenIn(paper: Paper, near: readonly string[], phrases: readonly string[]): Remark[] {
  const scopes = scopesOf(paper, near);
  if (scopes.length === 0) return [{ kind: "deviation" }];
  const chosen = phrases.flatMap((phrase) => findPhrase(paper.words, paper.text, phrase)).filter((range) => !isDeniedIn(paper, range));
  const isWithin = ({ within }: Scope): boolean =>
    chosen.some((range) => {
      const [start, end] = spanOf(paper, range) ?? [0, 0];
      return start >= within[0] && end <= within[1];
    });
  const [right, wrong] = [scopes.filter(isWithin), scopes.filter((scope) => !isWithin(scope))];
  const own = wrong.filter(({ isWide }) => !isWide);
  if (right.length > 0) {
    return own
      .filter((scope) => !right.some(({ within }) => touches(within, scope.within)))
      .map(({ within }) => remark(paper, "unsure", windowOf(paper, within, within)));
  }
  return (own.length > 0 ? own : wrong).map(({ within, at }) => remark(paper, "deviation", windowOf(paper, within, at)));
}

function numbersIn(paper: Paper, { near, measure, least, most }: Extract<Asked, { kind: "number" }>): Remark[] {
  const amounts = amountsIn(paper.text).flatMap((amount) => {
    const measured = amountIn(amount, measure);
    return measured ? [{ span: amount.span, ...measured }] : [];
  });
  const found = nearestTo(paper, near, amounts);
  if (found.length === 0) return [missing(paper, near)];
  return found.flatMap((amount) => {
    if (amount.least >= least && amount.most <= most) return [];
    const kind = amount.most < least || amount.least > most ? "deviation" : "unsure";
    return [remark(paper, kind, windowOf(paper, passageAt(paper, amount.span)?.span, amount.span))];
  });
}

function pastIn(paper: Paper, near: readonly string[], today: string): Remark[] {
  const found = nearestTo(paper, near, datesIn(paper.text));
  if (found.length === 0) return [missing(paper, near)];
  return found.flatMap(({ dates, span }) => {
    const past = dates.filter((date) => date < today);
    if (past.length === 0) return [];
    const kind = past.length === dates.length ? "deviation" : "unsure";
    return [remark(paper, kind, windowOf(paper, passageAt(paper, span)?.span, span))];
  });
}

/** Where something is looked for, by the words that it has to stand near. */
interface Scope {
  at: Span;
  within: Span;
  /** True for what follows a heading or a label. */
  isWide: boolean;
}

/** The sentence of each place where one of the phrases stands, or what a heading or a label stands above. */
function scopesOf(paper: Paper, near: readonly string[]): Scope[] {
  const ranges = near.flatMap((phrase) => findPhrase(paper.words, paper.text, phrase));
  return ranges.flatMap((range): Scope[] => {
    const at = spanOf(paper, range);
    const index = at === undefined ? -1 : placeOf(paper, at);
    const passage = paper.passages[index];
    if (at === undefined || passage === undefined) return [];
    if (!passage.isLabel) return [{ at, within: passage.span, isWide: false }];
    const next = paper.headings[firstFrom(paper.headings, passage.span[0] + 1)]?.place ?? paper.passages.length;
    const end = passage.isHeading ? next - 1 : Math.min(index + 1, next - 1);
    return [{ at, within: [passage.span[0], paper.passages[Math.max(end, index)]?.span[1] ?? passage.span[1]], isWide: true }];
  });
}

/** Of each scope what stands right behind the words, or else right before; what a heading stands above only where nothing nearer says it. */
function nearestTo<Value extends { span: Span }>(paper: Paper, near: readonly string[], values: readonly Value[]): Value[] {
  const scopes = scopesOf(paper, near).map((scope) => ({ ...scope, value: nearestIn(scope, values) }));
  const own = scopes.filter(({ isWide, value }) => !isWide && value !== undefined);
  const wide = scopes.filter(({ isWide, within }) => isWide && !own.some((each) => touches(each.within, within)));
  return [...new Set([...own, ...wide].flatMap(({ value }) => value ?? []))];
}

function nearestIn<Value extends { span: Span }>({ at, within }: Scope, values: readonly Value[]): Value | undefined {
  const isWithin = (value: Value | undefined): value is Value =>
    value !== undefined && value.span[0] >= within[0] && value.span[1] <= within[1];
  const behind = values[firstFrom(values, at[1])];
  if (isWithin(behind)) return behind;
  const before = values[firstFrom(values, at[0]) - 1];
  const first = values[firstFrom(values, within[0])];
  return isWithin(before) && before.span[1] <= at[0] ? before : isWithin(first) ? first : undefined;
}

function touches(a: Span, b: Span): boolean {
  return a[0] < b[1] && b[0] < a[1];
}

function missing(paper: Paper, near: readonly string[]): Remark {
  const at = scopesOf(paper, near)[0]?.at;
  return at === undefined ? { kind: "deviation" } : { ...remark(paper, "deviation", undefined), ...headingAbove(paper, at) };
}

function remark(paper: Paper, kind: Remark["kind"], found: Span | undefined): Remark {
  return found === undefined ? { kind } : { kind, found, ...headingAbove(paper, found) };
}

/** A heading without the marks that make it one. */
function headingAbove({ headings, text }: Paper, [start]: Span): Pick<Remark, "under"> {
  const heading = headings[firstFrom(headings, start) - 1]?.span;
  const [, marks = "", words = ""] = heading ? (/^([#*_\s]*)(.*?)[#*_\s]*$/s.exec(text.slice(...heading)) ?? []) : [];
  if (heading === undefined || words === "") return {};
  const from = heading[0] + marks.length;
  return { under: [from, from + words.length] };
}

function spanOf({ words }: Paper, range: Range | undefined): Span | undefined {
  const [first, last] = range ? [words.spans[range[0]], words.spans[range[1]]] : [];
  return first && last && [first[0], last[1]];
}

function passageOf(paper: Paper, range: Range | undefined): Passage | undefined {
  const span = spanOf(paper, range);
  return span && passageAt(paper, span);
}

function passageAt(paper: Paper, span: Span): Passage | undefined {
  return paper.passages[placeOf(paper, span)];
}

/** Which passage something stands in. */
function placeOf({ passages }: Paper, [start]: Span): number {
  return Math.max(firstFrom(passages, start + 1), Math.min(passages.length, 1)) - 1;
}

function isDeniedIn(paper: Paper, range: Range): boolean {
  const passage = passageOf(paper, range);
  return passage !== undefined && isDenied(paper.words, paper.text, range, passage.span);
}

/** The longest quote: what is cut at its end must not lose what it is quoted for. */
const LONGEST_QUOTE = 150;

/** A whole passage, or as much of it around what matters as can be quoted, whole words each. */
function windowOf({ text }: Paper, passage: Span | undefined, matter: Span | undefined): Span | undefined {
  if (passage === undefined || matter === undefined) return matter ?? passage;
  if (passage[1] - passage[0] <= LONGEST_QUOTE) return passage;
  const room = Math.max(0, LONGEST_QUOTE - (matter[1] - matter[0]));
  const start = Math.max(passage[0], matter[0] - Math.floor(room / 2));
  const end = Math.min(passage[1], Math.max(start + LONGEST_QUOTE, matter[1]));
  const isWithin = start > passage[0] && /\S/.test(text.charAt(start - 1));
  const from = isWithin ? start + Math.max(0, text.slice(start, matter[0]).search(/\s\S/) + 1) : start;
  const cut = end < passage[1] ? text.slice(from, end).replace(/\s+\S*$/, "").length : end - from;
  return [from, Math.max(from + cut, Math.min(matter[1], passage[1]))];
}
