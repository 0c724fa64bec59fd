/** How people decide, propose, and leave open. In small letters. */

/** What is decided by saying so. */
export const DECIDED =
  /\b(?:we(?:'ve| have)? (?:all |now |just )?(?:decided|agreed|settled)\b(?! with (?!each|you))|we (?:all )?agree (?:that|on|to)\b|we(?:'re| are) (?:all )?(?:agreed|decided|settled)\b|i(?:'ve| have) decided (?:that|to|we)\b|(?:it's|it is|that's|that is|this is|date's|that|is) (?:now )?(?:decided|settled|agreed|final)\b(?! (?:by|with))|(?<!\b(?:my|your|his|her|their|no) )(?:decision|plan|conclusion) (?:is|made|then is)\b|decision(?: made|:)|decided:|we're going with|we are going with|we'll go with|we will go with|let's go with|let's go for|let's stick (?:with|to)|(?:we|board|committee|council) (?:hereby )?approves?d?\b|motion (?:is )?(?:carrie[sd]|passe[sd])|(?:carried|passed|adopted|approved) unanimously|we have approved|(?:is|are|that's|it's) approved|approved[.:,]|(?<!\b(?:what|where|who|how|know|think|believe|hope|sure|course|maybe|yes|yeah|guess|suppose|afraid|says?|said|and|so|but|then|if|as)) it is(?:[,.!]| then)|^settled\b|\bi(?:'m| am) approving\b|\bi (?:hereby )?approve\b|\b(?:is carried|motion carries)\b|\bthat's the plan(?=:)|^that's what we(?:'ll)? (?:do|go with)\b|[a-z]+, (?:done|period|full stop|end of (?:story|discussion))[.!]?$)/;
/** What is decided where another agrees. */
export const PROPOSED =
  /\b(?:let's|let us|i(?:'d)? (?:propose|suggest|recommend|say)(?: that)? we|my (?:proposal|suggestion|recommendation) is|i think we should|we should|i(?:'d like| want) us to|how about we|why don't we|we(?:'re| are) (?:not )?(?:doing|going to|launching|keeping|dropping|using|moving|shipping)|we(?:'ll| will) (?:not )?(?:keep|use|launch|ship|stay|move|postpone|drop|do|take|start|stop|switch|delay|cancel|hire|buy|add|remove|skip|run|offer)|we go (?:with|for|ahead)|(?:from now on|going forward),? (?:we|every|each|all|no|nobody)|(?:^|, )(?:the|option|plan|version) [^,?]{1,30} then(?=[.!]?$)|then [^,]{1,40} instead)\b/;
/** What comes out of what was said before: "Okay, we wait." */
export const CONCLUDES = /^(?:ok|okay|right|all right|alright|so|then|good|fine|true)\b/;
export const CHECKED =
  /\b(?:every(?:one|body)|all of you|you all|anyone|anybody|you) (?:ok|okay|fine|good|happy|agree|against|disagree)|\bany objections?\b|\b(?:does|would) that work|\bagreed\?|\bok(?:ay)?(?: with (?:that|everyone))?\?|, (?:right|correct|yes|ok|okay)\?/;
/** How a meeting is led is no decision of it. */
export const HOUSEKEEPING =
  /^(?:[a-z]+,? ){0,3}(?:let's|let us|we should|we'll|we will|we can|can we|shall we) (?:just )?(?:not (?:go|get|start|talk|dwell|argue|open|over|worry|panic|rush|forget|be)|take (?:a |five|ten|questions|comments)|move on|start|begin|get (?:started|going|into)|see\b|talk|discuss|take (?:that|this|it) (?:offline|up)|park\b|table\b|wrap|go (?:around|round|through|back|quick|fast)|give (?:it|him|her|them) a (?:second|minute)|say (?:we|you|i|they|he|she|it|that|there)\b|hope|be\b|look (?:at|into)|come back|circle back|decide|find|meet again|hear|continue|dive|recap|pick (?:this|that|it) up|do (?:that|it|this)(?: then)?\s*(?:[.!]|$)|have a (?:look|think)|have another|have to|need|know|also see)/;
/** Leaves no doubt. */
export const AGREES_PLAINLY = /^(?:(?:yes|ok|okay|yeah|good|fine)[,.]? )?(?:agreed|deal|exactly|correct)\b/;
/** Proposed as a question, decided by the yes to it. */
export const PROPOSED_ASKING =
  /\b(?:shall we|should we|can we (?:agree|just|all)|could we (?:agree|just)|how about (?:we|if we)|why don't we|what if we just)\b/;
export const LETS_DO_THAT = /\blet's do (?:that|it|this)\b/;
export const UNDECIDED =
  /(?:(?:\bnot|n't|\bnothing is|\bnothing's|\bnever) (?:yet )?(?:been )?(?:decided?|settled|agreed)\b|\bno decision\b|\bnot deciding\b|\bnothing to decide\b|\b(?:don't|won't) decide\b|\bundecided|\b(?:let's|we'll|we will|to be|we can) decided? (?:that |this |it )?(?:later|next|tomorrow|then|on|another|when)|\bleft open|\bstill open\b|\bleave (?:that|it|this) open|\btbd\b)/;
export const PARKED =
  /\b(?:park (?:that|this|it)\b|parking lot|take (?:that|this|it) offline|(?:let's|we) table (?:that|this|it)|out of scope|for another (?:day|meeting|time)|(?:come|circle|get) back to (?:that|this|it) (?:later|next|another)|put a pin in|an idea for later|not (?:for )?(?:today|now),? (?:though|please|but)|a bigger discussion)\b/;
export const RISKY =
  /\b(?:(?:the|a|one|big|main|real) risk (?:is|that|here|of)|there(?:'s| is) a (?:risk|danger|chance that)|at risk\b|(?:i'm|i am|we're|we are) (?:a bit |a little |quite |really |very )*(?:worried|concerned|nervous|afraid)\b(?! not)|(?:my|our|the) (?:only |main |biggest |one )?(?:concern|worry|fear|danger) (?:is|would be)|(?:might|could|may|will) (?:slip|break|fail|not make it|be late|block)|won't make (?:it|the)|(?:i'm|we're|i am|we are|is|are) (?:still )?blocked (?:by|on)|if it slips)\b/;
/** Drops a thing that was talked of: nothing else is taken back by it. */
export const FORGETS_THING = /\b(?:forget|cancel|scratch|scrap) (?:about )?(?:the|our|all)\b/;
