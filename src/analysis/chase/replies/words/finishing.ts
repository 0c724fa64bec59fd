/** What is finished, where a verb takes it. */
export const IT = String.raw`(?:(?:it|this|that|them|these|those|everything|this one|that one|the whole thing|the lot|(?:the |my |our )?[§¶]\d{1,2}) )`;

/** "ship", "ships", "shipping", "shipped": verbs whose end is regular, as their stem and what it takes on before -ing and -ed. */
const REGULAR: readonly (readonly [stem: string, doubled?: string])[] = [
  ["ship", "p"],
  ["land"],
  ["deploy"],
  ["deliver"],
  ["publish"],
  ["launch"],
  ["finish"],
  ["submit", "t"],
  ["upload"],
  ["post"],
  ["export"],
  ["install"],
  ["sort"],
  ["book"],
  ["print"],
  ["record"],
  ["sign"],
  ["countersign"],
  ["mail"],
  ["fix"],
  ["nail"],
  ["ink"],
  ["commit", "t"],
];
const ENDS_IN_E = [
  "merg",
  "complet",
  "releas",
  "fil",
  "archiv",
  "enabl",
  "migrat",
  "finalis",
  "finaliz",
  "execut",
  "resolv",
  "clos",
  "circulat",
];

/** Verbs that say so only together with a small word, their forms first: now, going on, past. */
const PHRASAL: readonly (readonly [now: string, going: string, past: string, small: string])[] = [
  ["wraps?", "wrapping", "wrapped", "up"],
  ["tid(?:y|ies)", "tidying", "tidied", "up"],
  ["finish(?:es)?", "finishing", "finished", "up|off"],
  ["clos(?:e|es)", "closing", "closed", "out|off"],
  ["ties?", "tying", "tied", "up|off"],
  ["buttons?", "buttoning", "buttoned", "up"],
  ["polish(?:es)?", "polishing", "polished", "off"],
  ["knocks?", "knocking", "knocked", "out|off"],
  ["cranks?|bangs?|hammers?|churns?", "cranking|banging|hammering|churning", "cranked|banged|hammered|churned", "out"],
  ["rolls?|ships?", "rolling|shipping", "rolled|shipped", "out"],
  ["sends?", "sending", "sent", "out|off|over|through|across"],
  ["hands?", "handing", "handed", "in"],
  ["turns?", "turning", "turned", "in|on"],
  ["puts?", "putting", "put", "live|to bed|out there"],
  [
    "push(?:es)?",
    "pushing",
    "pushed",
    "live|out the door|through|over the line|across the line|to (?:prod|production|main|master|live|users|customers)",
  ],
  ["gets?", "getting", "got", "out|done|in|live|through|over the line|across the line|out the door|over with"],
  ["signs?", "signing", "signed", "off"],
  ["ticks?|checks?|cross(?:es)?", "ticking|checking|crossing", "ticked|checked|crossed", "off"],
  ["cuts?|switch(?:es)?", "cutting|switching", "cut|switched", "over"],
  ["sets?", "setting", "set", "up"],
  ["sees?", "seeing", "saw", "through"],
  ["go(?:es)?", "going", "went|gone", "live|out|up|through"],
];
/** What somebody hits when all is done. */
const BUTTON = "(?:merge|publish|send|submit|deploy|the (?:merge |publish |send |submit |deploy )?button)";

const pastOf = [...REGULAR.map(([stem, doubled = ""]) => `${stem}${doubled}ed`), ...ENDS_IN_E.map((stem) => `${stem}ed`)].join("|");
const nowOf = [
  ...REGULAR.map(([stem, doubled = ""]) => `${stem}(?:e?s|${doubled}ing)?`),
  ...ENDS_IN_E.map((stem) => `${stem}(?:es?|ing)`),
].join("|");

/** That something has been finished, as verbs say it: "shipped", "knocked it out", "just hit merge". */
export const FINISHED = [
  ...PHRASAL.map(([, , past, small]) => `(?:${past}) ${IT}?(?:${small})`),
  pastOf,
  `managed to (?:get ${IT.trim()} done|finish|complete|ship|close|send|deliver|publish|merge|wrap)(?: ${IT.trim()})?(?: up| off| out)?`,
  "(?:handed|given|delivered|sent|passed|presented|submitted) (?:over |off )?to (?:the |our )?(?:client|customer|printers?|board|court|publisher|press|authorities|agency|regulator)",
  `(?:has|have|just|already|finally|we|i) hit ${BUTTON}`,
  `put a bow on ${IT.trim()}`,
  "(?:ran|went|came|passed) (?:through )?(?:clean|cleanly|green)",
].join("|");

/** That something is being finished, or will be. */
export const FINISHES = [
  ...PHRASAL.map(([now, going, , small]) => `(?:${now}|${going}) ${IT}?(?:${small})`),
  nowOf,
  `(?:hit|hitting|press|pressing) ${BUTTON}`,
  `put(?:ting)? a bow on ${IT.trim()}`,
].join("|");

const SURELY_PAST = "(?:just |already |finally |all |officially |now )*";
/** That it has happened, whatever day stands beside it: "was signed today", "I sent it", "closed it out on Friday". */
export const HAPPENED = [
  String.raw`(?:was|were|got|been) ${SURELY_PAST}(?:${pastOf}|done|sent|written|built|made|signed|accepted|approved|agreed)`,
  String.raw`(?<!\b(?:will|to|should|would|could|might|may|shall|if) )(?:i|we|i have|we have|has|have|just|already) ${SURELY_PAST}(?:${pastOf}|sent|wrote|built|did)`,
  String.raw`(?:${pastOf}|sent|wrote|did) ${IT.trim()}`,
  ...PHRASAL.map(([, , past, small]) => `(?:${past}) ${IT}(?:${small})`),
  "went (?:live|out|up|in|through)",
  "hit (?:merge|publish|send|submit|deploy)",
  "put a bow on",
  "managed to",
].join("|");

/** Forms that tell of a step, of a plan or of trouble rather than of an end. */
const OF_A_STEP =
  "start|kick|draft|review|test|delay|plan|schedul|expect|requir|need|assign|stopp|sketch|discuss|updat|queu|want|ask|estimat|mov|chang|affect|relat|bas|suppos|us|ti|interest|concern|worri|limit|mix|pick|open|push|request|promis|prepar|outlin|scop|prioriti[sz]|deprioriti[sz]|reject|fail|revert|reopen|disabl|flag|flagg|rais|report|investigat|block|stall|paus|park|postpon|slipp|cancel|cancell|dropp|descop|ditch|held|hand|pass|transferr|swapp|trad|reassign|delegat|agre|advanc|tir|involv|overload|swamp|confus|allow|add|call|talk|look|work|tri|seem|turn|happen|believ|resum|progress|mention|propos|suggest|improv|hop|intend|target|aim|attach|link|pencil|pencill|commit|committ|stuff|screw|cook|doom|toast|nam|fill|extend|reschedul|miss|mess|break|broken|invit|shar|read|remain|declin|refus|deni|expir|crash|corrupt|trigger|pester|compromis|halv|doubl|stag|reserv|recommend|complicat|rush|not|acknowledg|appreciat|thank|receiv|copi|excit|annoy|frustrat|confirm|interrupt|distract|delight|pleas|relax|surpris|need|ne|spe|exce|proce|succe|inde|he|fe";
const IRREGULAR = "drawn|written|built|sent|made|bought|sold|taken down|chosen|shot|cut over|frozen in|bound|sewn|laid out|taught|won";
/** Where something is once it is done, said of it and of nothing else: "the keys are out", "first is over". */
export const ARRIVED = new RegExp(
  String.raw`(?<=(?:^|(?:[§¶]\d{1,2}|\b(?:it|that|this|they|all|both|these|those|everything|first|second|third|one))(?: (?:is|are|all|now|both|already|finally))+ )(?:all |now |already |finally )*)\b(?:in|up|over|through|on the (?:wall|share|drive|server|site|website|wiki|intranet|shelf|air|street|market)|in the (?:books|system|drawer|post|shops?|store|stores|hands of the (?:client|customer)))(?=\s*$|[,;.]| (?:and|since|~|for all))`,
  "g",
);
/** What something is after anything else that can be done to it: "the samples are flashed". */
export const PARTICIPLES = new RegExp(
  String.raw`(?<=(?:^|[§¶]\d{1,2}|\b(?:it|that|this|they|all|both|these|those|everything|them))(?: (?:is|are|was|were|has been|have been|has|have|got|now|already|all|both|just|finally|officially|successfully|fully))* ?)\b(?:(?!(?:${OF_A_STEP})(?:e?d)\b)[a-z]{3,}ed|${IRREGULAR})\b(?=\s*$|[,;.]| (?:and|since|on|in|at|by|to|_|~))`,
  "g",
);
