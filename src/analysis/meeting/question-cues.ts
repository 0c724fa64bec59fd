/** What is a question, and what is no answer to it. In small letters. */

/** An answer that leaves the question where it was. */
export const UNANSWERED =
  /\b(?:no idea|(?:don't|do not|doesn't) (?:really )?know|not (?:really |quite |entirely )?(?:sure|clear|certain)|isn't clear|unclear|no decision|(?:has|have)n't decided|good question|need to (?:find|check|look|figure|ask)|have to (?:find|check|look|ask|figure)|i'd have to|it depends|let me (?:think|check|find|ask)|(?:we|i)'ll (?:see|find out|look into|get back|check|ask)|hard to say|(?:can't|couldn't|can not) (?:really )?(?:say|tell)|no clue|wish i knew|nobody(?:'s| has)? (?:said|told|asked)|let's ask|(?:find|figure) (?:that |it )?out|nobody knows|to be decided|tbd|who knows|decide that|no answer|may have an opinion)\b/;
/** Asked to lead the meeting, or for no answer. */
export const NO_QUESTION =
  /\b(?:can (?:you|everyone|everybody|anybody|anyone) (?:hear|see)|who's (?:next|first|taking notes)|any(?:thing|one| questions?| other| more| objections?)\b|shall we|should we (?:start|begin|move|go)|(?:^|, )(?:ok|okay|right|correct|yes|agreed|no|seriously|really)\?$|how are you|how('s| is) it going|everyone|everybody|does that (?:work|make sense)|is that (?:ok|okay|fine)|sound(?:s)? good|what's next|haven't you\?|isn't it\?|what do you (?:all )?think|good weekend)\b|(?:haven't|isn't|aren't|don't|doesn't|right|won't) (?:you|it|we|they)\?$|(?:^|, )(?:right|ok|okay|yes|no)\?$/;
/** A question that is told instead of asked. */
export const TOLD_QUESTION =
  /\b(?:(?:open|big|main|remaining) question (?:is|remains)|we (?:still )?(?:need|have) to (?:figure|find) out|it's (?:still )?(?:unclear|not clear|open) (?:whether|who|how|when|what|if)|(?:i|we) (?:still )?don't know (?:whether|who|how|when|what|which|why))\b/;
