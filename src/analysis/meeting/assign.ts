import type { Span } from "../language/sentences.ts";
import { saidIn, type Action } from "./acts.ts";
import { dueBehind, isJoke, isUnwanted, type Due, type FindDue } from "./around.ts";
import { clausesOf, type Clause } from "./clauses.ts";
import { findTask, type Found } from "./find-tasks.ts";
import { ACCEPTS, AGREES, INSTEAD, NO_AFTER_ALL, REFUSES, RETRACTS, SELF, TAKES_OFFER } from "./reply-cues.ts";
import type { Meeting, Said, Spoken } from "./speech.ts";
import { leadOf, likeness, topicOf } from "./words.ts";

/** A task while it is not settled who does it. */
interface Open {
  found: Found;
  clause: Clause;
  turn: Spoken;
  owner?: string;
  due?: Due;
  confidence: number;
  /** Its words, in small letters. */
  task: string;
  topic: ReadonlySet<string>;
  /** Whether it counts as it stands. */
  stands: boolean;
  /** Whether whoever was asked has said no: then anybody may take it on. */
  isRefused?: true;
  agreed?: Span;
}

/** How far an answer may be from what it answers, in turns. */
const NEAR = 3;
/** A task that is spoken of again later than this is another one, unless it is about the same through and through. */
const FAR = 12;
const ALIKE = 0.6;
const DOUBTFUL = 0.4;
const SHARED = 0.5;
const CONFIRMED = 0.9;
const UNCONFIRMED = 0.6;
/** What only points at what was said before. */
const POINTS_BACK =
  /^(?:[a-z]+ (?:(?:into|after|at|for|up|care of|on|to|with) )?)?(?:it|that|this|those|these|them|one|so|him|her)\b(?! [a-z]+ (?:is|are|was|will)\b)/;
/** The same anywhere. */
const POINTS_THERE = /\b(?:about|with|to|for|after|into) (?:it|that|this|them|him|her)\b/;
/** What is to be done after a meeting and by whom; what was said later goes before what was said earlier. */
export function actionsOf({ turns, roster }: Meeting, text: string, dueOf: FindDue): Action[] {
  const known: Open[] = [];
  for (const turn of turns) {
    turn.sentences.forEach((said, position) => {
      const clauses = clausesOf(said, roster);
      clauses.forEach((clause, part) => {
        const found = findTask(clause, roster);
        if (found && !isJoke(turn, position, turns)) hear({ found, clause, turn, position, part, turns }, known, text, dueOf);
        else if (part === 0) hearReply({ turn, position, said }, known, dueOf);
      });
    });
  }
  return known.filter(({ stands }) => stands).map(toAction);
}

interface Heard {
  found: Found;
  clause: Clause;
  turn: Spoken;
  position: number;
  part: number;
  turns: readonly Spoken[];
}

function hear(heard: Heard, known: Open[], text: string, dueOf: FindDue): void {
  const { found, clause, turn } = heard;
  const task = text.slice(...found.task).toLowerCase();
  const topic = topicOf(task);
  const due = dueOf(clause) ?? dueBehind(heard, dueOf);
  const earlier = earlierOf(heard, task, topic, known);
  const { whose } = found;
  if (whose.kind === "own" && earlier) {
    takeOn(earlier, heard, due, topic);
    return;
  }
  const open: Open = { found, clause, turn, confidence: found.confidence, task, topic, stands: true, ...(due !== undefined && { due }) };
  if (whose.kind === "own") setOwner(open, turn.speaker);
  if (whose.kind === "named") open.owner = whose.name;
  if (whose.kind === "offered") open.stands = false;
  if (whose.kind === "several") open.confidence = SHARED;
  if (whose.kind === "nobody") open.stands = !whose.isWeak;
  if (whose.kind === "asked") askFor(open, heard);
  if (found.isOffer && isUnwanted(turn, heard.turns)) open.stands = false;
  // "I'll take that one" says nothing by itself.
  if (whose.kind === "own" && due === undefined && topic.size === 0 && POINTS_BACK.test(task)) open.stands = false;
  if (earlier) replace(earlier, open, known);
  known.push(open);
}

/** Who is asked: by name, else whoever answers next; of two who talk, the other. */
function askFor(open: Open, { turn, turns, found }: Heard): void {
  const { name: named, isWeak } = found.whose.kind === "asked" ? { isWeak: false, ...found.whose } : { name: undefined, isWeak: false };
  const others = new Set(turns.flatMap(({ speaker, label }) => (label !== turn.label && speaker !== undefined ? [speaker] : [])));
  const only = others.size === 1 && new Set(turns.map(({ label }) => label)).size === 2 ? [...others][0] : undefined;
  const owner = named ?? only;
  if (owner !== undefined) open.owner = owner;
  // Asked of a whole room, it is nobody's until somebody says yes.
  open.stands = owner !== undefined && !isWeak;
  open.confidence = named === undefined ? DOUBTFUL : UNCONFIRMED;
  // Whoever calls himself by name is somebody else: voices were mixed up.
  if (named !== undefined && named === turn.speaker) open.confidence = DOUBTFUL;
}

/** An earlier task that this one takes on, says again, or changes. */
function earlierOf(
  { found, clause, turn, part, position }: Heard,
  task: string,
  topic: ReadonlySet<string>,
  known: readonly Open[],
): Open | undefined {
  const pointsBack = POINTS_BACK.test(task);
  const recent = known.toReversed();
  if (found.whose.kind === "own") {
    const asked = recent.find((each) => isWaiting(each, turn) && turn.index - each.turn.index <= NEAR && !isAnothers(each, turn));
    if (asked && isAbout(asked, { turn, clause, at: position + part }, { pointsBack, topic })) return asked;
    const inSentence = recent.find(
      (each) => each.turn === turn && each.clause.span[1] <= clause.span[0] && clause.span[0] - each.clause.span[1] < 8,
    );
    if (inSentence && pointsBack) return inSentence;
  }
  const last = known.at(-1);
  const isNeed = last?.found.whose.kind === "nobody" && last.agreed === undefined && turn.index - last.turn.index <= 2;
  const isGiven = found.whose.kind === "asked" || found.whose.kind === "named";
  if (isNeed && isGiven && ((pointsBack && topic.size === 0) || POINTS_BACK.test(last.task))) return last;
  return recent.find((each) => {
    const distance = turn.index - each.turn.index;
    if (likeness(each.topic, topic) < ALIKE || (distance > FAR && each.owner !== turn.speaker)) return false;
    const isSame = each.owner === undefined || found.whose.kind === "nobody" || each.owner === ownerIn(found, turn);
    return isSame || INSTEAD.test(clause.words) || each.owner === turn.speaker;
  });
}

/** Whether somebody's own words are the answer to what was asked. */
function isAbout(
  asked: Open,
  { turn, clause, at }: { turn: Spoken; clause: Clause; at: number },
  { pointsBack, topic }: { pointsBack: boolean; topic: ReadonlySet<string> },
): boolean {
  const distance = turn.index - asked.turn.index;
  if (pointsBack || likeness(asked.topic, topic) > 0) return true;
  const { whose } = asked.found;
  if (whose.kind === "nobody") return distance <= 2 && ((whose.isWeak && distance === 1 && at === 0) || POINTS_THERE.test(clause.words));
  return distance > 0 && at <= 1 && !/^(?:and|also)\b|\balso\b/.test(clause.words);
}

/** Whether somebody still has to say yes, or has just said no. */
function isWaiting({ found: { whose }, turn, owner, agreed }: Open, { speaker, index }: Spoken): boolean {
  if (whose.kind === "own" || whose.kind === "named") return false;
  return agreed === undefined || (owner !== undefined && owner === speaker && index - turn.index <= NEAR);
}

/** Asked of somebody by name, who has not answered yet: another's words are no answer. */
function isAnothers({ found: { whose }, isRefused, turn: asking, agreed }: Open, turn: Spoken): boolean {
  // An offer that was taken is its speaker's own.
  if (whose.kind === "offered") return asking.label === turn.label && agreed === undefined;
  if (whose.kind !== "asked" || isRefused === true || asking === turn) return false;
  if (asking.label === turn.label) return true;
  return whose.name !== undefined && turn.speaker !== undefined && whose.name !== turn.speaker;
}

function ownerIn({ whose }: Found, turn: Spoken): string | undefined {
  if (whose.kind === "own") return turn.speaker;
  return whose.kind === "named" || whose.kind === "asked" ? whose.name : undefined;
}

/** Somebody says that he or she does what was asked, needed, or told before. */
function takeOn(open: Open, { clause, turn, found }: Heard, due: Due | undefined, topic: ReadonlySet<string>): void {
  const isMixedUp = open.turn === turn && open.found.whose.kind !== "own";
  open.agreed = clause.span;
  open.stands = true;
  // What was asked said less of it than the answer, or was another's own offer: then the later words are the ones to quote.
  const isEmpty = open.topic.size === 0 && topic.size > 0;
  if (!isMixedUp && (isEmpty || (open.found.whose.kind === "own" && open.owner !== turn.speaker))) {
    open.found = { ...open.found, task: found.task };
    open.agreed = open.clause.span;
    open.clause = clause;
    open.turn = turn;
  }
  open.topic = new Set([...open.topic, ...topic]);
  if (due !== undefined) open.due = due;
  if (isMixedUp) {
    // Question and answer in one turn: who answered, nobody knows.
    delete open.owner;
    open.confidence = DOUBTFUL;
  } else {
    setOwner(open, turn.speaker);
    if (turn.speaker !== undefined) open.confidence = Math.max(found.confidence, open.confidence);
  }
}

/** What was said later goes for what was said earlier; what only the earlier says of its day stays. */
function replace(earlier: Open, later: Open, known: Open[]): void {
  if (later.owner === undefined && earlier.owner !== undefined && later.found.whose.kind === "nobody") later.owner = earlier.owner;
  if (later.due === undefined && earlier.due !== undefined) later.due = earlier.due;
  later.topic = new Set([...earlier.topic, ...later.topic]);
  later.stands ||= earlier.stands;
  known.splice(known.indexOf(earlier), 1);
}

/** A turn that only says yes or no to what was asked. */
function hearReply({ turn, position, said }: Reply, known: Open[], dueOf: FindDue): void {
  if (RETRACTS.test(said.words) || NO_AFTER_ALL.test(said.words)) {
    const last = known.at(-1);
    if (last && last.turn.speaker === turn.speaker && turn.index - last.turn.index <= 1 && last.owner === turn.speaker) last.stands = false;
    return;
  }
  const asked = known.findLast((each) => isWaiting(each, turn) && each.agreed === undefined && !isAnothers(each, turn));
  if (!asked || turn.index - asked.turn.index > NEAR || (position > 1 && asked.turn !== turn)) return;
  const own = said.words.slice(leadOf(said.words));
  const { kind } = asked.found.whose;
  // "Don't forget it." "I won't."
  const isPromise = /\bforget\b/.test(asked.clause.words) && /\bi won't\b/.test(said.words);
  if (isPromise) agree(asked, turn, said, undefined);
  else if (REFUSES.test(said.words) || REFUSES.test(own)) refuse(asked);
  else if (said.words.endsWith("?") || !isYesTo(kind, said.words)) return;
  else if (asked.turn === turn) mixUp(asked, said);
  else agree(asked, turn, said, dueOf(said));
}

interface Reply {
  turn: Spoken;
  position: number;
  said: Said;
}

/** An offer and "who will?" need more than a nod. */
function isYesTo(kind: Found["whose"]["kind"], words: string): boolean {
  if (kind === "offered") return TAKES_OFFER.test(words);
  const own = words.trimStart();
  return kind === "asked" ? ACCEPTS.test(own) || AGREES.test(own) : SELF.test(own);
}

function agree(asked: Open, turn: Spoken, said: Said, due: Due | undefined): void {
  asked.agreed = said.span;
  asked.stands = true;
  if (due !== undefined) asked.due = due;
  const by = asked.found.whose.kind === "offered" ? asked.turn.speaker : turn.speaker;
  setOwner(asked, by);
  if (by !== undefined) asked.confidence = CONFIRMED;
}

function refuse(asked: Open): void {
  if (asked.found.whose.kind !== "asked") return;
  delete asked.owner;
  asked.stands = false;
  asked.isRefused = true;
}

function mixUp(asked: Open, said: Said): void {
  if (asked.clause.span[1] > said.span[0]) return;
  delete asked.owner;
  asked.agreed = said.span;
  asked.stands = true;
  asked.confidence = DOUBTFUL;
}

function setOwner(open: Open, name: string | undefined): void {
  if (name === undefined) {
    delete open.owner;
    open.confidence = Math.min(open.confidence, DOUBTFUL);
  } else open.owner = name;
}

function toAction({ found, clause, turn, owner, due, confidence, agreed }: Open): Action {
  return {
    quote: clause.span,
    task: found.task,
    confidence,
    ...saidIn(turn),
    ...(owner !== undefined && { owner }),
    ...(due?.date !== undefined && { due: due.date }),
    ...(due && { dueWords: due.span }),
    ...(agreed && { agreed }),
  };
}
