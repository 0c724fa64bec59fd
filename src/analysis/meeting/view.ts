import * as cues from "./sign-cues.ts";
import { AGREES, OBJECTS } from "./reply-cues.ts";
import type { Meeting, Said, Spoken } from "./speech.ts";
import { tellingOf } from "./words.ts";

/** Turns before a sentence in which what it is about was talked of. */
const BACK = 6;
/** Behind it: those that answer it, and those that would still talk of it. */
const SOON = 5;
const LATER = [3, 9] as const;

/** Where a sentence stands. */
export interface Place {
  turn: Spoken;
  position: number;
  said: Said;
  meeting: Meeting;
}

/** One sentence with what was said around it; in small letters, of one blank between words. */
export interface View extends Place {
  words: string;
  /** "Okay, so": what comes before its own words. */
  lead: string;
  /** Behind that, and behind "until Friday, …". */
  own: string;
  isQuestion: boolean;
  /** What it is about. */
  topic: ReadonlySet<string>;
  /** The sentence of its turn before it; empty where there is none. */
  ownBefore: string;
  /** The first sentence of the next other, and all that is said there. */
  reply: string;
  wholeReply: string;
  /** The first and last sentence of whoever spoke before. */
  beforeFirst: string;
  beforeLast: string;
  /** What was said of it before, by how many sentences. */
  depth: number;
  /** The part of its topic that is not new. */
  known: number;
  /** Whether it names something that was asked or proposed. */
  isOffered: boolean;
  /** Whether it is talked of again afterwards. */
  isOver: boolean;
  /** Whether the next of the others agrees. */
  agrees: boolean;
  isChair: boolean;
}

/** Sees a sentence in its place. */
export function viewOf(place: Place): View {
  const { turn, position, said, meeting } = place;
  const { turns } = meeting;
  const words = plain(said);
  const lead = cues.LEAD.exec(words)?.[0] ?? "";
  const own = ownOf(words, lead);
  const topic = tellingOf(own);
  const next = turns.slice(turn.index + 1, turn.index + SOON).find(({ label }) => label !== turn.label);
  const previous = turns[turn.index - 1];
  const before = previous === undefined || previous.label === turn.label ? [] : previous.sentences.map(plain);
  const talk = [
    ...turns.slice(Math.max(0, turn.index - BACK), turn.index).flatMap(({ sentences }) => sentences),
    ...turn.sentences.slice(0, position),
  ].map(heardOf);
  const isShared = ({ about }: Heard): boolean => [...about].some((word) => topic.has(word));
  const depth = talk.filter(isShared).length;
  const later = turns.slice(turn.index + LATER[0], turn.index + LATER[1]).flatMap(({ sentences }) => sentences.map(heardOf));
  const known = [...topic].filter((word) => talk.some(({ about }) => about.has(word))).length;
  const [reply = "", ...more] = next?.sentences.map(plain) ?? [];
  return {
    ...place,
    words,
    lead,
    own,
    topic,
    depth,
    reply,
    isQuestion: words.endsWith("?"),
    ownBefore: plain(turn.sentences[position - 1]),
    wholeReply: [reply, ...more].join(" "),
    beforeFirst: before[0] ?? "",
    beforeLast: before.at(-1) ?? "",
    known: topic.size === 0 ? 0 : known / topic.size,
    isOffered: talk.some((each) => each.isOption && isShared(each)),
    isOver: depth > 0 && !later.some(isShared),
    agrees: (cues.ASSENTS.test(reply) || AGREES.test(reply)) && !resists(reply, more[0] ?? ""),
    isChair: turn.label === chairOf(turns),
  };
}

/** The words that would decide, without what leads to them and what only hangs on: "…, if he can", "…, and I ring him". */
function ownOf(words: string, lead: string): string {
  const own = words.slice(lead.length).replace(cues.FRONTED, "") || words;
  const core = own.replace(cues.HANGS_ON, "");
  return core.includes(" ") ? core : own;
}

interface Heard {
  about: ReadonlySet<string>;
  isOption: boolean;
}

const heard = new WeakMap<Said, Heard>();
function heardOf(said: Said): Heard {
  const known = heard.get(said);
  if (known) return known;
  const words = plain(said);
  const isAsked = words.endsWith("?") && !cues.ASKS_FACT.test(words);
  const found = { about: tellingOf(words), isOption: isAsked || cues.OPTION.test(words) };
  heard.set(said, found);
  return found;
}

function resists(reply: string, next: string): boolean {
  return OBJECTS.test(reply) || cues.RESISTS.test(reply) || /\bbut\b/.test(reply) || cues.RESISTS.test(next);
}

function plain(said: Said | undefined): string {
  return said?.words.trim().replaceAll(/ +/g, " ") ?? "";
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
