import type { Span } from "../language/sentences.ts";
import type { Roster, Said } from "./speech.ts";
import { leadOf } from "./words.ts";

/** A part of a sentence that does one thing. */
export interface Clause {
  /** In the transcript's body. */
  span: Span;
  text: string;
  /** As `Said` has them. */
  words: string;
  /** Where its own words begin, behind "Okay, Ben,": in `words`. */
  from: number;
  /** Who is called by name. */
  vocative?: string;
}

/** Where another begins to act: "Noor takes the music and I do the lights". */
const JOINT =
  /,?\s+(?:and|but|so|then|or)\s+(?=I\b|I['’]|\p{Lu}\p{L}+ (?:will|takes?|to|you|does|is going)\b)|[,;]\s+(?=(?:I(?:['’]ll| will| can)|\p{Lu}\p{L}+,? (?:(?:can|could|will|would) )?you(?:['’](?:re|ll))?)\b)/gu;
const FEWEST_WORDS = 2;
/** What follows depends on it. */
const ON_CONDITION = /^\s*(?:(?:so|and|but|well|ok|okay),? )?(?:if|unless|in case|suppose)\b/;
const NAME =
  /^(?:(?:and|or|so|then|okay|ok|great|good|thanks|actually),? )?((?:Mr\.?|Ms\.?|Mrs\.?|Dr\.?)?\s?\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}'’-]+)?)(?:,| -| –)\s+/u;
const BEFORE_MODAL = /^(\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}'’-]+)?) (?=(?:can|could|would|will) you\b|you\b|please\b)/u;
const AT_END = /,\s+(?:(?:right|okay|ok|yes)\s+)?(\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}'’-]+)?)\s*[?.!]*$/u;
const LEADS = 3;

/** The clauses of a sentence, in its order: mostly one. */
export function clausesOf({ span, text, words }: Said, roster: Roster): Clause[] {
  const cuts = [0];
  const starts: number[] = [];
  for (const { index, 0: joint } of text.matchAll(JOINT)) {
    const left = text.slice(cuts.at(-1), index).trim().split(/\s+/);
    if (left.length >= FEWEST_WORDS && !isOnlyNames(left, roster) && !ON_CONDITION.test(words.slice(cuts.at(-1), index))) {
      starts.push(index);
      cuts.push(index + joint.length);
    }
  }
  return cuts.map((cut, index) => {
    const end = starts[index] ?? text.length;
    return clauseOf({ span: [span[0] + cut, span[0] + end], text: text.slice(cut, end), words: words.slice(cut, end) }, roster);
  });
}

function isOnlyNames(words: readonly string[], roster: Roster): boolean {
  return words.every((word) => /^(?:and|or|so|then|oh|okay|ok)[,.]?$/i.test(word) || roster.find(word.replace(/,$/, "")) !== undefined);
}

function clauseOf(said: Said, roster: Roster): Clause {
  let from = 0;
  let vocative: string | undefined;
  // "Great. Thanks, Ben, could you …": fillers and a name in any order.
  for (let round = 0; round < LEADS; round += 1) {
    from += leadOf(said.words.slice(from));
    const rest = said.text.slice(from);
    const match = NAME.exec(rest) ?? BEFORE_MODAL.exec(rest);
    const name = match ? roster.find(bareName(match[1] ?? "")) : undefined;
    if (!match || name === undefined) break;
    vocative ??= name;
    from += match[0].length;
  }
  const last = AT_END.exec(said.text)?.[1];
  const called = vocative ?? (last === undefined ? undefined : roster.find(bareName(last)));
  return { ...said, from, ...(called !== undefined && { vocative: called }) };
}

function bareName(name: string): string {
  return name.replace(/^(?:Mr|Ms|Mrs|Dr)\.?\s*/, "").trim();
}
