/** How people lead a meeting, leave open, put off and fear. In small letters. */

/** How a meeting is led is no decision of it. */
export const HOUSEKEEPING =
  /^(?:[a-z]+,? ){0,3}(?:let's|let us|we should|we'll|we will|we can|can we|shall we) (?:just )?(?:not (?:go|get|start|talk|dwell|argue|open|over|worry|panic|rush|forget|be)|take (?:a |five|ten|questions|comments)|move on|start|begin|get (?:started|going|into)|see\b|talk|discuss|take (?:that|this|it) (?:offline|up)|park\b|table\b|wrap|go (?:around|round|through|back|quick|fast)|give (?:it|him|her|them) a (?:second|minute)|say (?:we|you|i|they|he|she|it|that|there)\b|hope|be\b|look (?:at|into)|come back|circle back|decide|find|meet again|hear|continue|dive|recap|pick (?:this|that|it) up|do (?:that|it|this)(?: then)?\s*(?:[.!]|$)|have a (?:look|think)|have another|have to|need|know|also see)/;
export const UNDECIDED =
  /(?:(?:\bnot|n't|\bnothing is|\bnothing's|\bnever) (?:yet )?(?:been )?(?:decided?|settled|agreed)\b|\bno decision\b|\bnot deciding\b|\bnothing to decide\b|\b(?:don't|won't) decide\b|\bundecided|\b(?:let's|we'll|we will|to be|we can) decided? (?:that |this |it )?(?:later|next|tomorrow|then|on|another|when)|\bleft open|\bstill open\b|\bleave (?:that|it|this) open|\btbd\b)/;
export const PARKED =
  /\b(?:park (?:that|this|it)\b|parking lot|take (?:that|this|it) offline|(?:let's|we) table (?:that|this|it)|out of scope|for another (?:day|meeting|time)|(?:come|circle|get) back to (?:that|this|it) (?:later|next|another)|put a pin in|an idea for later|not (?:for )?(?:today|now),? (?:though|please|but)|a bigger discussion)\b/;
export const RISKY =
  /\b(?:(?:the|a|one|big|main|real) risk (?:is|that|here|of)|there(?:'s| is) a (?:risk|danger|chance that)|at risk\b|(?:i'm|i am|we're|we are) (?:a bit |a little |quite |really |very )*(?:worried|concerned|nervous|afraid)\b(?! not)|(?:my|our|the) (?:only |main |biggest |one )?(?:concern|worry|fear|danger) (?:is|would be)|(?:might|could|may|will) (?:slip|break|fail|not make it|be late|block)|won't make (?:it|the)|(?:i'm|we're|i am|we are|is|are) (?:still )?blocked (?:by|on)|if it slips)\b/;
/** Drops a thing that was talked of: nothing else is taken back by it. */
export const FORGETS_THING = /\b(?:forget|cancel|scratch|scrap) (?:about )?(?:the|our|all)\b/;
