/** What can be said to one flag: `undo` takes the last answer to it back. */
export type FlagWord = "done" | "snooze" | "mute" | "not_a_risk" | "why" | "undo";
/** What the owner can say in the thread of a briefing. */
export type ReplyVerb = FlagWord | "stop" | "help";

export interface ReplyWords {
  verb: ReplyVerb;
  /** Which flag: the number that stands before it, or the beginning of its key; absent where none is named. */
  flag?: { number: number } | { key: string };
  /** How long a snooze lasts, in days. */
  days?: number;
}

const ORDER =
  /^(?<verb>done|snooze|mute|not a risk|why|undo|stop|help)(?: #?(?<flag>\d{1,3}|[0-9a-f]{6,64}))?(?: (?:for )?(?<count>\d{1,3}) ?(?<unit>d|days?|w|weeks?))?$/;
const VERBS: Readonly<Record<string, ReplyVerb>> = {
  done: "done",
  snooze: "snooze",
  mute: "mute",
  "not a risk": "not_a_risk",
  why: "why",
  undo: "undo",
  stop: "stop",
  help: "help",
};
/** These are about the whole briefing. */
const WHOLE: ReadonlySet<ReplyVerb> = new Set(["stop", "help"]);

const LONGEST_NUMBER = 3;
const LONGEST_DAYS = 365;

/**
 * The fixed words that act on a flag, such as `done`, `snooze 2 3d` or `why 2c27da0`; undefined for anything else, so that a sentence
 * in which one of them happens to stand is never taken for an order.
 */
export function parseReply(text: string): ReplyWords | undefined {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/[.!?]+$/, "")
    .replaceAll(/\s+/g, " ");
  const { verb: word = "", flag, count, unit } = ORDER.exec(words)?.groups ?? {};
  const verb = VERBS[word];
  if (verb === undefined || (WHOLE.has(verb) && words !== word)) return undefined;
  const named = flag === undefined ? {} : { flag: flagOf(flag) };
  if (count === undefined) return { verb, ...named };
  const days = Number(count) * (unit?.startsWith("w") ? 7 : 1);
  return verb === "snooze" && days >= 1 && days <= LONGEST_DAYS ? { verb, ...named, days } : undefined;
}

/** All of these words, for whoever asks for `help`. */
export const HELP = [
  "Answer a briefing with one of these. Where it has several flags, add the number that stands before one, or the key behind it, as in: done 2",
  "done: it is done, and not shown again for a week unless it gets worse",
  "snooze: not shown before tomorrow; or, with days or weeks, snooze 2 for 3 days",
  "mute: not shown again",
  "not a risk: not shown again unless it gets worse",
  "why: what it is concluded from, and since when it is known",
  "undo: takes your last answer back, or that to the flag you name",
  "stop: pauses this automation",
].join("\n");

function flagOf(word: string): NonNullable<ReplyWords["flag"]> {
  return word.length <= LONGEST_NUMBER ? { number: Number(word) } : { key: word };
}
