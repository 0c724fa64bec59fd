const ALIKE = 0.35;
const MOST_NAMING = 3;
/** One word in common is chance. */
const FEWEST_SHARED = 2;
/** Words of every title, which say nothing about what it is about. */
const STOP = new Set(
  `a about add again all also an and any are as at be before by can change do does each every fix for from has have how in into is it its keep
  let make more new no nobody not nothing of on one only or other out over own read remove same say see show so some support tell than that
  the their them then there these they this to try up update use were what when where which who with work`.split(/\s+/),
);

/** Titles that are about the same, and the words that say what: of the first two, so that no later one renames it. */
export interface Alike {
  name: string | undefined;
  members: number[];
}

/** Words with their weights: the rarer a word is, the more it tells. */
type Weights = ReadonlyMap<string, number>;

/**
 * Groups titles by their words, each joining the group that it is most like, as far as it is alike enough. In the order given, every
 * title is weighed against those before it only: one more at the end never moves another. Where `over` is "all", a word is weighed by
 * how many of all of them have it, so that what stands in most says next to nothing. Answers the places of the titles.
 */
export function groupAlike(titles: readonly string[], over: "earlier" | "all" = "earlier"): Alike[] {
  const known = new Map<string, number>();
  const counts = new Map<string, number>();
  if (over === "all") for (const word of titles.flatMap((title) => [...wordsOf(title)])) counts.set(word, (counts.get(word) ?? 0) + 1);
  const groups: { members: number[]; sum: Map<string, number>; name: string | undefined }[] = [];
  for (const [index, title] of titles.entries()) {
    const words = wordsOf(title);
    const weights = over === "all" ? weighOver(words, counts, titles.length) : weigh(words, known, index);
    const ranked = groups.map((group) => ({ group, cosine: cosine(weights, group.sum) })).filter((each) => each.cosine >= ALIKE);
    const nearest = ranked.toSorted((a, b) => b.cosine - a.cosine)[0]?.group;
    if (nearest === undefined) groups.push({ members: [index], sum: new Map(weights), name: undefined });
    else {
      nearest.name ??= sharedWords(weights, nearest.sum);
      nearest.members.push(index);
      for (const [word, weight] of weights) nearest.sum.set(word, (nearest.sum.get(word) ?? 0) + weight);
    }
    for (const word of words) known.set(word, (known.get(word) ?? 0) + 1);
  }
  return groups.map(({ members, name }) => ({ members, name }));
}

/** The words of a text that tell what it is about, in small letters and as one of several. */
export function wordsOf(title: string): ReadonlySet<string> {
  const words = title.toLowerCase().match(/\p{L}[\p{L}\d]+/gu) ?? [];
  return new Set(words.filter((word) => !STOP.has(word)).map((word) => word.replace(/(?:ies|s)$/, (end) => (end === "ies" ? "y" : ""))));
}

function weigh(words: ReadonlySet<string>, known: ReadonlyMap<string, number>, titles: number): Weights {
  return new Map([...words].map((word) => [word, Math.log((2 + titles) / (1 + (known.get(word) ?? 0))) + 1]));
}

function weighOver(words: ReadonlySet<string>, counts: ReadonlyMap<string, number>, titles: number): Weights {
  return new Map([...words].map((word) => [word, Math.log(1 + titles / (counts.get(word) ?? 1))]));
}

function cosine(a: Weights, b: Weights): number {
  const shared = [...a].filter(([word]) => b.has(word));
  const isSame = shared.length === a.size && shared.length === b.size;
  const product = shared.reduce((sum, [word, weight]) => sum + weight * (b.get(word) ?? 0), 0);
  return shared.length < FEWEST_SHARED && !isSame ? 0 : product / (lengthOf(a) * lengthOf(b));
}

function lengthOf(weights: Weights): number {
  return Math.hypot(...weights.values());
}

/** The words in common that tell most, in the order of the first title. */
function sharedWords(a: Weights, b: Weights): string {
  const heaviest = [...a].filter(([word]) => b.has(word)).toSorted(([one, x], [other, y]) => y - x || one.localeCompare(other));
  const told = new Set(heaviest.slice(0, MOST_NAMING).map(([word]) => word));
  return [...b.keys()].filter((word) => told.has(word)).join(" ");
}
