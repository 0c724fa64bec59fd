import type { Said } from "./days.ts";
import type { Meaning } from "./meanings.ts";
import { THEIRS } from "./senses.ts";
import { FINISHES, HAPPENED } from "./words/finishing.ts";

/** What a day is the day of. */
export type Role = "finish" | "else";

interface Around {
  text: string;
  /** The text without its days. */
  masked: string;
  left: string;
  meanings: ReadonlySet<Meaning>;
}

const BY = /\b(?:by|due|eta|latest) (?:the |on |about |around )?$/;
const AT_RISK_FOR = /\b(?:for|by|to|until|till|on|like) (?:the )?$|\b(?:slip|push|mov|delay|postpon|shift|bump)/;
const DENIED_DAY = /\b(?:not|never|nor|nothing|none|tough|hard|unrealistic|ambitious)\b/;
const FINISHING =
  /\b(?:finish\w*|done|ready|land\w*|ship\w*|merg\w+|deliver\w*|complet\w*|send\w*|publish\w*|clos(?:e|es|ing)|wrap\w*|releas\w*|launch\w*|deploy\w*|live|out|submit\w*|sign\w*|have (?:it|this|§\d+)|get (?:it|this|§\d+)(?! started| going)|hand(?:ing)? (?:it )?(?:in|over)|there|make it|hits?|meet|upload\w*|post(?:ing)? it|turn(?:ing)? it in|over with|in your inbox|propos\w*|suggest\w*|deadline|eta|target\w*|aim\w*|shoot\w*|expect\w*|on (?:track|target|schedule|course|time)|good for|fine for|through|finali[sz]\w*|yours|on (?:your|the|his|her) desk|in the mail|over the line|roll(?:ing)? (?:it )?out|cut(?:ting)? over|switch(?:ing)? (?:it )?(?:over|on)|migrat(?:e|ing)|going (?:live|up)|goes (?:live|up)|print(?:ing)? it|fil(?:e|ing) it|mail(?:ing)? it|book(?:ing)? it|pay(?:ing)? it|fix(?:ing)? it|sort(?:ing)? it|sorted|tidy(?:ing)? up|done and dusted|crank(?:ing)? it out|knock(?:ing)? it out|nail(?:ing)? it|tick(?:ing)? it off|check(?:ing)? it off|share (?:it|this)|circulate|countersign\w*|(?:will|going to|can|should) (?:probably |likely |hopefully )?do|(?:you|they) (?:will )?(?:have|get) (?:it|them|this|these|§\d+)|follows?|(?:new|revised|updated|next|current) (?:date|deadline|target|estimate)|scheduled|slated|set for|planned for|second half|(?:final|last|other|remaining) (?:half|part|bit|piece|section|chapter|one|draft))\b/;
const FINISHES_THEN = new RegExp(String.raw`\b(?:${FINISHES})\b`);
const HAS_HAPPENED = new RegExp(String.raw`\b(?:${HAPPENED})\b`);
const OTHERS_DAY =
  /\b(?:meeting|call(?! it\b)|sync|demo|workshop|review (?:is|on|meeting|session)|stand-?up|1:1|interview|offsite|holiday|vacation|leave|pto|ooo|travel\w*|is back|am back|lunch|coffee|talk|chat|discuss\w*|due|reply|answer|know more|see you|let you know|update you|in the office|birthday|party|owe|will (?:write|shout|report|tell|call)|fly\w*|flight|away|wants? (?:it|them|this|that)|on (?:a|the) (?:shoot|plane|train|road)|at (?:a|the) (?:fair|conference|airport))\b|@\d+ (?:is|will|has|can|gets?|returns?|back|reviews?|said|promised|wants)\b|@\d+'s\b/;
const MISSES =
  /\b(?:not|never|tough|hard|difficult|ambitious|optimistic|stretch|unrealistic|impossible|miss\w*|unlikely|doubtful|no way|no chance|behind|worried|doubt)\b/;
const OTHER_WORK = ["aside", "starting", "later", "waiting", "blocked", "with", "not_done", "past", "on_hold", "not_started"] as const;
/** What is done on a day without being finished by it. */
const ACTIVITY =
  /\b(?:running|testing|drafting|polishing|reviewing|editing|implementing|writing|building|debugging|working|coding|started|begun)\b/;
const NOT_THAT_DAY =
  /\b(?:instead of|rather than|not(?! before| until| till)|statt|was|were|since|as of|lost|losing|burned|wasted|cost(?:s|ing)? us|(?:set|put)s? (?:us|me) back|from|originally|due|or else|after that|past) (?:the |on |for |by )?$/;
/** Behind a day that is spoken of by itself: "the 18th is tight", "this quarter is dead". */
const OF_THE_DAY =
  /^ (?:is |are |looks? |seems? |will be )?(?:too |very |really |pretty |a bit |quite |just |simply )*(?:tight|dead|gone|off|out|at risk|in danger|tough|hard|difficult|ambitious|optimistic|unrealistic|impossible)\b/;
const OPEN_DAY =
  /\b(?:before|after|not before|not until|no earlier than|earliest|maybe|perhaps|might be|could be|not till|past) (?:the |on |for )?$/;
const TOLD_OF_DAY =
  /\b(?:shipped|merged|landed|deployed|delivered|published|released|launched|wrapped|closed|signed|submitted|uploaded|sent|went (?:out|live|back|over|to)|came (?:in|back)|ran|passed|held|met|took|handed)\b/;

/** What a day in a clause is the day of, and how surely: the day of the work unless something says that it is another; `left` is the clause without what its cues took. */
export function roleOf(said: Said, { text, masked, left, meanings }: Around): { role: Role; isSure: boolean } {
  const before = text.slice(0, said.start);
  const isRange = said.days !== null && said.days.from !== said.days.to;
  const isSure = said.isSure && (isRange || !OPEN_DAY.test(before));
  if (OF_THE_DAY.test(text.slice(said.end)) && !/\bfor (?:the )?$/.test(before)) return { role: "else", isSure };
  if (NOT_THAT_DAY.test(before) || (said.isPast && said.isSure)) return { role: "else", isSure: said.isSure };
  if (/\b(?:give me|needs?) (?:until|till|til) (?:the )?$/.test(before)) return { role: "finish", isSure };
  if (isOfSomethingElse({ text, masked, left, meanings })) return { role: "else", isSure };
  const isAtRisk = meanings.has("at_risk");
  return {
    role: "finish",
    isSure:
      isSure && (!isAtRisk || AT_RISK_FOR.test(before) || /^,? (?:at best|more likely|instead|then|now)\b/.test(text.slice(said.end))),
  };
}

/** Whether a clause says that something is finished on its day, or nothing else: then the work goes on until it. */
export function finishes({ start }: Said, text: string, rest: string): boolean {
  return rest === "" || FINISHING.test(text) || FINISHES_THEN.test(text) || BY.test(text.slice(0, start));
}

/** Whether days in a clause are of other work, of other people, or denied. */
function isOfSomethingElse({ text, masked, left, meanings }: Around): boolean {
  if (OTHER_WORK.some((meaning) => meanings.has(meaning))) return true;
  if (HAS_HAPPENED.test(text) && !/\b(?:will|be|to|eta|should) /.test(text)) return true;
  if (TOLD_OF_DAY.test(text) && !/\b(?:by|before|eta|for|will|be|becomes?|gets?|getting) /.test(text)) return true;
  if (OTHERS_DAY.test(masked) || THEIRS.test(masked) || (meanings.has("at_risk") && MISSES.test(text))) return true;
  if (DENIED_DAY.test(left.replace(/\bnot (?:the |on |by )?_+/g, " "))) return true;
  return meanings.has("progress") && ACTIVITY.test(text) && !FINISHING.test(text);
}
