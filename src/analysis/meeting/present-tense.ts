/** Verbs that say how somebody is, thinks or feels instead of what he or she does. In small letters. */
export const NO_ACT = String.raw`(?:am|have|had|got|like|love|hate|know|think|guess|mean|want|wanted|need|hope|see|saw|believe|agree|remember|understand|feel|wish|bet|doubt|suppose|assume|find|hear|heard|look|seem|live|work|say|prefer|mind|expect|wonder|appreciate|support|admit|promise|imagine|trust|care(?! of)|enjoy|own|belong|deserve|forget|notice|realise|realize|recommend|suggest|propose|vote|second|object|disagree|fear|worry|miss|tend|refuse|try|stay|sit|stand|come|sleep|eat|drink|pay|use|study|speak(?! (?:to|with)\b)|share|play|walk|read|run|go (?:on (?:holiday|leave|vacation)|home|away|skiing)|can|could|will|would|shall|should|may|might|must|do(?:n't| not\b)|just|really|only|also think|still|never|always|usually|often|sometimes|normally|mostly|rarely|[a-z]+ed|was|did|went|made|took|told|sent|wrote|called|rang|gave|put it(?! to\b)|bought|brought|met|spoke|left|lost|kept|said|thought|knew|felt|grew|ran|found|wasn't|didn't|couldn't|wouldn't|can't|won't|haven't|hadn't|kind|sort|take (?:it|a)(?= (?:you|that|guess|back|point))|get|turn|start|lose|wait|quit|move that|call (?:the|this) (?:meeting|session))\b`;
/** What is done over and over. */
const HABIT =
  /\b(?:always|usually|normally|often|sometimes|generally|mostly|rarely|never|(?:every|each) (?:day|week|month|year|morning|evening|time|night|spring|summer|autumn|winter)|(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekdays|weekends|since|nowadays|these days|most (?:days|weeks))\b/;
/** What is told of another time, or of what is only possible. */
const TOLD =
  /\b(?:when(?! (?:i(?:'m| am| get| come) (?:back|home|there|done)|(?:we|i) (?:have|meet|see|talk|speak))\b)|if|because|unless|ago|yesterday|last|which|who|would|used to)\b/;
const LATER =
  /\b(?:today|tonight|tomorrow|now|afterwards|later|this (?:week|afternoon|evening|morning)|next (?:week|time)|(?:at|over) (?:lunch|noon|dinner)|in (?:an?|[a-z]+|\d+) (?:minutes?|hours?)|(?:after|before|until|till|by) (?:the|this|lunch|noon|\d)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/;
/** To hand over, to ask, to make ready: what people do for others. */
const FOR_OTHERS =
  /^(?:call|ring|phone|send|bring|write|ask|check|tell|pass|forward|prepare|order|book|arrange|take care|clean|fix|do|take|handle|organi[sz]e|contact|inform|email|mail|message|speak (?:to|with)|talk (?:to|with)|get back|come back to|look (?:for|into|after|up)|pick|collect|make|draw|buy|give|finish|update|measure|move|print|open)\b/;
const DEFINITE =
  /^[a-z]+ (?:(?:to|with|of|for|up|out|on|in|into|after|off|back) )?(?:the|it|that|this|them|him|her|you|us|your|care|another|a|an)\b/;
/** "I call them", "Then I ask": where the clause begins so. */
const PRESENT = new RegExp(
  String.raw`^((?:[^,.?]{0,40}?\b(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|noon|then|so|okay|ok|that),? )?(?:then )?i)\s+(?:also |then |just |now |quickly )?((?!${NO_ACT})[a-z].*)$`,
);
const CONTINUOUS =
  /^((?:[^,.?]{0,30} )?i'm)\s+((?!(?:seeing|going|leaving|flying|learning|enjoying|getting|feeling|having|being|staying|coming|working|meeting|looking|thinking|trying|hoping|starting|wondering|sitting|doing (?:fine|well|ok|great))\b)[a-z]+ing\b.*)$/;

/** What somebody says in the present tense that he or she does later: "I call them tomorrow". The deed; undefined where it is none. */
export function deedInPresent(own: string): { deed: string } | undefined {
  const [, lead = "", deed] = PRESENT.exec(own) ?? [];
  if (deed !== undefined && !HABIT.test(own) && !TOLD.test(own)) {
    const isLater = LATER.test(own);
    if (isLater || (FOR_OTHERS.test(deed) && (DEFINITE.test(deed) || /^then|^so/.test(lead)))) return { deed };
  }
  const going = CONTINUOUS.exec(own)?.[2];
  return going !== undefined && LATER.test(going) && !HABIT.test(own) && !TOLD.test(own) ? { deed: going } : undefined;
}
