/** Where a sentence stands, in UTF-16 code units. */
export type Span = readonly [start: number, end: number];

const LONGEST = 150;
/** Pasted output, pictures, headings and lists of things to tick say nothing in sentences. */
const NO_PROSE =
  /```[^]*?(?:```|$)|~~~[^]*?(?:~~~|$)|^#{1,6} .*$|^\s*(?:[-*] )?\[[ xX]\].*$|^\s*at \S+.*$|!\[[^\]]*\]\([^)]*\)|<[^>\n]*>|^[|>].*$/gm;
const SENTENCE = /[^\s.!?\n](?:[^.!?\n]|[.!?](?=\S))*[.!?]?/g;

/** The sentences of a text that people wrote, up to 150 characters of each; code that was pasted is passed over. */
export function sentencesIn(body: string): Span[] {
  const prose = body.replaceAll(NO_PROSE, (part) => part.replaceAll(/[^\n]/g, " "));
  return [...prose.matchAll(SENTENCE)].flatMap((match): Span[] => {
    const start = match.index + (/^(?:[-*+]|\d+[.)])\s+/.exec(match[0])?.[0].length ?? 0);
    const end = endOf(body, start, match.index + match[0].trimEnd().length);
    return /\p{L}{2}/u.test(body.slice(start, end)) ? [[start, end]] : [];
  });
}

/** The first ones of a text, as far as they tell what it is about: no greeting, no signature. */
export function firstSentences(body: string, most: number): Span[] {
  return sentencesIn(body)
    .filter(
      ([start, end]) =>
        end - start >= 12 &&
        !/^(?:hi|hello|hey|dear|thanks|thank you|cheers|signed-off-by|co-authored-by|fixes|closes|resolves)\b/i.test(
          body.slice(start, end),
        ),
    )
    .slice(0, most);
}

function endOf(body: string, start: number, end: number): number {
  if (end - start <= LONGEST) return end;
  const gap = body.lastIndexOf(" ", start + LONGEST);
  return gap > start ? gap : start + LONGEST;
}
