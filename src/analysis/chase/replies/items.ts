import { ACT_TOO, SAYS_STATUS, isSame } from "./alike.ts";
import { literally, plainWord } from "./spelling.ts";

/** What was asked about, in the order of the question. */
export interface AskedItem {
  /** Id of the Item. */
  item: string;
  key: string;
  title: string;
  /** A plain date. */
  due?: string | null | undefined;
}

/** A place where an item is named; null where it may be one of several. */
export interface Mention {
  start: number;
  end: number;
  index: number | null;
  /** Whether less than half of the title's words name it, which may be a part of the work. */
  isPart: boolean;
}

interface Word {
  start: number;
  end: number;
  stem: string;
}

/** Too common in titles to say which one. */
const SMALL =
  /^(?:the|a|an|of|for|to|in|on|at|by|with|and|or|our|my|your|new|up|out|de|la|le|les|el|los|las|der|die|das|den|des|du|da|do|het|een|und|et|y|e|für|fur|para|pour|voor|van|von)$/;
const BEFORE_NOUN = /(?:^|[\n.,;:!?(•*-]\s*|\b(?:the|my|our|that|and|this|&|for|on) )$/i;
const AFTER_NOUN =
  /^(?:\s*[:=*]|\s+-|\s+(?:is|are|was|were|went|done|on track|at risk|blocked|stuck|slipp\w+|might|will|won|not|isn|aren|merged|shipped|live|dropped|has|looks?|still|finished|ready|waiting|needs?|nobody|macht|ist|sind|est|sont|sera|esta|está|son|in (?:progress|review)|fine|ok|tomorrow|tmrw|today|tonight|eo[dw]|mon|tue|wed|thu|fri|by|too|✅|👍)|\s*[.!?]*$|\s+(?!(?:it|this|that|them|these|those|everything|all|again|now|first|soon|one|with|by|for|and)\b)[\p{L}\d.]+\s*(?:$|[.,;\n]))/iu;

/** Where a text names items, by key or by words of their titles. */
export function mentionsIn(text: string, items: readonly AskedItem[]): Mention[] {
  const keys = items.flatMap(({ key }, index) => keysIn(text, key).map((span): Mention => ({ ...span, index, isPart: false })));
  const titles = items.map(({ title }) =>
    wordsOf(title)
      .filter(({ stem }) => !SMALL.test(stem))
      .map(({ stem }) => stem),
  );
  const named = [...keys, ...initialsIn(text, titles)];
  const words = wordsOf(text).filter(({ start, end }) => !named.some((each) => each.start < end && each.end > start));
  const mentions: Mention[] = [...named];
  for (let at = 0; at < words.length;) {
    const run = longestRun(text, words, at, titles);
    if (run) mentions.push(run.mention);
    at += run?.length ?? 1;
  }
  return joined(
    mentions.toSorted((a, b) => a.start - b.start),
    text,
  );
}

/** "Billing migration" of the task to migrate billing: words of one title beside each other name it once. */
function joined(mentions: readonly Mention[], text: string): Mention[] {
  const runs: Mention[] = [];
  for (const each of mentions) {
    const last = runs.at(-1);
    const isOne = last !== undefined && last.index !== null && last.index === each.index && /^[ ]?$/.test(text.slice(last.end, each.start));
    if (isOne) runs[runs.length - 1] = { ...last, end: each.end, isPart: last.isPart && each.isPart };
    else runs.push(each);
  }
  return runs;
}

function keysIn(text: string, key: string): { start: number; end: number }[] {
  const pieces = key
    .replace(/^#/, "")
    .split(/[-_ ]/)
    .map((piece) => literally(piece));
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}/.-])#?${pieces.join("[-_ ]?")}(?![\p{L}\p{N}%/]|-\d|[.,]\d)`, "giu");
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Letters that mean something else more often than a title. */
const NO_INITIALS =
  /^(?:[a-z]?[aeiou][a-z]?|pr|qa|hr|ci|db|pm|us|my|by|we|he|or|an|as|st|nd|rd|th|hs|vs|wk|tw|fr|mr|ms|cc|tv|pc|kk|np|ty|tx|thx|pls|btw|fyi|tbh|atm|rn|wip|tbd|tbc|asap|lgtm|ngl|brb)$/;

/** "lt" for the load test, "jds" for the job descriptions. */
function initialsIn(text: string, titles: readonly (readonly string[])[]): Mention[] {
  const letters = titles.map((title) => (title.length > 1 && title.length < 5 ? title.map((word) => word[0] ?? "").join("") : ""));
  return [...text.matchAll(/(?<![\p{L}\p{N}@#.-])\p{L}{3,5}(?![\p{L}\p{N}])/gu)].flatMap((match): Mention[] => {
    const word = plainWord(match[0]);
    const places = letters.flatMap((each, index) => (each !== "" && (word === each || word === `${each}s`) ? [index] : []));
    const [index] = places;
    if (index === undefined || places.length > 1 || NO_INITIALS.test(letters[index] ?? "")) return [];
    return [{ start: match.index, end: match.index + match[0].length, index, isPart: true }];
  });
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    stem: stemOf(match[0]),
  }));
}

function stemOf(word: string): string {
  const plain = plainWord(word);
  return plain.length > 3 ? plain.replace(/(?<![su])s$/, "").replace(/ie$/, "y") : plain;
}

/** The title that most of the words from here on stand in, in its order; small words may stand between. */
function longestRun(
  text: string,
  words: readonly Word[],
  at: number,
  titles: readonly (readonly string[])[],
): { mention: Mention; length: number } | undefined {
  const runs = titles.map((title, index) => ({ index, ...runIn(text, words, at, title) })).filter(({ hits }) => hits > 0);
  const most = Math.max(0, ...runs.map(({ hits }) => hits));
  const best = withHead(
    runs.filter(({ hits }) => hits === most),
    words[at],
    titles,
  );
  const [first] = best;
  if (!first) return undefined;
  const run = words.slice(at, at + first.length);
  const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0];
  if (run.every(({ stem }) => SMALL.test(stem) || SAYS_STATUS.test(stem) || /^\d+$/.test(stem))) {
    if (run.length < 2 || !isCompound(text, run)) return undefined;
  }
  if (run.every(({ stem }) => ACT_TOO.test(stem)) && run.length === 1 && !isNoun(text, start, end)) return undefined;
  const things = titles[first.index]?.filter((stem) => !ACT_TOO.test(stem)) ?? [];
  const isPart = first.hits * 2 < things.length;
  return { mention: { start, end, index: best.length === 1 ? first.index : null, isPart }, length: first.length };
}

/** "The survey" is the pricing survey rather than the survey report: what a title is about stands at its end. */
function withHead<Run extends { index: number; length: number }>(
  runs: readonly Run[],
  word: Word | undefined,
  titles: readonly (readonly string[])[],
): readonly Run[] {
  const heads = runs.filter(({ index, length }) => length === 1 && titles[index]?.at(-1) === word?.stem);
  return runs.length > 1 && heads.length === 1 ? heads : runs;
}

function isNoun(text: string, start: number, end: number): boolean {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  return (
    /\b(?:the|my|our|that|le|la|les|der|die|das|el|los|las|het) $/i.test(before) || (BEFORE_NOUN.test(before) && AFTER_NOUN.test(after))
  );
}

/** Words of one compound, such as "drop-off". */
function isCompound(text: string, run: readonly Word[]): boolean {
  return (
    !/^(?:at-risk|on-track|not-started|to-do)$/i.test(text.slice(run[0]?.start, run.at(-1)?.end)) &&
    run.slice(1).every(({ start }) => text[start - 1] === "-")
  );
}

function runIn(text: string, words: readonly Word[], at: number, title: readonly string[]): { hits: number; length: number } {
  let [hits, length, from] = [0, 0, 0];
  for (let next = at; next < words.length; next += 1) {
    const word = words[next];
    const before = words[next - 1];
    if (!word || (next > at && before && !/^[ \t'’-]+s?[ \t]*$/.test(text.slice(before.end, word.start)))) break;
    const place = title.findIndex((stem, index) => index >= from && isSame(stem, word.stem));
    if (place === -1 && (!SMALL.test(word.stem) || next === at)) break;
    if (place === -1) continue;
    [hits, length, from] = [hits + 1, next - at + 1, place + 1];
  }
  return { hits, length };
}
