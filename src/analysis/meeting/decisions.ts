import type { Span } from "../language/sentences.ts";
import { saidIn, type Decision } from "./acts.ts";
import * as deciding from "./decision-cues.ts";
import * as manner from "./manner-cues.ts";
import * as replies from "./reply-cues.ts";
import type { Said, Spoken } from "./speech.ts";
import { leadOf, likeness, topicOf } from "./words.ts";

interface Made {
  decision: Decision;
  topic: ReadonlySet<string>;
  turn: number;
}

/** Others agree or object within so many turns. */
const NEAR = 3;
/** A decision that takes the place of another is about the same, or comes soon after it was taken back. */
const SOON = 12;
const ALIKE = 0.6;
const RELATED = 0.2;
const SAID = 0.9;
const AGREED = 0.8;
/** "That's decided." says nothing of what. */
const BARE_WORDS = 5;

/** What was decided and still holds at the end. */
export function decisionsOf(turns: readonly Spoken[]): Decision[] {
  const made: Made[] = [];
  let retracted: Made | undefined;
  for (const turn of turns) {
    for (const [position, said] of turn.sentences.entries()) {
      const own = said.words.slice(leadOf(said.words));
      const isTakenBack = replies.RETRACTS.test(said.words) || isDenial(said, turn, made);
      if (isTakenBack) retracted = takeBack(made, said, turn) ?? retracted;
      if (isNone(said.words, own)) continue;
      const found = readDecision(turn, position, said, own, turns);
      if (found) retracted = add(made, found, said, retracted);
    }
  }
  return made.map(({ decision }) => decision);
}

/** "Actually no", or "nothing is decided", right behind it. */
function isDenial(said: Said, turn: Spoken, made: readonly Made[]): boolean {
  const last = made.at(-1);
  if (!last || turn.index - last.turn > NEAR || turn.index === last.turn) return false;
  if (/^(?:oh,? |well,? |sorry,? )?(?:actually|wait|hold on|hang on),? (?:no|not)\b/.test(said.words)) return true;
  const topic = topicOf(said.words);
  return deciding.UNDECIDED.test(said.words) && (topic.size === 0 || likeness(topic, last.topic) > 0);
}

function isNone(words: string, own: string): boolean {
  return (
    [manner.UNREAL, manner.PAST, deciding.UNDECIDED, deciding.PARKED, manner.JOKE].some((cue) => cue.test(words)) ||
    manner.CONDITIONAL.test(own)
  );
}

function readDecision(turn: Spoken, position: number, said: Said, own: string, turns: readonly Spoken[]): Made | undefined {
  const isAsked = said.words.endsWith("?");
  const isTagged = deciding.CHECKED.test(said.words) && isAsked;
  if (deciding.DECIDED.test(said.words) && !isObjectedTo(turn, turns) && (!isAsked || isAgreedTo(turn, turns))) {
    return makeOf(turn, position, said, SAID);
  }
  if (deciding.HOUSEKEEPING.test(said.words)) return undefined;
  const isProposal = isAsked && deciding.PROPOSED_ASKING.test(said.words) && !/\bor\b/.test(said.words);
  if (isAsked && !isTagged && !isProposal) return undefined;
  const next = turn.sentences[position + 1];
  const isChecked = isTagged || (next !== undefined && deciding.CHECKED.test(next.words) && next.words.endsWith("?"));
  const isStated = deciding.WE_DO.test(own.replace(/^\p{L}+: /u, ""));
  const isOffered =
    isProposal ||
    deciding.PROPOSED.test(said.words) ||
    (isStated && (isChecked || isAgreedPlainly(turn, turns) || deciding.CONCLUDES.test(said.words)));
  const isAgreed = isAgreedTo(turn, turns) || (!isAsked && position <= 1 && isAgreement(turn, turns));
  return isOffered && isAgreed ? makeOf(turn, position, said, AGREED) : undefined;
}

/** Whether it is itself the yes to what another has just brought up: "Yeah, let's leave it". */
function isAgreement({ index, label, sentences: [first] }: Spoken, turns: readonly Spoken[]): boolean {
  const before = turns[index - 1];
  const isYes = first !== undefined && /^(?:yes|yeah|yep|ok|okay|fine|good|agreed|alright|all right)\b/.test(first.words.trimStart());
  return isYes && before !== undefined && before.label !== label && before.sentences.at(-1)?.words.endsWith("?") === false;
}

/** Whether the next of the others says yes before anybody objects. */
function isAgreedTo(turn: Spoken, turns: readonly Spoken[]): boolean {
  for (const { label, sentences } of turns.slice(turn.index + 1, turn.index + 1 + NEAR)) {
    if (label === turn.label) continue;
    const [first] = sentences;
    if (!first) continue;
    // Who asks back has said neither.
    if (sentences.length === 1 && first.words.endsWith("?")) continue;
    const isYes = replies.AGREES.test(first.words.trimStart()) || deciding.LETS_DO_THAT.test(first.words);
    const objects = sentences.some(({ words }) => replies.OBJECTS.test(words)) || /\b(?:but|however|although)\b/.test(first.words);
    return isYes && !objects;
  }
  return false;
}

function isObjectedTo({ index, label }: Spoken, turns: readonly Spoken[]): boolean {
  const next = turns[index + 1];
  return next !== undefined && next.label !== label && replies.OBJECTS.test(next.sentences[0]?.words ?? "");
}

function isAgreedPlainly({ index, label, sentences }: Spoken, turns: readonly Spoken[]): boolean {
  const next = turns[index + 1];
  return (
    sentences.length <= 2 && next !== undefined && next.label !== label && deciding.AGREES_PLAINLY.test(next.sentences[0]?.words ?? "")
  );
}

/** Words that say that something is decided, but not what, take in the sentence before. */
function makeOf(turn: Spoken, position: number, said: Said, confidence: number): Made {
  const before = turn.sentences[position - 1];
  const isBare =
    said.words.split(/\s+/).length <= BARE_WORDS &&
    topicOf(said.words.replaceAll(/\b(?:decided|settled|agreed|decision|made|final|approved)\b/g, "")).size === 0;
  const whole: Span = isBare && before ? [before.span[0], said.span[1]] : said.span;
  const first = isBare && before ? before : said;
  const from = first.span[0] + leadOf(first.words);
  const end = said.span[0] + said.text.replace(/[\s.!?…,;:]+$/, "").length;
  const what: Span =
    from < end ? [from, isBare && before ? before.span[0] + before.text.replace(/[\s.!?…,;:]+$/, "").length : end] : said.span;
  const decision: Decision = { quote: whole, what, confidence, ...saidIn(turn) };
  return { decision, topic: topicOf(`${isBare && before ? before.words : ""} ${said.words}`), turn: turn.index };
}

/** The decision that is taken back: the last one, or the last that it names. */
function takeBack(made: Made[], said: Said, turn: Spoken): Made | undefined {
  const topic = topicOf(said.words);
  const near = made.filter((each) => turn.index - each.turn <= SOON);
  const taken = near.findLast((each) => likeness(each.topic, topic) > 0) ?? near.at(-1);
  if (taken) made.splice(made.indexOf(taken), 1);
  return taken;
}

/** Adds a decision in the place of what it says again or changes. Answers what is still taken back without another in its place. */
function add(made: Made[], found: Made, said: Said, retracted: Made | undefined): Made | undefined {
  const changes = replies.INSTEAD.test(said.words);
  const same = made.findLast((each) => likeness(each.topic, found.topic) >= ALIKE && found.turn - each.turn <= SOON);
  const changed = changes
    ? made.findLast((each) => likeness(each.topic, found.topic) >= RELATED && found.turn - each.turn <= SOON)
    : undefined;
  const earlier = same ?? changed;
  if (earlier) made.splice(made.indexOf(earlier), 1);
  const wasOther = changed !== undefined || (retracted !== undefined && found.turn - retracted.turn <= SOON);
  const supersedes = wasOther ? (changed ?? retracted)?.decision.quote : earlier?.decision.supersedes;
  made.push(supersedes ? { ...found, decision: { ...found.decision, supersedes } } : found);
  return wasOther ? undefined : retracted;
}
