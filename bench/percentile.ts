/** The value that a share of all values does not exceed, such as .99 of them. */
export function percentile(values: readonly number[], share: number): number {
  const value = values.toSorted((a, b) => a - b)[Math.max(Math.ceil(values.length * share) - 1, 0)];
  if (value === undefined) throw new RangeError("expected values to take a percentile of, got none");
  return value;
}
