import type { Item } from "../../core/item.ts";
import type { CountTokens } from "../../lib/tokens.ts";
import { overlappingWindows, type TextWindow } from "./windows.ts";

/** What is said in a meeting matters to its end: other long texts have their weight at the beginning. */
const KINDS: ReadonlySet<string> = new Set(["transcript"]);
/** Of one part, in tokens: few enough to be read with care, and so many that three hours are read within the budget of a run. */
const MOST_TOKENS = 6_500;
/** A body that is no longer is looked at whole. */
const SHORT_TOKENS = 4_000;
/** A token has seldom fewer. */
const LEAST_CHARACTERS = 2;

const known = new WeakMap<Item, readonly TextWindow[]>();

/** The parts in which a long thing is read; none of what is short enough to be looked at whole. */
export function partsOf(item: Item, count: CountTokens): readonly TextWindow[] {
  const found = known.get(item) ?? divide(item, count);
  known.set(item, found);
  return found;
}

function divide({ kind, body }: Item, count: CountTokens): readonly TextWindow[] {
  if (!KINDS.has(kind) || body.length < SHORT_TOKENS * LEAST_CHARACTERS || count(body) <= SHORT_TOKENS) return [];
  return overlappingWindows(body, MOST_TOKENS, count);
}
