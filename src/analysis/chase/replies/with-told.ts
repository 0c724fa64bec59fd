import type { Told, Understood } from "../../../core/ask.ts";

/** The same with more told, in the place of what was told of these items before; about them nothing is asked back. */
export function withTold(before: Understood, told: readonly Told[]): Understood {
  const known = new Set(told.map(({ item }) => item));
  const { unclear, ...rest } = before;
  const left = unclear?.items.filter((item) => !known.has(item)) ?? [];
  return {
    ...rest,
    told: [...before.told.filter(({ item }) => !known.has(item)), ...told],
    ...(unclear && left.length > 0 && { unclear: { ...unclear, items: left } }),
  };
}
