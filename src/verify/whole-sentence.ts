/** Lines that are wrapped are longer; a shorter one ends by itself. */
const SHORTEST_WRAPPED = 50;
const ENDING = /[.!?…]["'“”’»)\]]*(?=\s|$)|[。！？]|\n/g;
/** Behind a stop that ends no sentence: a short form, an initial, a number in a list. */
const SHORT_FORM = /(?:^|[\s(])(?:\p{L}|\d+|Dr|Mr|Mrs|Ms|St|No|vs|etc|e\.g|i\.e|approx|ca|Inc|Ltd|Co)\.$/u;
const LIST_MARK = /^[ \t]*(?:[-*•>]|\d+[.)])[ \t]/;

/**
 * The [start, end) offsets of the sentences that a span of a text lies in, without space around them. Where it is not sure whether one ends, it
 * does not: a word more shows more of what was meant.
 */
export function wholeSentence(text: string, start: number, end: number): readonly [number, number] {
  const ends = [...text.matchAll(ENDING)].flatMap(({ 0: mark, index }) => (endsAt(text, mark, index) ? [index + mark.length] : []));
  const from = ends.findLast((at) => at <= start) ?? 0;
  const to = ends.find((at) => at >= end) ?? text.length;
  const lead = /^[\s>*•-]*/.exec(text.slice(from, start))?.[0].length ?? 0;
  return [from + lead, text.slice(0, to).trimEnd().length];
}

function endsAt(text: string, mark: string, index: number): boolean {
  if (mark === "\n") return endsLine(text, index);
  const behind = text.slice(index + mark.length, index + mark.length + SHORTEST_WRAPPED);
  const isShortForm = mark.startsWith(".") && SHORT_FORM.test(text.slice(Math.max(0, index - 10), index + 1));
  return !isShortForm && !/^\s*\p{Ll}/u.test(behind);
}

function endsLine(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", index - 1) + 1, index).trim();
  const next = text.slice(index + 1, index + 1 + SHORTEST_WRAPPED);
  if (line === "" || /^[ \t]*(?:\n|$)/.test(next)) return true;
  if (/[,;:–—-]$/.test(line)) return false;
  return LIST_MARK.test(next) || (line.length < SHORTEST_WRAPPED && !/^[ \t]*\p{Ll}/u.test(next));
}
