/** What the owner can say in the thread of a briefing. */
export type ReplyVerb = "done" | "snooze" | "mute" | "not_a_risk" | "why" | "stop";

export interface ReplyWords {
  verb: ReplyVerb;
  /** Which flag: the number that stands before it, or the beginning of its key; absent where none is named. */
  flag?: { number: number } | { key: string };
  /** How long a snooze lasts, in days. */
  days?: number;
}

const ORDER =
  /^(?<verb>done|snooze|mute|not a risk|why|stop)(?: #?(?<flag>\d{1,3}|[0-9a-f]{6,64}))?(?: (?:for )?(?<count>\d{1,3}) ?(?<unit>d|days?|w|weeks?))?$/;
const VERBS: Readonly<Record<string, ReplyVerb>> = {
  done: "done",
  snooze: "snooze",
  mute: "mute",
  "not a risk": "not_a_risk",
  why: "why",
  stop: "stop",
};
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
  if (verb === undefined || (verb === "stop" && words !== word)) return undefined;
  const named = flag === undefined ? {} : { flag: flagOf(flag) };
  if (count === undefined) return { verb, ...named };
  const days = Number(count) * (unit?.startsWith("w") ? 7 : 1);
  return verb === "snooze" && days >= 1 && days <= LONGEST_DAYS ? { verb, ...named, days } : undefined;
}

function flagOf(word: string): NonNullable<ReplyWords["flag"]> {
  return word.length <= LONGEST_NUMBER ? { number: Number(word) } : { key: word };
}
