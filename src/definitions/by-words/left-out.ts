import { tidy } from "./reading.ts";
import { sourcesIn } from "./source-words.ts";

const LEFT_OUT =
  /[,;.]?\s*\b(?:but |and |please )*(?:leave out|leaving out|without|skip|ignore|omit)\s+(?:the |my |all |any )*(?<what>[\p{L}-]+(?: (?:requests?|drive|calendar))?)(?: out)?\b|\bleave (?:the |my |all )?(?<between>[\p{L}-]+(?: requests?)?) out\b/giu;

/** A question without the sources that it wants left out, and which those are. */
export function leftOutIn(question: string): { text: string; sources: readonly string[] } {
  const sources: string[] = [];
  const text = question.replaceAll(LEFT_OUT, (words, what?: string, between?: string) => {
    const meant = sourcesIn(what ?? between ?? "");
    sources.push(...meant);
    // Of what is no source, such as a name, whoever answers has to be told.
    return meant.length > 0 ? "" : words;
  });
  return { text: tidy(text), sources };
}
