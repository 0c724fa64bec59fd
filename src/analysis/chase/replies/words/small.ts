/** Words that neither tell nor change what is told, in small letters; names of items and what cues have taken are among them. */
export const SMALL =
  /\b(?:them|reckon|suppose|imagine|figure|rn|tbf|imo|(?:no|not) later than|all (?:\d|two|three|four|five)|the|a|an|it|is|this|that|these|they|i|we|am|are|be|been|will|by|for|on|at|in|to|of|and|or|so|then|now|just|still|latest|the latest|max|hopefully|probably|likely|think|guess|say|around|about|ish|roughly|approx|eta|status|date|sure|yes|no|ok|okay|please|sorry|thanks|haha|lol|hi|hey|hello|all|good|fine|me|my|mine|rather|more|like|target|deadline|aiming|aim|shooting|shoot|planning|plan|expect|expected|expecting|should|would|can|could|have|has|one|first|second|third|us|also|too|both|everything|promise|really|definitely|end|going|go|let|make|sooner|instead|there|up|got|here|update|even|actually|well|only|most|some|believe|said|soonest|earliest|morning|afternoon|evening|night|early|late|at the|work|works|doable|realistic|ok for|shoot|possible|possibly|same|day|time|with|as|earlier|over|weekend|currently|today|final|finally|team|btw|fyi|as of|give|let us|let's|lets|sticking|stick|propose|suggest|would|call it|thinking|eyeing|looking at|either|somewhere|between|worst case|realistically|commit|thing|you|get|s|d|ll|re|ve|maybe|perhaps|holds|still on|from|what|my time|tops|wise|luck|ish|rest|the others?|others|(?:the )?other(?: one| two| three)?|our|your|officially|happy|glad|report|say|already|great|news|totally|completely|fully|100|hoping|trying|try|needed|wanted|itself|lands|stands|holds)\b|§\d+|¶\d+|~+|_+|thumbsup|tickmark|[^\p{L}\p{N}@%§¶]+/gu;

/** What else may stand before "done" and its like without making it something else that is. */
export const SMALL_BEFORE =
  /\b(?:[a-z]+ly|tbh|yeah|right|proceeds?|advances?|continues?|develops?|progresses|so far|mostly|pretty|quite|very|bit|little|kinda|getting|feeling|looking|seems?|feels?|looks?(?: like)?|like|luck|with|ish|might|may|starting|however|overall|oh|hm|again|always|since|side|moment|atm|imo|ngl|lgtm|of them|remaining|four|five|approved|reviewed|tested|quick|flag|call|mark|consider|rate|makes?|short|version|tldr|timeline|deadline|schedule|things|stuff|work|progress|delivery|project|whole thing|former|latter|last|number|nothing|something|too|way|far|always|pr|mr|branch|ever|near|heading|running|getting|become|becoming|gone|goes|turned|since|came|due to|because of|bunch|few|out|down|off|under|he|she|keeps?|stays?|remains?|being|doing|feel|bigger|case|worst|best|honest|afraid|guys?|folks|completely|simply|plain|current|state|answer|yet|does|did|do|not|no|never|was|were|other|others|two|three|sure|confident|certain|client|management|leadership|product|marketing|boss|once|long|who|which|pushed|x|task|ticket|item|issue|card|story|pr|mr|pull request|thing|last night|since|as|oh|whole|now|today|yesterday|officially|you|chief)\b|\d+ ?%/g;

/** What else may stand behind it. */
export const SMALL_AFTER =
  /\b(?:list|plate|desk|anyway|though|tho|btw|now|here|there|lol|x ?[2-5]|task|ticket|item|issue|card|story|pr|mr|pull request|thing|main|master|trunk|prod|production|off|into|out|today|ago|for good|for real|since|mins?|minutes?|hours?|forgot|(?<![§¶@])\d+(?:\.\d+)*|v\d+(?:\.\d+)*|(?:thanks to|by|with|and|for) @\d+|last|week|merged|deployed|shipped|yesterday|just|long|ages|ago|weeks|months)\b/g;

/** The small words of the other languages, as their dictionaries leave them. */
export const SMALL_ABROAD = new RegExp(
  String.raw`\b(?:${[
    // German
    "es|das|dies|alles|leider|jetzt|ein|bisschen|etwas|sehr|ziemlich|zu|wir|sieht|liegt|liege|liegen|steht|bin|bei|mir|uns|auch|grade|gerade|soweit|da|so|der|die|den|dem|task|aufgabe|ticket|ding|sache|wohl|echt|langsam|hat|habe|haben|hab|wurde|worden|gar|mit|dem|ganz|lieber|sorry",
    // Spanish
    "va|van|vamos|voy|con|muy|un|poco|estamos|estoy|se|me|nos|lo|la|los|las|el|esto|eso|ya|por|mi|parte|ahora|de|momento|todavia|aun|algo|bastante|tarea|fue|ha|he|hemos|sido|creo|que|yo|quedo|queda|esta|estan|sigue|sigo|seguimos",
    // French
    "ca|c'|cela|on|je|j'|il|elle|nous|est|va|vais|un|peu|tres|assez|plutot|la|le|les|de|pour|moment|moi|tache|ete|a|ai|suis|avons|etre|bien|du|cote|mon|ma|encore|toujours|deja|desormais|maintenant|actuellement|vraiment|franchement|desole|desolee|qui|que|l'",
    // Dutch
    "het|dit|dat|is|er|we|ik|nu|nog|al|een|beetje|heel|erg|wel|helaas|de|taak|bij|mij|ons|met|door|aan|zit|zitten|loopt|lopen|staat|staan|heb|hebben|heeft|zijn|ben|gewoon|echt|net|sinds|zojuist|inmiddels|momenteel|vanaf|wordt|werd|geworden",
    // Portuguese
    "o|a|os|as|isso|isto|esta|ta|estou|estamos|um|uma|pouco|muito|meio|ja|agora|eu|nos|de|por|enquanto|tarefa|foi|vai|vou|com|que|ficou|mim|da|do|aqui|ainda|so|acho|tem|tenho|sendo|pra|mais",
  ].join("|")})\b`,
  "g",
);
