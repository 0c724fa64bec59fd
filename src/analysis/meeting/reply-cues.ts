/** How people answer: yes, no, and something else after all. In small letters. */

export const TAKES_OFFER =
  /^(?:(?:(?:oh|ah|ooh),? )?(?:thank|great|brilliant|lovely|perfect|wonderful|good idea|would you\b|if you (?:could|would))|yes,? please|please\b|go ahead|that(?: would|'d) (?:be|help)|do it\b|do that\b|(?:yes|sure),? (?:go|do))/;
export const AGREES =
  /^(?:yes|yep|yup|yeah|agreed|agree|i agree|sounds (?:good|great|right|fine)|fine|ok|okay|sure|works for (?:me|us)|m+-?h+m+|go for it|good (?:call|idea|plan|thinking)|(?:that's |that is )?fine (?:by|with|for) (?:me|us)|that's (?:fine|good|ok|okay)|i can live with|i'm (?:on board|with you)|seconded|i second|[a-z]+ (?:it is|works)|that works|deal|good|great|perfect|cool|alright|right|i'm (?:fine|ok|okay|good|happy|in|all for|for (?:it|that))|same here|correct|exactly|absolutely|definitely|certainly|no objections?|none from me|let's do|of course|i like|love it|makes sense|me too|\+1|brilliant|wonderful|nice|then it's|so be it|all right)\b/;
export const ACCEPTS =
  /^(?:yes|no (?:bother|trouble|worries)|not at all|no,? not at all|with pleasure|consider it done|leave (?:that|this|him|her|them) (?:with|to) me|i could\b(?!n't| but)|done|that's (?:me|mine|on me)|me\b(?! too)|mine|i do|yep|yup|yeah|ok|okay|sure|of course|absolutely|will do|on it|i'm on it|got it|no problem|happy to|glad to|i can\b(?!'t)|i'll|i will|can do|noted|certainly|definitely|fine|alright|deal|great|good|perfect|right|leave it (?:with|to) me|consider it done|my pleasure|gladly|true|i have|agreed)\b/;
/** What is done while all are still there is no task. */
export const DONE_AT_ONCE =
  /^(?:(?:ok|okay|yes|yeah)[,. ]+)?(?:doing (?:it|that|so)(?: right)? now|just did|(?:it's )?(?:already )?done(?=[.!]|, )|on it right now)\b/;
export const REFUSES =
  /^(?:(?:no|nope|nah)\b(?!,? (?:problem|worries|bother|trouble|not at all|of course))|i can't|i cannot|not me|not (?:this|right|today)|i won't|unfortunately|i'm afraid(?! so)|i don't have\b|that's (?:more|not)|i'd rather not|i could,? but)|\bi can't(?! wait)|\b(?:i'm|i am) (?:away|out|off|swamped|on (?:leave|holiday|vacation))\b/;
export const OBJECTS =
  /^(?:no\b(?! problem| objections?)|hang on|wait|h+m+\b|but\b|i disagree|i'm not (?:sure|convinced)|not (?:sure|convinced)|ugh|i don't (?:like|think|agree)|are you sure|maybe\b|perhaps\b|that leaves)|\bi'd rather\b/;
/** Takes back what was said before. */
export const RETRACTS =
  /\b(?:(?:scratch|scrap) that|no,? scratch|forget (?:that|it|the|about)|never ?mind|on second thoughts?|changed my mind|let's not do that|cancel that|strike that|i take that back)\b/;
/** Of what one has just said oneself. */
export const NO_AFTER_ALL = /^(?:or|oh|actually|wait)[, ]+no\b/;
export const INSTEAD = /\b(?:instead|actually|rather|on second thoughts?|after all|changed my mind|scratch|forget)\b/;
/** Says that it is oneself who will. */
export const SELF =
  /^(?:(?:yes|ok|okay|sure|fine)[,.]? )?(?:that's (?:me|mine|on me)|me[.!,]|mine|leave (?:it|that|this) (?:with|to) me|i (?:will|do|am|can)\b|on it|i'm on it|i've got (?:it|this|that)|i (?:suppose|guess|think) (?:that's|it's|that is) me|i could\b(?! (?:have|ask))|i'll see to)/;
/** Of what was said right before: "Actually no", "no, wait". */
export const NO_WAIT = /^(?:oh,? |well,? |sorry,? )?(?:(?:actually|wait|hold on|hang on),? (?:no|not)|no,? (?:wait|hold on|hang on))\b/;
