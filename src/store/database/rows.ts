/** As a JSON column holds it. Throws TypeError for what JSON does not know, such as undefined or a function. */
export function toJson(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`expected a value that JSON knows, got ${typeof value}`);
  return text;
}

/** The most rows that one change carries. */
const LARGEST_CHANGE = 500;

/** Parts that are small enough for one change each, in order. */
export function chunksOf<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / LARGEST_CHANGE) }, (_, index) =>
    list.slice(index * LARGEST_CHANGE, (index + 1) * LARGEST_CHANGE),
  );
}
