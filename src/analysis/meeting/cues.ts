/** All of these are matched with sentences in small letters. */

/** What may stand between "I will" and the deed. */
const BETWEEN = String.raw`(?:(?:also|then|just|still|now|quickly|probably|definitely|certainly|gladly|personally|myself|try to|make sure to|be sure to|go ahead and|have to|need to|[a-z]{3,}ly)\s+)*`;
/** What is done in the meeting itself, or is no deed at all. */
const NO_DEED = String.raw`(?:be (?!in touch\b|ready\b|done\b|there\b)|see\b|say\b|admit\b|go (?:first|next|ahead|with|around|through|quickly|back)\b|go\s*[.!]?$|start (?:with|now|us|off|by)\b|start\s*[.!]?$|begin\b|share my screen|share (?:it|this) (?:now|here)|stop\b|pause\b|mute\b|wait\b(?! for)|hear\b|think\b|imagine\b|understand\b|agree\b|live with|skip\b|pass\b|leave\b|drop (?:off|out|in a|at)|drop\s*[.!]?$|jump\b|hand (?:it |this )?(?:over|back) to|let you\b(?! know)|know\b|remember\b|love\b|like\b|want\b|mention\b|repeat\b|tell you\b|ask you\b|explain\b|show you\b|pull (?:it |that )?up\b|miss\b|bet\b|hope\b|guess\b|assume\b|speak\b|talk (?:later|soon)|walk (?:you|us)|give you (?:an|some|a) (?:example|context|second|idea)|come (?:back )?to that|get (?:back )?to that|support (?:that|it|this)\b|not\b|never\b|only\b|quit\b|die\b|read (?:it|this) out|stay\b|keep (?:it|this) (?:short|brief)|finish (?:my|the) (?:thought|sentence|point)|add (?:that|one|something)\b|take (?:a guess|that back)|hold\b|attend\b|come\s*[.!]?$)`;

/** What its speaker takes on; the deed is the second group. */
export const COMMITMENT = new RegExp(
  String.raw`\b(i'll|i will|i shall|i'm going to|i am going to|i'm gonna|i promise to|i (?:also |still |really |just |then )*(?:need to|have to|must)|i've got to|i should be able to|i'd be happy to|i'd be glad to|i'm happy to|i plan to|let me)\s+${BETWEEN}((?!${NO_DEED})[a-z].*)$`,
);
/** The same where somebody only offers what he or she is able to. */
export const OFFER = new RegExp(
  String.raw`\b(i can|i could take|i could do)\s+${BETWEEN}((?!${NO_DEED}|(?:tell|confirm|hardly|barely|always|see|even|relate|count|recommend|promise|say)\b)[a-z].*)$`,
);
/** The present tense, and what is owed. */
export const TAKES =
  /\b(i (?:do|take|handle|own|write|prepare|send|bring|organi[sz]e|book)|i (?:still )?owe)\s+((?:the|it|that|this|care|you|them|us|him|her|[a-z]+ (?:the|a|an))\b.*)$/;
/** "You'll have it tomorrow": its speaker's promise. */
export const YOU_GET = /\b(you'll|you will)\s+((?:have|get|receive|hear from (?:me|us))\b.*)$/;
/** What may stand before such words so that they say something else. */
export const SUBORDINATE =
  /(?:\b(?:that|if|when|where|how|what|whether|before|until|because|which|who|than|unless|while|wish|whatever|after|as|think|so that|why)|n't|\bnot|\bnever)\s+(?:\w+\s+)?$/;
/** Two who do it together: nobody alone. */
export const TOGETHER = /\band\s+$/;

/** Asks whoever is spoken to; the deed is the second group. */
export const REQUEST = new RegExp(
  String.raw`\b((?:can|could|would|will) you|would you mind|do you mind|are you able to|may i ask you to|please|make sure (?:that )?you|i'd like you to|i want you to|i need you to)\s+(?:(?:also|then|just|please|maybe|perhaps|kindly|both|quickly|still)\s+)*((?!(?:hear|see (?:me|my|it|the screen)|repeat|say|elaborate|explain|share your screen|remind|walk|tell (?:me|us) (?:more|again|about)|speak|mute|unmute|go (?:first|ahead|next|on)|start|imagine|believe|support|be|have|need|offer|continue|charge|give (?:me|us) (?:a second|an example)|hold|wait a|note|excuse|not worry|know)\b)[a-z].*)$`,
);
/** Tells whoever is spoken to what they do. */
export const YOU_DO =
  /\b(you'll|you will|you take|you own|you handle|you need to|you have to|you must|you do)\s+((?!(?:be|see|have|get|find|know|notice|hear|need|love|like|want|say|not|never|understand|remember|hear)\b)[a-z].*)$/;
/** Asks anybody. */
export const ANYBODY =
  /\b((?:can|could|would|will) (?:someone|somebody|anyone|anybody))\s+(?:please\s+)?((?!(?:hear|see|explain|tell|say|repeat|remind|mute)\b)[a-z].*)$/;
/** What has to be done by nobody in particular. */
export const NEEDED =
  /\b((?:someone|somebody|one of us) (?:needs to|should|has to|must|has got to|ought to)|we (?:still |also |really )*(?:need to|have to|must|'ve got to))\s+((?!(?:talk|discuss|decide|think|be|see|go|move on|stop|wrap|hurry|choose|keep|remember|understand|have|know|agree|accept|admit|start|get going|say|ask ourselves)\b)[a-z].*)$/;
/** The same, so weakly that somebody has to take it on before it counts. */
export const WISHED = /\b(we should|we'd better|it would be good to|it'd be good to)\s+((?!(?:not|be|never)\b)[a-z].*)$/;
/** Asks who will. */
export const WHO =
  /\b(who(?:'s| is| was)? (?:going to|taking|doing)|who (?:will|can|could|takes?|does|tells?|writes?|sends?|calls?|wants to|would))\s+([a-z].*)\?$/;
/** Offers it, and waits for a yes. */
export const OFFERED = /^((?:should|shall) i|(?:do|would) you (?:want|like) me to)\s+([a-z].*)\?$/;
export const TAKES_OFFER = /^(?:yes,? please|please\b|go ahead|that would (?:be|help)|do it\b|do that\b|(?:yes|sure),? (?:go|do))/;
/** Tells several at once. */
export const SEVERAL = /\b(you (?:and [a-z]+|two|both|all) (?:should|will|could|can|need to|have to|must))\s+([a-z].*)$/;
/** Written or spoken headings of a task. */
export const HEADED =
  /\b(action(?: item| point)?s?(?: (?:for|on) [^:]{1,40})?:|to-?do(?: (?:for|on) [^:]{1,40})?:|next step:|(?<=^|, )action(?: item| point)? (?:for|on) (?:me|you|[a-z]+)(?: is)?(?: to)?)\s*(\S.*)$/;
/** What follows a name that has a task; the deed is the second group. */
export const NAMED =
  /^(?:'ll| will| is going to| has to| needs to| is to| to)\s+(?:also |then |please )?((?!(?:be|have|say|know|like|love|want|see|not|never|probably be)\b)[a-z].*)$/;
export const NAMED_TAKES = /^ (?:takes?|owns?|handles?|does|drives|picks up|is on)\s+((?:the|it|that|this|care)\b.*)$/;

/** Only pretended, or only possible. */
export const UNREAL =
  /\bif (?:we|i|he|she|they|you|it|only) (?:had|were|was|could|would|didn't|did)\b|\b(?:would|could|should|might) have\b|\b(?:would|could)'ve\b|\bin theory\b|\bhypothetically\b|\bsuppose\b|\bwhat if\b|\bin the worst case\b|\bideally\b|\bcan't promise\b|\bno promises?\b|\bdon't want to promise\b|\bi (?:might|may|doubt)\b|\bi'm not sure i\b/;
/** What depends on something first. */
export const CONDITIONAL = /^(?:if|unless|in case)\b/;
export const JOKE = /\b(?:just )?(?:kidding|joking)\b|\bha(?:,? ?ha)+\b|[[(](?:laugh|chuckl|lacht)/;
/** Told of another time. */
export const PAST =
  /\b(?:last (?:week|month|time|year|sprint|quarter|meeting|monday|tuesday|wednesday|thursday|friday|night)|yesterday|already|previously|originally|back (?:then|in)|(?:days?|weeks?|months?|years?) ago|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|at the time|had (?:decided|agreed))\b/;

/** What is decided by saying so. */
export const DECIDED =
  /\b(?:we(?:'ve| have)? (?:all |now |just )?(?:decided|agreed|settled)\b|we (?:all )?agree (?:that|on|to)\b|(?:it's|it is|that's|that is|this is|date's|that|is) (?:now )?(?:decided|settled|agreed|final)\b(?! by)|(?:the |our |so the )?(?:decision|plan|conclusion) (?:is|made|then is)\b|decision(?: made|:)|decided:|we're going with|we are going with|we'll go with|we will go with|let's go with|let's go for|let's stick (?:with|to)|we approved?\b|we have approved|(?:is|are) approved|approved[.:,]| it is(?:[,.!]| then))/;
/** What is decided where another agrees. */
export const PROPOSED =
  /\b(?:let's|let us|i(?:'d)? (?:propose|suggest|recommend|say)(?: that)? we|my (?:proposal|suggestion|recommendation) is|i think we should|we should|how about we|why don't we|we(?:'re| are) (?:not )?(?:doing|going to|launching|keeping|dropping|using|moving|shipping)|we(?:'ll| will) (?:not )?(?:keep|use|launch|ship|stay|move|postpone|drop|do|take|start|stop|switch|delay|cancel|hire|buy|add|remove|skip|have|run|offer)|(?:^|, )then we|so we|then [^,]{1,40} instead|instead of)\b/;
/** "And we keep it frozen. Everybody fine with that?" */
export const WE_DO =
  /^we (?!(?:are|were|have|had|has|need|could|might|can|may|should|would|know|think|see|saw|got|did|want|just|all|also|talked|said|looked|hope|haven't|didn't|still|often|usually|always)\b)(?![a-z]+ed\b)[a-z']+\b|^we(?:'re| are) not [a-z]+ing\b/;
export const CHECKED =
  /\b(?:every(?:one|body)|all of you|you all|anyone|anybody|you) (?:ok|okay|fine|good|happy|agree|against|disagree)|\bany objections?\b|\b(?:does|would) that work|\bagreed\?|\bok(?:ay)?(?: with (?:that|everyone))?\?|, (?:right|correct|yes|ok|okay)\?/;
/** How a meeting is led is no decision of it. */
export const HOUSEKEEPING =
  /\b(?:let's|let us|we should|we'll|we will|then we) (?:just )?(?:move on|start|begin|get (?:started|going|into)|see\b|talk|discuss|take (?:that|this|it) (?:offline|up)|park\b|table\b|wrap|go (?:around|round|through|back)|give (?:it|him|her|them) a (?:second|minute)|say\b|hope|be\b|look (?:at|into)|come back|circle back|decide|find|meet again|hear|continue|dive|recap|pick (?:this|that|it) up|do (?:that|it|this)(?: then)?\s*(?:[,.!]|$)|wait\b|have a (?:look|think)|have another|have to|need|know|also see)/;
/** Leaves no doubt. */
export const AGREES_PLAINLY = /^(?:(?:yes|ok|okay|yeah|good|fine)[,.]? )?(?:agreed|deal|exactly|correct)\b/;
export const LETS_DO_THAT = /\blet's do (?:that|it|this)\b/;

export const AGREES =
  /^(?:yes|yep|yup|yeah|agreed|agree|i agree|sounds (?:good|great|right|fine)|fine|ok|okay|sure|works for (?:me|us)|that works|deal|good|great|perfect|cool|alright|right|i'm (?:fine|ok|okay|good|happy|in|all for|for (?:it|that))|same here|correct|exactly|absolutely|definitely|certainly|no objections?|let's do|of course|i like|love it|makes sense|me too|\+1|brilliant|wonderful|nice|then it's|so be it)\b/;
export const ACCEPTS =
  /^(?:yes|done|that's (?:me|mine|on me)|me\b(?! too)|mine|i do|yep|yup|yeah|ok|okay|sure|of course|absolutely|will do|on it|i'm on it|got it|no problem|happy to|glad to|i can\b(?!'t)|i'll|i will|can do|noted|certainly|definitely|fine|alright|deal|great|good|perfect|right|leave it (?:with|to) me|consider it done|my pleasure|gladly|true|i have|agreed)\b/;
export const REFUSES =
  /^(?:(?:no|nope|nah)\b(?! problem| worries)|i can't|i cannot|not me|not (?:this|right|today)|i won't|unfortunately|i'm afraid|that's (?:more|not)|i'd rather not|i could,? but)|\bi can't(?! wait)|\b(?:i'm|i am) (?:away|out|off|swamped|on (?:leave|holiday|vacation))\b/;
export const OBJECTS =
  /^(?:no\b(?! problem| objections?)|hang on|wait|h+m+\b|but\b|i disagree|i'm not (?:sure|convinced)|not (?:sure|convinced)|ugh|i don't (?:like|think|agree)|are you sure|maybe\b|perhaps\b|that leaves)|\bi'd rather\b/;
/** Takes back what was said before. */
export const RETRACTS =
  /\b(?:scratch that|forget (?:that|it|the|about)|never ?mind|on second thoughts?|changed my mind|let's not do that|cancel that|strike that|i take that back)\b/;
/** Of what one has just said oneself. */
export const NO_AFTER_ALL = /^(?:or|oh|actually|wait)[, ]+no\b/;
export const INSTEAD = /\b(?:instead|actually|rather|on second thoughts?|after all|changed my mind|scratch|forget)\b/;

export const UNDECIDED =
  /\b(?:(?:not|n't|nothing is|nothing's|never) (?:yet )?(?:been )?decided?\b|no decision\b|undecided|(?:let's|we'll|we will|to be|we can) decided? (?:that |this |it )?(?:later|next|tomorrow|then|on|another|when)|left open|still open\b|leave (?:that|it|this) open|nothing is decided|tbd\b)/;
export const PARKED =
  /\b(?:park (?:that|this|it)\b|parking lot|take (?:that|this|it) offline|(?:let's|we) table (?:that|this|it)|out of scope|for another (?:day|meeting|time)|(?:come|circle|get) back to (?:that|this|it) (?:later|next|another)|put a pin in|an idea for later|not (?:for )?(?:today|now),? (?:though|please|but)|a bigger discussion)\b/;
export const RISKY =
  /\b(?:(?:the|a|one|big|main|real) risk (?:is|that|here|of)|there(?:'s| is) a (?:risk|danger|chance that)|at risk\b|(?:i'm|i am|we're|we are) (?:a bit |a little |quite |really |very )*(?:worried|concerned|nervous|afraid)\b(?! not)|(?:my|our|the) (?:only |main |biggest |one )?(?:concern|worry|fear|danger) (?:is|would be)|(?:might|could|may|will) (?:slip|break|fail|not make it|be late|block)|won't make (?:it|the)|(?:i'm|we're|i am|we are|is|are) (?:still )?blocked (?:by|on)|if it slips)\b/;
/** An answer that leaves the question where it was. */
export const UNANSWERED =
  /\b(?:no idea|(?:don't|do not|doesn't) (?:really )?know|not (?:really |quite |entirely )?(?:sure|clear|certain)|isn't clear|unclear|no decision|(?:has|have)n't decided|good question|need to (?:find|check|look|figure|ask)|have to (?:find|check|look|ask|figure)|i'd have to|it depends|let me (?:think|check|find|ask)|(?:find|figure) (?:that |it )?out|nobody knows|to be decided|tbd|who knows|decide that|no answer|may have an opinion)\b/;
/** Asked to lead the meeting, or for no answer. */
export const NO_QUESTION =
  /\b(?:can (?:you|everyone|everybody|anybody|anyone) (?:hear|see)|who's (?:next|first|taking notes)|any(?:thing|one| questions?| other| more| objections?)\b|shall we|should we (?:start|begin|move|go)|(?:ok|okay|right|correct|yes|agreed|no|seriously|really)\?$|how are you|how('s| is) it going|everyone|everybody|does that (?:work|make sense)|is that (?:ok|okay|fine)|sound(?:s)? good|what's next|haven't you\?|isn't it\?|what do you (?:all )?think|good weekend)\b|(?:haven't|isn't|aren't|don't|doesn't|right|won't) (?:you|it|we|they)\?$|(?:right|ok|okay|yes|no)\?$/;
/** A question that is told instead of asked. */
export const TOLD_QUESTION =
  /\b(?:(?:open|big|main|remaining) question (?:is|remains)|we (?:still )?(?:need|have) to (?:figure|find) out|it's (?:still )?(?:unclear|not clear|open) (?:whether|who|how|when|what|if)|(?:i|we) (?:still )?don't know (?:whether|who|how|when|what|which|why))\b/;
/** Says that it is oneself who will. */
export const SELF =
  /^(?:(?:yes|ok|okay|sure|fine)[,.]? )?(?:that's (?:me|mine|on me)|me[.!,]|mine|i (?:will|do|am|can)\b|on it|i'm on it|i've got (?:it|this|that))/;
