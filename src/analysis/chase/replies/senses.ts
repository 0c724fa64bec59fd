import { cues, type Sense } from "./words/cues.ts";
import { isPlain } from "./words/plain.ts";
import { SMALL, SMALL_ABROAD, SMALL_BEFORE } from "./words/small.ts";

/** Up to four words before what it denies. */
const DENIES = /\b(?:not|no|never|nothing|none|nobody|hardly|barely|without|neither|nor)(?: [^\s~]+){0,3} ?$/;
/** What has no cue of its own for its contrary. */
const DENIABLE: ReadonlySet<Sense> = new Set([
  "busy",
  "progress",
  "part",
  "dropped",
  "on_track",
  "fine",
  "at_risk",
  "starting",
  "killed",
  "done",
  "treated",
  "ticked",
  "blocked",
  "waiting",
  "with",
  "on_hold",
]);

const OF_A_SUBJECT: ReadonlySet<Sense> = new Set(["on_track", "at_risk", "blocked", "dropped", "not_started", "safe", "fine", "on_hold"]);
/** Somebody else does something, whose day it is then. */
export const THEIRS =
  /\b(?:they|he|she|legal|design|infra|security|finance|marketing|vendor|client|customer|agency|procurement|supplier|printers?|bank|lawyers?|counsel|hr|ops|qa|sales|support|partner|review|team|reviewer|board|council|court|it dept) (?:\w+ )?(?:is|are|was|will|has|have|can|should|said|says|promised|delivers?|sends?|reviews?|signs?|returns?|answers?|comes?|gets?|meets?|wants?|needs?|starts?|back|opens?|expects?)\b/;

/** Whatever is said before, what is told of is the writer's. */
const OWN_SUBJECT =
  /\b(?:i|we|it|this)(?: (?:is|are|am|was|will|be|being|been|going|to|might|may|could|would|should|has|have|had|still|now|just|probably|likely|definitely|certainly|really|already|a|bit|little|little bit|quite|very|pretty|rather|so|get|getting|run|running|fall|falling|_+))* $/;

/** A cue and where it stands. */
export interface Found {
  sense: Sense;
  start: number;
  end: number;
  /** Whether it is denied, or a word of doubt. */
  isHedged: boolean;
  /** Whether it took words along that nobody knows: a group of its pattern says where any word may stand. */
  isLoose: boolean;
}

/** The cues of a text, without those that are denied or told of something else; what they took is `~` in what is left. */
export function sensesIn(text: string): { left: string; found: Found[] } {
  let left = text;
  const found: Found[] = [];
  for (const [sense, words] of cues) {
    for (const match of left.matchAll(words)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const isLoose = match.slice(1).some((taken) => taken !== undefined && !isPlain(taken, false));
      found.push({ sense, start, end, isLoose, isHedged: sense === "doubt" });
      left = `${left.slice(0, start)}${"~".repeat(end - start)}${left.slice(end)}`;
    }
  }
  const told: Found[] = [];
  for (const each of found.toSorted((a, b) => a.start - b.start)) {
    const isSaidAgain = told.some(({ sense }) => sense === each.sense);
    const isTheirs = !isSaidAgain && isOfOthers(each, left, text);
    const isHedged = isDenied(each, left);
    told.push(isHedged || isTheirs ? { ...each, sense: "doubt", isHedged: isHedged || each.isHedged } : each);
  }
  return { left, found: told };
}

function isDenied({ sense, start }: Found, left: string): boolean {
  return DENIABLE.has(sense) && DENIES.test(left.slice(0, start));
}

/** "Sam killed it": whoever did, it is the work that it was done to. */
function takesIt(text: string, start: number, end: number): boolean {
  return / (?:it|this|that)$/.test(text.slice(start, end)) || /^ (?:it|this|that)\b/.test(text.slice(end));
}

/** Whether something or somebody else is told of: "the meeting was cancelled", "Ben is blocked". */
function isOfOthers({ sense, start, end }: Found, left: string, text: string): boolean {
  const before = left.slice(0, start);
  if (sense === "on_track" && /\b(?:almost|nearly|barely|hardly|sort of|kind of|somewhat) $/.test(before)) return true;
  if (sense === "progress" && THEIRS.test(text)) return true;
  if (sense === "dropped" && takesIt(text, start, end)) return false;
  if (/^\W*(?:and |so |but |then |since |as )*@\d+ /.test(before)) return true;
  if (OWN_SUBJECT.test(before)) return false;
  const isNeed = sense === "waiting" && /need|missing|lacking/.test(text.slice(start, end));
  if (!OF_A_SUBJECT.has(sense) && !isNeed) return false;
  return saysMore(before.replace(OF_WHICH_KIND, ""), SMALL_BEFORE);
}

/** "The RC tag": a word that says which of them an item is. */
const OF_WHICH_KIND = /^(?:so |and |but |well )*(?:the |my |our )?[\w-]+ (?=[§¶]\d+ )/;

/** Whether words are more than small ones. */
export function saysMore(words: string, others: RegExp): boolean {
  return words.replace(others, " ").replace(SMALL, " ").replace(SMALL_ABROAD, " ").trim() !== "";
}
