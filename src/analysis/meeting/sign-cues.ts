/** What the signs of a decision are read by, each a kind of word rather than a phrase. In small letters. */

const AGAIN = String.raw`(?:(?:ok|okay|yes|yeah|good|great|fine|sure|right|oh|all right|alright|perfect)[,. ]+)*`;

/** "Okay, so": what leads to a sentence's own words. */
export const LEAD =
  /^(?:(?:ok|okay|right|alright|all right|fine|good|great|yes|yeah|yep|agreed|so|then|well|done|deal|and|perfect|cool|lovely|brilliant|wonderful|settled|no|but)\b[,.]? *)+/;
/** For when or for what: "Until they sign, …"; and what only leads to it: "I promised it, so …". */
export const FRONTED =
  /^(?:(?:for|in|on|at|after|until|till|before|with|from|as of|starting|when|once|by|to|during)\b[^,]{1,40}, |.*, so (?=(?:we|nobody|no|every(?:body|one)|the|it's|each|it)\b)|(?:as of|from|for|in) (?:[a-z]+ ){1,2}(?=(?:the|we|no|every)\b))/;
/** What is said behind it of a condition, a reason or a task. */
export const HANGS_ON = /(?:,? (?:if|because|unless|assuming|so that|as long as|when|once)|, (?:and|but|so) (?:i|you|he|she|they)\b).*$/;
/** Begins with who or what does it, in a pronoun. */
export const PRONOUN =
  /^(?:(?:i|you|he|she|it|they|we|there|what|who)\b|(?:this|that|those|these)(?:'[a-z]+|(?= (?:is|are|was|were|will|would|can|could|should|has|had|does|did|one|[a-z]+s)\b)))/;
export const HELPING_VERB =
  /\b(?:am|is|are|was|were|be|been|have|has|had|does|did|do (?:you|we|they|i|not)|will|would|can|could|should|shall|may|might|must|[a-z]+'(?:s|re|m|ve|ll|d)|[a-z]+n't|cannot)\b|^(?:[a-z']+ ){0,3}(?:i|he|she|they|we|you)\b/;
export const PAST_TENSE =
  /\b(?:was|were|did|had|went|came|took|got|gave|told|said|thought|found|left|ran|sold|bought|brought|spoke|wrote|met|paid|sent|kept|won|knew|felt|held|began|broke|chose|drove|heard|sat|spent|lost|made|saw|built|grew|fell|rang|slept)\b|^(?:i|you|he|she|it|they|we|[a-z]+) [a-z]+ed\b/;

/** Decides by saying so. */
export const DECLARES =
  /\b(?:decided|agreed|settled|resolved|(?<!(?:must|to|who|can|will|could|should|would) )approve|approved|approving|accepted|adopted|carrie[sd]|motion|decision|final|unanimous(?:ly)?|sold|winner|go(?:es)? with|going with|stick(?:ing)? with|sign(?:ing|ed)? off|green light|verdict|conclusion|deferred|pass(?:ed|es)|ruled out|confirmed|that's what we(?:'ll)? do|it's official|(?:it's|[a-z]+ is|[a-z]+'s) an? (?:yes|no|go)(?= ?[.,!]|$)|no question(?=[.!]|$))\b/;
export const UNDECLARED = /\b(?:not|no|nothing(?:'s| is)?) (?:yet )?(?:been )?(?:decided|agreed|decision|settled)\b|n't\b/;
export const LETS = /\b(?:let's|let us)\b/;
export const SUGGESTS =
  /\b(?:i(?:'d| would)? (?:propose|suggest|move (?=that|to|we)|say(?! (?:it|he|she|they|that|there|about|around|maybe)\b)|vote|recommend|go for|go with)|my (?:proposal|suggestion|recommendation|vote|preference)|i (?:want|'d like) us to|we should|we ought to|i think we(?! (?:are|have|had|were|did|know|all)\b|'(?:re(?! going)|ve)))\b/;
export const ASKS_WE =
  /^(?:(?:shall|should|can|could|may|will) we|how about|what about|why (?:don't|not)|what if)\b|, (?:ok|okay|right|yes|agreed|yeah)\?$/;
export const OPTION =
  /\b(?:let's|let us|or|i'd|(?:we|you|one) (?:could|might|can)|i (?:propose|suggest|vote|recommend)|my (?:proposal|suggestion|recommendation|vote|preference)|we should|we ought to|i think we)\b/;
export const ASKS_FACT =
  /^(?:(?:and|so|but|okay|ok|well|right|then|wait|sorry),? )*(?:what(?:'s|'re| is| are| was| did| does| time| do (?:you|they|we know|we have))|how (?:many|much|long|far|old|big|is|are|did|does|was|'s)|how's|when|where|where's|who|who's|why|which|did|does|has|have|is|are|was|were|any)\b/;
export const CHOICE = /\bor\b.*\?$|^(?:[a-z0-9-]+ ?){1,4}\?$/;
/** "Thirteen it is." "The bus, then." */
export const IT_IS =
  /\bit is(?: then)?\s*[.!]?$|^(?!that|this|what|how|where)(?:[a-z0-9'-]+ ){1,6}it is\b|\bthen\s*[.!]?$|^(?:the )?same [a-z]+ as\b/;
export const SO_IT_IS = /^(?:it's|it is|that's)\b/;
export const FOR_ALL =
  /^(?:no(?! one\b)|nobody|no one|nothing|none|neither|every[a-z]*|all|each|both|only|anyone|anybody)\b(?! (?:has|is|was|knows|wants|likes|says|thinks|needs|got)\b)/;
export const WE = /^we\b/;
/** What we are, have or did is no act. */
export const WE_ARE =
  /^we(?:'ve| have| had| need| know| think| see| want| can| could| should| might| would|'d| got| don't (?:have|know|need|want|think)|'re (?:at|in|on|not sure|still|already|all|out|over|under|behind|late|short|full)| are (?:at|in|on|still|already|all|out|over|under|behind|late|short|full)| still| always| usually| talked| tried| asked| looked| [a-z]+ed)\b/;
/** "The old oven stays." "It's off." */
export const BECOMES =
  /^(?:[^ ]+ ){0,5}?(?:[^ ]*)(?:\b(?:is|are|'s|'re|gets?|goes|go|stays?|remains?) |'s )(?:out|off|gone|dead|dropped|frozen|closed|cancell?ed|postponed|deferred|parked|locked|(?:in|on|back|up|down|over)(?=[.!,]|$)|on (?:the|mon|tues|wednes|thurs|fri|satur|sun)[a-z ]*(?:th|st|nd|rd|day)\b|mandatory|allowed|banned|forbidden|optional|staying|going|moving|out of use|on hold|[a-z]{3,}(?:ed|(?<!te)en))\b(?! (?:of|by|with|at|because))|\b(?:stays?|remains?)\b|^(?:[a-z0-9'-]+ ){1,5}(?:moves|starts|begins|ends|opens|closes|waits|leaves|changes|comes|runs) (?:to|into|at|on|in|with|from|until|back|off|out)\b|\b(?:goes|go) (?:live|to|first|last|ahead|back|nightly|weekly|monthly)\b/;
export const WILL_BE = /\b(?:will|'ll|going to|gonna)\b|\b(?:is|are) to (?:be )?[a-z]+/;
export const IT_STAYS =
  /^(?:it|they|that|those|these) (?:stays?|remains?|goes|go|moves?|waits?)\b(?! (?:wrong|well|like|through|against|back to when))/;
/** From when, or until when. */
export const BOUND =
  /\b(?:until|till|from now on|going forward|as of|starting|from (?:mon|tues|wednes|thurs|fri|satur|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|the|next|now|tomorrow|today)[a-z]*|for now|for the moment|for good|this (?:week|year|month|time|season)|next (?:week|year|month|time|season|sprint))\b/;
/** How a thing is, which nobody decides. */
export const HOW_IT_IS =
  /(?:\b(?:is|are|was|were|sounds?|looks?|seems?|feels?)|'s|'re)(?: (?:not|a|an|the|very|really|quite|so|too|pretty|kind|of|bit|just|all|still|also|always|actually|only|even|more|my|most))* (?:good|great|fine|nice|lovely|better|best|worse|worst|hard|easy|bad|possible|impossible|worthless|true|right|wrong|clear|unclear|idea|point|question|problem|shame|pity|mess|nightmare|disaster|lot|much|many|enough|short|long|late|early|full|empty|cheap|cheaper|expensive|tight|slow|faster|fast|big|small|old|new|ready|busy|happy|sad|sorry|tired|worried|nervous|afraid|sure|interesting|funny|weird|strange|odd|beautiful|ugly|warm|cold|different|same|important|broken|stuck|missing|sick|ill|perfect|sensible|fair|honest|brilliant|amazing|terrible|awful|horrible|wonderful|crazy|mad|okay|ok|safe|dangerous|risky|difficult|simple|tricky|complicated|dead|alive|serious)\b/;
export const STATIVE =
  /^(?:[a-z0-9'-]+ ){0,4}(?:needs?|has|have|costs?|looks?|means?|wants?|works?|fails?|seems?|feels?|knows?|says?|thinks?|likes?|loves?|hates?|lasts?)\b/;
export const OUGHT = /\b(?:should|ought|has to|have to|needs? to|must)\b/;
export const HEDGES =
  /\b(?:i guess|maybe|perhaps|probably|possibly|some ?day|sometime|at some point|or something|i suppose|would|could|might|may|think|seems?|looks? like|sounds? like|hopefully|hope|apparently|wonder|guess|likely|roughly|about|depends|theoretically)\b/;
export const FEELS =
  /\b(?:good|great|nice|lovely|fine|true|fair|sensible|hate|love|like|funny|sorry|thanks?|thank|hello|hi|morning|bye|welcome|please|sure|exactly|right|perfect|awful|terrible|wonderful|amazing|brilliant|classic|poor|god|ha|haha|ugh|hm+|oh|ah|aw)\b/;
/** Tells what others said. */
export const REPORTS = /\b(?:says?|said|asks?|asked|wants?|thinks?|told|tells|heard)\b|^(?:he|she|they|you)\b|^i [a-z]+ed\b/;

/** A yes that is more than a nod. */
export const AGREES_PLAINLY = new RegExp(
  String.raw`^${AGAIN}(?:agreed|agree\b|i agree|i concur|deal|fine (?:by|with|for)|works (?:for|by)|that works|sounds|seconded|second\b|i second|i support|supported|go for it|good (?:call|idea|plan|thinking)|makes sense|i can (?:live|work) with|happy with|i'm (?:fine|ok|okay|good|happy|in|all for|for|with)|no objection|not from|i've nothing|i have nothing|me too|me neither|same here|so be it|as you|exactly|absolutely|definitely|of course|let's|do (?:it|that)|understood|clear\b|noted|so noted|finally|about time|thank god|love it|i (?:like|love) (?:it|that)|sensible|aye|obviously|doing it|on it|will do|yes please|yes,? (?:let's|please|do)|hear,? hear|poor|pity|a shame|a pity|oh well)\b`,
);
/** A nod. */
export const TAKES_UP = /^(?:noted|got it|thank|thanks|cheers|fair|done|phew|excellent|i'll|i will|no problem|clear|understood)\b/;
export const RESISTS =
  /^(?:but\b|let's (?:take|park|not|wait|decide|discuss|talk|come back|see|find)\b|really|no[,. ]+(?!problem|objection)|why\b|i'd (?:rather|be against)|careful|not\b|that(?:'s| is) (?:too|a lot)|are you)/;
/** A sentence that is no more than a yes. */
export const YES =
  /^(?:(?:ok|okay|right|alright|all right|fine|done|settled|deal|agreed|yes|yeah|good|great|no|true|me too|lovely|perfect|let's|works for (?:me|us)|fine (?:by|for|with) (?:me|us)|sounds (?:good|great|fine|right)|no objections?)\b[,. ]*)+$/;
/** "Don't sign anything." */
export const FORBIDS =
  /^(?:don't|do not|never) (?!(?:worry|forget|say|laugh|ask|be|get|tell|know|think|mind|look|let|you|even|make|have)\b)[a-z]+ /;
/** "That passes." */
export const POINTS_BACK = /^(?:it|that|this)\b/;
/** "So", "then": out of what was said. */
export const CONCLUDES = /\b(?:so|then)\b/;
/** "Okay": a matter is closed. */
export const SETTLES = /\b(?:ok|okay|right|alright|fine|done|settled|deal|agreed|good|great|perfect|cool|lovely)\b/;
/** What leads to a ruling of hardly any words: "Okay, the bus." */
export const LEADS_TO = /\b(?:so|then|ok|okay|right|alright|fine)\b/;
/** Agrees in any way. */
export const ASSENTS = new RegExp(`${AGREES_PLAINLY.source}|${TAKES_UP.source}|^(?:yes|yeah|ok|okay|good|fine|great)\\b`);
