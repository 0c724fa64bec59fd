import type { AskedItem, Mention } from "./items.ts";
import { respellAt, type Spelled, type Stand } from "./spelling.ts";

/** What begins what is said of an item. */
const BEGINS =
  /^(?:'s\b|\s*\((?=[a-z])|\s+(?:killed|cut|was|were|starts?|begins?|hasn't|isn't|binned|scrapped|owned|closed|sent|live|out|goes|lands|went|passed|skipped|parked|canned|not|fine|moves?|cruising|dead|ok|okay|i|we|mine|may|might|could|wrapped|signed|posted|delivered|deployed|published|released|launched|approved|waits?|depends|about|around|wip|todo|to do|under way|underway|rolling|ahead|off|over|half|most|mostly|basically|already|now|is|are|done|not|on (?:track|it|hold)|at risk|blocked|waiting|stuck|in (?:progress|review|qa|test)|will|should|finished|shipped|merged|still|good|fine|ok|dropped|cancelled|slip\w*|late|delayed|almost|nearly|started|ready|live|cut|needs?|has|tomorrow|today|tonight|monday|tuesday|wednesday|thursday|friday|tickmark|thumbsup|@\d+|complete\w*|going|looks?|looking|handed|reassigned|next week|by|eod|eow|too|pending|awaiting|behind|tight|might|may|can|same|unblocked|under|moved|pushed|both|halfway|\d{1,3} ?%|all (?:good|done)|yes|no idea)\b)/;
const NOT_BEFORE =
  /(?:\b(?:at|in|by|on|for|of|until|till|v|version|phase|part|step|round|draft|about|around|after|last|next|only|just|another|than|to|all|before|or|every|took|take|takes|these|those|other|now|was|were|is|are|the|my|our|january|february|march|april|may|june|july|august|september|october|november|december|day|week|q|over|plus) |[\w/.:§@#¶$€£-])$/;

interface Place {
  start: number;
  end: number;
  number: number;
  /** Whether a mark or a word says that it is a number of the list. */
  isMarked: boolean;
  /** Whether it is told of, or stands in a row with one that is. */
  isTold: boolean;
  /** Whether the next one is told of together with it. */
  joinsNext: boolean;
  /** Whether it is the end of a key rather than a place. */
  isEnd: boolean;
  /** Whether it stands in a row, which nothing does that is counted. */
  isInRow: boolean;
}

/** Reads numbers and letters of the question's list as its items; numbers that may count something are left. */
export function withNumbers(
  typed: Spelled,
  mentions: readonly Mention[],
  asked: readonly AskedItem[],
): { spelled: Spelled; mentions: readonly Mention[] } {
  const count = asked.length;
  if (count < 2) return { spelled: typed, mentions };
  const spelled = respellAt(typed, rangesIn(typed.text, count));
  const told = toldAmong(placesIn(spelled.text, numbersOf(asked, spelled.text)), count);
  const plain = told.filter(({ isMarked, isInRow }) => !isMarked && !isInRow);
  const places = isList(plain, spelled.text, count, told.length > plain.length)
    ? told
    : told.filter(({ isMarked, isInRow }) => isMarked || isInRow);
  const more = places.map(({ start, end, number }): Mention => ({ start, end, index: number - 1, isPart: false }));
  const isListed = places.some(({ isMarked, isInRow }) => !isMarked && !isInRow);
  const stands = places.map(({ start, end, isMarked, joinsNext, isInRow }, place) => {
    const begins = (isMarked || (isListed && !isInRow)) && places[place - 1]?.joinsNext !== true ? "\n" : "";
    return { start, end, readAs: `${begins}§${mentions.length + place}${isMarked && !joinsNext ? ": " : ""}` };
  });
  return { spelled: respellAt(spelled, stands), mentions: [...mentions, ...more] };
}

/** Which item a number stands for: its place in the question, as a list of as many lines says, or the end of its key; none where these are two. */
function numbersOf(asked: readonly AskedItem[], text: string): ReadonlyMap<string, number> {
  const listed = [...text.matchAll(/^\s*\(?(\d)[.):](?=\s)/gm)].map(([, digit]) => Number(digit));
  if (listed.length === asked.length && listed.every((number, place) => number === place + 1)) {
    return new Map(listed.map((number) => [String(number), number]));
  }
  const ends = asked.map(({ key }) => /\d{1,5}$/.exec(key)?.[0]);
  const numbers = new Map<string, number>();
  for (const [index] of asked.entries()) {
    const place = String(index + 1);
    if (!ends.includes(place) || ends[index] === place) numbers.set(place, index + 1);
  }
  for (const [index, end] of ends.entries()) {
    const isPlace = end !== undefined && Number(end) <= asked.length;
    if (end !== undefined && !isPlace && ends.indexOf(end) === ends.lastIndexOf(end)) numbers.set(end, index + 1);
  }
  return numbers;
}

/** Those that are told of; all, where they are told of in the order of the question, or by the ends of two keys. */
function toldAmong(places: readonly Place[], count: number): Place[] {
  const told = places.filter(({ isTold }) => isTold);
  const isWhole = places.length === count && places.every(({ number, isEnd }, place) => number === place + 1 && !isEnd);
  if (isWhole && told.length > 1) return [...places];
  const isByEnds = new Set(told.filter(({ isEnd }) => isEnd).map(({ number }) => number)).size > 1;
  return isByEnds ? places.filter(({ isTold, isEnd }) => isTold || isEnd) : told;
}

const WORDS = ["one", "two", "three", "four", "five"];

/** "1-3" and "one:" as the numbers that they stand for. */
function rangesIn(text: string, count: number): Stand[] {
  const ranges = [
    ...text.matchAll(
      /(?<![\w.,:/-])([1-9]) ?(?:-|to|through|thru) ?([1-9])(?=[.):]| (?!days?\b|weeks?\b|hours?\b|more\b|months?\b|business\b|working\b|%|pm\b|am\b))/g,
    ),
  ].flatMap((match): Stand[] => {
    const [from, to] = [Number(match[1]), Number(match[2])];
    const numbers = Array.from({ length: to - from + 1 }, (_, place) => from + place);
    return to > from && to <= count && BEGINS.test(text.slice(match.index + match[0].length).replace(/^[.):]/, " "))
      ? [{ start: match.index, end: match.index + match[0].length, readAs: numbers.join(" and ") }]
      : [];
  });
  const words = [...text.matchAll(/(?<=(?:^|[\n,;.]) *)(one|two|three|four|five)(?= ?[:=-] ?[a-z§@])/g)].map((match): Stand => ({
    start: match.index,
    end: match.index + match[0].length,
    readAs: `${WORDS.indexOf(match[0]) + 1}`,
  }));
  return ranges.length > 0 ? ranges : words;
}

const NUMBER =
  /(?:(items?|numbers?|tasks?|no\.?|nr\.?|#) ?)?\(?(?:([1-9]\d{0,4})|([a-e])(?=\)))(?!\d|%| ?%|[.,:]\d|\/\d| (?:of|out)\b| (?:days?|weeks?|hours?|minutes?|mins?|hrs?|months?|years?|more|am|pm|january|february|march|april|june|july|august|september|october|november|december)\b)(?:(?:st|nd|rd|th)\b(?: one\b| item\b)?)?(\)|\s?[.:=](?=\s|$|[a-z§@])|\s?-+(?=\s?[a-z§@]))?/g;
/** What is looked at around a number. */
const NEAR_CHARACTERS = 60;

function placesIn(text: string, numbers: ReadonlyMap<string, number>): Place[] {
  const places = [...text.matchAll(NUMBER)].flatMap((match) => {
    const before = text.slice(Math.max(0, match.index - NEAR_CHARACTERS), match.index);
    const end = match.index + match[0].length;
    const place = placeOf(match, before, text.slice(end, end + NEAR_CHARACTERS), numbers);
    return place ? [{ ...place, start: match.index, end }] : [];
  });
  return inRows(places, text);
}

/** Which item a number between these words is of, if of any. */
function placeOf(
  [all, word, digit, letter, mark]: RegExpExecArray,
  before: string,
  after: string,
  numbers: ReadonlyMap<string, number>,
): Omit<Place, "start" | "end"> | undefined {
  const number = numbers.get(digit ?? String((letter?.charCodeAt(0) ?? 0) - 96));
  if (number === undefined || /\w$/.test(before)) return undefined;
  const isEnd = digit !== undefined && Number(digit) !== number;
  const isOrdinal = /\d(?:st|nd|rd|th)\b/.test(all);
  if (isOrdinal && (isEnd || !/(?:^|[\n,;.]|\band) *(?:the )?$/.test(before) || !BEGINS.test(after))) return undefined;
  const isAtStart = /(?:^|[\n,;.)]|\band|&|-) *$/.test(before) || (!isEnd && /\s$/.test(before));
  const isMarked = word !== undefined || (mark !== undefined && isAtStart && !NOT_BEFORE.test(before));
  const isLeftOut = LEFT_OUT.test(before) && !/^ (?:days?|weeks?|hours?|more|things?|bits?|\w+s)\b/.test(after);
  if (!isMarked && !isOrdinal && !isLeftOut && NOT_BEFORE.test(before)) return undefined;
  const isTold = isMarked || isLeftOut || BEGINS.test(after);
  return { number, isMarked, isTold, joinsNext: false, isEnd, isInRow: isOrdinal || isLeftOut };
}

const LEFT_OUT = /\b(?:but|except|apart from|save for|bar|besides|minus) (?:number |item )?$/;

/** In a row, the last says that all are told of. */
function inRows(places: readonly Place[], text: string): Place[] {
  const known: Place[] = [];
  for (const each of places.toReversed()) {
    const next = known[0];
    const joinsNext = next?.isTold === true && /^\s*(?:,|and|&|\+|\/|, and)\s*$/.test(text.slice(each.end, next.start));
    if (joinsNext) next.isInRow = true;
    known.unshift({ ...each, isTold: each.isTold || joinsNext, joinsNext, isInRow: each.isInRow || joinsNext });
  }
  return known;
}

/** "1 done, 2 blocked" is a list where it goes on from the first, or names each once; of three it may also say how many are. */
function isList(plain: readonly Place[], text: string, count: number, isAfterMarked: boolean): boolean {
  const numbers = plain.map(({ number }) => number);
  if (numbers.length === 0) return false;
  if (new Set(plain.filter(({ isEnd }) => isEnd).map(({ number }) => number)).size > 1) return true;
  const isEach = numbers.length === count && new Set(numbers).size === count;
  const isFromFirst = numbers.length > 1 && numbers.every((number, place) => number === place + 1);
  const isBesideRest = numbers.length === 1 && /\b(?:others|rest)\b/.test(text);
  if (isEach || isAfterMarked || isBesideRest) return true;
  const words = plain.map(({ end }, place) => text.slice(end, plain[place + 1]?.start).replace(/[^a-z]/g, ""));
  const sum = numbers.reduce((total, number) => total + number, 0);
  const isApart = numbers.length > 1 && new Set(numbers).size === numbers.length && sum > count;
  return isApart || (isFromFirst && (sum > count || new Set(words).size === 1));
}
