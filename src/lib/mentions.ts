import { createRedactor, type Redactor } from "./redact.ts";

/** What stands where somebody was named who is forgotten. */
export const FORGOTTEN = "(forgotten)";

/** What is shorter would be found within other words. */
const SHORTEST_WITHIN = 8;
/** What may stand between the words of a name: spaces, ends of lines, and characters that nobody sees. */
const GAP = String.raw`[\s\p{Cc}\p{Cf}]+`;

/**
 * Looks for somebody by what they are called, in whatever case and however it is written, also over the end of a line and as `Ruiz, Ana`.
 * What has fewer than 8 characters is found only where it stands by itself.
 */
export function createMentions(names: readonly string[]): Redactor {
  const ways = [...new Set(names.flatMap(waysToWrite))];
  const within = createRedactor(
    ways.filter((way) => way.length >= SHORTEST_WITHIN),
    FORGOTTEN,
  );
  const alone = ways.length === 0 ? undefined : new RegExp(ways.map(wordsOf).join("|"), "giu");
  return {
    find: (text) => within.find(text) || (alone !== undefined && text.search(alone) !== -1),
    redact: (text) => within.redact(alone === undefined ? text : text.replace(alone, FORGOTTEN)),
  };
}

/**
 * Looks for words that may be anything else, too, such as a first name: only as they are written, as words of their own, and only in what
 * is a text, since addresses, paths and ids lead somewhere.
 */
export function createWordMentions(words: readonly string[]): Redactor {
  if (words.length === 0) return { find: () => false, redact: (text) => text };
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}_/:.@\-])(?:${words.map(literally).join("|")})(?!\.[\p{L}\p{N}]|[\p{L}\p{N}_/:@\-])`,
    "gu",
  );
  const find = (text: string): boolean => text.search(pattern) !== -1;
  return { find, redact: (text) => (/\s|^\p{Lu}/u.test(text) ? text.replace(pattern, FORGOTTEN) : text) };
}

function waysToWrite(name: string): string[] {
  const words = name
    .normalize("NFC")
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "");
  const ways = [words.join(" "), ...(words.length > 1 ? [`${words.at(-1)}, ${words.slice(0, -1).join(" ")}`] : [])];
  return ways.flatMap((way) => (way === "" ? [] : [way, way.normalize("NFD")]));
}

function wordsOf(way: string): string {
  const words = way.split(" ").map(literally);
  return String.raw`(?<![\p{L}\p{N}])${words.join(GAP)}(?![\p{L}\p{N}])`;
}

function literally(word: string): string {
  return word.replaceAll(/[^\p{L}\p{N}]/gu, (sign) => String.raw`\u{${sign.codePointAt(0)?.toString(16)}}`);
}
