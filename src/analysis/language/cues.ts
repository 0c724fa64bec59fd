/** Words that ask something of their reader. Sentences are in lower case, with straight quotes, when they are held against these. */
export interface Cue {
  words: RegExp;
  /** 0 to 1: how surely a sentence with these words asks. */
  weight: number;
  /** Whether what is asked for is an answer rather than an act. */
  isForAnswer?: true;
}

/** The English ways to ask, surest first. */
export const englishCues: readonly Cue[] = [
  {
    words:
      /\bthe sooner you\b|\bmissing your\b|\bblocked (?:on|by) your?\b|\bexpects? (?:to (?:get|have|receive) )?your?\b|\b(?:important|essential|crucial|critical|vital|imperative|necessary) (?:that (?:you|everyone|all)|for you to)\b|\b(?:i|we|still) (?:still )?require (?:an?|the|your|proof|\w+ copies)\b|(?:^|\b(?:i'm|we're|i am|we are) )(?:still )?waiting to hear\b|\b(?:tagging|pinging|adding) you (?:here )?for\b|\bthank you to (?!all|everyone|the|you|our|my)\w+|^(?:all |every )?(?:\w+ )?(?:managers|employees|everyone|everybody|participants|attendees|residents|parents|staff|members|owners|leads|authors|applicants|colleagues|volunteers|students) (?:must|have to|has to|are (?:required|asked|requested) to|is (?:required|asked|requested) to)\b|^[^,.]{0,60}\b(?:by|before|today|tomorrow)\b[^,.]{0,40} would be (?:great|good|helpful|perfect|ideal|fantastic|wonderful|lovely|amazing)\b/,
    weight: 0.65,
  },
  {
    words:
      /(?<!\b(?:as|how|so|that|what|where|if|when|than|what else) )\b(?:could|can|would|will|might) (?:you|u|someone|somebody|anyone|anybody|one of you|either of you|both of you|you (?:both|all|guys))\b(?! (?:like|prefer|rather|want|say|imagine|believe)\b)/,
    weight: 0.9,
  },
  {
    words:
      /\b(?:if you (?:could|can|would|might)|if someone could|hoping (?:that )?(?:you|someone) (?:could|can|would|might)|hope you (?:could|can)|(?:i|we|to|must|kindly|would|'d|let me) ask you (?:to|for)|asking you (?:to|for)|(?:need|want|expect|require|like|counting on|relying on|rely on|invite|urge|remind|prefer) (?:for )?you (?:all |both )?to)\b/,
    weight: 0.85,
  },
  { words: /\b(?:please|pls|plz|kindly)\b/, weight: 0.9 },
  { words: /\b(?:let|keep) (?:me|us|the team|them|everyone) (?:know|posted|updated|in the loop|have)\b|\blmk\b/, weight: 0.85 },
  {
    words:
      /\b(?:do you mind|would you mind|mind (?:if i|sending|sharing|checking|taking|having|giving|looking|adding|forwarding|reviewing|confirming)|any chance|is there a chance|is it possible|would it be possible|are you able|would you be able|will you be able|were you able|would you be (?:willing|open|up|happy|available|so kind)|are you (?:willing|open|ok|okay|happy|available|free))\b/,
    weight: 0.8,
    isForAnswer: true,
  },
  {
    words:
      /\b(?:need|want|require|still missing|missing|waiting (?:for|on)|awaiting|await|pending|requires|needs|appreciate|love|welcome|value|get|have|hear) (?:all of |some of )?(?:you|your|yours) ?(?:(?:final|written|formal|quick|honest|explicit|go-ahead|urgent|prompt|early|official) )*(?:input|approval|sign-?off|review|signature|confirmation|feedback|decision|answer|response|reply|thoughts|opinion|view|views|comments|help|go-ahead|ok|okay|part|section|numbers|estimate|update|updates|figures|availability|details|advice|timesheet|consent|steer|take|guidance|support (?:on|with|for)|to)\b/,
    weight: 0.8,
  },
  {
    words:
      /\b(?:from you|on your (?:side|end)) (?:is|are|by|before|today|tomorrow|this week)\b|\b(?:needs?|needed|require|required|expected|missing|outstanding)\b.{0,30}? from you\b|\b(?:hear|get) (?:back |\w+ |an? \w+ )?from you (?:about|on|regarding|by|before|today|tomorrow|this)\b|^(?:i |we )?(?:still |urgently )*need(?:ed)? (?:this|that|it|the|your|these|those)\b|^need(?:ed)? (?:an? |eyes|help|someone|somebody|input|feedback|approval|more)\b|\b(?:i|we)(?:'d| would) need (?!to\b)|\b(?:i|we)(?:'ll| will) need your\b/,
    weight: 0.8,
  },
  {
    words:
      /\b(?:waiting|wait) (?:for|on) (?:you|your)\b|\b(?:haven't|have not|hasn't|yet to) (?:yet )?(?:heard|received|got|gotten|seen) (?:anything |back |a reply |an answer |a response |it |the \w+ |your \w+ |any \w+ )*(?:from you|back|yet)?\b/,
    weight: 0.65,
  },
  {
    words:
      /\b(?:i|we)(?:'d| would| should) (?:really |greatly |very much |also |so |be very |be |truly )*(?:appreciate|be grateful|grateful|appreciative|love it) (?:it )?(?:if|for|a|an|any|some|your (?!help with)|the|you)\b/,
    weight: 0.75,
  },
  {
    words: /\b(?:would|will|'d) be (?:much |greatly |very |really |most )?(?:appreciated|welcome)\b|\bgreatly appreciated\b/,
    weight: 0.75,
  },
  {
    words:
      /\b(?:wonder(?:ing|ed)? (?:if|whether|when|what|how|who)|(?:wanted|like|have) to (?:ask|check|know|hear|understand|find out) (?:if|whether|when|what|how|why|who|where|you|your|about|with you)|(?:i'd|we'd|i would|we would) (?:like|love|need|want) (?:to (?:get|have|know|hear|see|understand) (?:your|if|whether|when|what|how|why|who|where|the|a|an)|your|you)|curious (?:if|whether|what|how|when|to hear|about your)|keen to (?:hear|know)|not sure (?:if|whether) you)\b/,
    weight: 0.7,
    isForAnswer: true,
  },
  {
    words:
      /(?<!\bif )\byou(?:'ll| will)? (?:still |also |now |just |all )?(?:need to|have to|must|should|ought to|are (?:required|expected|requested|kindly requested|asked) to|'re (?:required|expected|supposed) to)\b(?! (?:(?:love|laugh|hand it|wonder|give it)\b|be (?:fine|tired|kidding|joking|aware|proud|happy|careful|busy)|have been|have missed|admit|understand|be able to|now be|see|have received|be aware|know|receive|have access|be good|already|find|be getting|be seeing|not worry))/,
    weight: 0.65,
  },
  {
    words:
      /\b(?:action (?:required|needed)|rsvp(?!'d|'ed|ed)|requesting your|(?:^|we |i )(?:kindly |hereby )?request (?:that|your|you)|your (?:urgent )?[\w-]+ (?:is|are) (?:still |urgently |kindly |much |greatly )?(?:required|needed|requested|missing|outstanding|overdue|due|appreciated))\b/,
    weight: 0.8,
  },
  {
    words:
      /\b(?:needs?|must|has to|have to|should) (?:to )?be (?:\w+ )?(?:signed|approved|reviewed|submitted|returned|completed|paid|confirmed|filled|updated|sent|finished|done|ready|uploaded|fixed|renewed|in) (?:\w+ ){0,4}(?:by|before|no later than|until|today|tomorrow|eod|asap|this week)\b/,
    weight: 0.6,
  },
  {
    words:
      /\b(?:i|we)(?:'ll| will|'d| would)?(?: really| still| urgently| also)? need (?:the|a|an|this|that|it|these|those|all|final|some|\w+'s)\b(?:(?! to (?:fix|do|think|work|look|figure|decide|plan)\b).){0,80}\b(?:by|before|no later than|asap|today|tomorrow|eod|cob|from you|this week|urgently|in order to)\b/,
    weight: 0.7,
  },
  {
    words:
      /(?:^|[,;:–—-] |\b(?:and|then|so|but|just|also|please) )(?:make sure|be sure to|don't forget|do not forget|remember to|double[- ]check|take a (?:quick |closer |good )?look|have a (?:quick |closer |good )?look|get back to (?:me|us)|loop (?:me|us|in)|give (?:me|us) (?:a|an|your|some)|send (?:me|us|it|them|over)|drop (?:me|us) a|shoot (?:me|us)|bring (?:me|us|it|your|the) )\b/,
    weight: 0.55,
  },
  {
    words:
      /\b(?:thanks|thank you|thx|cheers|tia) in advance\b(?! for your (?:patience|understanding|support|cooperation))|\bthanks for (?:your )?(?:looking into|taking care of|handling|sorting) (?:this|that|it)\b/,
    weight: 0.5,
  },
  {
    words:
      /\b(?:gentle|friendly|quick|kind|second|final|last|another) reminder\b|\b(?:following up|follow up|circling back|checking in|chasing|bumping|nudging|pinging you|bump) (?:on|about|this|again|regarding|the|my|to see|for|with you)\b/,
    weight: 0.55,
  },
  {
    words:
      /\b(?:it'd|it would|it'll|would|that'd) (?:also |really )?be (?:really |very |so |super )?(?:great|good|helpful|nice|lovely|perfect|ideal|useful|wonderful|awesome|fantastic) (?:if (?:you|we|someone|it)|to (?:get|have|know|hear|see)|for you)\b/,
    weight: 0.65,
  },
  {
    words:
      /\b(?:over to you|ball is in your court|your turn to|up to you to|for your (?:review|approval|signature|decision|sign-off|action))\b/,
    weight: 0.55,
  },
  {
    words:
      /\b(?:can|could|may|might) (?:i|we) (?:please |also |just |then |maybe )*(?:get|have|ask|count|see|borrow|book|rely|request|expect|trouble|bother)\b|\bneed (?:a |an )?(?:answer|decision|reply|response|favou?r|hand)\b|\bask (?:a|you a|one) favou?r\b|\bquick (?:favou?r|ask)\b|\b(?:maybe|perhaps) you (?:could|can|should)\b|\byou (?:might|may) want to\b|\binterested in (?:your|hearing)\b/,
    weight: 0.7,
  },
];

/** The commonest ways to ask in German, French and Spanish. */
export const foreignCues: readonly Cue[] = [
  { words: /\b(?:können|könnten|kannst|könntest|würden|würdest|könnt|könntet) (?:sie|du|ihr)\b/, weight: 0.9 },
  {
    words:
      /\bbitte\b(?! (?:beachten|finden|entschuldigen|verzeihen))|\bwir bitten (?:sie|um)\b|\b(?:brauche|benötige|brauchen|benötigen) (?:\p{L}+ ){0,5}(?:bis|von (?:dir|ihnen))\b/u,
    weight: 0.85,
  },
  {
    words:
      /\b(?:pourriez|pouvez|voulez|auriez)-vous\b|\b(?:peux|pourrais|veux)-tu\b|\btu (?:peux|pourrais)\b.*\?|\bs'il (?:vous|te) pla[iî]t\b|\bsvp\b|\bveuillez\b(?! (?:trouver|agréer|recevoir))|\bmerci de (?!votre|ton|ta|vos|m'avoir|nous avoir)\p{L}+r\b/u,
    weight: 0.85,
  },
  {
    words:
      /\bpor favor\b|¿?\b(?:podrías?|puedes?|podrían|pueden|podría usted|me puedes?|me podrías?|nos puedes?)\b.*\?|\b(?:necesito|necesitamos) que\b|\b(?:te|le|os|les) (?:agradecería|pido|ruego|agradeceríamos)\b/u,
    weight: 0.85,
  },
];
