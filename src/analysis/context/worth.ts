import type { Item } from "../../core/item.ts";

/** How a thing stands. */
export interface Standing {
  /** Severity times confidence of the strongest finding that rests on it; 0 where none does. */
  weight: number;
  isNews: boolean;
  /** It was there at the last run, and has changed since. */
  wasKnown: boolean;
  /** More was written in the same conversation since. */
  isAnswered: boolean;
}

/** What a thing weighs by itself: a weak finding's worth. */
const OWN_WEIGHT = 0.5;
/** Sent to many, or by a machine. */
const BY_MACHINE = 0.2;
/** Whoever has read the end of a conversation knows most of it. */
const ANSWERED = 0.4;
/** Tokens of a line without its title, and characters of a token. */
const LINE_TOKENS = 20;
const TOKEN_CHARACTERS = 4;
const LONGEST_TITLE = 80;

/** Severity times confidence times novelty, for each token that it takes: roughly, since all things are compared and few are written. */
export function worthOf({ title, fields }: Item, { weight, isNews, wasKnown, isAnswered }: Standing): number {
  const isByMachine = fields["bot"] === true || (typeof fields["bulk"] === "string" && fields["bulk"] !== "");
  const novelty = isNews ? (wasKnown ? 0.8 : 1) : 0.3;
  const own = OWN_WEIGHT * (isByMachine ? BY_MACHINE : 1) * (isAnswered ? ANSWERED : 1);
  return ((own + weight) * novelty) / (LINE_TOKENS + Math.min(title.length, LONGEST_TITLE) / TOKEN_CHARACTERS);
}
