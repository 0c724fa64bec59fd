import type { Found } from "./senses.ts";

const WAIT_ENDS =
  /\s+(?:~|_|(?:is|are|gets?|has been|have been) (?:done|ready|in|here|finished|back|fixed|merged|live|out|up|sorted|through|signed|approved|over)|to land|so|then|but|and (?:i|we|it|then|will|should|can|the rest|expect|hope)|till|until|til|by (?=_)|since (?=_)|which|who|because|before (?:i|we|it)|to be able|still|atm|right now|at the moment|though|rn|anyway|sorry|thanks|now|currently|today|for (?=_)|on (?=_)|from (?=_)|in (?=_)|should|hopefully|expected|as of|i think|i guess|otherwise|tbh|lol|haha|already|again|here|for (?:now|days|weeks|ages|a (?:week|while|day|few))|this week|before (?:the )?)(?=\s|$)|\s*_|\s*~/;
const WANTS =
  /@\d+|\b(?:his|her|their) \w+|\b(?:from|access|approvals?|reviews?|reviewers?|sign-?offs?|ok|answers?|decisions?|input|feedback|credentials?|creds|licen[cs]es?|keys?|env|environment|data|permissions?|confirmation|assets|copy|specs?|designs?|quotes?|signatures?|contracts?|legal|infra|finance|security|vendor|client|numbers|nodes?|machines?|servers?|engineers?|people|pairs? of hands|slots?|rates?|figures|prices?|texts?|photos?|images?|logos?|template|passwords?|certificates?|gpus?|quota|permits?|forms?|patch(?:es)?|fix(?:es)? from|go-?ahead|green light|budget|token|server|box|account|invoice|po|hardware|samples?|translations?|mockups?|reply|response|call back|eyes|firma|aprobacion|respuesta|acceso|visto bueno|datos|validation|accord|acces|reponse|feu vert|signature|retour|freigabe|zugang|zugriff|antwort|daten|ruckmeldung|unterschrift|akkoord|goedkeuring|toegang|reactie|aprovacao|acesso|resposta|retorno|layout|juridico|assinatura)\b/;
const OWN_WORK =
  /^(?:to|more time|a (?:bit|few|couple|little|day|week|minute|moment|miracle|coffee|break|vacation|holiday|nap|second|sec)|some (?:more )?time|another|one more (?:day|week|pass|look|round)|\w+ more(?= (?:hours?|days?|weeks?|rounds?|pass(?:es)?|looks?|tests?|iterations?|sprints?|goes?|edits?|pages?|chapters?|sections?|screens?|slides?|things?|bits?|of)\b|$)|until|till|time|sleep|help|_|~)/;

/** What nothing waits for that others could do. */
const NOBODY =
  /^(?:me|myself|you|you guys|us|nothing|nobody|no one|anyone|anything|(?:it|that|this)(?=$| (?:to|too|now|all)\b)|god|a miracle|inspiration|motivation|energy|sleep|coffee|godot|the weekend)\b/;

/** "Legal is blocking this", "Frank still has to sign": who stands first. */
const HOLDS_UP: readonly RegExp[] = [
  /^(?:so |and |well |but |now |because )*(?:@\d+|legal|finance|security|infra|procurement|they|(?:the|their|our) [a-z]+) (?:still |now )?owes? (?:me|us) ([^_~]+)$/,
  /^(?:so |and |well |but |now |only |just |all that is left is |what is missing is )*((?!it |this |that |these |they |which |what )[^,_~]+?) (?:is|are) (?:still |yet |now |currently |being |all that is )*(?:awaited|to be awaited)$/,
  /^(?:so |and |well |but |now |right now |here |currently )*((?!it |this |that |i |we |nothing |nobody )[^,_~]+?) (?:is|are) (?:still |now |currently |being )*(?:the |my |our |a )?(?:main |only |real |current )?(?:bottleneck|blocker|hold-?up)(?: here| now| right now| at the moment| for (?:me|us|this))*$/,
  /^(?:so |and |well |but |because )*((?!it |this |that |i |we |nothing |nobody |work )[^,_~]+?) (?:has|have) (?:still )?not (?:yet )?(?:arrived|come(?: in| through| back)?|shown up|turned up|been (?:delivered|granted|approved|provided|shared|sent|enabled|opened))(?: yet)?$/,
  /^(?:so |and |well |but )*((?!it |this |that |i |we |nothing |nobody )[^,_~]+?) (?:keeps?|kept|has kept) (?:me|us) waiting$/,
  /^(?:so |and |well |right now |still )*((?!nothing|no |not|it |this |that|what)[^,]+?) (?:(?:is|are) (?:what is )?(?:still |now |currently )*(?:blocking(?: (?:me|us|this|it|(?:the )?§\d+))?|holding (?:me|us|this|it|things|everything|§\d+) (?:up|back)|sitting on (?:it|this))|sits? on (?:it|this))$/,
  /^(?:so |and |well |but |now |still |because )*((?:@\d+|legal|design|finance|security|infra|procurement|(?:the|their|our) (?:vendor|client|customer|agency|supplier|lawyers?|team|[a-z]+ team)) (?:still |first )?(?:has|have|needs?) (?:still )?to .+?)(?: first| yet)?$/,
  /^(?:so |and |well |but |now |still |only )*((?=[^,]*\b(?:access|approval|sign-?off|credentials?|licen[cs]es?|keys?|data|input|feedback|confirmation|assets|copy|specs?|designs?|signatures?|contract|budget|environment|hardware|samples|permissions?|answers?|@\d+)\b)(?!it |this |that )[^,_~]+?) (?:is|are) (?:still |yet |now |currently |all that is )*(?:missing|lacking|outstanding|not (?:there|in|here|available|granted|provisioned|approved)(?: yet)?)$/,
  /^(?:so |and |well |but |still )*((?:@\d+|legal|design|finance|security|infra|procurement|hr|(?:the|their|our) [a-z]+)(?:'s [a-z]+)?) (?:still )?(?:has|have) (?:still )?not (?:[a-z]+ )?(?:signed|answered|replied|responded|approved|reviewed|delivered|sent|confirmed|provided|come back|gotten back|got back|decided|given|shared|paid)\b/,
  /^(?:so |and |well |but |still )*((?:@\d+|(?:the |our |their )?§\d+|legal|finance|security|infra|procurement|(?:the|their|our) [a-z]+)) (?:is|are) (?:still )?not (?:answering|replying|responding|reachable|available)\b/,
  /\b(?:have|has) (?:still )?not (?:heard|got|gotten|received|had) (?:anything |back |an answer |a reply |any word |word )*(?:back )?from ([^_~]+?)(?: yet)?$/,
  /^(?:so |and |but |still |yet )*no (?:answer|reply|response|word|feedback|sign-?off|approval|decision) (?:yet )?from ([^_~]+?)(?: yet)?$/,
  /\bdo not have (the [^_~]+?|access [^_~]*?|@\d+'s [^_~]+?) yet$/,
  /^(?:so |and |well |but |now )*(@\d+ was to \w+)\b/,
  /^(?:so |and |well |but |now |only )*(@\d+'s(?: \w+){0,2}) (?:is|are) (?:still |all that is )?(?:missing|pending|outstanding)$/,
];

/** What is waited for, in the first clause that says so. */
export function waitIn(found: readonly Found[], text: string, masked: string): readonly [number, number] | undefined {
  const holder = HOLDS_UP.map((words) => words.exec(text)?.[1]).find((words) => words !== undefined);
  if (holder !== undefined) return [text.indexOf(holder), text.indexOf(holder) + holder.length];
  const waits = found.filter(({ sense }) => sense === "waiting").toSorted((a, b) => a.start - b.start);
  let isWaiting = found.some(({ sense }) => sense === "blocked");
  for (const { start, end } of waits) {
    const from = end + (/^\s*(?:(?:from|of|on|que|is|are|still|now) )*/.exec(text.slice(end))?.[0].length ?? 0);
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
