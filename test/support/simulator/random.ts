/** Numbers that look like chance and are the same for the same seed. */
export interface Chance {
  /** A whole number from 0 up to, not including, `below`. */
  upTo(below: number): number;
  /** True so often of a hundred times. */
  percent(share: number): boolean;
  /** One of these. */
  of<T>(values: readonly [T, ...T[]]): T;
}

/** Chance from a seed: a linear congruence modulo a prime, which is plenty for tests. */
export function chanceFrom(seed: number): Chance {
  let state = (seed * 48_271 + 11) % 2_147_483_647;
  const upTo = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  return { upTo, percent: (share) => upTo(100) < share, of: (values) => values[upTo(values.length)] ?? values[0] };
}
