import { sentencesIn, type Span } from "./sentences.ts";

/** Words of an issue that say how bad it is. */
export interface Cue {
  /** What they speak of, in our words, the worst first. */
  about: readonly string[];
  /** Where they stand in the body, in UTF-16 code units; absent where the title says it. */
  span?: Span;
}

/** The worst first. */
const CUES: readonly (readonly [about: string, words: RegExp])[] = [
  [
    "data that is lost",
    /\b(?:data[- ]?loss|los(?:es|t|ing) (?:my|our|all|the|their|user|customer|every)\b|corrupt(?:s|ed|ion)?\b|wip(?:es|ed) (?:my|our|the|all)|overwr(?:ites|itten|ote)\b|deleted (?:my|our|all|the) )/i,
  ],
  [
    "a secret or a gap",
    /\b(?:security (?:hole|issue|bug|problem)|vulnerab\w+|leak(?:s|ed|ing)? (?:the |a |our )?(?:token|password|key|secret|data|address)\w*|expos(?:es|ed|ing)\b|without (?:a password|authentication|permission)|other (?:users'|people's|tenants')|CVE-\d)/i,
  ],
  [
    "something that is down",
    /\b(?:outage|is down|went down|unavailable|nobody can|no one can|(?:cannot|can't|unable to) (?:log|sign) ?in|blocks? (?:us|everyone|all|our|the) ?\w*|blocker)\b/i,
  ],
  ["money", /\b(?:charged (?:twice|double|again)|double[- ]charg\w+|billed (?:twice|wrong\w*)|wrong (?:amount|price|total)|refunds?)\b/i],
  ["a crash", /\b(?:crash(?:es|ed|ing)?|segfault|out of memory|oom|panics?|kernel|deadlock|hangs?|freezes?)\b/i],
  [
    "everybody",
    /\b(?:all|every|each|most|many|several) (?:of )?(?:our |the |my )?(?:users?|customers?|tenants?|clients?|guests?)\b|\b(?:everyone|everybody)\b/i,
  ],
  ["production", /\b(?:in|on|our|to) prod(?:uction)?\b/i],
  [
    "something that worked before",
    /\b(?:regression|used to work|worked (?:fine |well )?(?:in|before|until|with|on)|no longer works?|stopped working|since (?:the )?(?:update|upgrade|upgrading|updating|release|v?\d))\b/i,
  ],
  ["no way around it", /\bno (?:known )?work-?around\b/i],
];
const MOST = 4;

/** What an issue says of how bad it is, the worst first, each with the sentence that says so. A "not" before it says the opposite. */
export function cuesIn(title: string, body: string): Cue[] {
  const sentences = sentencesIn(body).filter(([start, end]) => !isDenied(body.slice(start, end)));
  const found = CUES.flatMap(([about, words]): { about: string; span?: Span }[] => {
    const span = sentences.find(([start, end]) => words.test(body.slice(start, end)));
    return span === undefined ? (words.test(title) && !isDenied(title) ? [{ about }] : []) : [{ about, span }];
  });
  return [...Map.groupBy(found, ({ span }) => span).entries()]
    .map(([span, cues]) => ({ about: cues.map(({ about }) => about), ...(span && { span }) }))
    .slice(0, MOST);
}

function isDenied(sentence: string): boolean {
  return /\b(?:no|not|never|isn't|doesn't|didn't|without any) (?:a |any |cause |really )?(?:crash|regression|data loss|security|blocker|urgent|leak|los|outage)/i.test(
    sentence,
  );
}
