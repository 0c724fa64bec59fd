/**
 * Where words stand in a text, whole and in this order, as [start, end) offsets; undefined where they do not. How they are laid out into
 * lines does not matter, and with `anyCase` neither does their case.
 */
export function findWholeWords(text: string, words: string, anyCase = false): readonly [number, number] | undefined {
  const pattern = words
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`))
    .join(String.raw`\s+`);
  if (pattern === "") return undefined;
  const found = new RegExp(String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`, anyCase ? "iu" : "u").exec(text);
  return found ? [found.index, found.index + found[0].length] : undefined;
}
