/** Up to where a clause goes on. */
const CLAUSE = "[^.,;:?!–—]{0,120}";

/**
 * What asks nothing although its words could: what need not be done, what others asked of others, thanks for what was done, and phrases
 * of politeness that nobody answers. In lower case.
 */
const UNASKED: readonly RegExp[] = [
  // What need not be done.
  new RegExp(
    `\\b(?:no need (?:to|for)|(?:you|we|there's|there is) (?:do not|don't|needn't|need not|won't|will not|no longer|shouldn't) ?(?:have to|need to|need|actually need to|really need to|be)?|no (?:further )?(?:action|reply|response|answer|changes?) (?:is |are )?(?:needed|required|necessary|expected)|nothing (?:else |further |more |that )?(?:is |you (?:need|have) )?(?:needed|required|to do|for you to do|to)|not asking (?:you|for)|(?:does not|doesn't|do not|don't|did not|didn't|will not|won't) (?:require|need)|never ?mind|don't worry|do not worry|don't bother|without (?:you|your))\\b${CLAUSE}`,
    "g",
  ),
  new RegExp(
    `\\b(?:please |kindly |just |feel free to )*(?:ignore|disregard|do not (?:reply|respond|hesitate)|don't (?:reply|respond|hesitate|worry|feel))\\b${CLAUSE}`,
    "g",
  ),
  // What others ask of others.
  new RegExp(
    `(?<!\\b(?:you|i|we)(?:'ve| have| had)? )(?<!\\b(?:please|to|and|so) )\\b(?:(?:was|were|been|being|got) )?(?:asked|told|asks|tells|wants|wanted|requested|begged|reminded|instructed|invited|urged) (?:me|us|him|her|them|for|the team|everyone|if i|if we|whether|(?!you\\b)\\p{L}+ to)\\b${CLAUSE}`,
    "gu",
  ),
  new RegExp(
    `\\b(?:as (?:you |he |she |they )?(?:asked|requested|promised|discussed|agreed)|you (?:had |have |'ve )?(?:asked|told|wanted|requested)(?: me| us| for| to)?|i (?:already )?(?:asked|told) (?!you\\b)\\p{L}+)\\b${CLAUSE}`,
    "gu",
  ),
  // Thanks for what was done.
  new RegExp(
    `\\b(?:thanks|thank you|thx|many thanks|appreciate you|we appreciate your|i appreciate your|(?:i'm|we're|i am|we are) (?:very |so |truly )?grateful for)(?: so much| very much| again| a lot)*(?: for| that)?\\b(?! (?:in advance|to [a-z]+ (?:us|me|the|your|back)|could|can|would|please|if|for (?:looking into|taking care)))(?!, )(?=[^.;?!]{3})[^.;?!,–—]{0,120}`,
    "g",
  ),
  // Politeness.
  /\b(?:please |just |always )*(?:let (?:me|us) know|reach out|contact (?:me|us)|get in touch|shout|call (?:me|us)|ask|ping me|drop me a line|write to (?:me|us))\b[^.;?!]{0,20} (?:if|should|with) (?:you |there |anything |any |i can |we can |it |that )[^.;?!]{0,10}(?:(?:have |are |is |need |need |'s )?(?:any(?:thing)?|questions?|concerns?|help|unclear|else|further|more|of (?:any )?(?:help|assistance)|missing|help|assist|support))[^.;?!]{0,60}/gu,
  /\b(?:if|should|when(?:ever)?) (?:you |there |anyone |anything |any of you |someone )?(?:\p{L}+ ){0,4}(?:questions?|concerns?|problems?|issues?|help|anything|further (?:information|details)|assistance|more information|clarification|trouble)\b[^.;?!]{0,160}/gu,
  /\b(?:feel free|don't hesitate|do not hesitate)\b[^.;?!]{0,120}/g,
  /\b(?:please|kindly)[, ]+(?:find|see) (?:\p{L}+ ){0,4}?(?:attached|enclosed|below|attachment|here)\b(?!.{0,80}\band (?:please|let|send|respond|reply|confirm|sign|review|approve|return|fill|complete|advise|provide|share|address|check|update|get|give)\b)[^.;?!,]{0,80}/gu,
  /\b(?:please|kindly) (?:note|be (?:aware|advised|informed|assured)|accept|excuse|forgive|pardon|bear with|rest assured|enjoy|stay (?:safe|tuned)|give my regards|say hi|give \p{L}+ my|remember me|unsubscribe|click|visit|join us|consider the environment|know that|understand that|allow \p{L}+ (?:days|hours|business|weeks|\d))\b[^.;?!]{0,160}/gu,
  /\b(?:attached (?:please )?find|find attached|as you can see|as you know|you can (?:find|see|also|now|always|view|read)|yes,? please|pleased)\b/g,
  /\bi (?:don't|do not) (?:need|want|expect) you to\b[^.,;?!]{0,120}/g,
];

/** The sentence with what asks nothing taken out of it, at its length. */
export function withoutUnasked(sentence: string): string {
  return UNASKED.reduce((rest, words) => rest.replace(words, (found) => "~".repeat(found.length)), sentence);
}
