import { literally, plainWord, type Stand } from "./spelling.ts";

/** Somebody who may be named. */
export interface Person {
  /** A key of config/people.yaml. */
  key: string;
  name: string;
}

/** A place where people of the roster are named, more than one where it may be any of them. */
export interface Naming {
  start: number;
  end: number;
  people: readonly string[];
}

/** First names that are words as well, in small letters. */
const WORDS_TOO =
  /^(?:will|mark|may|april|june|august|summer|autumn|winter|grant|art|bill|chase|dash|drew|faith|frank|grace|guy|hope|hunter|jack|joy|miles|pat|page|ray|rich|rob|rose|sue|wade|dean|dawn|bob|chip|don|gene|herb|lance|nick|olive|pearl|pierce|rusty|stew|penny|randy|ruby|sandy|sterling|trip|victor|violet|max|ward|case|major|king|price|young|long|day|love|sunny|sol|van|dan|tim|jan|angel|paz|luz|rock|star|bea|bo|an|so|al|ed|su|mai|sky|ash|reed|heath|carol|eve|iris|ivy|jade|lily|opal|holly|hazel|robin|jay|cliff|forest|dale|glen|brook|brooke|chance|chase|clay|cole|colt|curt|duke|earl|ford|gale|jet|lane|mason|merit|nova|piper|reef|rex|sage|story|sonny|stone|done|late|early|friday|monday|track|good|fine|short|small|small|little|black|white|green|tanner|taylor|true|tucker|wes|zen|test)$/;
const STATUS_TOO = /^(?:done|late|early|track|friday|monday|good|fine|day|short|long|little)$/;
const MONTH_NAMES = /^(?:may|april|june|august|jan|mai)$/;
const BEFORE_NAME = /(?:\b(?:on|for|from|to|with|by|ask|of|via|cc|told|tell|ping)|[@&]) *$/i;
const BEFORE_MONTH = /\b(?:by|in|until|till|end of|early|mid|late|before|after|since|this|next|last|on|for|of|\d{1,2}(?:st|nd|rd|th)?) *$/i;
const AFTER_NAME =
  /^(?:['’]s\b| (?:is|has|had|was|took|does|did|owns|picked|said|says|needs|wants|hasn['’]?t|isn['’]?t|still|now|handles|knows|approved|signed|reviews|and i\b|already|can|should|would)\b)/i;
const VERB_GOES_ON =
  /^ +(?:be|have|do|not|need|it|this|that|them|these|as|all|both|the|get|finish|send|ship|start|miss|make|take|let|look|slip|try|know|see)\b/i;

/** Where a text names people of the roster. The longest ways to name them count first; `linked` are places that the text names them by a link. */
export function namingsIn(text: string, people: readonly Person[], linked: readonly Naming[] = []): Naming[] {
  const ways = waysToName(people);
  if (ways.size === 0) return [...linked];
  const any = [...ways.keys()].toSorted((a, b) => b.length - a.length).map(literally);
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])@?(${any.join("|")})(?![\p{L}\p{N}])`, "gu");
  const found = [...plainAligned(text).matchAll(pattern)].flatMap((match): Naming[] => {
    const [start, end] = [match.index, match.index + match[0].length];
    const isLinked = linked.some((each) => each.start < end && each.end > start);
    return isLinked || !isName(text, start, end) ? [] : [{ start, end, people: ways.get(match[1] ?? "") ?? [] }];
  });
  return [...linked, ...found].toSorted((a, b) => a.start - b.start);
}

/** What each naming is read as, by its place in the list. */
export function standsFor(namings: readonly Naming[]): Stand[] {
  return namings.map(({ start, end }, index) => ({ start, end, readAs: `@${index}` }));
}

/** Small letters at the same offsets, which a letter of two parts leaves as it is. */
function plainAligned(text: string): string {
  return [...text].map((character) => (plainWord(character).length === character.length ? plainWord(character) : character)).join("");
}

/** Ways to name people, with everybody who may be meant. */
function waysToName(people: readonly Person[]): Map<string, string[]> {
  const ways = new Map<string, string[]>();
  for (const { key, name } of people) {
    const parts = plainWord(name)
      .split(/\s+/)
      .filter((part) => part !== "");
    const [first, last] = [parts[0] ?? "", parts.at(-1) ?? ""];
    const all = parts.length > 1 ? [parts.join(" "), `${first} ${last.slice(0, 1)}`, first, last] : [first];
    if (first.length > 2 && !first.endsWith("s")) all.push(`${first}s`);
    for (const way of new Set(all.filter((each) => each.length > 1))) ways.set(way, [...(ways.get(way) ?? []), key]);
  }
  return ways;
}

/** Whether a word that is both is meant as a name here. */
function isName(text: string, start: number, end: number): boolean {
  const word = text.slice(start, end);
  if (word.startsWith("@") || word.includes(" ") || !WORDS_TOO.test(plainWord(word))) return true;
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (MONTH_NAMES.test(plainWord(word)) && isMonth(before, after)) return false;
  if (VERB_GOES_ON.test(after)) return false;
  if (STATUS_TOO.test(plainWord(word))) return /^\p{Lu}/u.test(word) && /\p{L} $/u.test(before);
  if (AFTER_NAME.test(after) || BEFORE_NAME.test(before)) return true;
  return /^\p{Lu}/u.test(word) && /[\p{L}\p{N}] *$/u.test(before);
}

function isMonth(before: string, after: string): boolean {
  return BEFORE_MONTH.test(before) ? !/\b(?:wait\w*|blocked|stuck) (?:on|for|by) *$/i.test(before) : /^\.? \d/.test(after);
}
