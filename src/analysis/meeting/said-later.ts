import type { Due, FindDue } from "./around.ts";
import type { Said, Spoken } from "./speech.ts";
import { likeness, topicOf } from "./words.ts";

/** The task of which others may still say by when it is done. */
export interface Undated {
  turn: Spoken;
  topic: ReadonlySet<string>;
  due?: Due;
  /** Whether somebody has asked when. */
  isAsked?: boolean;
  /** Whether another matter has come up since. */
  isLeft?: boolean;
  /** The turn in which it was taken on. */
  takenIn?: Spoken;
}

/** Turns within which a day is still said. */
const NEAR = 4;
const WHEN = /\b(?:when|(?:what|which) day|how (?:soon|quickly|fast)|what's the deadline)\b/;
/** Goes on to another matter. */
const LEAVES = /^(?:and |but |ok,? |okay,? |right,? )?(?:there's also|one more|another (?:thing|point)|moving on|the other thing)/;
const POINTS = /\b(?:it|that|this|them|those|these|one)\b/;
/** All that stands before a day that is said by itself. */
const BEFORE =
  /^(?:[\s,.]|so|no|ok|okay|yes|yeah|sure|right|well|um|uh|hmm?|oh|say|i'd say|let's say|maybe|perhaps|then|for|by|on|before|until|till|at|the|give me|give us|make (?:it|that)|and|only|rather|how about|what about|of course|(?:it|that)(?:'ll| will|'d| would) be(?: with you| ready| done| there)?|you(?:'ll| will)? (?:have|get) (?:it|that|them)|i(?:'ll| will| can)? (?:have|get|do|send|bring) (?:it|that|them)|(?:can|could|would) (?:you|we|i) (?:have|get|do|see|make|manage) (?:it|that|them|this)|not (?:before|later than)|no later than|it's|is|would|does|needed|done|ready)*$/;
const BEHIND =
  /^(?:\s*(?:latest|at the latest|then|please|morning|afternoon|evening|noon|yeah|yes|ok|okay|good|perfect|(?:is|would be|'s) (?:good|fine|ok|okay|perfect|great)|works|end of (?:day|business)|at (?:noon|\d+)))*\s*(?:[,.;!?–-].*)?$/;
/** What says why it is not that day. */
const NOT_THEN = /n't\b|\b(?:not|away|off|out|closed|holiday|after|since|busy|was|were|last)\b/;

/** A day that is said of a task by itself, or in answer to "when?", within some turns of it. */
export function hearDay(task: Undated, { turn, said }: { turn: Spoken; said: Said }, dueOf: FindDue): void {
  if (turn.index - Math.max(task.turn.index, task.takenIn?.index ?? 0) > NEAR) return;
  task.isLeft ||= LEAVES.test(said.words.trimStart());
  if (task.isLeft) return;
  const isQuestion = said.words.trimEnd().endsWith("?");
  if (isQuestion && WHEN.test(said.words)) {
    const topic = topicOf(said.words);
    task.isAsked = topic.size === 0 || POINTS.test(said.words) || likeness(topic, task.topic) > 0;
  }
  const due = dueOf(said);
  if (due === undefined) return;
  const isOwn = task.due === undefined && !isQuestion && isGoneOn(task, turn, said);
  const isAnswer = task.isAsked === true && !isQuestion && !NOT_THEN.test(said.words);
  if (isAlone(said, due) || isAnswer || isOwn) {
    task.due = due;
    task.isAsked = false;
  }
}

/** Whether whoever has just taken it on goes on to speak of it. */
function isGoneOn({ turn: first, takenIn }: Undated, turn: Spoken, { words }: Said): boolean {
  return (
    turn === (takenIn ?? first) &&
    /^\s*(?:(?:it|that)(?:'ll| will|'d)|you(?:'ll| will)? (?:have|get)|i(?:'ll| will| can| could| go| do| start| begin))\b/.test(words) &&
    !NOT_THEN.test(words)
  );
}

/** Whether the sentence says a day and hardly anything else. */
function isAlone({ words, span: [offset] }: Said, { span: [from, end] }: Due): boolean {
  return BEFORE.test(words.slice(0, from - offset)) && BEHIND.test(words.slice(end - offset));
}
