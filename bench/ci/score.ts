/** One failure: what it belongs to in truth, and what it was put to. */
export interface Judged {
  readonly truth: string;
  readonly found: string;
  readonly trueClass: string;
  readonly foundClass: string;
}

/** Adjusted Rand index of two partitions: 1 is the same, 0 what chance brings (https://doi.org/10.1007/BF01908075). */
export function adjustedRand(judged: readonly Judged[]): number {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  const sumOf = (key: (each: Judged) => string): number =>
    [...Map.groupBy(judged, key).values()].reduce((sum, { length }) => sum + pairs(length), 0);
  const both = sumOf(({ truth, found }) => JSON.stringify([truth, found]));
  const [truths, founds] = [sumOf(({ truth }) => truth), sumOf(({ found }) => found)];
  const expected = judged.length < 2 ? 0 : (truths * founds) / pairs(judged.length);
  const most = (truths + founds) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

/** F1 of B-cubed precision and recall. */
export function bCubed(judged: readonly Judged[]): number {
  if (judged.length === 0) return 1;
  const [byTruth, byFound] = [Map.groupBy(judged, ({ truth }) => truth), Map.groupBy(judged, ({ found }) => found)];
  let [precision, recall] = [0, 0];
  for (const { truth, found } of judged) {
    const shared = byFound.get(found)?.filter((each) => each.truth === truth).length ?? 0;
    precision += shared / (byFound.get(found)?.length ?? 1);
    recall += shared / (byTruth.get(truth)?.length ?? 1);
  }
  return (2 * precision * recall) / (precision + recall) / judged.length;
}

/** The mean of the classes' F1, each failure counted once. */
export function macroF1(judged: readonly Judged[]): number {
  const classes = [...new Set(judged.map(({ trueClass }) => trueClass))];
  const each = classes.map((name) => {
    const hits = judged.filter(({ trueClass, foundClass }) => trueClass === name && foundClass === name).length;
    const [real, told] = [
      judged.filter(({ trueClass }) => trueClass === name).length,
      judged.filter(({ foundClass }) => foundClass === name).length,
    ];
    return (2 * hits) / (real + told);
  });
  return each.length === 0 ? 1 : each.reduce((sum, value) => sum + value, 0) / each.length;
}

/** Share of those of a class that were told as such. */
export function recallOf(judged: readonly Judged[], name: string): number {
  const real = judged.filter(({ trueClass }) => trueClass === name);
  return real.length === 0 ? 1 : real.filter(({ foundClass }) => foundClass === name).length / real.length;
}
