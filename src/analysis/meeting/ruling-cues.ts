/** How a discussion is ended: the forms of a ruling, each by its grammar. In small letters. */

/** What something is disposed of by; whoever says one of these of a matter that is talked about says what becomes of it. */
const DISPOSES = String.raw`(?:take|keep|leave|drop|cut|skip|lose|cancel|kill|scrap|freeze|hold|pause|stop|push|move|bump|postpone|delay|reschedule|use|go (?:with|for|ahead|back to|down to|up to)|stick (?:with|to)|start with|begin with|ship|launch|release|roll|close|lock|pick|choose|mute|revert|block|ban)`;
/** What whoever rules may also do, as "we" and not as an order, which would be a task. */
const CARRIES_OUT = String.raw`(?:open|put|add|remove|print|accept|approve|reject|refuse|decline|renew|sign|buy|rent|hire|lease|merge|split|swap|switch|limit|cap|raise|lower|reduce|extend|shorten|do|wait|stay|order|set|replace|repair|sell)`;
/** What is so, or was; nobody decides it. */
const IS_SO = String.raw`(?:are|were|was|have|had|has|need|could|might|can|may|should|would|will|know|think|see|saw|got|get|did|want|just|all|also|talked|said|say|looked|look|hope|mean|feel|like|love|seem|must|ought|still|often|usually|always|sometimes|never|both|lost|went|came|took|made|found|gave|told|left|ran|sold|bought|brought|spoke|wrote|met|paid|sent|kept|won|knew|thought|felt|held|began|broke|chose|drove|heard|sat|spent|promise|wonder|agreed?|weren't|aren't|isn't|haven't|hadn't|didn't|couldn't|can't|won't|wouldn't|shouldn't|don't (?:have|know|need|want|think|see|understand|get|decide))\b`;

/** What comes before a ruling as its signal: "Okay, so …". */
export const SIGNAL =
  /^(?:(?:ok|okay|right|alright|all right|fine|good|yes|yeah|agreed|so|then|well then|go on then|in that case|and|please|no(?=[.,]))\b[,.]? *)+/;
/** A sentence that is nothing else: "Okay, scrap that." "Then no." "Yes, that's honest." */
export const VERDICT =
  /^(?=.)(?:(?:ok|okay|right|yes|yeah|agreed|then|no|fine|so|alright|good|sure|ha|great|perfect|lovely|cool)\b[,.]?\s*)*(?:(?:scrap|forget) (?:that|it)|(?:that|he|she|you|it|they)(?:'s|'re| is| are) (?:\w+ ?){1,2}|i (?:agree|love it|like (?:it|that)|hear you)|fair(?: enough)?|good (?:point|idea)|love it|i sense [^.]*)?[.!]*$/;

const NO_ONE_ELSE = String.raw`(?!(?:i|you|he|she|it|they|we|there|this|that|what|who|which|my|his|her|their|if|when|how|why|where|because|but|not|let's|maybe|no|as|so|than|and|or|of|in|on|at|for|from|with|to|one|nobody|somebody|someone|everybody|everyone)\b)`;
const BECOMES = String.raw`(?:stays?|remains?|waits?|moves? (?:to|into|back|up)|goes? (?:to|first|last|second|out|in|on|into|back|ahead|up to|down to)|(?:is|are|'s) (?:out\b(?! of)|off\b(?! (?:of|on|sick|ill|today|tomorrow|next|until|from|mon|tues|wednes|thurs|fri|satur|sun))|on hold|frozen|cancell?ed|postponed|dropped|closed until|going to be)|doesn't [a-z]+ (?:on|until|before|this)|(?:is|are) [a-z]+(?:ed|en) (?:until|till)|(?:opens?|closes?|starts?|ends?|begins?) at)\b`;
/** What becomes of a thing: "The old oven stays." */
export const THING_DOES = new RegExp(
  String.raw`^${NO_ONE_ELSE}(?:(?!(?:to|that|can|could|may|must|will|which|who|want|wants|asks?|said|says?)\b)[\p{L}\p{N}'-]+ ){0,6}?(?!(?:the|a|an|our|to|this)\b)[\p{L}\p{N}-]+(?: |(?='s ))${BECOMES}`,
  "u",
);
/** "We take the grey." */
export const WE_DISPOSE = new RegExp(
  String.raw`^we (?:all )?(?:don't )?(?!leave it\b)(?:${DISPOSES}|${CARRIES_OUT}|close|freeze|throw|[a-z]+ (?:them|it|the [a-z]+) (?:away|out|off|down|back|in|over|up))\b`,
);
/** Where a signal comes before it, any deed will do: "Okay, we wait." */
export const WE_ACT = new RegExp(
  String.raw`^we (?!${IS_SO})(?!leave it\b)(?![a-z]+ed\b)[a-z']+\b|^we(?:'re| are) (?:not |(?!(?:hav|gett|see|look|los|wait|talk|runn|miss|work|try|us|go|do|com|be|stay|liv|think|hop|say)ing\b))[a-z]+ing\b`,
);
/** "Take the second driver." */
export const ORDER = new RegExp(
  String.raw`^(?:${DISPOSES})\b(?! (?:(?<=leave )(?:it|that|this)\b|your|care|a (?:seat|look|break|moment|second|minute)|me\b|going|on\b|it with|it (?:is|was)|that\b|talking|in (?:mind|touch)))(?! it[,.] )`,
);
/** "Don't sign anything." */
export const FORBIDS =
  /^(?:don't|do not|never) (?!(?:worry|forget|say|laugh|ask|be|get|tell|know|think|mind|look|let|you|even|make|have)\b)[a-z]+ /;
/** For whom or how long a ruling holds. */
export const HOLDS =
  /\b(?:from now on|until further notice|(?:as of|starting|from) (?:today|tomorrow|now|next|mon|tues|wednes|thurs|fri|satur|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b/;
const BOUND = String.raw`(?:until|till|before|any ?more|without|this (?:week|month|year|sprint)|on (?:mon|tues|wednes|thurs|fri|satur|sun|christ|new year)[a-z]*)\b`;
/** "No deploys until Thursday." "Nobody touches it before the audit." */
export const NONE_DOES = new RegExp(
  String.raw`^(?:no (?!one\b|idea|news|way|problem|worries|doubt|need|answer|accidents?\b)(?:more )?[a-z]|(?:nobody|no one) [a-z]+s\b).*\b${BOUND}`,
);
/** "So everybody gets a bay." "So no more paper tickets." */
export const ALL_DO =
  /^(?:(?:every(?:body|one)|each|all|both|nobody|no one|she|he|they)\b[^,]{0,30}? (?!(?:is|was|says|knows|thinks|wants|needs|likes|loves|seems|agrees)\b)(?:gets?|pays?|takes?|go|goes|has(?! (?:been|to)\b)|brings?|works?|shares?|swap|stay|move)\b|no more\b|only the\b)/;
/** Behind a signal, of a person or a thing: "Fine. Ruth gets her Fridays." */
export const ONE_GETS = new RegExp(
  String.raw`^${NO_ONE_ELSE}(?:[\p{L}\p{N}'-]+ ){1,4}?(?:gets|becomes|changes|counts|runs|has (?=(?:mon|tues|wednes|thurs|fri|satur|sun)))\b`,
  "u",
);
/** "Do the message": an order that only a signal before it makes a ruling. */
export const DOES_THAT = /^(?:do|have|get|buy|order|try|book) the \p{L}+/u;
/** "And no phones on the trip": where others take it up. */
export const NO_THING =
  /^(?:and )?no (?!(?:one|idea|news|way|problem|worries|doubt|need|answer|accidents?|more|thanks?|it|we|i|that|he|she|they|you|not)\b)[a-z-]+ (?:on|in|at|during|after|for)\b/;
/** How others take up what was said without a yes. */
export const TAKES_UP =
  /\b(?:fine|good|ok|okay|works?|great|perfect|enough) (?:for|by|with) (?:me|us)\b|^(?:hear,? hear|obviously|understood|noted|clear|finally|about time|amen|supported|lovely|thank (?:god|you)|thanks|cheers|of course|good|yes|yeah|ok|okay|fine|agreed|right|great|cool|sure|perfect)\b/;
/** And what they are about to do then, or feel. */
export const GOES_ALONG =
  /^(?:i'll|i will|got it|happy to|will do|ta\b|doing it|i'm so|pity|poor|a shame|(?:he|she|they)'ll (?:be|scream|live|love|hate|cry))\b/;
/** What is said before the ruling itself: "I promised no crunch, so …" */
export const LEADS_TO = /^.*, so (?=(?:we|nobody|no|every(?:body|one)|the|it's|each)\b)/;
/** "For export we buy plastic." */
export const FRONTED =
  /^(?:for|in|on|at|after|until|till|before|with|from) [^,]{1,28}?,? (?=(?:we|nobody|nothing|no|everybody|everyone|each) )/;
/** "It's half past six then." */
export const THEN_IT_IS =
  /^then it's (?!(?:too|not|a (?:pity|shame|problem)|good|fine|ok|okay|clear|over|done|just|like|the same)\b)|^(?:it's|it is|that's) [^,?]{2,40} then[.!]*$/;
/** "Eleven then." "The new skirt, please." "Eight, not more." */
export const NAMES_IT =
  /^(?!(?:not|see|bye|well|thanks?|thank you|later|who|what|why|how|yes|no|okay|right)\b)[^,.?]{2,40}(?: then|, please|, not more)[.!]*$/;
/** What everybody or nobody does: "Everyone goes round by the office." */
export const ALL_PRESENT =
  /^(?:every(?:body|one)|nobody|nothing|no one|each of (?:us|you)) (?!(?:is|was|has|had|says|said|knows?|thinks|wants|needs|likes|loves|seems|agrees|came|else|who)\b)[a-z]+s [a-z]/;
/** "That truck's parked up till it's mended." "The tool goes live on Monday." */
export const THING_PRESENT = new RegExp(
  String.raw`^(?!(?:i|you|he|she|it|they|we|there|what|who|which|my|his|her|their|if|when|how|why|where|because|but|not|let's|as|than|of|in|on|at|for|with|to|one|some(?:one|body))\b)(?:(?!(?:which|who|said|says?|wants?)\b)[\p{L}\p{N}'-]+ ){1,4}?(?<!\b(?:the|a|an|our|this|these|those|all|from|my) )(?:(?!(?:is|was|has|needs|wants)\b)[a-z]+s|(?<='s )[a-z]+ed|(?:is|are) [a-z]+ed|(?<='s )[a-z]+ed [a-z]+) `,
  "u",
);
/** When it begins or ends. */
export const WHEN =
  /\b(?:until|till|from (?:the|now|\d|[a-z]+day\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|as of|before|between|tonight|on (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|falls away|next (?:week|month|year))/;
/** "Orange from the first." */
export const FROM_THEN =
  /^(?!(?:i|we|you|he|she|it|they|that|this)\b)(?:[\p{L}\p{N}-]+ ){1,3}from (?:the (?:first|next|\p{L}+th)\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tues|wednes|thurs|fri|satur|sun)[^,]{0,20}$/u;
/** Tells what happened beside what is done. */
export const TELLS = /\b(?:took|was|were|had|did|came|went|got|lost|stopped|people stop)\b/;
/** So loosely said that nothing follows from it. */
export const HEDGED =
  /\b(?:i guess|maybe|perhaps|probably|possibly|some ?day|sometime|at some point|or something|i suppose|i'm only saying|just a thought|would|could)\b/;
/** How things always are. */
export const HABIT =
  /\b(?:always|usually|normally|often|every (?:year|month|week|day|time|morning|evening|summer|winter|spring|autumn)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days\b|each (?:year|month|week|time)|because|since|about (?:\d+|ten|twenty|thirty|forty|fifty|a hundred))\b/;
/** Asks for a fact, which the next one tells. */
export const ASKS_FACT =
  /^(?:(?:and|so|but|okay|ok|well),? )?(?:what (?!do we do|number|about we|if we)|how(?! many| about we| do we)|when|where|why|who|did|does|has|have|is|are|was|any)\b(?!.*\b(?:or|should|shall)\b)/;
/** Says no to a ruling, or asks it back. */
export const RESISTS =
  /^(?:but (?!i need|i'd need|then)|however|really\?|are you sure|(?:no|oh),? (?:wait|hang on|hold on|but)|that (?:won't|doesn't) work)/;
/** An order of any kind: a ruling where it takes up what a question named. */
export const ORDER_OF = /^(\p{L}{3,}) (?:it|them|the|both|all|an?)\b/u;
/** What belongs to one person, which is a task. */
export const OWNED = /\b(?:mine|yours)\b/;
/** What a thing is not for: "Knives don't go in the dishwasher." */
export const THING_DOES_NOT = new RegExp(
  String.raw`^${NO_ONE_ELSE}(?:[\p{L}\p{N}'-]+ ){1,4}?(?:don't|doesn't|do not|does not) (?!(?:know|work|have|need|want|like|care|matter|seem|mean|answer|pick|read|think|say|see|fit|help|exist|sell|understand|get)\b)`,
  "u",
);
/** Opens a matter; what is said right behind it tells how things stand. */
export const OPENS = /^(?:(?:and|okay|ok|so|right|now|great|good),? )*(?:next,? .{1,30}|item .{1,20}|(?:the|our) [\p{L}-]+)\.$/u;
/** Proposes something, for a word of assent to take up: "Good, chunking." */
export const PROPOSES = /\b(?:i think we|i'd say we|we could|how about|what about|let's)\b/;
/** Names what could be done. */
export const NAMES_OPTION = /\?$|\b(?:could|can|might|should|either)\b/;
