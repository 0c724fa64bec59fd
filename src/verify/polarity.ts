/** Words that are looked at before one: with more, a long line would be read again and again. */
const NEAR = 160;
/** Before a word: that it is not so. */
const DENIED =
  /(?:\b(?:not|never|no longer|cannot|\p{L}+n['’]t|without(?: being)?|nothing|nobody|none|neither|(?:fail(?:s|ed)?|refus(?:es|ed)|declin(?:es|ed)|unable) to)\b(?:\s+\p{L}+){0,3}\s*)$/iu;
/** Before a word: that it is not said to be so, but wished, planned, feared or asked. */
const UNREAL =
  /\b(?:to (?:be|get|have)|be|will|would|should|must|can|could|may|might|if|unless|until|once|before|when|whether|needs?|awaits?|awaiting|waits?|waiting|gets?|getting|want(?:s|ed)?|asks?|asked|who|nor|or)\b(?:\s+[\p{L}\u{FFFC}'’]+){0,4}\s*$/iu;
/** Where a sentence ends: a line that goes on in small letters is only wrapped. */
const END = /(?<=[.!?;:])\s+|\n\s{0,20}(?=[^\s\p{Ll}])|\n[ \t]{0,20}\n/gu;
/** Right before words that are quoted: what they depend on. */
const CONDITION = /\b(?:if|unless|until|once|when|whether|as soon as|provided|before)\s+(?:\p{L}+\s+)?$/iu;

/** How words say something: that it is so, that it is not, or that it may be. */
export type Polarity = "so" | "denied" | "unreal";

/** How the word that begins at a place is meant, by what stands before it in its sentence. */
export function polarityAt(words: string, at: number): Polarity {
  const before = sentenceBefore(words, at);
  return DENIED.test(before) ? "denied" : UNREAL.test(before) ? "unreal" : "so";
}

/** Whether a text says something of what begins with this stem of letters, in this polarity; what only asks says nothing. */
export function isSaidAs(text: string, stem: string, wanted: Polarity, isAbout: (sentence: string) => boolean = () => true): boolean {
  const beginning = new RegExp(`(?<![\\p{L}\\p{N}])${stem}`, "giu");
  return text
    .split(END)
    .some(
      (sentence) =>
        !sentence.trimEnd().endsWith("?") &&
        isAbout(sentence) &&
        [...sentence.matchAll(beginning)].some(({ index }) => polarityAt(sentence, index) === wanted),
    );
}

/** Whether words that begin at a place are cut off from what denies them, or from what they depend on. */
export function isCutOff(text: string, at: number): boolean {
  const before = sentenceBefore(text, at);
  return DENIED.test(before) || CONDITION.test(before);
}

function sentenceBefore(words: string, at: number): string {
  const near = words.slice(Math.max(0, at - NEAR), at);
  return near.split(END).at(-1) ?? "";
}
