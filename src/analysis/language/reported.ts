/** Between quotation marks that open before a word and close behind one, so that an inch or a stray mark takes nothing with it. */
const QUOTED =
  /(?<=^|[\s([:—–-])(?:"(?=\S)(?:[^"\n]|\n(?!\n)){1,300}?(?<=\S)"|[“„](?:[^”“„\n]|\n(?!\n)){1,300}[”“]|«(?:[^»\n]|\n(?!\n)){1,300}»|‘(?=\S)(?:[^‘\n]|\n(?!\n)){1,300}?(?<=[\p{L}\p{N}.,!?])’)(?=$|[\s.,;:!?)\]—–-])/gmu;
const SAID =
  "(?:said|says|asked|asks|wrote|writes|told (?:me|us|him|her|them|everyone|\\p{L}+)|replied|replies|answered|answers|promised|mentioned|announced|claimed|claims|insisted|commented)";
/** What its writer said himself he may say again. */
const NOT_I = "(?<!\\b(?:i|we|i've|we've|i have|we have|i had|we had|i just|i already|let me|to)\\s)";
/** "Priya said: I will send it", "last year you asked me: could you …": all of it is another's, or of another time. */
const INTRODUCED = new RegExp(`${NOT_I}\\b${SAID}\\b(?:(?! ask you\\b)[^.?!:;]){0,40}:\\s.*$`, "iu");
const INTRODUCES = new RegExp(`${NOT_I}\\b${SAID}\\b[^.?!:;]{0,40}:$`, "iu");
/** "I will send it, she said." */
const ATTRIBUTED = /^.*,\s(?:he|she|they|\p{Lu}\p{L}+) (?:said|wrote|told (?:me|us)|replied|promised)[.!]*$/u;
/** "Priya said that we will get it". */
const RETOLD = new RegExp(
  `${NOT_I}\\b(?:${SAID}|thinks|thought|believes|hopes|expects|assumes|heard)(?: that)? (?:i|we)(?:'|’|\\b)[^.,;:?!]*`,
  "iu",
);

/** The text with what stands in quotation marks blanked, at its length: who quotes something neither asks nor promises it. */
export function withoutQuotations(text: string): string {
  return text.replace(QUOTED, blank);
}

/** The sentence with what it reports of others blanked, at its length; all of it where the one before announces that. */
export function withoutReported(sentence: string, before: string): string {
  if (INTRODUCES.test(before)) return blank(sentence);
  return [INTRODUCED, ATTRIBUTED, RETOLD].reduce((rest, words) => rest.replace(words, blank), sentence);
}

function blank(words: string): string {
  return words.replace(/\S/g, "~");
}
