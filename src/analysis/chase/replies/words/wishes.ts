/** That somebody wants no more of these. */
export const STOPS = new RegExp(
  [
    String.raw`(?<!\b(?:do not|never|please do not) )(?:^\W*(?:please |just |ok |okay |no |and )*(?:stop|unsubscribe|mute|opt[- ]?out|enough)(?: (?:questions|pings|messages|please|now|it|this|these|that|already|thanks|all|of this|me))*\W*$`,
    String.raw`\b(?:stop|quit|cease|refrain from|no need (?:for|of)|can do without|done with) (?:\w+ )?(?:(?:messag|ask|ping|bugg|nagg|bother|spamm|dm-?|dm|e-?mail|mail|chas|send|contact|writ|remind|pok|text|pag|prodd|pester|hassl|nudg|poll|question|follow)ing|these|the (?:messages|pings|reminders|bot|spam|questions|nudges)|your (?:messages|pings|reminders|questions|nudges)|(?:further|more|automated|any more|any further) (?:messages|pings|reminders|questions|enquiries|inquiries|mails|e-?mails))`,
    String.raw`\b(?:do not|never|no need to|need not|(?:do|does) not (?:have|need) to|would rather you did not) (?:\w+ )?(?:(?:ask|message|ping|contact|dm|e-?mail|mail|bug|remind|remember|chase|bother|write|nag|send|poke|text|prod|page|pester|nudge|question|follow up with)(?:ing)?|keep \w+ing) (?:to )?(?:me|us|again|anymore|any more)\b`,
    String.raw`\bno (?:more|further) (?:of (?:these|this|those)|(?:automated )?(?:messages|pings|reminders|questions|nudges|dms|asks|bot|mails|e-?mails|status|enquiries|inquiries|check-?ins))\b`,
    String.raw`\bleave me (?:alone|out|in peace|be)\b|\b(?:take|get|remove|drop|strike) me (?:off|from|out)\b|\bunsubscribe\b|\bmute (?:this|these|me|it|the bot)\b|\bopt (?:me )?out\b|\bdo not want (?:these|any more|more|this|your)\b|\benough (?:with|of) (?:the|these|your|all)\b|\bstop with (?:these|the|this|that)\b)`,
  ].join("|"),
);

/** That somebody who wanted no more of these wants them again. */
export const STARTS =
  /^\W*(?:please |bitte )?(?:start|restart|resume|unmute|subscribe|continue|weiter|weitermachen|reprendre|reanudar|continuar|retomar|doorgaan|hervatten)(?: (?:again|asking|please|bitte|wieder))*\W*$/;

/** The same until a day. */
export const UNTIL = /\b(?:until|till|til|before|unless)\b/;

/** That somebody wants to be asked later, or is away; a day goes with it. */
export const LATER =
  /\bnothing before\b|\bremember me\b|\b(?:ask|ping|remind|nudge|bug|try|message|poke|chase|hit|catch|write|bother|tell|check with|come back to|get back to|talk to|call|text|dm|e-?mail) (?:me|us)\b|\b(?:check|come|circle|ask|try|ping)(?: (?:back|in|again|with me))+\b|\bsnooze\b|\b(?:no need to|do not|no) (?:ask|check|ping|remind|chase|message)(?:ing)?(?: me| us)?(?: again)? (?=before|until|till)|\b(?:can|could|let|shall|should) (?:we|us|you) (?:\w+ )?(?:talk|chat|discuss|revisit|catch up|sync|come back|circle back|do this|pick this up)\b|\bnot before\b|\b(?:off|out|ooo|o{3}|away|on (?:leave|vacation|holiday|holidays|pto|sabbatical|parental leave)|travell?ing|unavailable|offline|on the road|not (?:in|here|around|available|working)|(?:im|in|au|en|de|op|met|on) (?:urlaub|verlof|vakantie|vacances|conges?|vacaciones|ferias|deplacement)) (?:\w+ ){0,3}?(?:till|until|til|through)\b|\bback (?:on|in|at|from|next|by|the|tomorrow|monday|tuesday|wednesday|thursday|friday)\b|\b(?:am|is|be|return|returning|returns) (?:back|return\w*)\b|\breturn(?:ing|s)? (?:on|to)\b|\bwill (?:write|shout|update|let you know|tell you|report|get back|answer|reply|know more|have an (?:answer|update))\b/;

/** Words that neither tell nor want anything. */
export const COURTESY =
  /\bdear (?:(?:sir|madam|all|team|colleagues?|everyone|@\d+|[a-z]+)(?: or madam)?)|\b(?:with )?(?:kind|best|warm|many)(?:est)? (?:regards|wishes)|\byours (?:sincerely|faithfully|truly)|\bplease see below|\bquick (?:round|update|one|note|status|summary)|\bhere (?:goes|it is|you go|is (?:the|my) (?:status|update))|\b(?:regards|sincerely|respectfully|best|br|colleagues?|everyone|everybody|folks|guys|to whom it may concern|of course|status update|my update|as follows|see you|bye|ciao|talk soon|ta|kk|np|yw|lmk|thanks(?: (?:a lot|so much|again|for \w+(?: \w+)?))?|thank you|ok|okay|k|kk|noted|got it|will (?:look|check|do|see|have a look|take a look|reply|answer|respond|get to this)(?: (?:into|at|on|in))?(?: (?:it|this|that|these))?(?: (?:later|soon|now|today|shortly|first thing|in a bit|up|asap|tomorrow))?|looking(?: into (?:it|this))?|let me (?:check|look|see)|checking|sure|cool|great|nice|perfect|roger|ack|acknowledged|understood|copy|hi|hey|hello|good (?:morning|afternoon|evening)|morning|sounds good|no (?:problem|worries)|np|will do|on it|seen|alright|fair enough|much appreciated|appreciated|you too|have a (?:good|nice|great) (?:day|one|weekend|evening)|happy (?:\w+day|holidays|new year)|sorry|apologies|welcome|cheers|a lot|for the (?:reminder|ping|nudge|heads up|heads-up)|reminder|got this|chief|team|all|there|haha|lol|the|for|i|to|it|and|this|later|so|much|thumbsup|received|read|bot|sam|dear|copy that|one sec|a moment|give me a (?:sec|minute|moment)|brb|in a (?:sec|meeting|minute|bit|call)|am|will|get|back|you|let|know)\b|thumbsup|[^\p{L}\p{N}]+/gu;

/** What is said about other things than work. */
export const SMALL_TALK =
  /(?<!\b(?:by|before|after|around|at|over|until|till) )\b(?:lunch|dinner|breakfast)\b|\b(?:coffee|beer|drinks|party|weather|train|wi-?fi|password|anyone know|does anyone|who has|concert|holiday party|congrats|congratulations|happy birthday|meeting room|vpn|expense|laptop|dog|kids|the game|game|weekend plans|birthday|parking|printer|kitchen|pizza|gym|football|movie|fridge|cake|wrong (?:chat|channel|window|thread)|ignore me|not for you|cat walked|butt dial|anyone (?:up|else|want|seen)|heating|air ?con|elevator|happy holidays|(?:another|other) (?:channel|thread|chat|person))\b/;

/** Questions about what was asked, and about who asks. */
export const ASKS_BACK =
  /\?|^\W*(?:which|what|who|why|when|where|how|do you mean|did you mean|is this|are you|can you|could you|what do you)\b/;
