/** Sets that grow together; the representative of each is its smallest member, so that no order matters. */
export interface Union {
  find(index: number): number;
  /** False where the two were one already. */
  join(a: number, b: number, by: string): boolean;
  /** All sets, by their smallest members, with what joined them. */
  sets(): { members: number[]; by: string[] }[];
}

export function startUnion(size: number): Union {
  const parents = Array.from({ length: size }, (_, index) => index);
  const reasons = new Map<number, Set<string>>();
  const find = (index: number): number => {
    let at = index;
    while ((parents[at] ?? at) !== at) {
      const parent = parents[at] ?? at;
      parents[at] = parents[parent] ?? parent;
      at = parent;
    }
    return at;
  };
  return {
    find,
    join(a, b, by) {
      const [low, high] = [find(a), find(b)].toSorted((x, y) => x - y);
      if (low === undefined || high === undefined || low === high) return false;
      parents[high] = low;
      reasons.set(low, new Set([...(reasons.get(low) ?? []), ...(reasons.get(high) ?? []), by]));
      return true;
    },
    sets() {
      const sets = new Map<number, number[]>();
      for (let index = 0; index < size; index += 1) {
        const root = find(index);
        const set = sets.get(root);
        if (set) set.push(index);
        else sets.set(root, [index]);
      }
      return [...sets].map(([root, members]) => ({ members, by: [...(reasons.get(root) ?? [])].toSorted() }));
    },
  };
}
