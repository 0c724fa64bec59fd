import { createRedactor, type Redactor } from "./redact.ts";

/** What stands where somebody was named who is forgotten. */
export const FORGOTTEN = "(forgotten)";

/** What is shorter would be found within other words. */
const SHORTEST_WITHIN = 8;
/** A name that is cut off shorter could be anybody's. */
const SHORTEST_CUT = 6;
/** What may stand between the words of a name: spaces, ends of lines, and characters that nobody sees. */
const SPACE = String.raw`[\s\p{Cc}\p{Cf}]+`;
/** The same in addresses and the names of branches, files and accounts. */
const JOINT = String.raw`(?:[\s\p{Cc}\p{Cf}+._\-]|%20)+`;
/** No letter stands before it, unless it is one of an encoded sign. */
const START = String.raw`(?:(?<![\p{L}\p{N}])|(?<=%[\da-f]{2}))`;
const END = String.raw`(?![\p{L}\p{N}])`;
/** How a text that had to be shorter ends. */
const CUT = String.raw`\s*(?:…|\.{3})`;

/**
 * Looks for somebody by what they are called, in whatever case and however it is written, also over the end of a line, as `Ruiz, Ana`, as
 * `ana-ruiz`, as an address that no program makes a link of, and cut off as `Ana Ru…`. What has fewer than 8 characters is found only where
 * it stands by itself.
 */
export function createMentions(names: readonly string[]): Redactor {
  return createSearch(names, (way) => [whole(way, JOINT), ...cutOff(way)]);
}

/** Looks for somebody in what leads somewhere, such as an id: by their names as they are, since `ana-ruiz` may be what an automation is called. */
export function createNameMentions(names: readonly string[]): Redactor {
  return createSearch(names, (way) => [whole(way, SPACE)]);
}

function createSearch(names: readonly string[], patternsOf: (way: string) => string[]): Redactor {
  // The longest first, so that nothing is left of an address where a name begins it.
  const ways = [...new Set(names.flatMap(waysToWrite))].toSorted((a, b) => b.length - a.length);
  const within = createRedactor(
    ways.filter((way) => way.length >= SHORTEST_WITHIN),
    FORGOTTEN,
  );
  const alone = ways.length === 0 ? undefined : new RegExp(ways.flatMap(patternsOf).join("|"), "giu");
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

function whole(way: string, gap: string): string {
  return `${START}${piecesOf(way, gap).join("")}${END}`;
}

/** What is left of a name whose end was cut off, as long as it can be told from others: more than a first name, more than where an address is. */
function cutOff(way: string): string[] {
  const pieces = piecesOf(way, JOINT);
  const characters = Array.from(way);
  const least = Math.max(characters.indexOf(" ") + 2, characters.indexOf("@", 1) + 2, SHORTEST_CUT);
  const [head, tail] = [pieces.slice(0, least), pieces.slice(least)];
  if (tail.length === 0) return [];
  return [`${START}${head.join("")}${tail.reduceRight((rest, piece) => `(?:${piece}${rest})?`, "")}${CUT}`];
}

/** A pattern for each character. */
function piecesOf(way: string, gap: string): string[] {
  return Array.from(way, (character) => (character === " " ? gap : pieceOf(character)));
}

/** Where a sign would make a link it is shown in brackets, and in an address encoded. */
function pieceOf(character: string): string {
  const literal = literally(character);
  if (literal === character) return literal;
  const encoded = encodeURIComponent(character.toWellFormed());
  return String.raw`(?:${literal}|\[${literal}\]${encoded === character ? "" : `|${encoded}`})`;
}

function literally(word: string): string {
  return word.replaceAll(/[^\p{L}\p{N}]/gu, (sign) => String.raw`\u{${sign.codePointAt(0)?.toString(16)}}`);
}
