/** Does `work` for every value, at most `atOnce` at the same time; the results are in the order of the values. */
export async function mapSideBySide<Value, Result>(
  values: readonly Value[],
  atOnce: number,
  work: (value: Value) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = values.entries();
  async function take(): Promise<void> {
    for (const [index, value] of waiting) results[index] = await work(value);
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, values.length) }, take));
  return results;
}
