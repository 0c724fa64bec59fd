import type { Span } from "../language/sentences.ts";
import { saidIn, type Decision } from "./acts.ts";
import { isJoke } from "./around.ts";
import * as deciding from "./decision-cues.ts";
import * as manner from "./manner-cues.ts";
import * as replies from "./reply-cues.ts";
import { isDeclared, isTakenUp } from "./forms.ts";
import { weigh } from "./signs.ts";
import type { Meeting, Said, Spoken } from "./speech.ts";
import { viewOf, type Place, type View } from "./view.ts";
import * as cues from "./sign-cues.ts";
import { leadOf, likeness, tellingOf, topicOf } from "./words.ts";

interface Made {
  decision: Decision;
  weight: number;
  /** Whether it is of what was said before: "That passes." */
  isOfEarlier: boolean;
  /** What it is about, and the same with days and numbers. */
  topic: ReadonlySet<string>;
  about: ReadonlySet<string>;
}

/** What the signs of a decision come to at least. */
const PERHAPS = 10;
const SURE = 14;
/** What is said within so many turns of one matter is one decision. */
const NEAR = 8;
/** Words of a matter beyond which more make no difference. */
const FULL = 4;
const DENIED = 3;
/** A decision that takes the place of another is about the same, or comes soon after it was taken back. */
const SOON = 12;
const ALIKE = 0.6;
const RELATED = 0.2;
const SURELY = 0.9;
const UNSURELY = 0.6;
/** What is said so is no decision, whatever stands around it. */
const NEVER = [
  cues.YES,
  manner.UNREAL,
  manner.PAST,
  manner.LOOSE,
  deciding.UNDECIDED,
  deciding.PARKED,
  deciding.HOUSEKEEPING,
  replies.RETRACTS,
  replies.NO_WAIT,
];
/** "That's decided." says nothing of what. */
const BARE_WORDS = 5;

/** What was decided and still holds at the end. */
export function decisionsOf(meeting: Meeting): Decision[] {
  const made: Made[] = [];
  let retracted: Made | undefined;
  for (const turn of meeting.turns) {
    for (const [position, said] of turn.sentences.entries()) {
      if (replies.RETRACTS.test(said.words) || isDenial(said, turn, made)) retracted = takeBack(made, said, turn) ?? retracted;
      const found = readDecision({ turn, position, said, meeting });
      if (found) retracted = add(made, found, said, retracted);
    }
  }
  return made.map(({ decision }) => decision);
}

/** "Actually no", or "nothing is decided", right behind it. */
function isDenial(said: Said, turn: Spoken, made: readonly Made[]): boolean {
  const last = made.at(-1);
  if (!last || turn.index - last.decision.turn > DENIED || turn.index === last.decision.turn) return false;
  if (replies.NO_WAIT.test(said.words)) return true;
  const topic = topicOf(said.words);
  return deciding.UNDECIDED.test(said.words) && (topic.size === 0 || likeness(topic, last.topic) > 0);
}

function readDecision(place: Place): Made | undefined {
  const { turn, position, said, meeting } = place;
  if (isNone(said.words) || isJoke(turn, position, meeting.turns)) return undefined;
  const view = viewOf(place);
  const weight = weigh(view);
  return weight < PERHAPS ? undefined : makeOf(view, weight);
}

function isNone(words: string): boolean {
  return NEVER.some((cue) => cue.test(words)) || manner.CONDITIONAL.test(words.slice(leadOf(words)));
}

/** Words that say that something is decided, but not what, take in the sentence before. */
function makeOf(view: View, weight: number): Made {
  const { turn, position, said } = view;
  const before = turn.sentences[position - 1];
  const isBare =
    said.words.split(/\s+/).length <= BARE_WORDS &&
    topicOf(said.words.replaceAll(/\b(?:decided|settled|agreed|decision|made|final|approved)\b/g, "")).size === 0 &&
    isDeclared(view);
  const first = isBare && before ? before : said;
  const sure = isTakenUp(view) || (weight >= SURE && (view.agrees || isDeclared(view)));
  const decision: Decision = {
    quote: [first.span[0], said.span[1]],
    what: whatIn(first),
    sure,
    confidence: sure ? SURELY : UNSURELY,
    ...saidIn(turn),
  };
  const all = `${isBare && before ? before.words : ""} ${said.words}`;
  return { decision, weight, isOfEarlier: isDeclared(view) && cues.POINTS_BACK.test(view.own), topic: topicOf(all), about: tellingOf(all) };
}

/** A sentence without what leads to it, and its stop. */
function whatIn({ span: [start], text, words }: Said): Span {
  const end = text.replace(/[\s.!?…,;:]+$/, "").length;
  const from = leadOf(words);
  return [start + (from < end ? from : 0), start + (end === 0 ? text.length : end)];
}

/** The decision that is taken back: the last one, or the last that it names. */
function takeBack(made: Made[], said: Said, turn: Spoken): Made | undefined {
  const topic = topicOf(said.words);
  const near = made.filter(({ decision }) => turn.index - decision.turn <= SOON);
  const taken =
    near.findLast((each) => likeness(each.topic, topic) > 0) ?? (deciding.FORGETS_THING.test(said.words) ? undefined : near.at(-1));
  if (taken) made.splice(made.indexOf(taken), 1);
  return taken;
}

/** What is said of one matter is one decision: the later words where they change it, else the weightier. Answers what is still taken back then. */
function add(made: Made[], found: Made, said: Said, retracted: Made | undefined): Made | undefined {
  const { turn } = found.decision;
  const isChange = replies.INSTEAD.test(said.words);
  const changed = isChange
    ? made.findLast((each) => likeness(each.topic, found.topic) >= RELATED && turn - each.decision.turn <= SOON)
    : undefined;
  const same = changed ?? made.findLast((each) => isSame(each, found));
  const wasOther = changed !== undefined || (retracted !== undefined && turn - retracted.decision.turn <= SOON);
  if (same && !changed && fullness(same) > fullness(found)) {
    same.decision.sure ||= found.decision.sure;
    return retracted;
  }
  if (same) made.splice(made.indexOf(same), 1);
  const supersedes = wasOther ? (changed ?? retracted)?.decision.quote : same?.decision.supersedes;
  const sure = found.decision.sure || (same?.decision.sure ?? false);
  made.push({ ...found, decision: { ...found.decision, sure, ...(supersedes && { supersedes }) } });
  return wasOther ? undefined : retracted;
}

/** What speaks for the one of two that is told: its weight, and how much it says. */
function fullness({ weight, about }: Made): number {
  return weight + Math.min(about.size, FULL);
}

/** Whether two are of one matter: alike, near each other and sharing a word, or the later says only that the earlier is. */
function isSame(earlier: Made, later: Made): boolean {
  const apart = later.decision.turn - earlier.decision.turn;
  const isNear = apart <= NEAR && [...later.about].some((word) => earlier.about.has(word));
  return isNear || (later.isOfEarlier && apart <= NEAR) || (apart <= SOON && likeness(earlier.topic, later.topic) >= ALIKE);
}
