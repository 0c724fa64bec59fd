import * as ruling from "./ruling-cues.ts";
import { OBJECTS } from "./reply-cues.ts";
import type { Said, Spoken } from "./speech.ts";
import { leadOf, topicOf } from "./words.ts";

/** A choice is asked for and made within so many turns. */
const NEAR = 4;
/** A ruling stands at the end of what its speaker says. */
const LATE = 2;
const FEWEST_WORDS = 2;

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
  if (words.endsWith("?") || ruling.HEDGED.test(words) || ruling.HABIT.test(words) || words.split(/\s+/).length < FEWEST_WORDS) return false;
  if (isResisted(place)) return false;
  const signal = ruling.SIGNAL.exec(words)?.[0] ?? ruling.LEADS_TO.exec(words)?.[0] ?? "";
  const own = words
    .slice(Math.max(signal.length, leadOf(words)))
    .trimStart()
    .replace(ruling.FRONTED, "");
  const before = turn.sentences[position - 1];
  const isSignalled = signal !== "" || (before !== undefined && ruling.VERDICT.test(before.words.trim()));
  if (ruling.HOLDS.test(words) && !/^(?:i|you|it)\b|\b(?:mine|yours)\b/.test(own) && topicOf(words).size > 0) return true;
  if (/\bthen\b/.test(signal) ? ruling.THEN_IT_IS.test(`then ${own}`) : ruling.THEN_IT_IS.test(own)) return isDiscussed(place);
  if (isChoice(place, own, isSignalled)) return true;
  if (isSignalled && isRuledOnSignal(own) && isDiscussed(place)) return true;
  if (ruling.NO_THING.test(words) && isTakenUp(place)) return isDiscussed(place);
  const isPlain = [ruling.THING_DOES, ruling.WE_DISPOSE, ruling.NONE_DOES, ...(place.isMade ? [] : [ruling.ORDER])].some((form) => form.test(own));
  return isPlain && turn.sentences.length - position <= LATE && isDiscussed(place) && !isTold(turn, turns);
}

function isRuledOnSignal(own: string): boolean {
  return [ruling.WE_ACT, ruling.FORBIDS, ruling.ALL_DO, ruling.NONE_DOES, ruling.ORDER, ruling.THING_DOES, ruling.ONE_GETS, ruling.DOES_THAT].some((form) =>
    form.test(own),
  );
}

/** Whether whoever comes next takes it up. */
function isTakenUp({ turn, turns }: Place): boolean {
  const next = turns[turn.index + 1];
  return next !== undefined && next.label !== turn.label && ruling.TAKES_UP.test(next.sentences[0]?.words ?? "");
}

/** Whether others have just spoken of it, so that there is something to end. */
function isDiscussed({ turn, turns }: Place): boolean {
  const before = turns[turn.index - 1];
  return before !== undefined && before.label !== turn.label;
}

/** Whether it only tells what another has just asked for. */
function isTold({ index }: Spoken, turns: readonly Spoken[]): boolean {
  const last = turns[index - 1]?.sentences.at(-1)?.words ?? "";
  return last.endsWith("?") && last.split(/\s+/).length > FEWEST_WORDS && ruling.ASKS_FACT.test(last);
}

/** Whether it names what was to be chosen: as whoever asked, or one of the two that were offered. */
function isChoice({ turn, turns }: Place, own: string, isSignalled: boolean): boolean {
  const near = turns.slice(Math.max(0, turn.index - NEAR), turn.index);
  const asked = near.flatMap(({ label, sentences }) => sentences.filter(({ words }) => words.endsWith("?")).map(({ words }) => ({ label, words })));
  const isOwn = asked.some(({ label, words }) => label === turn.label && !/\b(?:why|when|where|who|how (?!many|much|about|do we))\b/.test(words));
  if (isOwn && ruling.NAMES_IT.test(own)) return true;
  const [first = ""] = own.split(/[,.!]/);
  const named = topicOf(first);
  const isShort = !/^(?:we|i|you|it|they|he|she)\b/.test(first) && first.split(/\s+/).length <= NEAR;
  const isOffered = asked.some(({ words }) => /\bor\b/.test(words) && [...named].every((word) => topicOf(words).has(word)));
  return isSignalled && named.size > 0 && isShort && isOffered;
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
