/** What is said, but not meant of here and now. In small letters. */

/** Only pretended, or only possible. */
export const UNREAL =
  /\bif (?:we|i|he|she|they|you|it|only) (?:had|were|was|could|would|didn't|did)\b|\b(?:would|could|should|might) have\b|\b(?:would|could)'ve\b|\bin theory\b|\bhypothetically\b|\bsuppose\b|\bwhat if\b|\bin the worst case\b|\bideally\b|\bimagine\b|\bin an? (?:ideal|perfect) world\b|\bone of these (?:days|years)\b|\bone day,? (?:i|we)\b|\bwhen i retire\b|\bif (?:it comes to (?:it|that)|need be|necessary)\b|\bi (?:could|would) kill\b|\bcan't promise\b|\bno promises?\b|\bdon't want to promise\b|\bi (?:might|may|doubt)\b|\bi'm not sure i\b/;
/** What depends on something first. */
export const CONDITIONAL = /^(?:if|unless|in case)\b/;
/** So loosely said that nothing follows from it, or of what is always so. */
export const LOOSE =
  /\b(?:i guess|i suppose|maybe|perhaps|probably|possibly|some ?day|sometime|at some point|or something|always|usually|normally|often|every (?:year|month|week|day|time|morning|evening|spring|summer|autumn|winter))\b/;
export const JOKE = /\b(?:just )?(?:kidding|joking)\b|\bha(?:,? ?ha)+\b|[[(](?:laugh|chuckl|lacht)|, ha[.!]*$|\byeah,? right\b/;
/** Told of another time. */
export const PAST =
  /\b(?:last (?:spring|summer|autumn|winter|fall|weekend|week|month|time|year|sprint|quarter|meeting|monday|tuesday|wednesday|thursday|friday|night)|yesterday|already|previously|originally|back (?:then|in)|(?:days?|weeks?|months?|years?) ago|(?:decided|agreed|said|settled|voted|approved)\b[^.]* in (?:january|february|march|april|may|june|july|august|september|october|november|december)|in (?:the (?:spring|summer|autumn|winter|fall)|january|february|march|april|may|june|july|august|september|october|november|december)\b[^.]* (?:decided|agreed|said|settled|voted|approved)|at the time|(?:had|thought we'd|told [a-z]+ (?:that )?we'd) (?:decided|agreed))\b/;
