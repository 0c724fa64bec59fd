import type { Item } from "../../core/item.ts";
import { findSentences, type Span } from "../language/sentences.ts";

/** What a sentence about an incident is about. A cause is `stated` where somebody says it as a fact, `suspected` where it is hedged. */
export const SUBJECTS = ["stated", "suspected", "excluded", "impact", "mitigation", "update", "follow-up"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** A sentence that somebody wrote about it. */
export interface Said {
  item: Item;
  span: Span;
  subject: Subject;
}

/** Words that name a cause by themselves. */
const CAUSE =
  /\b(?:root cause (?:is|was|has been|turned out|turns out|:|=)|root cause\s*:|caused by|the (?:actual |real |underlying )?cause (?:is|was|turned out|turns out)|cause\s*:|(?:the )?culprit (?:is|was)|turned out to be|triggered by|brought down by|broken by|stems? from|stemmed from|resulted from)\b|\broot cause\s*[:=]/i;
/** Words that do so only next to what went wrong. */
const REASON = /\b(?:because|due to|thanks to|as a result of|since the (?:deploy|release|rollout|change))\b/i;
const TROUBLE =
  /\b(?:outages?|down|errors?|fail(?:s|ed|ing|ures?)?|5xx|50[0-9]s?|latency|timeouts?|timing out|crash\w*|incident|broke|broken|slow)\b/i;
/** Wherever in a sentence it stands. */
const HEDGE =
  /\b(?:might|maybe|perhaps|possibly|probably|presumably|likely|suspect\w*|think|thought|guess\w*|seems?|seemed|looks? like|looking like|sounds? like|smells? like|hypothes\w+|theor(?:y|ies)|unconfirmed|not sure|unsure|wonder\w*|bet|my money)\b/i;
/** Before the cause is named, or right behind it: later it speaks of something else, as in `a template that it could not read`. */
const EARLY_HEDGE = /\b(?:may|could|would|should|appears?|assum\w+|if|whether|unless|feels?|can)\b/i;
const HEARSAY = /\b(?:says?|said|saying|told|tells|according to|heard|claims?|claimed|rumou?rs?|apparently|reportedly)\b/i;
/** What is denied has to be the cause. */
const DENIAL =
  /\b(?:not|never|no longer|\p{L}+n['’]t)\W+(?:\p{L}+\W+){0,3}?(?:root|cause[ds]?|culprit|triggered|due|because|broken|related|to blame)\b|\b(?:cause|culprit)(?: is| was)(?: (?:not|never)|n['’]t)\b|\b(?:rule[sd]? (?:it )?out|ruling out|unrelated)\b/iu;
const NOT_DONE = /\b(?:not|never|isn['’]?t|wasn['’]?t|hasn['’]?t|haven['’]?t|didn['’]?t|yet)\b/i;
const UNKNOWN =
  /\b(?:unknown|unclear|unconfirmed|investigat\w+|(?:still |are |is |be )?look(?:ing)? (?:into|for)|not (?:yet )?(?:known|clear|found|identified)|tbd|tba|to be determined|pending|no idea|once we (?:know|have)|when we (?:know|have)|find(?:ing)? (?:out )?(?:the|what|a)|will (?:share|post|follow))\b/i;
const ELSEWHERE =
  /\b(?:last (?:time|week|month|year|quarter|incident|outage)|previous(?:ly)?|back in|years? ago|months? ago|weeks? ago|the other (?:day|incident|outage)|in (?:january|february|march|april|june|july|august|september|october|november|december)|postmortems? (?:usually|always)|usually|often|sometimes|for example|e\.g\.)\b/i;
const JOKE = /\b(?:jk|kidding|joking|lol|haha+|rofl|gremlins?|solar flares?|cosmic rays?)\b|[😂🤣🙃😜😉]|[;:]-?[)P]/iu;

const IMPACT =
  /\b(?:customers?|users?|people|guests?|merchants?|shops?|orders?|checkouts?|payments?|requests?|logins?|emails?|mails?)\b[^.!?]*\b(?:affected|impacted|unable|can(?:not|['’]t)|could(?: not|n['’]t)|fail(?:s|ed|ing)?|lost|los(?:e|ing)|see(?:ing)?|saw|get(?:ting)?|got|times? out|timing out|errors?|down|stuck|delayed|missing)\b|\b\d[\d.,]*\s?(?:%|percent) of\b/i;
const MITIGATION =
  /\b(?:rolled (?:it )?back|reverted|mitigated|restarted|failed over|scaled (?:it )?up|turned (?:it |\w+ )?off|disabled|switched (?:it )?off|hot-?fixed|drained|rotated|renewed|paused the rollout|taken back|recovered|rollback (?:is )?(?:done|complete|finished))\b/i;
const UPDATE = /\bnext update\b|\b(?:will|i['’]?ll|we['’]?ll) (?:post |give |send )?(?:an? |another )?update\b/i;
const FOLLOW_UP =
  /^\W*(?:follow[- ]?ups?|action items?|todo|ai)\b[^:]{0,30}:|\bas a follow[- ]?up\b|\b(?:i['’]ll|i will) (?:write|add|fix|file|create|open|schedule|prepare|draft|look into|set up|document|follow up)\b/i;

/** What people wrote about an incident in a text, sentence by sentence. A question says nothing, and a joke neither. */
export function saidIn(item: Item): Said[] {
  const spans = findSentences({ text: item.body, quoteSpans: item.quoteSpans });
  return spans.flatMap((span) => {
    const words = item.body.slice(...span);
    const subject = /\?\W*$/.test(words) ? undefined : subjectOf(words);
    return subject === undefined ? [] : [{ item, span, subject }];
  });
}

/** What a record that names a cause says of it: hedged words only suspect, and some say that it is not known. */
export function causeWritten(words: string): Extract<Subject, "stated" | "suspected"> | undefined {
  if (UNKNOWN.test(words) || !/\p{L}{2}/u.test(words)) return undefined;
  return HEDGE.test(words) || HEARSAY.test(words) || /\?\W*$/.test(words) ? "suspected" : "stated";
}

function subjectOf(words: string): Subject | undefined {
  const cause = causeIn(words);
  if (cause !== undefined) return cause;
  if (FOLLOW_UP.test(words)) return "follow-up";
  if (UPDATE.test(words)) return "update";
  if (JOKE.test(words) || ELSEWHERE.test(words)) return undefined;
  if (MITIGATION.test(words) && !NOT_DONE.test(words) && !HEDGE.test(words) && !isAhead(words)) return "mitigation";
  return IMPACT.test(words) && !HEDGE.test(words) && !/\b(?:no|zero|without) (?:customer|user|impact)/i.test(words) ? "impact" : undefined;
}

/** Only what is said outright, about this incident, by the writer, is stated. */
function causeIn(words: string): Subject | undefined {
  const cue = CAUSE.exec(words);
  if (cue === null && !(REASON.test(words) && TROUBLE.test(words))) return undefined;
  if (JOKE.test(words) || ELSEWHERE.test(words) || UNKNOWN.test(words)) return undefined;
  if (DENIAL.test(words)) return "excluded";
  if (cue === null) return "suspected";
  const upTo = cue.index + cue[0].length;
  const [next = ""] = /^(?:\W*[\p{L}\p{N}'’]+){0,2}/u.exec(words.slice(upTo)) ?? [];
  const isHedged = HEDGE.test(words) || EARLY_HEDGE.test(words.slice(0, upTo) + next);
  return isHedged || HEARSAY.test(words) ? "suspected" : "stated";
}

function isAhead(words: string): boolean {
  return /\b(?:will|going to|about to|plan(?:ning)? to|want to|let['’]?s|need to|to be|please)\b/i.test(words);
}
