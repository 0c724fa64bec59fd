const I_WILL = "\\b(?:i|we)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to| promise| commit to|'ve committed to)";
/** What may stand between that and what is promised. */
const IN_BETWEEN = "(?: (?:also|then|just|now|most|very|make sure to|be sure to|try to|aim to|need to get|go ahead and|\\p{L}+ly))*";
/** To be somewhere or somehow is no deed, apart from these. */
const BEING =
  "be (?!in touch\\b|back (?:to|with)\\b|ready\\b|done\\b|finished\\b|on it\\b|there\\b|with you\\b|(?:send|shar|deliver|shipp|submitt|forward|finish|provid|call|follow|upload|updat|post|gett|pay|bring|giv|writ|prepar)ing\\b)";
const NO_DEED =
  "(?:not|never|hardly|no longer|need|have to|miss|see|say|admit|assume|understand|love|appreciate|want|like|prefer|die|cry|wait|require|consider it|let you go|remember|know)\\b";
/** The hours of a shop are news. */
const HOURS =
  "(?:close|shut|open|reopen)(?: (?:early|late|at|on|for|from|our|again|today|tomorrow|the (?:office|shop|store|doors))\\b|[.!]?$)";
const PROMISE = new RegExp(`${I_WILL}(?!${IN_BETWEEN} (?:${BEING}|${NO_DEED}|${HOURS}))${IN_BETWEEN} \\p{L}+`, "u");
/** "I don't think that I'll send it." */
const DENIED =
  /(?:(?:n't|\b(?:not|never|cannot)) (?:[a-z]+ ){0,2}?(?:think|believe|say|said|promised?|guarantee|expect|mean|meant|sure|certain|likely|clear|know|suggest)\b|\b(?:unlikely|doubt|no (?:promise|guarantee|way|chance))\b)(?:(?!\b(?:but|so|and)\b)[^,.;:?!]){0,30}\b(?:i|we)(?:'ll| will| shall|'m going to|'re going to| can| could)\b/;
const CAN_DO =
  /\b(?:i|we) (?:can|could|should|plan to|intend to|aim to|expect to|hope to) (?:get|have|send|deliver|share|do|finish|provide|turn|ship|submit|return|complete|fix|prepare|make|write|take)\b.{0,80}\b(?:by|before|tomorrow|today|tonight|this (?:week|afternoon|evening)|next week|eod|eow|cob|on (?:mon|tues|wednes|thurs|fri)day|within|in \w+ (?:days?|hours?|weeks?))\b/;
const LET_ME =
  /\blet me (?!know\b)(?:\p{L}+ )?(?:check|get|look|find|see (?:if|what|whether)|send|confirm|follow|ask|dig|take|work|put|talk|come back|investigate|verify|review|share|update|draft|prepare|think about|forward|call|sort|write|fix|chase|figure)\b|\blet me get (?:back )?to you\b/u;
const YOU_GET =
  /\b(?:you(?:'ll| will)|it(?:'ll| will)|they(?:'ll| will)) (?:have|get|receive|be (?:with|in your|on your)|hear from (?:me|us|our))\b(?! (?:to\b|a chance|the (?:option|opportunity)))/;
/** The present tense of those who learned English later. */
const PRESENT =
  /^(?:i|we) (?:send|come back to|get back to|call|deliver|revert to|return|forward|answer) (?:you|it|this|the)\b(?! (?:every|each|usually|always))/;
const SHORT =
  /^(?:(?:ok|okay|sure|yes|great|thanks|got it|understood|no problem|absolutely|perfect)[,.!]? )*(?:will do|on it|i'm on it|we're on it|consider it done|i'll do (?:it|that|so)|leave it (?:with|to) me|i've got this)\b/;
const CONDITIONAL = /^(?:if|unless)\b[^,]{0,80}, (?:i|we)(?:'ll| will)\b/;

/** Whether a sentence's writer says that he or they will do something. Without its greeting, as written. */
export function isPromise(sentence: string): boolean {
  const words = sentence.replace(/[’‘`]/g, "'").toLowerCase();
  if (!/\b(?:i|we|let|you|it|they|do|on|done|leave)\b/.test(words)) return false;
  if ([/\?\s*$/, CONDITIONAL, DENIED].some((sign) => sign.test(words))) return false;
  return [PROMISE, CAN_DO, LET_ME, PRESENT, YOU_GET, SHORT].some((cue) => cue.test(words)) || isForeignPromise(words);
}

function isForeignPromise(words: string): boolean {
  return /\b(?:ich (?:schicke|sende|werde|liefere|melde)|wir (?:schicken|senden|werden|liefern|melden)) (?:\p{L}+ ){0,6}(?:bis|morgen|am|heute)\b|\bje (?:vous |te )?(?:l')?(?:enverrai|ferai|reviens|livrerai)|\b(?:te |le |os |les )?(?:enviaré|enviaremos|mandaré|haré)\b/u.test(
    words,
  );
}
