/** A thing that may be shown. */
export interface Candidate {
  name: string;
  source: string;
  /** Without it something would be told that cannot be looked up. */
  isNeeded: boolean;
  /** What it is worth for each token that it takes. */
  value: number;
}

export interface Room {
  tokens: number;
  /** Tokens of a candidate. */
  cost(candidate: Candidate): number;
}

/** Each source has so much of the room for itself, as far as it needs that. */
const FLOOR = 0.05;
/** None has more than this while others have something to show too. */
const CAP = 0.5;
/** So many of a source are too large for what is left before nothing smaller is looked for. */
const MOST_MISSES = 5;

/** The names of those that find room: what is needed, then of each source what is worth most up to its floor, then whatever is worth most. */
export function choose(candidates: readonly Candidate[], { tokens, cost }: Room): ReadonlySet<string> {
  const ranked = candidates.toSorted((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1));
  const cap = new Set(ranked.map(({ source }) => source)).size > 1 ? tokens * CAP : tokens;
  const chosen = new Set<string>();
  const spent = new Map<string, number>();
  let left = tokens;
  const take = (some: readonly Candidate[], most: number): void => {
    const misses = new Map<string, number>();
    for (const candidate of some) {
      const { name, source } = candidate;
      const before = spent.get(source) ?? 0;
      const missed = misses.get(source) ?? 0;
      if (chosen.has(name) || before >= most || missed >= MOST_MISSES) continue;
      const price = cost(candidate);
      if (before + price > most || price > left) {
        misses.set(source, missed + 1);
        continue;
      }
      chosen.add(name);
      spent.set(source, before + price);
      left -= price;
    }
  };
  take(
    ranked.filter(({ isNeeded }) => isNeeded),
    tokens,
  );
  take(ranked, Math.min(tokens * FLOOR, cap));
  take(ranked, cap);
  return chosen;
}
