/** Words that say that a change breaks what others rely on: where they stand, in UTF-16 code units. */
export interface BreakingWords {
  /** What has to be done, or what breaks; absent where it is only marked. */
  note?: readonly [start: number, end: number];
}

/** https://www.conventionalcommits.org/en/v1.0.0/#specification: the type with `!`; here also before the scope, as people write it. */
const MARKED_TITLE = /^\s*\w+(?:\([^)\n]*\)!|!\([^)\n]*\)|!):/;
/** The same in a list of squashed commits: there only behind a type that is one. */
const MARKED_LINE = /^\s*(?:[*-]\s+)?(?:feat|fix|refactor|perf|chore|build|revert|docs|style|test|ci)(?:\([^)\n]*\)!|!\([^)\n]*\)|!):/m;
const SAID_IN_TITLE = /\bBREAKING\b|:boom:|\u{1F4A5}/u;
const SAID_BEFORE = /[[(]breaking(?:[ -]change)?[\])]|^breaking(?:[ -]changes?)?[:!]/i;
/** What a title says by itself that takes away what was there. */
const TAKES_AWAY =
  /^(?:[\w-]+(?:\([^)]*\))?!?:\s*)?(?:(?:drops?|removes?|ends?) (?:the )?(?:support|compatibility)\b|(?:drops?|removes?) (?:the |all )?(?:deprecated|legacy)\b|requires? (?:at least )?(?:node|python|java|go|ruby|php|postgres\w*|mysql)\b)/i;
const FOOTER = /^[ \t]*(?:[*_]{0,2})BREAKING[ -]CHANGES?(?:[*_]{0,2})[ \t]*(?::|-|\u2014)(?:[*_]{0,2})[ \t]*/gim;
const HEADING =
  /^#{1,6}[ \t]*(?:[^\w\n]*)(?:breaking(?: changes?)?|migrat(?:ion|ing)(?: guide| notes?| steps?)?|upgrad(?:e|ing)(?: guide| notes?| steps?)?)\b[^\n]*\n+/gim;
const TICKED = /^[ \t]*[-*][ \t]*\[[xX]\][^\n]*\bbreaking\b/im;
const INCOMPATIBLE =
  /(?<!\b(?:no|not|non|without|any)[ -])\b(?:backwards?[- ]incompatible|not backwards?[- ]compatible|breaks backwards?[- ]compatibility)\b/i;
/** What templates leave where there is nothing to say. */
const NOTHING = /^[\s*_-]*(?:none|no(?:ne)?(?: breaking changes?)?|n\/?a|nothing|not applicable|not needed|-+)?[\s.*_!]*$/i;
const LONGEST_NOTE = 300;

/** Whether a title marks its change as breaking. */
export function isBreakingTitle(title: string): boolean {
  return MARKED_TITLE.test(title) || SAID_IN_TITLE.test(title) || SAID_BEFORE.test(title) || TAKES_AWAY.test(title);
}

/** What the text of a change says about breaking; undefined where it says nothing of it, or that it breaks nothing. */
export function findBreakingWords(body: string): BreakingWords | undefined {
  const note = noteAfter(body, FOOTER) ?? noteAfter(body, HEADING);
  if (note !== undefined) return { note };
  return TICKED.test(body) || INCOMPATIBLE.test(body) || MARKED_LINE.test(body) ? {} : undefined;
}

/** The paragraph behind one of these signs. */
function noteAfter(body: string, sign: RegExp): readonly [number, number] | undefined {
  for (const match of body.matchAll(sign)) {
    const start = match.index + match[0].length;
    const rest = body.slice(start);
    const paragraph = rest.slice(0, /\n[ \t]*\n|\n#{1,6} |\n[A-Z][\w-]*(?:: | #)|$/.exec(rest)?.index);
    const length = cutAt(paragraph.trimEnd());
    if (!NOTHING.test(paragraph)) return [start, start + length];
  }
  return undefined;
}

/** A long note ends with its last whole sentence or word. */
function cutAt(text: string): number {
  if (text.length <= LONGEST_NOTE) return text.length;
  const kept = text.slice(0, LONGEST_NOTE);
  const sentence = /^[^]*[.!?](?=\s)/.exec(kept)?.[0].length ?? 0;
  return sentence > 0 ? sentence : Math.max(1, kept.lastIndexOf(" "));
}
