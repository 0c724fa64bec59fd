/** Questions that nobody expects an answer to: greetings, tags, advertising, wonder. In lower case. */
const RHETORICAL =
  /\bhow(?:'s| is| are|'re| was| were) (?:you|things|it going|everything|life|your (?:day|week|weekend|morning|holidays?|vacation|trip|family|summer|evening|christmas|flight)|the (?:family|weather|kids))\b(?! (?:about|with|on|regarding))|\bhow (?:you|ya) doing\b|\bhow have you been\b|\b(?:hope|trust) (?:you|all|this|everything)\b|\bwhat's (?:up|new)\b|\b(?:did|do) you know (?:that|how)\b|^did you know\b|\bcan you (?:believe|imagine)\b|\bwho (?:knows|knew|cares|would have|would've|doesn't|wouldn't|could have)\b|\bguess (?:what|who)\b|\bwhat could (?:possibly )?go wrong\b|\bis it just me\b|^(?:so what|why not|really|seriously|right|you know|remember|what if|see|no|huh|eh|what|wow|pardon|isn't it|any questions|questions|who am i kidding|why bother|and why|why|how|how so|sounds familiar|sound familiar)\s*\?|\bhow (?:cool|great|nice|awesome|crazy|hard|amazing|lucky|exciting) (?:is|was|can|are)\b|^(?:isn't|aren't|wasn't|don't you (?:just )?love|who doesn't|ready to|want to (?:save|learn|know more|see|get|try|grow|boost)|tired of|looking for\b(?! my)|still (?:using|struggling|paying)|need (?:help|a|more) |got questions|have questions|interested in|forgot your|not interested|why wait|what are you waiting|why not )|\bam i right\b|\bwhat(?:'s| is| was) (?:not to (?:like|love)|the world|the point of (?:it|all))|\bhow (?:many|much) (?:times|longer) (?:do|must|will) (?:i|we) (?:have to)\b|\bwhere (?:does|did) (?:the )?time go\b/;
const TAG =
  /,\s*(?:right|no|eh|huh|\w+n't (?:it|we|you|they|he|she|that)|(?:is|are|was|did|does|do|has|have|can|will) (?:it|they|he|she|we)|don't you think|is it not|correct|yeah|yes|ok|okay|innit|you know)\s*\?$/;
const TO_READER = /\b(?:you|your|yours|u|we|us|our)\b/;
const INTERROGATIVE =
  /^(?:(?:and|so|but|also|ok|okay|quick (?:question|one)|one (?:question|thing)|question|just|hi|sorry|then|or|by the way|btw|out of curiosity)[,:;–— -]+ ?)*(?:who|what|when|where|which|why|how|whose|by when|until when|is|are|was|were|do|does|did|have|has|had|can|could|would|will|should|shall|may|might|any|anything|ok|okay|sound|sounds|thoughts|agree|agreed|correct|possible|ready|still|need|happy|isn't|aren't|don't|doesn't|won't|can't|am i|to which|in which|from|for|with|at what)\b/;
/** What the writer goes on with where he answers himself. */
const OWN_ANSWER =
  /^(?:because|simple|simply|well[,:]|it turns out|turns out|short answer|the (?:short |simple )?answer|that's why|this is why|yes[,.!]|no[,.!]|nope|not (?:really|much|at all)|nothing|absolutely|of course|exactly|here's (?:how|why|what)|we think|i think (?:so|not))/;

/** 0 to 1: how surely a sentence in lower case asks its reader a question; `next` is what follows it. */
export function scoreQuestion(sentence: string, next: string): number {
  const words = sentence.trim();
  if (!/\?["'”’)\]]*$/.test(words)) return scoreUnmarked(words);
  if (RHETORICAL.test(words) || OWN_ANSWER.test(next.trim().toLowerCase())) return 0.2;
  if (TAG.test(words)) return TO_READER.test(words) && /\b(?:you|your)\b/.test(words) ? 0.6 : 0.35;
  if (/\b(?:you|your|yours|u)\b/.test(words)) return 0.8;
  if (INTERROGATIVE.test(words) || /^(?:[a-z0-9'’ ,-]{1,60})\?$/.test(words)) return 0.7;
  return 0.6;
}

/** A question whose mark was left out. */
function scoreUnmarked(words: string): number {
  return /^(?:(?:and|so|also|hi|hey)[, ]+)?(?:what(?:'s| is) the (?:status|eta|latest|plan)|any (?:update|updates|news|luck|progress|word)\b|when (?:can|could|will|do|would|should|are) (?:you|we|i)\b|where are (?:you|we) (?:on|with)\b|do you (?:know|have|think|want|need)\b|did you (?:get|have|see|manage)\b|have you (?:had|got|seen|heard|been|sent|finished|done)\b|are you (?:able|ok|okay|free|available|coming|still)\b|is (?:there any|it ok|it okay|it possible)\b|how (?:should|do|would) (?:we|you|i)\b)/.test(
    words,
  )
    ? 0.65
    : 0;
}
