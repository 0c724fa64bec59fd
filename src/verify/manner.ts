import type { JudgedFinding } from "../core/finding.ts";
import type { Item } from "../core/item.ts";
import { saysOf } from "./says.ts";

const SCHEDULED = "be|start|end|land|finish|begin|expire|meet|arrive|ship|launch|close|open|run|happen|take|go|report|return";
const CAUSE = new RegExp(
  `\\bbecause\\b|\\bdue to\\b(?! (?:${SCHEDULED})\\b)|\\b(?:caused|triggered|provoked) by\\b|\\b(?:caus|trigger)(?:es|ed|ing)\\b|\\bcauses?\\b|\\bl(?:ed|eads|eading) to\\b|\\bas a (?:result|consequence)\\b|\\bresult(?:s|ed|ing)? (?:in|from)\\b|\\btherefore\\b|\\bthanks to\\b|\\bowing to\\b|\\bwhich is why\\b|\\bconsequently\\b|\\bhence\\b|\\bstem(?:s|med|ming) from\\b|\\bthat['’]s why\\b`,
  "i",
);
const HEDGE =
  /\b(?:may|might|could|perhaps|maybe|probably|possibly|likely|unlikely|presumably|apparently|seems?|seemingly|appears?|suggests?|looks like|suspect(?:s|ed)?|unclear)\b/i;
/** Fields that say why something is as it is. */
const REASONS = ["blockedBy", "failedStep", "reverts", "reason", "conflictingSince"] as const;

/** A cause that a line claims, where no cited item tells one and the line does not say that it is not sure. `shown` is the line with what slots brought in. */
export function looseCauses(words: string, shown: string, cited: readonly Item[]): string[] {
  const [cause] = CAUSE.exec(words) ?? [];
  if (cause === undefined || HEDGE.test(words)) return [];
  const isShown = ({ fields }: Item): boolean =>
    REASONS.some((field) => typeof fields[field] === "string" && shown.toLowerCase().includes(fields[field].toLowerCase()));
  const isTold = cited.some((item) => CAUSE.test(saysOf(item).words) || isShown(item));
  return isTold ? [] : [cause];
}

/** Nobody and nothing, as all of whom something is said; whether somebody has approved or answered is a state. */
const NONE =
  "(?<!\\b(?:if|unless|until|when|do|does|did|with|for|as) )(?:no ?one|nobody|nothing|none)(?! (?:has |had |have )?(?:yet )?(?:approved|reviewed|answered|replied|merged)\\b)";
const SUPERLATIVE = new RegExp(
  `\\b(?:best|worst|(?<!at )(?:most|least)(?! (?:recent|of the time)\\b)|the first|the last|the only|only one|never|always|every(?:one|body|thing)?|${NONE}|(?:larg|bigg|high|low|long|short|fast|slow|great|hard|easi|small|strong|weak|cheap|ri(?:ch|ski)|bus|wors|old|young|earli|simpl|sever)(?:i?est)|unprecedented|perfect|critical|catastrophic|disastrous)\\b`,
  "gi",
);
/** How often something happens is no comparison. */
const COUNTED = /^(?:every) (?:day|week|month|year|morning|evening|monday|tuesday|wednesday|thursday|friday|weekday)\b/i;

/** Words that set something above all others, or speak of all or none, where neither the cited items nor a finding do. */
export function looseSuperlatives(words: string, cited: readonly Item[], judged: readonly JudgedFinding[]): string[] {
  const found = [...words.matchAll(SUPERLATIVE)];
  if (found.length === 0) return [];
  const told = judged.flatMap(({ finding: { title, why, action } }) => [...title, ...why, ...action]);
  const said = [...cited.map((item) => saysOf(item).words), ...told.map((span) => ("text" in span ? span.text : ""))]
    .join("\n")
    .toLowerCase();
  return found.filter((match) => !COUNTED.test(words.slice(match.index)) && !said.includes(match[0].toLowerCase())).map(([word]) => word);
}

/** What texts say to whoever reads them, a machine before all. */
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b(?:\s+\w+){0,3}\s+(?:previous|prior|above|earlier|other|your|all|system|these|those|safety)?\s*(?:instructions?|prompts?|rules?|guidelines?|guardrails?|restrictions?|constraints?)\b/i,
  /\b(?:as an? (?:ai|assistant|language model)|you are now|system prompt|developer message|do not (?:tell|inform|mention|warn)|don['’]t (?:tell|inform|mention|warn))\b/i,
  /\b(?:click|tap|scan)\b(?:\s+\w+){0,3}\s+(?:here|link|button|below|code|attachment)\b/i,
  /\b(?:reply|respond|answer|write back)\s+(?:to (?:this|that)(?:\s+\w+)?\s+)?with\b/i,
  /\b(?:log|sign)[ -]?in\b(?:\s+\w+){0,4}\s+(?:to|at|here|and|via|with)\b/i,
  /\b(?:verify|confirm|update|enter|send|share|give|provide)\b(?:\s+\w+){0,4}\s+(?:password|passcode|credentials?|account|card|pin|token|api key|secret|login|identity|bank details|wallet)\b/i,
  /\b(?:forward|send|copy|share|post|upload|transfer|wire|pay)\b(?:\s+\w+){0,5}\s+(?:to|at)\s+\S+@\S+/i,
  /\b(?:wire|transfer|pay)\b(?:\s+\S+){0,4}\s+(?:money|funds?|euros?|dollars?|invoice|bitcoin|gift cards?)\b/i,
  /\b(?:run|execute|paste|install|download)\b(?:\s+\w+){0,3}\s+(?:command|script|following|attachment|file|program|app|tool|code)\b/i,
  /\b(?:read|spell|dictate|give|tell)\b(?:\s+\w+){0,2}\s+(?:out|your)\b(?:\s+\w+){0,3}\s+(?:code|pin|password|passcode|token|number)\b/i,
  /\bopen\b(?:\s+(?:the|this|that|its|their|his|her|an|any))(?:\s+\w+){0,2}\s+(?:attachments?|attached)\b/i,
  /\b(?:call|ring|dial|phone)\b(?:\s+\w+){0,2}\s+(?:number|hotline|helpline)\b/i,
];
/** Words in a row of somebody's text that are copied rather than chosen alike. */
const COPIED = 5;
const REPORTED =
  /\b(?:says?|said|asks?|asked|writes?|wrote|wants?|requests?|requested|suggests?|suggested|according to|tells?|told|claims?|claimed|invites?|tries|mentions?|announces?)\b/i;

/** What a line tells its reader to do because a text says so: orders of the kind that tricksters give, and what is copied from an order without saying whose it is. */
export function followedOrders(words: string, cited: readonly Item[]): string[] {
  const orders = ORDERS.flatMap((order) => order.exec(words)?.[0] ?? []);
  if (orders.length > 0) return orders.slice(0, 1);
  if (REPORTED.test(words)) return [];
  const runs = runsOf(words);
  if (runs.length === 0) return [];
  const copied = cited.flatMap(({ body }) => {
    const sentences = body.split(/(?<=[.!?])\s+|\n+/).filter((sentence) => isOrder(sentence));
    const own = sentences.map((sentence) => ` ${tokensOf(sentence).join(" ")} `);
    return runs.filter((run) => own.some((sentence) => sentence.includes(` ${run} `)));
  });
  return copied.slice(0, 1);
}

const VERB_FIRST =
  /^(?:please\s+|kindly\s+|now\s+)?(?:reply|respond|answer|send|click|open|call|forward|confirm|approve|merge|pay|transfer|write|tell|mark|add|remove|delete|share|say|state|report|mention|list|include|summari[sz]e|treat|consider|ignore|do|don['’]t|never|always|sign|update|review|check|give|visit|read|use|put|let|make|invite|move|cancel|accept)\b/i;

function isOrder(sentence: string): boolean {
  return VERB_FIRST.test(sentence.trim()) || /\b(?:please|you must|you should|you need to|kindly)\b/i.test(sentence);
}

function runsOf(words: string): string[] {
  const tokens = tokensOf(words);
  return tokens.slice(0, Math.max(0, tokens.length - COPIED + 1)).map((_, index) => tokens.slice(index, index + COPIED).join(" "));
}

function tokensOf(words: string): string[] {
  return words.toLowerCase().match(/[\p{L}\p{N}\u{FFFC}]+/gu) ?? [];
}

/** Whether a line says that somebody says so. */
export function isReported(words: string): boolean {
  return REPORTED.test(words);
}
