/** The languages that requests are read in. */
export type Tongue = "en" | "de" | "es" | "fr";

const WORDS: readonly (readonly [Tongue, RegExp])[] = [
  ["de", /\b(?:bitte|sie|uns|ich|wir|und|nicht|den|dem|für|können|könnten|könntest|kannst|bis)\b/gi],
  ["fr", /\b(?:vous|pouvez|pourriez|merci|veuillez|nous|je|les|des|pour|une|est|avant|plaît|peux|pourrais)\b/gi],
  ["es", /\b(?:por favor|puedes?|podrías?|podría|necesito|usted|para|los|las|una|antes|gracias|enviar|antes del)\b/gi],
];
const ENGLISH = /\b(?:the|you|your|to|and|of|is|i|we|for|please|this|that|with)\b/gi;

/** The language that most of a sentence's small words belong to; English where none is ahead of it. */
export function tongueOf(sentence: string): Tongue {
  const english = countOf(sentence, ENGLISH);
  const [best] = WORDS.map(([tongue, words]) => ({ tongue, count: countOf(sentence, words) })).sort((a, b) => b.count - a.count);
  return best && best.count >= 2 && best.count > english ? best.tongue : "en";
}

function countOf(sentence: string, words: RegExp): number {
  return sentence.match(words)?.length ?? 0;
}
