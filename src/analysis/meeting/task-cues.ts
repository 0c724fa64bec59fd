/** How people take something on, ask it of others, and say that it has to be done. In small letters. */
import { NO_ACT } from "./present-tense.ts";

/** What may stand between "I will" and the deed. */
const BETWEEN = String.raw`(?:(?:also|then|just|still|now|quickly|probably|definitely|certainly|gladly|personally|myself|try to|make sure to|be sure to|go ahead and|have to|need to|[a-z]{3,}ly)\s+)*`;
/** What is put off is not done in the meeting itself. */
const LATER = String.raw`(?![^.]*\b(?:tomorrow|tonight|next (?!to\b|one\b|point\b|item\b|slide\b)|afterwards|after (?:the|this) (?:call|meeting)|by (?:the end|end|mon|tues|wednes|thurs|fri|noon|\d)|on (?:mon|tues|wednes|thurs|fri)))`;
/** What is done to the screen while all look at it. */
const ON_SCREEN = String.raw`(?:share|open|zoom|scroll|enlarge|switch|close|go back|go (?:to )?full|click|check)\b(?: (?:it|this|that|in|out|to|back|down|up|on|again|a|the|bit|one|next|last|first|slide|page|tab|screen|window|file|document))*(?=\s*(?:[.,!?]|$))`;
/** What is done to the room while all sit in it. */
const IN_ROOM = String.raw`(?:move|turn|shut|close|open|adjust|switch|put|pass|dim|get)\b(?: [a-z]+){1,3} (?:camera|mic|microphone|window|windows|door|volume|headset|blinds|lights?|fan|heater|sugar|milk|biscuits|kettle)\b`;
/** What is done in the meeting itself, or is no deed at all. */
const NO_DEED = String.raw`(?:be (?!in touch\b|ready\b|done\b|there\b)|see\b(?! to\b)|keep (?:my|your|a straight|going)\b|spare\b|introduce (?:our|the|my|a)\b|rephrase\b|give you that\b|come to\b[^.]* in a (?:moment|minute|second)\b|finish\s*[.!]?$|go on\b|sneeze\b|say\b|admit\b|go (?:first|next|ahead|with|around|through(?! (?:it|them|this|that) and\b)|quickly|back)\b|go\s*[.!]?$|start (?:with|now|us|off|by)\b|start\s*[.!]?$|begin\b|share my screen|share (?:it|this) (?:now|here)|stop\b(?! by\b)|pause\b|mute\b|wait\b(?! for)|hear\b|think\b|imagine\b|understand\b|agree\b|live with|skip\b|pass\b|leave\b|drop (?:off|out|in a|at)|drop\s*[.!]?$|jump\b|hand (?:it |this )?(?:over|back) to|let you\b(?! know)|know\b|remember\b|love\b|like\b|want\b|mention\b(?! (?:it|this|that|him|her|them) to\b)|repeat\b|tell you\b${LATER}|ask you\b${LATER}|explain\b${LATER}|show you\b${LATER}|pull (?:it |that )?up\b|miss\b|bet\b|hope\b|guess\b|assume\b|speak\b(?! (?:to|with)\b)|talk (?:later|soon)|(?:walk|take|talk|run|lead) (?:you|us|everyone|everybody)(?: all)? through${LATER}|walk (?:you|us)${LATER}|give you (?:an|some|a) (?:example|context|second|idea)|come (?:back )?to that|get (?:back )?to that|support (?:that|it|this)\b|not\b|never\b|only\b|quit\b|die\b|read (?:it|this|that|them) (?:out|back)|second\b|ask\s*[.!]?$|(?:open|close) (?:the (?:meeting|call|session)|it there)|have (?:nightmares|fun|time|one|some)\b|(?:chew|sleep) on\b|work with (?:that|it|this)\b|stay\b|keep (?:it|this) (?:short|brief)|finish (?:my|the) (?:thought|sentence|point)|add (?:that|one|something)\b|take (?:a guess|that back)|hold\b|attend\b|come\s*[.!]?$|need\b|take it from here|always\b|try\s*[.,!]?$|try and (?:be|behave|keep|stay)\b|allow\b|put (?:you on|it this way|it like)|take it (?:that|you)|(?:grab|get|fetch) (?:a|some|my|another) (?:coffee|tea|drink|water|lunch|sandwich|beer)\b|grab (?:a|some|my)\b|(?:run|dash|shoot|fly|rush|head off|head out|hop off)\s*(?:[.,!]|$)|behave\b|[^.]*\band (?:cry|weep|pray)\b|run with (?:it|that|this)\b|[^.]*, so i(?:'m| can't| might| may)\b|sit with\b|take an? [a-z]+\s*[.!]?$|give (?:you|everyone|everybody|us)(?: all)? (?:back|some time|[a-z0-9]+ minutes)\b|have (?:to\b|a (?:coffee|look)\s*[.!]?$)|${ON_SCREEN}|${IN_ROOM})`;
/** What its speaker takes on; the deed is the second group. */
export const COMMITMENT = new RegExp(
  String.raw`\b(i'll|i will|i shall|i'm going to|i am going to|i'm gonna|i'm fix(?:ing|in') to|i promise to|i (?:also |still |really |just |then )*(?:need to|have to|must(?! have\b))|i've (?:still |also )?got to|i should be able to|i'd be happy to|i'd be glad to|i'm happy to|i (?:plan|aim|intend) to|i'm (?:planning|aiming) to|my (?:plan|job|task|next step|part)(?: [^,.]{1,30})? is to|let me)\s+${BETWEEN}((?!${NO_DEED})[a-z].*)$`,
);
/** The same where somebody only offers what he or she is able to. */
export const OFFER = new RegExp(
  String.raw`\b(i can)\s+${BETWEEN}((?!${NO_DEED}|(?:tell|confirm|hardly|barely|always|see|sleep|rest|even|relate|count|recommend|promise|say)\b)[a-z].*)$`,
);
/** What is owed, left to its speaker, or as good as done. */
export const TAKES =
  /\b(i'm (?:doing|taking|handling)|i (?:still )?owe|leave(?= \S.* (?:to|with) me\b)|consider(?= \S.* done\b))\s+((?:the|it|that|this|care|you|them|us|him|her|[a-z]+ (?:the|a|an))\b.*)$/;
/** "You'll have it tomorrow": its speaker's promise. */
export const YOU_GET =
  /\b(you'll|you will|you(?= (?:have|get) (?:[^,]* from (?:me|us)|(?:it|them|that) (?:on |by )?(?:tomorrow|tonight|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b))\s+((?:have|get|receive|hear from (?:me|us))\b(?! (?:to|the chance|used)\b).*)$/;
/** What may stand before such words so that they say something else. */
export const SUBORDINATE =
  /(?:\b(?:that|if|when|where|how|what|whether|before|until|because|which|who|than|unless|while|wish|whatever|after|as|think|so that|why)|n't|\bnot|\bnever)\s+(?:\w+\s+)?$/;
/** "Ben, you ring the florist": said so only to somebody by name. */
export const YOU_BY_NAME = new RegExp(
  String.raw`^(?:(?:and|so|then|okay|ok),? )*(you(?:'re on(?! (?:mute|leave|holiday|your|time)\b)| do you want to)?|do you want to)\s+(?:also |then |please )*((?!${NO_ACT}|'|(?:too|first|next|again|(?:take|walk|talk|lead|run) us (?:all )?through|will|would|can|could|should|need|have|must|might|may|always|never|only|said|told|were|are|did|look|sound|seem|and)\b)[a-z].*)$`,
);
/** "Could I get the key off you?" */
export const GIVE_ME = /\b((?:can|could|may|might) (?:i|we) (?:get|have|borrow|see|leave))\s+(\S.* (?:off|from|with) you\b.*)$/;
/** "That's for Ana": the name is the first group. */
export const FOR_NAME =
  /(?:\b[Tt]hat(?:['’]s|['’]ll be| will be)|\b[Tt]hat is|\b[Tt]his is|['’]s| is)(?: one| something| a job)? for (\p{Lu}[\p{L}'’-]+)(?:[,:]\s+((?!(?:isn|wasn|right|and|but|so|or|not|really|though)\b)\p{Ll}.*)|[.!]?)$/u;
/** What all are told to do, each for himself. */
export const EVERYBODY = new RegExp(
  String.raw`^((?:everyone|everybody|each of you|all of you|every team|each team|all of us|we all)(?:'ll| will| to| has to| needs to| must| should| have to| need to|,? please)?)\s+(?:please )?((?!be\b|has\b|have\b|is\b|was\b|${NO_ACT})[a-z].*)$`,
);
/** Two who do it together: nobody alone. */
export const TOGETHER = /\S\s+and\s+$/;
/** Asks whoever is spoken to; the deed is the second group. */
export const REQUEST = new RegExp(
  String.raw`\b((?:can|could|would|will|might) you(?! (?:mind|want|like|be so kind)\b)|would you be able to|would you be so kind (?:and|as to)|is it possible (?:that|for) you(?: to)?|any chance (?:that )?you could|mind(?= [a-z]+ing\b)|why don't you|how about you|wondering if you could|if you could|would you mind|do you mind|are you able to|(?:may|can|could) i ask you to|i'd (?:be (?:glad|happy|grateful)|appreciate it|love it) if you|please|don't forget to|remember to|make sure (?:that )?you|i'd like you to|i want you to|i need you to)\s+(?:(?:also|then|just|please|maybe|perhaps|kindly|quickly|still|possibly|(?:don't|not) forget to|remember to|try to|make sure (?:that )?(?:to|you))\s+)*((?!(?:hear|see (?:me|my|it|the screen)|repeat|say|elaborate|explain|share your screen|remind|walk|tell (?:me|us) (?:more|again|about)|speak(?! (?:to|with)\b)|mute|unmute|go (?:first|ahead|next|on)|start|imagine|believe|support|be|have|need|offer|continue|charge|assume|yell|bear|give (?:me|us) (?:a second|an example)|hold|wait a|note|excuse|not worry|know|mind\b(?! [a-z]+ing\b)|do(?=\s*[.!]?$)|go(?=\s*[.!]?$)|nobody|no one|${ON_SCREEN}|${IN_ROOM})\b)[a-z].*)$`,
);
/** Asked as if it were only possible. */
export const POLITE = /\bwondering if you could\b|\bif you could\b.*\b(?:(?:that|it)(?:'d| would) (?:be|help)|i'd appreciate|please)/;
/** Tells whoever is spoken to what they do. */
export const YOU_DO =
  /\b(you'll|you will|you'd|you're (?:doing|taking|handling|writing|sending|bringing)|you need to|you have to|you must|you (?:might|may) want to|you might)\s+((?!(?:a|an|the|no|been|be|save|make|want|see(?! to\b)|have|get|find|know|notice|hear|need|love|like|want|say|not|never|understand|remember|hear|laugh|admit|rather|better|think)\b)[a-z].*)$/;
/** "In Spain you have to", "you'd pay twice if": of whoever it may be; or what somebody else is to say. */
export const OF_ANYBODY =
  /\bin [a-z]+(?: [a-z]+)? you\b|\b(?:maybe|perhaps|then|otherwise|say|says|said) you\b|\byou'd\b.*\b(?:if|when|unless)\b|\b(?:if|when|unless)\b.*\byou'd\b/;
/** Asks anybody. */
export const ANYBODY = new RegExp(
  String.raw`\b((?:can|could|would|will) (?:someone|somebody|anyone|anybody))\s+(?:please\s+)?((?!(?:hear|see|explain|tell (?:me|us)|say|repeat|remind me|mute|${IN_ROOM})\b)[a-z].*)$`,
);
const SOMEBODY = String.raw`(?:(?:someone|somebody)(?: (?:from|on|in|at|of|else)\b[^,.]{0,30}?)?|one of (?:us|you))`;
/** What has to be done by nobody in particular. */
export const NEEDED = new RegExp(
  String.raw`\b(${SOMEBODY} (?:needs to|has to|must|has got to)|(?:someone|somebody)'s got to|we (?:still |also |really )*need (?:someone|somebody) to|we (?:still |also |really )*(?:need to|have to|must|'ve got to))\s+((?!(?:talk|discuss|decide|think|be|see|go|move on|stop|wrap|hurry|choose|keep|remember|understand|have|know|agree|accept|admit|start|get going|say|ask ourselves)\b)[a-z].*)$`,
);
/** The same, so weakly that somebody has to take it on before it counts. */
export const WISHED =
  /\b((?:it'd|it would) be (?:good|nice|great|helpful) if (?:someone|somebody)|(?:someone|somebody) (?:should|ought to|could)(?! (?:really|have)\b)|we should|we'd better|we(?: still| also| really)*(?=\s+need (?:a|an|the|some|more|another|new)\b)|it would be good to|it'd be good to)\s+((?!(?:not|be|never)\b)[a-z].*)$/;
/** Asks who will. */
export const WHO =
  /\b(who(?:'s| is| was)? (?:going to(?= [a-z])|(?!(?:coming|going|looking|working|running|using|getting|having|living|speaking|talking|being|missing|asking|saying|calling)\b)[a-z]+ing)|who (?:will|can|could|takes?|does|tells?|writes?|sends?|calls?|wants to|would))\s+([a-z].*)\?$/;
/** Offers it, and waits for a yes. */
export const OFFERED =
  /^((?:should|shall) i|(?:(?:do|would) you )?(?:want|like) me to)\s+((?!(?:go on|go ahead|continue|start|begin|share|read (?:it|this) out)\b)[a-z].*)\?$/;
/** The same, told. */
export const COULD = new RegExp(
  String.raw`^(i could|(?:maybe|perhaps) i(?: could)?)\s+${BETWEEN}((?!${NO_DEED}|(?:tell|hardly|barely|even|go on|do with|use|care|just|eat|am|was|did|had|have|should|can't|don't|didn't|misunderstood|missed|[a-z]+ed)\b)[a-z].*)$`,
);
/** "The hall has to be swept": nobody's until somebody says so. */
export const TO_BE_DONE =
  /^((?:the|our|that|this|these|those|your|all the) [^,.?]{1,30}? (?:still |really |also )?(?:has to|have to|needs? to|must))\s+(be (?!able\b|said\b|seen\b|born\b|allowed\b|done with\b)[a-z]+(?:ed|en|wn|pt|nt|ne|lt|ght|id|ut|wept|ade)\b.*)$/;
/** An order as people speak it: a verb with what it is done to. */
export const SPOKEN_ORDER =
  /^(?:(?:just|then|please|also|go and|go) )*(?:(?:don't|do not) forget\b|(?:get|ask|tell|call|ring|phone|email|text|remind|invite|pay|help|chase) [a-z]{2,}\b|(?!(?:about|after|all|and|are|as|at|am|be|because|before|both|but|by|can|could|did|do (?:you|we|they|i|not)|does|during|each|for|from|had|has|have|how|i|if|in|into|is|it|like|may|might|most|no|none|not|of|off|on|once|one|only|or|our|just|then|also|out|over|past|since|so|some|such|than|that|the|their|then|there|these|they|this|those|through|till|to|under|until|up|was|we|were|what|when|where|which|while|who|why|will|with|without|would|you|your|more|less|half|here|even|still|also|maybe|nice|good|great|well|thanks|look|see|know|love|remember|imagine|believe|enjoy)\b)(?!(?!ring\b|bring\b)[a-z]+(?:ed|ing|ly|ss|'s|n't)\b)[a-z]{2,}(?: (?:on|up|out|off|down|in|over|round|around|back|away|after|into|to|with|for|through)\b){0,2} (?:the|a|an|your|our|my|them|him|her|it|us|me|two|three|another|some|more|all|those|these|that|this|\p{Lu}\p{Ll}+|[a-z]+'s)\b)/u;
/** What is called to somebody in the room, and wants nothing done later. */
export const NO_ORDER =
  /^(?:mind\b|(?:tell|give) .*\b(?:hello|hi|my (?:love|regards|best))\b|(?:get|come) in\b|tell (?:me|us)\b(?!.*\b(?:when|once|by|if|what|how many)\b .*)|(?:shut|close|open) (?:the|that) (?:door|window)|have (?:a|some|another)\b|take (?:a|your) (?:seat|time)|give (?:me|us) (?:a|one) (?:second|sec|minute|moment)|listen\b|say\b|hold\b|wait\b|look at\b|come on\b|guess\b|don't worry|stop (?:it|that)\b|excuse\b|forgive\b|pass (?:me|the)\b|sit\b|correct me\b|help (?:me|us) (?:out|understand))/;
/** Where words to several at once may begin. */
export const BEFORE_SEVERAL = /(?:^|[,;:]|\b(?:can|could|will|would|please|and|so|then|should|okay|ok))\s*$/;
/** "The thing I need to settle": what is told of it, not taken on. */
export const RELATIVE =
  /\b(?:thing|things|one|part|question|bit|stuff|all|point|issue|everything|something|anything|nothing|reason|way|person|place)\s+$/;
/** Tells several at once. */
export const SEVERAL =
  /\b((?:(?:can|could|would|will|please) )?you (?:and [a-z]+|two|both|all|guys)(?: (?:should|will|could|can|need to|have to|must|please))?)\s+([a-z].*)$/;
/** Written or spoken headings of a task. */
export const HEADED =
  /\b(action(?: item| point)?s?(?: (?:for|on) [^:]{1,40})?:|to-?do(?: (?:for|on) [^:]{1,40})?:|next step:|(?<=^|, )action(?: item| point)? (?:for|on) (?:me|you|[a-z]+)(?: is)?(?: to)?)\s*(\S.*)$/;
/** "Pascal writes to them?": asked of whoever is named. */
export const NAMED_ASKED =
  /^ (?!(?:is|was|has|does|says|thinks|knows|wants|likes|needs)\b)[a-z]+s (?:to|with|for|on|up|after|the|it|that|them|him|her|an?|our)\b.*\?$/;
/** What follows a name that has a task; the deed is the second group. */
export const NAMED =
  /^(?:'ll| will| is going to|'s going to| has to| needs to| must| should| ought to| is to| to)\s+(?:also |then |please )?((?!(?:be|have|say|know|like|love|want|see|not|never|probably be)\b)[a-z].*)$/;
/** The same where it is only proposed that somebody does it. */
export const NAMED_COULD =
  /^ (?:could|can|might)\s+(?:also |then |maybe |perhaps |please )?((?!(?:be|have|say|know|like|love|want|see|not|never|probably be)\b)[a-z].*)$/;
/** "We'll ask Yusuf to look into it": before the name. */
export const WE_ASK = /\b(?:we'll|we will|let's) (?:ask|get|have) $/;
export const NAMED_TAKES =
  /^ (?:takes?|owns?|handles?|does|drives|picks up|is on)\s+((?:the|it|that|this|care)\b(?! (?:train|bus|car|tram|same|opposite|stairs|lift|phone|line|call|way|road|list|team|board|committee)\b).*)$/;
