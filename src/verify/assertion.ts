/** Fits a criterion that has one itself. */
const NEGATION =
  /\b(?:not|never|no(?! (?:problem|doubt|worr|objection|issue))|nor|neither|none|nobody|nothing|cannot|without|hardly|barely|unable|almost|nearly|partly|yet to|far from|false|untrue|nicht|kein(?:e[nmrs]?)?|nie(?:mals|mand)?|weder)\b|n['’]t\b/i;
/** Conditions, and talk of the goal: each fits a criterion that says it too. */
const ASKED_ALONE =
  /\b(?:if|once|when|whenever|unless|until|till|before|as soon as|as long as|provided|assuming|suppos(?:e|ing)|in case|whether|subject to|depend(?:s|ing)|pending|awaiting|wenn|sobald|bevor|sofern|goals?|criteri(?:on|a)|grad(?:e|es|ed|er|ing))\b|:\s*met\b/gi;
/** What makes of words a question, a wish, a plan or hearsay, whatever was asked. Will and May are names as well. */
const NOT_YET =
  /\b(?:will|shall|[Ss]hould|would|could|may|might|must|going to|about to|to be|to get|plan(?:s|ned|ning)? (?:to|for|on)|intend(?:s|ed)?|[Hh]ope(?:s|d|fully)?|[Ee]xpect(?:s|ed|ing)?|need(?:s|ed)? to|ha(?:s|ve) to|want(?:s|ed)? to|promise[sd]?|aim(?:s|ing)? to|trying to|tr(?:ies|ied) to|[Ll]et['’]s|[Pp]lease|[Tt]omorrow|soon|wird|werden|soll(?:te|en|ten)?|muss|müssen|könnten?|würden?|next (?:week|month|quarter|year|time))\b|['’]ll\b|[?？]/;
const HEARSAY =
  /\b(?:apparently|allegedly|supposedly|reportedly|seemingly|presumably|probably|perhaps|maybe|likely|seems?|appears? to|rumou?r(?:s|ed)?|hear(?:s|d)? (?:that|from)|(?:i|we|they) (?:heard|think|guess|believe|assume|suppose)|claim(?:s|ed)? (?:that|to)|pretend(?:s|ed)?|according to|(?:sa(?:id|ys)|told (?:me|us)) that)\b/i;

/** Whether words say that something is so: not that it is not, may be, will be, would be if, or is said to be; nor that a goal is met. */
export function isAssertion(words: string, criterion: string): boolean {
  if (NOT_YET.test(words) || HEARSAY.test(words)) return false;
  if (NEGATION.test(words) && !NEGATION.test(criterion)) return false;
  const asked = new Set(wordsAskedIn(criterion));
  return wordsAskedIn(words).every((word) => asked.has(word));
}

function wordsAskedIn(words: string): string[] {
  return [...words.toLowerCase().matchAll(ASKED_ALONE)].map(([word]) => word);
}
