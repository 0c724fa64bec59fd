/** [start, end) in UTF-16 code units. */
export type Span = readonly [start: number, end: number];

/** The words of a text, whatever stands between and in them, to be searched for phrases. */
export interface Words {
  spans: readonly Span[];
  /** All letters and digits without anything between them. */
  letters: string;
  /** By where a word begins or ends in `letters`, which one it is. */
  starts: ReadonlyMap<number, number>;
  ends: ReadonlyMap<number, number>;
}

/** Some of the words, the first and the last of them by their places. */
export type Range = readonly [first: number, last: number];

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060\ufeff]|['’](?=\p{L}))*|&(?![a-z]+;)/gu;
/** What is not part of the text any more: comments, and what is struck out. */
const TAKEN_OUT = /<!--[\s\S]*?(?:-->|$)|~~(?=\S)(?:(?!\n\s*\n)[\s\S])*?~~/g;
/** British and American spelling are the same to a reader. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/isation/g, "ization"],
  [/is(e[sd]?|ing)$/, "iz$1"],
  [/licence/g, "license"],
  [/judgement/g, "judgment"],
  [/(\p{L}{2})our(?=s|ed|ing|able|$)/gu, "$1or"],
  [/(cancel|label|travel)l(ed|ing|ation)/g, "$1$2"],
  [/cheque/g, "check"],
];

/** Finds the words of a text once, for any number of searches. */
export function wordsOf(text: string): Words {
  const gone = [...text.matchAll(TAKEN_OUT)].map((match): Span => [match.index, match.index + match[0].length]);
  const spans: Span[] = [];
  const starts = new Map<number, number>();
  const ends = new Map<number, number>();
  const letters: string[] = [];
  let length = 0;
  let at = 0;
  for (const match of text.matchAll(WORD)) {
    while ((gone[at]?.[1] ?? Infinity) <= match.index) at += 1;
    if ((gone[at]?.[0] ?? Infinity) <= match.index) continue;
    const folded = fold(match[0]);
    starts.set(length, spans.length);
    length += folded.length;
    ends.set(length, spans.length);
    spans.push([match.index, match.index + match[0].length]);
    letters.push(folded);
  }
  return { spans, letters: letters.join(""), starts, ends };
}

/**
 * Where a phrase stands, whatever capitals, marks, line breaks and hyphens it is written with; a `*` at its end stands for any ending.
 * What stands behind a `non-` is not it.
 */
export function findPhrase(words: Words, text: string, phrase: string): Range[] {
  const isOpen = phrase.trimEnd().endsWith("*");
  const wanted = wordsIn(phrase).map(fold).join("");
  const found: Range[] = [];
  if (wanted === "") return found;
  for (let at = words.letters.indexOf(wanted); at >= 0; at = words.letters.indexOf(wanted, at + 1)) {
    const first = words.starts.get(at);
    const last = isOpen ? wordAt(words, at + wanted.length) : words.ends.get(at + wanted.length);
    if (first !== undefined && last !== undefined && !isTurned(words, text, first)) found.push([first, last]);
  }
  return found;
}

function wordsIn(text: string): string[] {
  return text.match(WORD) ?? [];
}

function fold(word: string): string {
  if (word === "&") return "and";
  const plain = word
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
  return SPELLINGS.reduce((spelled, [pattern, instead]) => spelled.replace(pattern, instead), plain);
}

/** The word within which a place lies, or that ends there. */
function wordAt({ ends }: Words, place: number): number | undefined {
  for (let at = place; at < place + LONGEST_WORD; at += 1) if (ends.has(at)) return ends.get(at);
  return undefined;
}

const LONGEST_WORD = 60;

function isTurned({ spans }: Words, text: string, first: number): boolean {
  const [before, own] = [spans[first - 1], spans[first]];
  return before !== undefined && own !== undefined && /^non\s*[-‐‑–]\s*$/i.test(text.slice(before[0], own[0]));
}

const DENIALS = new Set(["no", "not", "never", "without", "neither", "nor", "none", "cannot"]);
/** What makes no denial of the word before: `no later than`, `not less than`, `not only`. */
const NO_DENIALS = new Set(["later", "less", "more", "fewer", "only", "limited", "event"]);
/** How many words before something may deny it. */
const REACH = 4;

/** Whether words right before, in the same sentence, may turn into its opposite what stands there. */
export function isDenied({ spans }: Words, text: string, [first]: Range, [start]: Span): boolean {
  const before = spans.slice(Math.max(0, first - REACH), first).filter(([at]) => at >= start);
  const said = before.map(([from, to]) => text.slice(from, to).toLowerCase());
  return said.some((word, index) => (DENIALS.has(word) || /n['’]t$/.test(word)) && !NO_DENIALS.has(said[index + 1] ?? ""));
}
