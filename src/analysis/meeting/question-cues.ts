/** What is a question, and what is no answer to it. In small letters. */

const NO = String.raw`(?:not|never|nobody|no one|none of (?:us|them)|neither|[a-z]+n't|cannot)`;
/** Not to know, to say or to hear: any word for it soon behind the no. */
const KNOWS_NOT = String.raw`\b${NO}\b(?:'s|'ve)? (?:(?!want|have to|need|mind|got|only|just)[a-z]+ ){0,3}?(?:kn[eo]w[a-z]*|sa(?:y|ys|id)|tell[a-z]*|told|hear[a-z]*|answer[a-z]*|repl[a-z]+|respon[a-z]+|wr[io]t[a-z]*|text[a-z]*|call(?:ed)?|rang|phon[a-z]+|announced?|confirm[a-z]*|commit[a-z]*|decid[a-z]+|f(?:ind|ound) (?:out|it|anything)|seen|agreed?|published|pinned|promised?|swear|guarantee|sure|clear|certain|(?:come|came|got|gotten|get) back|pick(?:ed)? up|give (?:me |us )?a date)\b|\bbefore my time\b|\bnothing (?:official|certain|definite|firm|concrete|in writing|back|yet|so far)\b|\brumou?rs?\b|\bi thought (?:it was|that was|you\b|[a-z]+ (?:had|was|did|knew))|\bcan't (?:really )?see\b`;
/** To have asked, and to wait. */
const WAITS = String.raw`\bheard nothing|\bcrickets\b|\bsilence\b|\b(?:gone|went|goes|is|are|been) (?:very )?(?:quiet|silent)\b|\bowes? (?:me|us)\b|\b(?:each|every one|all) of them (?:says?|named?|said)\b|\b(?:everyone|everybody) says it's\b|\ball different\b|\b(?:asked|wrote|write|call|called|rang|ring|emailed|chased?)\b.*\b(?:twice|(?:two|three|four|five|several) (?:times|people)|every (?:day|week|morning))\b|\bleft (?:[a-z]+ ){0,2}messages?\b|\bcontradict|\bwaiting (?:to hear|for (?:them|him|her|an answer|a reply|word|news))\b|\b(?:must|has to|have to|needs? to|had to|'d need to|'d have to) (?:ask|check|look|find|figure|measure|try|test|see)\b`;
/** To lack it. */
const LACKS = String.raw`\bno (?:idea|clue|answer|reply|response|word|decision|news)\b|\b(?:${NO} (?:have |got |had )?(?:a clue|the (?:faintest|foggiest|slightest)|an? answer|any idea|an idea))\b|\bunclear\b|\bvague\b|\bup in the air\b|\b(?:it|that)(?:'s| is) (?:still )?open\b|\btbd\b|\bto be decided\b`;
/** To wish to know, and what people say in place of an answer. */
const SHRUGS = String.raw`\b(?:'d|would) (?:love|like|also love) to know\b|\bwish i knew\b|\bbeats me\b|\bsearch me\b|\byour guess\b|\bwho knows\b|\b(?:good|fair|excellent|great) question\b|\b(?:is|been|stands|'s) vacant\b|\bkeeps? changing\b|\bask me (?:something|another)\b|\bhard to (?:say|tell)\b|\b(?:it )?(?:all )?depends\b|\b(?:a question|one) for (?:the|our|legal|finance)\b|\bnot that i know\b|\bme neither\b|\bmay have an opinion\b|\bdecide that\b`;
/** To go and find out. */
const SEEKS = String.raw`\blet me (?:think|check|find|ask|look)\b|\b(?:we|i)'ll (?:see|find out|look into|get back|check|ask)\b|\blet's ask\b|\b(?:find|figure) (?:that |it )?out\b`;

/** An answer that leaves the question where it was. */
export const UNANSWERED = new RegExp([KNOWS_NOT, WAITS, LACKS, SHRUGS, SEEKS].join("|"));
/** The same, of what is asked and of nothing else; others may be silent about another matter. */
export const UNKNOWN = new RegExp([KNOWS_NOT, LACKS, SHRUGS].join("|"));
/** Somebody has been asked. */
export const HAS_ASKED =
  /\b(?:i|we)(?:'ve| have)? (?:only |already )?(?:asked|wrote|opened|filed|sent|written|called|rang|tried|emailed|mailed|phoned|checked|looked|left)\b/;
/** The first words of an answer that is one, whatever comes behind. */
export const ANSWERS =
  /^(?:oh,? |well,? )?(?:yes|yeah|yep|no,|we do|we are|it is|it does|they do|they are|i do|on (?:mon|tues|wednes|thurs|fri|satur|sun))(?:\b|(?<=,))/;
/** What tells a time or a number. */
export const TELLS_NUMBER =
  /\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:tomorrow|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred)\b/;
/** Asks for one. */
export const ASKS_NUMBER = /^(?:and |so |but )?(?:when|how (?:many|much|long|old|far|big)|what time|by when)\b/;
/** Somebody has looked, and knows now. */
export const FOUND_OUT =
  /\b(?:i(?:'ve)? (?:just )?(?:checked|looked it up|found (?:it|out)|got (?:it|the answer))|just (?:heard|came in|got (?:it|word))|found it)\b/;
/** Asked to lead the meeting, or for no answer. */
export const NO_QUESTION =
  /\b(?:^can i (?:have|get|go)|can (?:you|everyone|everybody|anybody|anyone) (?:hear|see)|who's (?:next|first|taking notes)|(?:any(?:thing|one)(?: else| on| to add|\?)|(?:^|is there |are there )any(?:thing|one)|any(?: questions?| other| more| objections?| ideas?))\b(?! (?:test|check|ask|tr(?:y|ied)|see|know (?:who|when|what|how|where|whether|if))[a-z]*\b)|shall we|should we (?:start|begin|move|go)|(?:^|, )(?:ok|okay|right|correct|yes|agreed|no|seriously|really)\?$|how are you|how('s| is) it going|everyone|everybody(?! (?:has|is|does))|does that (?:work|make sense)|is that (?:ok|okay|fine|a joke)|sound(?:s)? good|what's next|haven't you\?|isn't it\?|what do you (?:all )?think|good weekend|are you sure|why would (?:anyone|anybody|someone|you)|is there (?:coffee|tea|water))\b|(?:haven't|isn't|aren't|don't|doesn't|right|won't) (?:you|it|we|they)\?$|(?:^|, )(?:right|ok|okay|yes|no)\?$/;
/** Asks nothing of its own: "Did it?" "So what do we do?" "Does anybody know?" "Which country?" */
export const MERE =
  /^(?:(?:and|so|but|or|oh|then|well),? )*(?:(?:\w+n't|did|do|does|is|was|has|have|had|are|were|will|can|could|would|should|must) (?:it|he|she|they|you|we|i|that|this|them|there)|what (?:do|should|shall|can|did) (?:we|i|you) do(?: now| then| about (?:it|that))?|(?:does |do |did )?(?:any|some)(?:body|one) know|any idea|sorry|pardon|what|who|when|where|why|how|which one|why not|how come|since when|with what|like what|from whom|whose|which|(?!why\b)[a-z'-]+)\?$/;
/** Names the matter that the next question asks about. */
export const OPENS = /^(?:(?:and|so|okay|ok),? )*(?:what about|how about|(?:and )?the)\b/;
/** A question that is told instead of asked. */
export const TOLD_QUESTION =
  /\b(?:(?:open|big|main|remaining) question (?:is|remains)|we (?:still )?(?:need|have) to (?:figure|find) out|it's (?:still )?(?:unclear|not clear|open) (?:whether|who|how|when|what|if)|(?:i|we)(?: (?:still )?don't know|(?:'ve| have) no idea|'d (?:still )?(?:need|like) to know) (?:whether|who|how|when|where|what|which|why)|i wonder (?:whether|if|who|how|when|which)|what (?:i|we) (?:still )?(?:don't|can't) (?:get|know|understand|see|work out) is)\b/;
/** The same words, for wonder: "I don't know how you do it." */
export const WONDER =
  /\bdon't know (?:how (?:you|he|she|they|anyone|anybody)\b|what to (?:say|do)\b|what (?:i'd|we'd) do\b|what (?:you mean|you're)\b|why,? but\b|who (?:you|he|she)\b)/;
