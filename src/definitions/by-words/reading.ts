/** What was found in a sentence, and the sentence without it. */
export interface Taken<Found> {
  found: Found;
  rest: string;
}

/** The first place where a pattern stands, taken out; undefined where it stands nowhere. */
export function take(text: string, pattern: RegExp): Taken<RegExpExecArray> | undefined {
  const found = pattern.exec(text);
  return found === null ? undefined : { found, rest: tidy(`${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`) };
}

/** One space between words, and none before what ends a part of a sentence. */
export function tidy(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ (?=[,.;:!?])/g, "")
    .trim();
}
