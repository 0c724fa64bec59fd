import * as ruling from "./ruling-cues.ts";
import { OBJECTS } from "./reply-cues.ts";
import type { Said, Spoken } from "./speech.ts";
import { leadOf, likeness, topicOf } from "./words.ts";

/** A choice is asked for and made within so many turns. */
const NEAR = 4;
/** A ruling stands at the end of what its speaker says. */
const LATE = 2;
const FEWEST_WORDS = 2;
/** What a form and the signs around it come to, of 6. */
const ENOUGH = 4;

/** Where a sentence stands in a meeting. */
export interface Place {
  turn: Spoken;
  position: number;
  said: Said;
  turns: readonly Spoken[];
  /** Whether something was decided in the same turn before: an order behind that is a task. */
  isMade: boolean;
}

/** Whether a sentence ends a discussion by saying what is done: by its form, and by where it stands. */
export function isRuling(place: Place): boolean {
  const { turn, position, said, turns } = place;
  const { words } = said;
  if (words.endsWith("?") || ruling.HEDGED.test(words) || ruling.HABIT.test(words) || ruling.OWNED.test(words)) return false;
  if (isResisted(place)) return false;
  const signal = ruling.SIGNAL.exec(words)?.[0] ?? ruling.LEADS_TO.exec(words)?.[0] ?? "";
  const own = words
    .slice(Math.max(signal.length, leadOf(words)))
    .trimStart()
    .replace(ruling.FRONTED, "");
  const before = turn.sentences[position - 1];
  const isSignalled = signal !== "" || (before !== undefined && ruling.VERDICT.test(before.words.trim()));
  if (ruling.HOLDS.test(words) && !/^(?:i|you|it)\b/.test(own) && topicOf(words).size > 0) return true;
  if (!isDiscussed(place) || (before !== undefined && ruling.OPENS.test(before.words.trim()))) return false;
  if (/\bthen\b/.test(signal) ? ruling.THEN_IT_IS.test(`then ${own}`) : ruling.THEN_IT_IS.test(own)) return true;
  if (isChoice(place, own, isSignalled)) return true;
  if (ruling.NO_THING.test(own) && isTakenUp(place)) return true;
  const form = formOf(place, own, isSignalled);
  if (form === 0 || isTold(turn, turns) || ruling.TELLS.test(words)) return false;
  const isLate = turn.sentences.length - position <= LATE;
  const signs = [isSignalled, isLate, turn.label === chairOf(turns), isTakenUp(place)];
  return form + signs.filter(Boolean).length >= ENOUGH;
}

/** How much a sentence looks like a ruling by itself: not, a little, much. */
function formOf(place: Place, own: string, isSignalled: boolean): 0 | 1 | 2 {
  const { isMade } = place;
  if (!isMade && isTakenFrom(place, own)) return 2;
  const isFull = [ruling.THING_DOES, ruling.WE_DISPOSE, ruling.NONE_DOES, ruling.FROM_THEN, ...(isMade ? [] : [ruling.ORDER])];
  if (isFull.some((form) => form.test(own))) return 2;
  const isTimed = ruling.WHEN.test(own);
  const isPart = [
    ruling.WE_ACT,
    ruling.ALL_DO,
    ruling.THING_DOES_NOT,
    ruling.ALL_PRESENT,
    ...(isTimed || (!isSignalled && !isMade) ? [ruling.THING_PRESENT] : []),
  ];
  const isPartThen = isSignalled ? [ruling.FORBIDS, ruling.ONE_GETS, ruling.DOES_THAT] : [];
  if (![...isPart, ...isPartThen].some((form) => form.test(own))) return 0;
  return isTimed ? 2 : 1;
}

/** Whether it orders what a question has just named: "Suspend it? Or cap it?" "Cap it at five." */
function isTakenFrom({ turn, turns }: Place, own: string): boolean {
  const verb = ruling.ORDER_OF.exec(own)?.[1] ?? "";
  const near = turns.slice(Math.max(0, turn.index - NEAR), turn.index).flatMap(({ sentences }) => sentences);
  return topicOf(verb).size > 0 && near.some(({ words }) => ruling.NAMES_OPTION.test(words) && words.split(/[^\p{L}'-]+/u).includes(verb));
}

/** Whoever speaks most often: mostly the one who leads, and has the last word. */
const chairs = new WeakMap<readonly Spoken[], string>();
function chairOf(turns: readonly Spoken[]): string {
  const known = chairs.get(turns);
  if (known !== undefined) return known;
  const counts = [...Map.groupBy(turns, ({ label }) => label)].map(([label, { length }]) => ({ label, length }));
  const chair = counts.toSorted((a, b) => b.length - a.length)[0]?.label ?? "";
  chairs.set(turns, chair);
  return chair;
}

/** Whether whoever comes next takes it up. */
function isTakenUp({ turn, said, turns }: Place): boolean {
  const next = turns[turn.index + 1];
  if (next === undefined || next.label === turn.label) return false;
  const first = next.sentences[0]?.words ?? "";
  const isEcho = first.split(/\s+/).length <= NEAR && !first.endsWith("?") && likeness(topicOf(first), topicOf(said.words)) > 0;
  return isEcho || ruling.TAKES_UP.test(first) || ruling.GOES_ALONG.test(first);
}

/** Whether others have just spoken of it, so that there is something to end. */
function isDiscussed({ turn, turns }: Place): boolean {
  const before = turns[turn.index - 1];
  return before !== undefined && before.label !== turn.label;
}

/** Whether it only tells what another has just asked for. */
function isTold({ index, speaker }: Spoken, turns: readonly Spoken[]): boolean {
  const before = turns[index - 1]?.sentences ?? [];
  const last = before.at(-1)?.words ?? "";
  const name = speaker?.split(" ")[0]?.toLowerCase();
  if (name !== undefined && last.split(/[^\p{L}'-]+/u).includes(name)) return true;
  return last.endsWith("?") && last.split(/\s+/).length > FEWEST_WORDS && ruling.ASKS_FACT.test(last);
}

/** Whether it names what was to be chosen: as whoever asked, or one of the two that were offered. */
function isChoice({ turn, said, turns }: Place, own: string, isSignalled: boolean): boolean {
  const near = turns.slice(Math.max(0, turn.index - NEAR), turn.index);
  const asked = near.flatMap(({ label, sentences }) =>
    sentences.filter(({ words }) => words.endsWith("?")).map(({ words }) => ({ label, words })),
  );
  const isOwn = asked.some(
    ({ label, words }) => label === turn.label && !/\b(?:why|when|where|who|how (?!many|much|about|do we))\b/.test(words),
  );
  if (isOwn && ruling.NAMES_IT.test(own)) return true;
  const [first = ""] = own.split(/[,.!]/);
  const named = topicOf(first);
  const proposed = near.flatMap(({ sentences }) => sentences.filter((each) => ruling.PROPOSES.test(each.words)));
  const isShort = !/^(?:we|i|you|it|they|he|she)\b/.test(first) && first.split(/\s+/).length <= NEAR;
  const options = near.flatMap(({ label, sentences }) =>
    sentences.filter(({ words }) => /\bor\b/.test(words) || (label === turn.label && /^\S+(?: \S+){0,2}\?$/.test(words))),
  );
  const isOffered = options.some(({ words }) => [...named].every((word) => topicOf(words).has(word)));
  const isOf = proposed.some(({ words }) => [...named].every((word) => topicOf(words).has(word)));
  if (isOf && named.size > 0 && isShort && ruling.SIGNAL.test(said.words) && turn.label === chairOf(turns)) return true;
  if (own.split(/\s+/).length === 1 && !isOwn) return false;
  return (isSignalled || isOwn) && named.size > 0 && isShort && isOffered;
}

/** Whether whoever comes next says no, or the speaker at once. */
function isResisted({ turn, position, said, turns }: Place): boolean {
  const own = turn.sentences[position + 1]?.words ?? "";
  const next = turns[turn.index + 1];
  const first = next === undefined || next.label === turn.label ? "" : (next.sentences[0]?.words ?? "");
  const isDenied = /n't\b|\bno\b|\bnobody\b|\bnot\b/.test(said.words);
  const agreesNo = isDenied && /^no[.!]?$/.test(first);
  const objects = OBJECTS.test(first) && !/^but (?:i need|i'd need|then)\b/.test(first);
  return ruling.RESISTS.test(own) || ((ruling.RESISTS.test(first) || objects) && !agreesNo);
}
