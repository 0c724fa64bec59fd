import type { Clause } from "./clauses.ts";
import { daysSaid, type Said, type Writer } from "./days.ts";
import { handoverIn, type Handover } from "./handover.ts";
import type { Naming } from "./roster.ts";
import { SMALL, SMALL_ABROAD, SMALL_AFTER, SMALL_BEFORE } from "./words/small.ts";
import { CONDITION, IRONY, MERE_CONDITION, ORDER, PLAYED, TAKEN_BACK, cues, type Sense } from "./words/cues.ts";

/** What a day is the day of. */
export type Role = "finish" | "else";

/** What one clause says. */
export interface Heard {
  clause: Clause;
  senses: ReadonlySet<Sense | "doing" | "done_part" | "done_if" | "later">;
  days: readonly (Said & { role: Role; isBare: boolean })[];
  percent: number | null;
  handover: Handover | undefined;
  /** What is waited for: [start, end) in the clause; an empty one where the next clause says it. */
  waitsFor: readonly [number, number] | undefined;
  isConditional: boolean;
  isIrony: boolean;
  isOrder: boolean;
  isTakenBack: boolean;
  /** What is left of it without small words, cues, days and items; empty for a clause that says only those. */
  rest: string;
}

/** What is known of the reply beyond the clause. */
export interface Hearing {
  writer: Writer;
  namings: readonly Naming[];
  /** Whether the word at an offset of the text was typed with a capital. */
  wasTypedLarge: (start: number) => boolean;
}

const FINISHING =
  /\b(?:finish\w*|done|ready|land\w*|ship\w*|merg\w+|deliver\w*|complet\w*|send\w*|publish\w*|clos(?:e|es|ing)|wrap\w*|releas\w*|launch\w*|deploy\w*|live|out|submit\w*|sign\w*|have (?:it|this|§\d+)|get (?:it|this|§\d+)(?! started| going)|hand(?:ing)? (?:it )?(?:in|over)|there|make it|hits?|meet|upload\w*|post(?:ing)? it|turn(?:ing)? it in|over with|in your inbox|deadline|eta|target\w*|aim\w*|shoot\w*|expect\w*|on (?:track|target|schedule|course|time)|good for|fine for|through|finali[sz]\w*|yours|on (?:your|the|his|her) desk|in the mail|over the line|roll(?:ing)? (?:it )?out|cut(?:ting)? over|switch(?:ing)? (?:it )?(?:over|on)|migrat(?:e|ing)|going (?:live|up)|goes (?:live|up)|print(?:ing)? it|fil(?:e|ing) it|mail(?:ing)? it|book(?:ing)? it|pay(?:ing)? it|fix(?:ing)? it|sort(?:ing)? it|sorted|tidy(?:ing)? up|done and dusted|crank(?:ing)? it out|knock(?:ing)? it out|nail(?:ing)? it|tick(?:ing)? it off|check(?:ing)? it off|share (?:it|this)|circulate|countersign\w*)\b/;
const OTHERS_DAY =
  /\b(?:meeting|call|sync|demo|workshop|review (?:is|on|meeting|session)|stand-?up|1:1|interview|offsite|holiday|vacation|leave|pto|ooo|travel\w*|is back|am back|lunch|coffee|talk|chat|discuss\w*|due|reply|answer|know more|see you|let you know|update you|in the office|birthday|party)\b|@\d+ (?:is|will|has|can|gets?|returns?|back|reviews?|said|promised|wants)\b|@\d+'s\b/;
/** Somebody else does something, whose day it is then. */
const THEIRS =
  /\b(?:they|he|she|legal|design|infra|security|finance|marketing|vendor|client|customer|agency|procurement|supplier|printers?|bank|lawyers?|counsel|hr|ops|qa|sales|support|partner|review|team|reviewer|board|council|court|it dept) (?:\w+ )?(?:is|are|was|will|has|have|can|should|said|says|promised|delivers?|sends?|reviews?|signs?|returns?|answers?|comes?|gets?|meets?|wants?|needs?|starts?|back|opens?|expects?)\b/;
const MISSES = /\b(?:not|never|tough|hard|difficult|ambitious|optimistic|stretch|unrealistic|impossible|miss\w*|unlikely|doubtful|no way|no chance|behind|worried|doubt)\b/;
const OTHER_WORK = ["starting", "later", "waiting", "blocked", "with", "not_done", "past", "on_hold", "not_started"] as const;
/** What is done on a day without being finished by it. */
const ACTIVITY = /\b(?:running|testing|drafting|polishing|reviewing|editing|implementing|writing|building|debugging|working|coding|started|begun)\b/;
const NOT_THAT_DAY = /\b(?:instead of|rather than|not(?! before| until| till)|statt|was|were|since|from|originally|due|or else|after that|past) (?:the |on |for |by )?$/;
const OPEN_DAY = /\b(?:before|after|not before|not until|no earlier than|earliest|maybe|perhaps|might be|could be|not till|past) (?:the |on |for )?$/;
const TOLD_OF_DAY = /\b(?:shipped|merged|landed|deployed|delivered|published|released|launched|wrapped|closed|signed|submitted|uploaded|sent|went (?:out|live)|handed)\b/;
const UNSURE = /\b(?:i (?:think|believe|guess|assume)|afaik|as far as i know|probably|should be|should have been|pretty sure|must be|likely|hopefully|supposed(?:ly)?|if i remember|maybe|might|may|could|perhaps|looks like|seems|i hope)\b/;
const COMING = /\b(?:will|going to|to (?:be|get|have)|be|gets?|getting|expect|hope|hoping|plan|planning|aim|aiming|can|should|shall|would|by|want|trying|soon)\b/;

/** What a clause says of the work, whomever it is about. */
export function hear(clause: Clause, { writer, namings, wasTypedLarge }: Hearing): Heard {
  const { text } = clause;
  const handover = clause.isAsked ? undefined : handoverIn(text, namings, (at) => wasTypedLarge(clause.start + at));
  const days = daysSaid(text, writer);
  const blank = (words: string, spans: readonly { start: number; end: number }[], sign: string): string =>
    spans.reduce((left, { start, end }) => left.slice(0, start) + sign.repeat(end - start) + left.slice(end), words);
  const masked = blank(text, days, "_");
  const { senses, left, found } = sensesIn(blank(masked, handover ? [handover] : [], "~"));
  const rest = left.replace(/\bnot (?:the |on |by )?_+/g, "_").replace(MERE_CONDITION, (mere) => "~".repeat(mere.length)).replace(SMALL, " ").replace(/\d+ ?%/g, " ").trim();
  const qualified = qualify(senses, found, left, text, days);
  return {
    clause,
    senses: qualified,
    days: days.map((said) => ({ ...said, ...roleOf(said, text, masked, left, qualified, rest), isBare: rest === "" && found.length === 0 })),
    percent: percentIn(text),
    handover,
    waitsFor: waitIn(found, text, masked),
    isConditional: CONDITION.test(left) && !MERE_CONDITION.test(text),
    isIrony: IRONY.test(text),
    isOrder: ORDER.test(text) || PLAYED.test(text),
    isTakenBack: TAKEN_BACK.test(text),
    rest,
  };
}

function isDenied({ sense, start }: Found, left: string): boolean {
  return DENIABLE.has(sense) && DENIES.test(left.slice(0, start));
}

/** Whether something or somebody else is told of: "the meeting was cancelled", "Ben is blocked". */
function isOfOthers({ sense, start, end }: Found, left: string, text: string): boolean {
  const before = left.slice(0, start);
  if (sense === "on_track" && /\b(?:almost|nearly|barely|hardly|sort of|kind of|somewhat) $/.test(before)) return true;
  if (sense === "progress" && THEIRS.test(text)) return true;
  if (/^\W*(?:and |so |but |then |since |as )*@\d+ /.test(before)) return true;
  const isNeed = sense === "waiting" && /need|missing|lacking/.test(text.slice(start, end));
  if (!OF_A_SUBJECT.has(sense) && !isNeed) return false;
  return saysMore(before, SMALL_BEFORE);
}

/** Whether words are more than small ones. */
function saysMore(words: string, others: RegExp): boolean {
  return words.replace(others, " ").replace(SMALL, " ").replace(SMALL_ABROAD, " ").trim() !== "";
}

interface Found {
  sense: Sense;
  start: number;
  end: number;
}

function sensesIn(text: string): { senses: Set<Sense>; left: string; found: Found[] } {
  let left = text;
  const found: Found[] = [];
  for (const [sense, words] of cues) {
    for (const match of left.matchAll(words)) {
      const [start, end] = [match.index, match.index + match[0].length];
      found.push({ sense, start, end });
      left = `${left.slice(0, start)}${"~".repeat(end - start)}${left.slice(end)}`;
    }
  }
  const told = found.map((each) => (isDenied(each, left) || isOfOthers(each, left, text) ? { ...each, sense: "doubt" as const } : each));
  return { senses: new Set(told.map(({ sense }) => sense)), left, found: told };
}

/** Up to four words before what it denies. */
const DENIES = /\b(?:not|no|never|nothing|none|nobody|hardly|barely|without|neither|nor)(?: [^\s~]+){0,3} ?$/;
/** What has no cue of its own for its contrary. */
const DENIABLE: ReadonlySet<Sense> = new Set(["progress", "part", "dropped", "on_track", "fine", "at_risk", "starting", "killed", "done", "ticked", "blocked", "waiting", "with", "on_hold"]);

/** What the words around a cue make of it. */
function qualify(senses: Set<Sense>, found: readonly Found[], left: string, text: string, days: readonly Said[]): Heard["senses"] {
  const all = new Set<Sense | "doing" | "done_part" | "done_if" | "later">(senses);
  const done = found.filter(({ sense }) => sense === "done");
  if (done.length > 0) {
    all.delete("done");
    for (const each of done) all.add(doneAs(each, left, text, days));
  }
  if (senses.has("starting")) {
    all.delete("starting");
    const isAhead = days.some(({ days: named, isPast }) => !isPast && named !== null);
    const word = found.find(({ sense }) => sense === "starting");
    const isNamed = word !== undefined && /start|begin|kick/.test(text.slice(word.start, word.end));
    if (isAhead && isNamed) all.add("starting");
    else all.add(isAhead || isNamed || !/work|do/.test(word === undefined ? "" : text.slice(word.start, word.end)) ? "later" : "progress");
  }
  return all;
}

const OF_A_SUBJECT: ReadonlySet<Sense> = new Set(["on_track", "at_risk", "blocked", "dropped", "not_started", "safe", "fine", "on_hold"]);
const NOT_ALL_OF_IT = /\b(?:staging|dev|test|qa|preview|canary|beta|review|legal|approval|half|part|parts|some|most|bits?|step|phase|draft|design|except|apart|but|though|minus|(?:on|from|for) my (?:side|end|part)|my (?:side|end|half|bit|piece)|for me|mostly|locally)\b|(?<!\b100 ?)%/;

/** Wherever it went, it is out. */
const PUBLIC = /^(?:shipped|merged|deployed|published|released|launched|live|went live|rolled out|posted|pushed)/;
/** What happened on a weekday that has passed as likely as on one to come. */
const TOLD_OF = /^(?:shipped|merged|landed|deployed|delivered|published|released|launched|wrapped|closed|signed|submitted|uploaded|sent|went|handed|turned|ticked)/;

/** Done, in part, in time to come, or as somebody thinks. */
function doneAs({ start, end }: Found, left: string, text: string, days: readonly Said[]): "done" | "doing" | "done_part" | "done_if" {
  const [before, after] = [left.slice(0, start), left.slice(end)];
  const isAhead = days.some(({ isPast, days: named, isSure }) => !isPast && (named !== null || !isSure));
  if (COMING.test(before.replace(/\bto be (?:fair|honest)\b/, "")) && !/\b(?:has|have) been\b|\bhappy to\b/.test(before)) return /\b(?:might|may|could|maybe)\b/.test(before) ? "done_if" : "doing";
  const word = text.slice(start, end);
  if (isAhead && TOLD_OF.test(word) && !/\b(?:by|before|eta|for) /.test(text)) return /^ (?:it|this|that|them|these|§\d+|everything|all)\b/.test(after) || / up$/.test(word) || /\b(?:was|were|been|got) $/.test(before) ? "done" : "done_if";
  if (isAhead) return "doing";
  const hasObject = saysMore(after, SMALL_AFTER);
  if (saysMore(before, SMALL_BEFORE) || NOT_ALL_OF_IT.test(before) || NOT_ALL_OF_IT.test(after)) return "done_part";
  if (hasObject && (!/^\s*(?:to|on|in|at|for|by|since|with) /.test(after) || !PUBLIC.test(word))) return "done_part";
  return UNSURE.test(text) ? "done_if" : "done";
}

function roleOf(said: Said, text: string, masked: string, unsaid: string, senses: Heard["senses"], rest: string): { role: Role; isSure: boolean } {
  const before = text.slice(0, said.start);
  if (NOT_THAT_DAY.test(before) || (said.isPast && said.isSure)) return { role: "else", isSure: said.isSure };
  const isSure = said.isSure && !OPEN_DAY.test(before);
  if (/\b(?:give me|needs?) (?:until|till|til) (?:the )?$/.test(before)) return { role: "finish", isSure };
  if (OTHER_WORK.some((sense) => senses.has(sense))) return { role: "else", isSure };
  if (TOLD_OF_DAY.test(text) && !/\b(?:by|before|eta|for|will|be) /.test(text)) return { role: "else", isSure };
  if (OTHERS_DAY.test(masked) || THEIRS.test(masked) || (senses.has("at_risk") && MISSES.test(text))) return { role: "else", isSure };
  if (/\b(?:not|never|nor|nothing|none|tough|hard|unrealistic|ambitious)\b/.test(unsaid.replace(/\bnot (?:the |on |by )?_+/g, " "))) return { role: "else", isSure };
  if (senses.has("aside") || (senses.has("progress") && ACTIVITY.test(text) && !FINISHING.test(text))) return { role: "else", isSure };
  const isFinish = rest === "" || FINISHING.test(text) || senses.has("at_risk") || /\b(?:by|due|eta|latest) (?:the |on |about |around )?$/.test(before);
  const isNamedFor = !senses.has("at_risk") || /\b(?:for|by|to|until|till|on|like) (?:the )?$|\b(?:slip|push|mov|delay|postpon|shift|bump)/.test(before);
  return { role: isFinish ? "finish" : "else", isSure: isSure && isNamedFor };
}

const NO_SHARE =
  /^ ?%? ?(?:sure|certain|confident|confidence|chance|likely|probability|positive|agree|of (?:users|traffic|customers|requests|the (?:time|users|traffic|team|budget))|coverage|faster|slower|off|discount|rollout|traffic|cpu|memory|pass|passing|of tests|honest|on board|behind|with)\b/;

/** How much of the work is done, as a share; null where it is a share of something else. */
function percentIn(text: string): number | null {
  for (const match of text.matchAll(/(?<![\d.,])(\d{1,3})(?:[.,]\d+)? ?%/g)) {
    const after = text.slice(match.index + match[0].length);
    const before = text.slice(0, match.index);
    const share = Number(match[1]);
    if (share > 100 || (share === 100 && !/^ ?%? (?:done|complete|finished|ready|there)/.test(after)) || NO_SHARE.test(after) || /\b(?:coverage|rolled out to|rollout (?:is )?at|traffic|cpu|chance|confidence|was|were|from|tests? (?:are )?(?:at|passing)?|by|save|up|down|another|last|not|than) (?:at |is )?$/.test(before)) continue;
    return share;
  }
  return null;
}

const WAIT_ENDS =
  /\s+(?:~|_|so|then|but|and (?:i|we|it|then|will|should|can|the rest|expect|hope)|till|until|til|by (?=_)|since (?=_)|which|who|because|before (?:i|we|it)|to be able|still|atm|right now|at the moment|though|rn|anyway|sorry|thanks|now|currently|today|for (?=_)|on (?=_)|from (?=_)|in (?=_)|should|hopefully|expected|as of|i think|i guess|otherwise|tbh|lol|haha|already|again|here|for (?:now|days|weeks|ages|a (?:week|while|day|few))|this week|before (?:the )?)(?=\s|$)|\s*_|\s*~/;
const WANTS = /@\d+|\b(?:from|access|approvals?|reviews?|reviewers?|sign-?offs?|ok|answers?|decisions?|input|feedback|credentials?|creds|licen[cs]es?|keys?|env|environment|data|permissions?|confirmation|assets|copy|specs?|designs?|quotes?|signatures?|contracts?|legal|infra|finance|security|vendor|client|numbers|go-?ahead|green light|budget|token|server|box|account|invoice|po|hardware|samples?|translations?|mockups?|reply|response|call back|eyes|firma|aprobacion|respuesta|acceso|visto bueno|datos|validation|accord|acces|reponse|feu vert|signature|retour|freigabe|zugang|zugriff|antwort|daten|ruckmeldung|unterschrift|akkoord|goedkeuring|toegang|reactie|aprovacao|acesso|resposta|retorno|layout|juridico|assinatura)\b/;
const OWN_WORK = /^(?:to|more time|a (?:bit|few|couple|little|day|week|minute|moment|miracle|coffee|break|vacation|holiday|nap|second|sec)|some (?:more )?time|another|one more (?:day|week|pass|look|round)|\w+ more|until|till|time|sleep|help|_|~)/;

/** What nothing waits for that others could do. */
const NOBODY = /^(?:me|myself|you|you guys|us|nothing|nobody|no one|anyone|anything|it|that|this|god|a miracle|inspiration|godot|the weekend)\b/;

/** "Legal is blocking this": who stands first. */
const HOLDS_UP = /^(?:so |and |well |right now |still )*((?!nothing|no |not|it |this|that|what)[^,]+?) (?:is|are) (?:still |now |currently )*(?:blocking(?: (?:me|us|this|it|§\d+))?|holding (?:me|us|this|it|things|everything|§\d+) (?:up|back))$/;

/** What is waited for, in the first clause that says so. */
function waitIn(found: readonly Found[], text: string, masked: string): readonly [number, number] | undefined {
  const holder = HOLDS_UP.exec(text)?.[1];
  if (holder !== undefined) return [text.indexOf(holder), text.indexOf(holder) + holder.length];
  const waits = found.filter(({ sense }) => sense === "waiting").toSorted((a, b) => a.start - b.start);
  let isWaiting = found.some(({ sense }) => sense === "blocked");
  for (const { start, end } of waits) {
    const from = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
    const stop = WAIT_ENDS.exec(masked.slice(end));
    const to = stop ? end + stop.index : text.length;
    const what = text.slice(from, to).trim();
    const isNeed = /\b(?:need|missing|lacking)/.test(text.slice(start, end));
    isWaiting ||= what === "" && !isNeed;
    if (what === "" || NOBODY.test(what) || (isNeed && (!WANTS.test(what) || OWN_WORK.test(what)))) continue;
    return [from, from + what.length];
  }
  return isWaiting ? [text.length, text.length] : undefined;
}
