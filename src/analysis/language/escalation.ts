/** Words that say that something escalates. */
const ALARM =
  /\b(?:outages?|(?:site|website|app|api|server|servers|service|services|system|systems|production|prod|checkout|database|network|platform|login|portal|store|shop|cluster|vpn|everything)(?:'s| is| are| was| went| goes| has been| have been| keeps going)? (?:(?:completely|still|currently|all|totally|now) )*down|sev-?[012]|p0|security (?:incident|issue|breach|hole|flaw|vulnerability|problem|alert|concern)s?|(?:data )?breach(?:ed|es)?|(?:data|password|credential)s? leaks?|leaked|hacked|compromised|ransomware|malware|vulnerabilit(?:y|ies)|cve-\d{4}-\d+|data loss|lost (?:all )?(?:our|the|customer) data|legal (?:action|steps|proceedings|claim|notice|counsel|dispute)|lawyers?|attorneys?|solicitors?|lawsuit|litigation|sue|suing|cease and desist|subpoena|gdpr|data protection (?:authority|officer|complaint)|regulators?|churn(?:ing|ed)?|(?:cancel|cancell?ing|terminate|terminating|end|ending|not renew|not renewing|leave|leaving) (?:our|the|my|this|their|your) (?:contract|subscription|account|agreement|plan|service|partnership)|(?:contract|subscription|account) (?:cancellation|termination)|(?:switch|switching|moving|move) to (?:a|another|your) (?:competitor|vendor|provider|supplier)|escalat(?:e|ed|es|ing|ion)|unacceptable|furious|outrage(?:d|ous)|extremely (?:disappointed|unhappy|frustrated|upset)|final (?:notice|warning)|last warning|breach of contract|chargeback|full refund|emergency|critical incident|major incident|ausfall|rechtsanwalt|avocat|panne|abogado)\b/i;
const ALARMS = new RegExp(ALARM, "gi");
const NOT_SO =
  /(?:\b(?:no|not|never|without|avoid|avoiding|prevent|prevents|preventing|zero|free of|isn't|wasn't|aren't|won't|don't|didn't|doesn't|nor|neither|any|hypothetical|in case of|if there (?:is|was|were)|simulated?|mock|test|past|anti|scheduled|planned|nothing to)|n't)(?: [\w'-]+){0,3}\s*$/i;
const OVER =
  /^(?:[\w ,']{0,30})\b(?:is|was|has been|are|were|now)? ?(?:now |fully )?(?:resolved|over|fixed|mitigated|closed|training|drill|policy|awareness|webinar|newsletter|insurance)\b/i;

/** The word that says that something escalates, as written; undefined where none does, or it is denied or over. */
export function findEscalation(sentence: string): string | undefined {
  if (!ALARM.test(sentence)) return undefined;
  const words = sentence.replace(/[’‘`]/g, "'");
  for (const match of words.matchAll(ALARMS)) {
    const [before, after] = [words.slice(Math.max(0, match.index - 60), match.index), words.slice(match.index + match[0].length)];
    if (!NOT_SO.test(before) && !OVER.test(after.slice(0, 60)) && !/\bmaintenance\b/i.test(words)) return match[0];
  }
  return undefined;
}
