import type { Span } from "../language/sentences.ts";
import type { Due, FindDue } from "./around.ts";
import type { Clause } from "./clauses.ts";
import type { Found } from "./find-tasks.ts";
import { ACCEPTS, AGREES, DONE_AT_ONCE, NO_AFTER_ALL, REFUSES, RETRACTS, SELF, TAKES_OFFER } from "./reply-cues.ts";
import type { Undated } from "./said-later.ts";
import type { Said, Spoken } from "./speech.ts";
import { leadOf } from "./words.ts";

/** A task while it is not settled who does it. */
export interface Open extends Undated {
  found: Found;
  clause: Clause;
  owner?: string;
  confidence: number;
  /** Its words, in small letters. */
  task: string;
  /** Whether it counts as it stands. */
  stands: boolean;
  /** Whether whoever was asked has said no: then anybody may take it on. */
  isRefused?: true;
  agreed?: Span;
}

/** How far an answer may be from what it answers, in turns. */
export const NEAR = 3;
/** How sure it is where voices may be mixed up. */
export const DOUBTFUL = 0.4;
const CONFIRMED = 0.9;

/** Whether somebody still has to say yes, or has just said no. */
export function isWaiting({ found: { whose }, turn, owner, agreed }: Open, { speaker, index }: Spoken): boolean {
  if (whose.kind === "own" || whose.kind === "named") return false;
  return agreed === undefined || (owner !== undefined && owner === speaker && index - turn.index <= NEAR);
}

/** Asked of somebody by name, who has not answered yet: another's words are no answer. */
export function isAnothers({ found: { whose }, isRefused, turn: asking, agreed }: Open, turn: Spoken): boolean {
  // An offer that was taken is its speaker's own.
  if (whose.kind === "offered") return asking.label === turn.label && agreed === undefined;
  if (whose.kind !== "asked" || isRefused === true || asking === turn) return false;
  if (asking.label === turn.label) return true;
  return whose.name !== undefined && turn.speaker !== undefined && whose.name !== turn.speaker;
}

/** A turn that only says yes or no to what was asked. */
export function hearReply({ turn, position, said }: Reply, known: Open[], dueOf: FindDue): void {
  if (RETRACTS.test(said.words) || NO_AFTER_ALL.test(said.words)) {
    const last = known.at(-1);
    if (last && last.turn.speaker === turn.speaker && turn.index - last.turn.index <= 1 && last.owner === turn.speaker) last.stands = false;
    return;
  }
  const asked = known.findLast((each) => isWaiting(each, turn) && each.agreed === undefined && !isAnothers(each, turn));
  if (!asked || turn.index - asked.turn.index > NEAR || (position > 1 && asked.turn !== turn)) return;
  const own = said.words.slice(leadOf(said.words));
  // "Don't forget it." "I won't."
  const isPromise = /\bforget\b/.test(asked.clause.words) && /\bi won't\b/.test(said.words);
  if (DONE_AT_ONCE.test(said.words)) asked.stands = false;
  else if (isPromise) agree(asked, turn, said, undefined);
  else if (REFUSES.test(said.words) || REFUSES.test(own)) refuse(asked);
  else if (said.words.endsWith("?") || !isYesTo(asked.found.whose.kind, said.words)) return;
  else if (asked.turn === turn) mixUp(asked, said);
  else agree(asked, turn, said, dueOf(said));
}

/** A sentence that holds no task of its own. */
export interface Reply {
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
  asked.takenIn = turn;
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
  // Whoever is asked by name says yes, in whose turn it may be written.
  if (asked.found.whose.kind !== "asked" || asked.found.whose.name === undefined) delete asked.owner;
  asked.agreed = said.span;
  asked.stands = true;
  asked.confidence = DOUBTFUL;
}

/** Gives a task to somebody; to nobody where it is not known who spoke. */
export function setOwner(open: Open, name: string | undefined): void {
  if (name === undefined) {
    delete open.owner;
    open.confidence = Math.min(open.confidence, DOUBTFUL);
  } else open.owner = name;
}
