/** Verbs that begin an order to a colleague and are nothing else there. */
const VERBS = new Set(
  `send confirm submit ensure sign reply respond approve forward bring provide tell remind verify advise resend rsvp arrange prepare have preserve
  add fix remove delete include attach share make give get take bear ask keep try find create complete finish pay merge deploy push
  update review check call book schedule order change move cancel join look use set run draft test return upload download
  read write print copy fill drop loop invite consider remember pull rebase help talk speak reach escalate chase coordinate
  let bring swap replace rename circulate revert restart investigate examine revise amend correct clarify explain describe specify
  choose pick decide reserve renew transfer invoice refund post document record plan start stop hold wait leave put show
  nominate vote proofread ping email mail text message contact notify inform double-check follow go come open close enter register`.split(
    /\s+/,
  ),
);
/** What shows that such a word is a verb: it has an object. */
const OBJECT =
  /^(?: (?:back|over|up|out|off|in|on|down|also|only|both|again|together|carefully|just|through)\b)*(?: (?:the|a|an|me|us|him|her|them|it|this|that|these|those|your|our|my|his|its|their|all|any|each|every|both|everyone|everything|whether|if|what|which|when|where|who|how|one|some|another|someone|at|with|to|by|before|for|until|into|through|back|in|again|asap|two|three|[a-z]+(?:'s)|only|sure)\b|$|[.!:,]$)/;
/** Verbs that need no such sign, since they are no nouns. */
const SURE =
  /^(?:take note|have (?:your|someone|somebody|her|him|them|the \w+) [a-z]+ (?!been)|send|confirm|submit|ensure|sign|reply|respond|approve|forward|bring|provide|tell|remind|verify|advise|resend|arrange|prepare|add|remove|delete|include|attach|complete|rsvp|circulate|revert|clarify|explain|specify|notify|inform|proofread|coordinate|nominate)\b(?! (?:in|and receive|of (?!the new|this|that)|for|from|to) |:)/;
/** Orders that nobody means as such. */
const NO_ORDER =
  /^(?:let's|let (?:me|us|him|it)\b(?! (?:know|have))|give (?:my|our|him my|her my)|keep (?:up|in mind|it up|calm|well|safe)|keep the |have (?:a|an|the best|fun|you|your cake)\b|take care|take it easy|make sense|get well|look forward|looks? like|find (?:attached|enclosed|below)|get (?:\d|up to|your free|started|ready)|view (?:this|the) (?:email|mail|message|online|web)|save (?:\d|up|big|on|money|time)|(?:follow|like|visit|join|find|meet) (?:us|our|thousands|millions)\b|read more|go to|come (?:join|see)|update:|update (?:on|from)|(?:check|reach) out|call (?:with|from|notes|at|on|today|tomorrow|me crazy)|test (?:results|run|failed|passed)|help (?:is|was)|register|use (?:code|promo)|open (?:rates?|house|positions?|questions?)|close (?:call|to)|order (?:number|confirmation|no)|plan (?:is|for|b)|set (?:up of)|stop by|start date|record|post-|speak soon|talk (?:to you )?(?:soon|later|tomorrow)|see|enjoy|leave (?:it with|this with|that with)|leave (?:request|policy)|contact (?:details|info)|show (?:starts|is)|hold on|wait,|wait\b(?! (?:for|until|with))|text:|message from|mail from|document(?:s|ation)?:|change log|run (?:time|rate)|share price|return (?:on|flight|policy)|ask (?:price)|go ahead\b$)/;
/** Words before an object that are no order, though they look like one. */
const NO_VERB =
  /^(?:.*(?:ed|ing|ly|ss|'s)$|(?:about|above|across|after|against|along|amid|among|and|are|around|as|at|am|be|because|been|before|behind|below|between|both|but|by|can|could|despite|did|do|does|down|due|during|each|else|ever|every|except|for|from|given|got|had|half|has|have|he|hence|here|hope|how|i|if|in|inside|into|is|it|just|kudos|less|like|love|made|many|may|met|might|more|most|much|must|near|no|none|nor|not|now|of|off|on|once|one|only|onto|or|our|out|outside|over|past|per|plus|sans|saw|sent|shall|she|should|since|so|some|such|than|thank|thanks|that|the|their|then|there|these|they|this|those|though|through|thus|till|to|toward|towards|trust|under|unlike|until|up|upon|via|was|we|went|were|what|when|where|which|while|who|why|will|wish|with|within|without|worth|would|yes|you|your|re|fw|fwd|cc|ps|ok|well|bye|hate|see|enjoy|came|took|gave|told|found|felt|left|kept|lost|paid|ran|said|heard|won|wrote|began|brought|bought|caught|hi|hey|hello|pfa|fyi|appreciate|understand|cheers|loved|hated|encl|att|dear|good|great|nice|sorry|congrats|happy|maybe|perhaps|today|tomorrow|yesterday|tonight|even|still|yet|too|also|almost|again|hopefully|bet|guess|seems|sounds|looks|means|turns|makes|gets|takes|goes|works)$)/;
/** What may stand before the verb. */
const LEAD_IN =
  /^(?:(?:and|also|so|then|but|first|second|next|finally|ok|okay|right|alternatively|otherwise|in the meantime|meanwhile|again|just|quickly|therefore|hence|thus|either|for now|once done|when done|when you're done|if possible|if so|if not|p\.?s\.?)[,: ]+ ?|(?:action|to ?do|ask|todo item|next steps?|one more thing|quick (?:favou?r|ask|one|thing|note)|(?:gentle |kind |friendly |quick )?reminder|note|all|team|everyone|folks)[:,] ?|\[ \] ?)+/;

/** 0 to 1: how surely a sentence in lower case, without its greeting, gives an order. */
export function scoreImperative(sentence: string): number {
  const words = sentence.replace(LEAD_IN, "").trimStart();
  const verb = /^(?:do )?([a-z]+(?:-[a-z]+)?)/.exec(words);
  if (!verb?.[1]) return scoreLater(words);
  if (NO_ORDER.test(words)) return scoreLater(words);
  if (!VERBS.has(verb[1])) return isAnyOrder(verb[1], words) ? 0.6 : scoreLater(words);
  return SURE.test(words) || OBJECT.test(words.slice(verb[0].length, verb[0].length + 60)) ? 0.7 : scoreLater(words);
}

/** Nothing but an order begins with a verb that has its object behind it. */
function isAnyOrder(verb: string, words: string): boolean {
  return (
    !NO_VERB.test(verb) &&
    /^ (?:the|your|all|it|them|this|these|those|any|me|us|him|every|each)\b [a-z#@"]/.test(words.slice(verb.length, verb.length + 20))
  );
}

/** An order that follows a condition or a reason: "If it looks fine, sign page 3." */
function scoreLater(words: string): number {
  const clause = /^(?:if|when|once|after|before|as soon as|since|for|to|while|unless)\b[^,.?!]{3,100}, (?:then |just |also )?(.*)$/.exec(
    words,
  )?.[1];
  if (clause === undefined) return 0;
  const verb = /^[a-z]+(?:-[a-z]+)?/.exec(clause)?.[0] ?? "";
  const isOrder =
    VERBS.has(verb) && !NO_ORDER.test(clause) && (SURE.test(clause) || OBJECT.test(clause.slice(verb.length, verb.length + 60)));
  return isOrder ? 0.6 : 0;
}
