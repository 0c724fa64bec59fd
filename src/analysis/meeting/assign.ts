import { saidIn, type Action } from "./acts.ts";
import { dueBehind, isChoice, isJoke, isUnwanted, type Due, type FindDue } from "./around.ts";
import type { Span } from "../language/sentences.ts";
import { clausesOf, type Clause } from "./clauses.ts";
import { findTask, type Found } from "./find-tasks.ts";
import { DOUBTFUL, hearReply, isAnothers, isWaiting, NEAR, setOwner, type Open } from "./hear-reply.ts";
import { INSTEAD } from "./reply-cues.ts";
import { hearDay } from "./said-later.ts";
import type { Meeting, Said, Spoken } from "./speech.ts";
import { likeness, topicOf } from "./words.ts";

/** A task that is spoken of again later than this is another one, unless it is about the same through and through. */
const FAR = 12;
const ALIKE = 0.6;
const SHARED = 0.5;
const UNCONFIRMED = 0.6;
/** What only points at what was said before. */
const POINTS_BACK =
  /^(?:[a-z]+ (?:(?:into|after|at|for|up|care of|on|to|with) )?)?(?:it|that|this|those|these|them|one|so|him|her)\b(?! [a-z]+ (?:is|are|was|will)\b)/;
/** Whom one reaches is enough: "I'll ask him"; and to answer for it. */
const REACHES =
  /^(?:ask|call|ring|phone|tell|e?mail|text|write to|speak (?:to|with)|talk to|check with|invite|remind) (?:him|her|them)\b|^(?:own|handle|look after|see to) (?:it|that|this|those|them)\b/;
/** "Jonas takes it": which thing, only what was said before tells. */
const ONLY_POINTS = /^(?:it|that|this|those|these|them|(?:that|this) one)(?: (?:on|over|too|then|all))?$/;
/** The same anywhere. */
const POINTS_THERE = /\b(?:about|with|to|for|after|into) (?:it|that|this|them|him|her)\b/;
/** What is said to whoever takes something on. */
const THANKS = /^(?:perfect|brilliant|lovely|wonderful|great|thanks|thank you|you're (?:a|an) [a-z]+)[.!]*$/;
/** "And I tell you": what is done when the rest is. */
const REPORTS_BACK = /^(?:tell you|let you know|report back|(?:get|come) back to you|have (?:an? |the )?(?:answer|update|news)\b)/;

/** What is to be done after a meeting and by whom; what was said later goes before what was said earlier. */
export function actionsOf({ turns, roster }: Meeting, text: string, dueOf: FindDue): Action[] {
  const known: Open[] = [];
  for (const turn of turns) {
    turn.sentences.forEach((said, position) => {
      const clauses = clausesOf(said, roster);
      clauses.forEach((clause, part) => {
        const found = findTask(clause, roster);
        if (found && !isJoke(turn, position, turns) && !isChoice(clause, said)) {
          hear({ found, clause, turn, position, part, turns }, known, text, dueOf);
          return;
        }
        if (part > 0) return;
        hearReply({ turn, position, said }, known, dueOf);
        const last = known.at(-1);
        if (last) hearDay(last, { turn, said }, dueOf);
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
  const { found, clause, turn, position, part } = heard;
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
  // "It's a day to paint the fence, I'll do that first": what, its sentence says.
  const sentence = turn.sentences[position];
  if (whose.kind === "own" && part > 0 && sentence && POINTS_BACK.test(task)) {
    open.clause = { ...clause, span: [sentence.span[0], clause.span[1]] };
  }
  if (whose.kind === "own") setOwner(open, isMixedUp(heard) ? undefined : turn.speaker);
  if (whose.kind === "named") open.owner = whose.name;
  if (whose.kind === "offered") open.stands = false;
  if (whose.kind === "several") open.confidence = SHARED;
  if (whose.kind === "nobody") open.stands = !whose.isWeak;
  if (whose.kind === "asked") askFor(open, heard);
  if (found.isOffer && isUnwanted(turn, heard.turns)) open.stands = false;
  // "I'll take that one" says nothing by itself.
  if (whose.kind === "own" && due === undefined && topic.size === 0 && POINTS_BACK.test(task) && !REACHES.test(task)) open.stands = false;
  if (whose.kind === "named" && ONLY_POINTS.test(task)) nameThing(open, heard, earlier);
  if (earlier) replace(earlier, open, known);
  known.push(open);
}

/** What only points back is the task that was told before, else what the sentence before speaks of; none where that says nothing. */
function nameThing(open: Open, { clause, turn, turns, position, part }: Heard, earlier: Open | undefined): void {
  const before = turn.sentences[position - 1] ?? turns[turn.index - 1]?.sentences.at(-1);
  const isSaid = part === 0 && before !== undefined && topicOf(before.text).size > 0;
  const task = earlier?.found.task ?? (isSaid ? withoutEnd(before) : undefined);
  if (task === undefined) {
    open.stands = false;
    return;
  }
  open.found = { ...open.found, task };
  open.topic = earlier?.topic ?? topicOf(before?.text ?? "");
  const isOwn = turn.sentences.some(({ span: [from, to] }) => from <= task[0] && task[1] <= to);
  if (isOwn) open.clause = { ...clause, span: [earlier?.clause.span[0] ?? task[0], clause.span[1]] };
}

function withoutEnd({ span: [start], text }: Said): Span {
  return [start, start + text.replace(/[\s.!?…,;:]+$/u, "").length];
}

/** Whether two voices are in one turn: "Is it mended? I'll do it tonight. Perfect." */
function isMixedUp({ turn: { sentences }, position }: Heard): boolean {
  const [before, behind] = [sentences[position - 1]?.words ?? "", sentences[position + 1]?.words ?? ""];
  return /^(?:so|when|who)\?$/.test(before.trim()) || THANKS.test(behind.trim());
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
function earlierOf(heard: Heard, task: string, topic: ReadonlySet<string>, known: readonly Open[]): Open | undefined {
  const { found, clause, turn, part, position } = heard;
  const pointsBack = POINTS_BACK.test(task);
  const recent = known.toReversed();
  if (found.whose.kind === "own") {
    const asked = recent.find((each) => isWaiting(each, turn) && turn.index - each.turn.index <= NEAR && !isAnothers(each, turn));
    if (asked && isAbout(asked, { turn, clause, at: position + part }, { pointsBack, topic })) return asked;
    const inSentence = recent.find(
      (each) => each.turn === turn && each.clause.span[1] <= clause.span[0] && clause.span[0] - each.clause.span[1] < 8,
    );
    if (inSentence && (pointsBack || REPORTS_BACK.test(task))) return inSentence;
    const before = known.at(-1);
    if (before?.turn === turn && (isOnlyPointing(before) || isSameDeed(before, task))) return before;
    if (before && isAskedBack(before, heard)) return before;
  }
  const last = known.at(-1);
  const isNeed = last?.found.whose.kind === "nobody" && last.agreed === undefined && turn.index - last.turn.index <= 2;
  const isOffered = last?.found.whose.kind === "own" && turn.index - last.turn.index <= 2 && POINTS_BACK.test(last.task);
  if (isOffered && found.whose.kind === "named" && found.whose.name === last.owner) return last;
  const isGiven = found.whose.kind === "asked" || found.whose.kind === "named";
  if (isNeed && isGiven && ((pointsBack && topic.size === 0) || POINTS_BACK.test(last.task))) return last;
  return recent.find((each) => {
    const distance = turn.index - each.turn.index;
    if (likeness(each.topic, topic) < ALIKE || (distance > FAR && each.owner !== turn.speaker)) return false;
    const isSame = each.owner === undefined || found.whose.kind === "nobody" || each.owner === ownerIn(found, turn);
    return isSame || INSTEAD.test(clause.words) || each.owner === turn.speaker;
  });
}

/** "I'll do it. I call her tomorrow": the first says only that. */
function isOnlyPointing({ found: { whose }, task, agreed }: Open): boolean {
  return whose.kind === "own" && agreed === undefined && POINTS_BACK.test(task);
}

/** "I can go next week. I'll go and look." */
function isSameDeed({ found: { whose }, task: earlier }: Open, task: string): boolean {
  const [verb = ""] = task.split(" ");
  return whose.kind === "own" && /^go and (?:look|see|ask|check)\b/.test(task) && earlier.startsWith(`${verb} `);
}

/** "I'll have it checked." "Would you?" "Yes, I'll ask Lee." */
function isAskedBack({ found: { whose }, owner, turn: first }: Open, { turn, turns, position, part }: Heard): boolean {
  const between = turns[turn.index - 1]?.sentences[0]?.words ?? "";
  const isNext = turn.index - first.index === 2 && position + part <= 1 && owner === turn.speaker;
  return whose.kind === "own" && isNext && /^(?:would|will|could|can) you\?$/.test(between.trim());
}

/** Whether somebody's own words are the answer to what was asked. */
function isAbout(
  asked: Open,
  { turn, clause, at }: { turn: Spoken; clause: Clause; at: number },
  { pointsBack, topic }: { pointsBack: boolean; topic: ReadonlySet<string> },
): boolean {
  const distance = turn.index - asked.turn.index;
  const { whose } = asked.found;
  const isPast = whose.kind === "offered" && distance > 1;
  if (likeness(asked.topic, topic) > 0) return true;
  if (pointsBack || isPast) return pointsBack && !isPast;
  if (whose.kind === "nobody") return distance <= 2 && ((whose.isWeak && distance === 1 && at === 0) || POINTS_THERE.test(clause.words));
  return distance > 0 && at <= 1 && !/^(?:and|also)\b|\balso\b/.test(clause.words);
}

function ownerIn({ whose }: Found, turn: Spoken): string | undefined {
  if (whose.kind === "own") return turn.speaker;
  return whose.kind === "named" || whose.kind === "asked" ? whose.name : undefined;
}

/** Somebody says that he or she does what was asked, needed, or told before. */
function takeOn(open: Open, { clause, turn, found }: Heard, due: Due | undefined, topic: ReadonlySet<string>): void {
  const isMixedUp = open.turn === turn && open.found.whose.kind !== "own";
  open.agreed = clause.span;
  open.takenIn = turn;
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
