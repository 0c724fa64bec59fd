/** How people take something on, ask it of others, and say that it has to be done. In small letters. */

/** What may stand between "I will" and the deed. */
const BETWEEN = String.raw`(?:(?:also|then|just|still|now|quickly|probably|definitely|certainly|gladly|personally|myself|try to|make sure to|be sure to|go ahead and|have to|need to|[a-z]{3,}ly)\s+)*`;
/** What is put off is not done in the meeting itself. */
const LATER = String.raw`(?![^.]*\b(?:tomorrow|tonight|next (?!to\b|one\b|point\b|item\b|slide\b)|afterwards|after (?:the|this) (?:call|meeting)|by (?:the end|end|mon|tues|wednes|thurs|fri|noon|\d)|on (?:mon|tues|wednes|thurs|fri)))`;
/** What is done in the meeting itself, or is no deed at all. */
const NO_DEED = String.raw`(?:be (?!in touch\b|ready\b|done\b|there\b)|see\b|say\b|admit\b|go (?:first|next|ahead|with|around|through|quickly|back)\b|go\s*[.!]?$|start (?:with|now|us|off|by)\b|start\s*[.!]?$|begin\b|share my screen|share (?:it|this) (?:now|here)|stop\b|pause\b|mute\b|wait\b(?! for)|hear\b|think\b|imagine\b|understand\b|agree\b|live with|skip\b|pass\b|leave\b|drop (?:off|out|in a|at)|drop\s*[.!]?$|jump\b|hand (?:it |this )?(?:over|back) to|let you\b(?! know)|know\b|remember\b|love\b|like\b|want\b|mention\b|repeat\b|tell you\b${LATER}|ask you\b${LATER}|explain\b${LATER}|show you\b${LATER}|pull (?:it |that )?up\b|miss\b|bet\b|hope\b|guess\b|assume\b|speak\b|talk (?:later|soon)|walk (?:you|us)${LATER}|give you (?:an|some|a) (?:example|context|second|idea)|come (?:back )?to that|get (?:back )?to that|support (?:that|it|this)\b|not\b|never\b|only\b|quit\b|die\b|read (?:it|this) out|stay\b|keep (?:it|this) (?:short|brief)|finish (?:my|the) (?:thought|sentence|point)|add (?:that|one|something)\b|take (?:a guess|that back)|hold\b|attend\b|come\s*[.!]?$|need\b|take it from here|always\b|have (?:to\b|a (?:coffee|look)\s*[.!]?$))`;
/** What its speaker takes on; the deed is the second group. */
export const COMMITMENT = new RegExp(
  String.raw`\b(i'll|i will|i shall|i'm going to|i am going to|i'm gonna|i promise to|i (?:also |still |really |just |then )*(?:need to|have to|must)|i've got to|i should be able to|i'd be happy to|i'd be glad to|i'm happy to|i (?:plan|aim|intend) to|i'm (?:planning|aiming) to|my (?:plan|job|task|next step|part) is to|let me)\s+${BETWEEN}((?!${NO_DEED})[a-z].*)$`,
);
/** The same where somebody only offers what he or she is able to. */
export const OFFER = new RegExp(
  String.raw`\b(i can|i could take|i could do)\s+${BETWEEN}((?!${NO_DEED}|(?:tell|confirm|hardly|barely|always|see|even|relate|count|recommend|promise|say)\b)[a-z].*)$`,
);
/** The present tense, and what is owed. */
export const TAKES =
  /\b(i (?:do|take|handle|own|write|prepare|send|bring|organi[sz]e|book)|i'm (?:doing|taking|handling)|i (?:still )?owe)\s+((?:the|it|that|this|care|you|them|us|him|her|[a-z]+ (?:the|a|an))\b.*)$/;
/** "You'll have it tomorrow": its speaker's promise. */
export const YOU_GET = /\b(you'll|you will)\s+((?:have|get|receive|hear from (?:me|us))\b.*)$/;
/** What may stand before such words so that they say something else. */
export const SUBORDINATE =
  /(?:\b(?:that|if|when|where|how|what|whether|before|until|because|which|who|than|unless|while|wish|whatever|after|as|think|so that|why)|n't|\bnot|\bnever)\s+(?:\w+\s+)?$/;
/** Two who do it together: nobody alone. */
export const TOGETHER = /\S\s+and\s+$/;
/** Asks whoever is spoken to; the deed is the second group. */
export const REQUEST = new RegExp(
  String.raw`\b((?:can|could|would|will) you|would you be able to|why don't you|how about you|wondering if you could|if you could|would you mind|do you mind|are you able to|may i ask you to|please|don't forget to|remember to|make sure (?:that )?you|i'd like you to|i want you to|i need you to)\s+(?:(?:also|then|just|please|maybe|perhaps|kindly|quickly|still|possibly|(?:don't|not) forget to|remember to|try to|make sure (?:that )?(?:to|you))\s+)*((?!(?:hear|see (?:me|my|it|the screen)|repeat|say|elaborate|explain|share your screen|remind|walk|tell (?:me|us) (?:more|again|about)|speak|mute|unmute|go (?:first|ahead|next|on)|start|imagine|believe|support|be|have|need|offer|continue|charge|give (?:me|us) (?:a second|an example)|hold|wait a|note|excuse|not worry|know)\b)[a-z].*)$`,
);
/** Asked as if it were only possible. */
export const POLITE = /\bwondering if you could\b|\bif you could\b.*\b(?:(?:that|it)(?:'d| would) (?:be|help)|i'd appreciate|please)/;
/** Tells whoever is spoken to what they do. */
export const YOU_DO =
  /\b(you'll|you will|you're (?:doing|taking|handling|writing|sending|bringing)|you take|you own|you handle|you need to|you have to|you must|you do)\s+((?!(?:be|see|have|get|find|know|notice|hear|need|love|like|want|say|not|never|understand|remember|hear)\b)[a-z].*)$/;
/** Asks anybody. */
export const ANYBODY =
  /\b((?:can|could|would|will) (?:someone|somebody|anyone|anybody))\s+(?:please\s+)?((?!(?:hear|see|explain|tell|say|repeat|remind|mute)\b)[a-z].*)$/;
/** What has to be done by nobody in particular. */
export const NEEDED =
  /\b((?:someone|somebody|one of us) (?:needs to|should|has to|must|has got to|ought to)|we (?:still |also |really )*(?:need to|have to|must|'ve got to))\s+((?!(?:talk|discuss|decide|think|be|see|go|move on|stop|wrap|hurry|choose|keep|remember|understand|have|know|agree|accept|admit|start|get going|say|ask ourselves)\b)[a-z].*)$/;
/** The same, so weakly that somebody has to take it on before it counts. */
export const WISHED =
  /\b(we should|we'd better|we(?: still| also| really)*(?=\s+need (?:a|an|the|some|more|another|new)\b)|it would be good to|it'd be good to)\s+((?!(?:not|be|never)\b)[a-z].*)$/;
/** Asks who will. */
export const WHO =
  /\b(who(?:'s| is| was)? (?:going to|taking|doing)|who (?:will|can|could|takes?|does|tells?|writes?|sends?|calls?|wants to|would))\s+([a-z].*)\?$/;
/** Offers it, and waits for a yes. */
export const OFFERED = /^((?:should|shall) i|(?:do|would) you (?:want|like) me to)\s+([a-z].*)\?$/;
/** Tells several at once. */
export const SEVERAL =
  /\b((?:(?:can|could|would|will|please) )?you (?:and [a-z]+|two|both|all|guys)(?: (?:should|will|could|can|need to|have to|must|please))?)\s+([a-z].*)$/;
/** Written or spoken headings of a task. */
export const HEADED =
  /\b(action(?: item| point)?s?(?: (?:for|on) [^:]{1,40})?:|to-?do(?: (?:for|on) [^:]{1,40})?:|next step:|(?<=^|, )action(?: item| point)? (?:for|on) (?:me|you|[a-z]+)(?: is)?(?: to)?)\s*(\S.*)$/;
/** What follows a name that has a task; the deed is the second group. */
export const NAMED =
  /^(?:'ll| will| is going to|'s going to| has to| needs to| must| should| ought to| is to| to)\s+(?:also |then |please )?((?!(?:be|have|say|know|like|love|want|see|not|never|probably be)\b)[a-z].*)$/;
/** The same where it is only proposed that somebody does it. */
export const NAMED_COULD =
  /^ (?:could|can|might)\s+(?:also |then |maybe |perhaps |please )?((?!(?:be|have|say|know|like|love|want|see|not|never|probably be)\b)[a-z].*)$/;
export const NAMED_TAKES = /^ (?:takes?|owns?|handles?|does|drives|picks up|is on)\s+((?:the|it|that|this|care)\b.*)$/;
