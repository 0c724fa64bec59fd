import { FINISHES } from "./finishing.ts";

/** Words that change nothing of what is told beside them. None that denies, doubts, compares or looks back is among them. */
const BESIDE_A_DAY = `within|from now|final|promised?|tasks|tickets|items|(?:proceeds?|continues|goes|moves) (?=~)|(?:will|should|can) end|(?:expect|plan|hope|aim|going|will|should|can|want) to (?=\\w)|${FINISHES}|(?:you|they) (?:will )?(?:have|get) (?:it|this|them|these)|(?:will|should|can|going to) do(?: it| this| that)?|between|and|or|close of|follows?|scheduled|planned|as (?:planned|agreed|promised|usual|expected|scheduled)|aim(?:ing)? for|manage|in good time|(?:new|revised|updated|current) (?:date|deadline|target|estimate)|by then|for sure|(?:in )?all|(?:will|should|going to|can) (?:finish|land|ship|merge|deliver|close|wrap)(?: it| this| that)?(?: up)?|the|a|it|is|this|that|i|we|will|be|on|in|at|by|for|of|and|so|still|all|both|rest|others|my|our|yes|ok|please|sorry|thanks|hi|hey|hello|latest|eta|target|aim|aiming|expect|expecting|expected|around|about|then|now|realistic|fine|good|say|let's|have (?:it|this)|task|status|day|one|two|three|four|five|first|second|third|fourth|fifth|last`;
const BESIDE_A_STATUS = `${BESIDE_A_DAY}|ugh|oof|phew|from (?:me|here|today|now)(?: on)?|in (?:the )?stand-?up|an|are|am|since|these|those|they|been|being|shall|should|going|to|with|just|everything|each|mine|us|here|has|got|get|do|does|also|too|side|end|ticket|item|issue|card|story|pr|today|currently|morning|afternoon|evening|noon|plan|planning|one|first|second|third|there|really|actually|definitely|totally|completely|fully|already|even|finally|officially|very|pretty|quite|only|make|other|lol|time|great|well|as|planned|thing|stuff|work|finish|finished|ready|have|anymore|any more|any longer|any|longer|anyway|now|where|who|whom|which|their|dates?|deadlines?|by (?:the )?(?:client|customer|management|product|leadership|team|board|boss|sponsor)|all \\d|every|single|whole|lot|entire|tested|reviewed|approved|successfully|safely|formally|properly|entirely|smoothly|nicely|recently|honestly|sadly|unfortunately|thankfully|surely|certainly|slightly|into|own|same`;
const READ = String.raw`[§¶]\d+|[~_]+|\d{1,3} ?%|thumbsup|tickmark|[^\p{L}\p{N}@%§¶]+`;

/** The same of other languages, as their dictionaries leave them. */
const ABROAD =
  "ist|sind|es|das|dies|ein|eine|sehr|zu|wir|bin|da|der|den|dem|hat|habe|hab|wurde|worden|va|vamos|voy|muy|un|una|estamos|estoy|se|lo|la|los|las|el|esto|ya|por|mi|de|fue|hemos|ca|c'|cela|c'est|on|je|j'|il|elle|nous|est|vais|tres|la|le|les|pour|a|ete|suis|avons|du|mon|het|dit|dat|er|we|ik|nu|al|een|heel|wel|bij|met|aan|heb|hebben|heeft|zijn|wordt|werd|o|os|isso|esta|ta|estou|um|uma|ja|agora|eu|vou|com|pra|que";

function nothingBut(words: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}'])(?:${words}|${ABROAD})(?![\p{L}\p{N}'])|${READ}`, "gu");
}

/** What may follow a status: no object, which it would be the status of, and nobody that it is so for. */
const BEHIND_A_STATUS =
  "the|a|an|it|is|are|am|be|been|was|this|that|these|those|them|they|i|we|you|will|should|can|going|have|has|got|on|in|at|by|for|of|with|and|so|still|all|both|my|our|us|yes|ok|please|sorry|thanks|hi|latest|eta|target|aim|aiming|expect|expected|around|about|then|now|fine|good|realistic|task|status|day|also|too|side|end|ticket|item|issue|card|story|pr|today|currently|morning|afternoon|evening|noon|there|here|really|actually|definitely|totally|completely|fully|already|even|finally|officially|very|pretty|quite|only|lol|great|well|as|planned|as (?:planned|agreed|promised|usual|expected|scheduled)|thing|anymore|any more|any longer|anyway|everything|every|single|whole|lot|entire|tested|reviewed|approved|successfully|safely|formally|properly|entirely|smoothly|nicely|recently|honestly|sadly|unfortunately|thankfully|surely|certainly|slightly|follows?|scheduled|between|or|by then|for sure|from (?:me|here|today|now)(?: on)?|in (?:the )?stand-?up|promised?|in good time|close of|(?:by|from) (?:the )?(?:client|customer|management|product|leadership|team|board|boss|sponsor)|(?:new|revised|updated|current) (?:date|deadline|target|estimate)";
/** The same where a day goes with it. */
const BEHIND_WITH_A_DAY = `${BEHIND_A_STATUS}|${BESIDE_A_DAY}`;

const PLAIN = nothingBut(BESIDE_A_STATUS);
const BEHIND = nothingBut(BEHIND_A_STATUS);
const BEHIND_WITH_DAY = nothingBut(BEHIND_WITH_A_DAY);
const PLAIN_DAY = nothingBut(BESIDE_A_DAY);

/** Whether nothing stands in these words, in small letters, but such; what was read already is `~`, `_` or `§0` in them. A day by itself allows for fewer. */
export function isPlain(words: string, isOnlyDay: boolean): boolean {
  return words.replace(isOnlyDay ? PLAIN_DAY : PLAIN, " ").trim() === "";
}

/** Whether nothing follows what was read as a status (`~`) that could be its object, or somebody else whom it holds for. */
export function isPlainBehind(words: string): boolean {
  const behind = words.slice(words.indexOf("~") + 1);
  return !words.includes("~") || behind.replace(behind.includes("_") ? BEHIND_WITH_DAY : BEHIND, " ").trim() === "";
}

/** Where more is to be found, or what somebody does now that it is done: it adds nothing to what was told. */
export const ADDS_NOTHING =
  /^(?:(?:the |all |full )?(?:links?|prs?|sign-?off|minutes|photos?|templates?|docs?|files?|notes|details|recording|screenshots?|summary|report|slides|deck|proof|evidence|numbers|results) (?:is |are |will be )?(?:in|on|at|here|below|attached|above|up|posted|shared)\b[^?]*|(?:see|cf|details in|as per|per) (?:the )?(?:pr|doc|docs|link|channel|mr|wiki|repo|release notes|changelog)\b(?: ?#?\d+)?|(?:closing|closed|i will close|will close|moving on from) (?:the |this |my )?(?:ticket|laptop|card|issue|tab|story|it)(?: out)?(?: now)?|(?:pr|mr) ?#?\d+|attached|fwiw|fyi|(?:just )?so you know|as (?:promised|agreed|planned|expected|discussed)|(?:that is|that was) (?:it|all)(?: from me| for now| from my side)?|nothing (?:else|more|further)(?: to (?:do|add|report|say))?(?: (?:here|from me|on my end|on my side))?|no (?:problem|worries|drama|surprises|issues?|blockers?|help needed|action needed)|all (?:good|fine|set|yours)|(?:finally|phew|yay|woo|hooray|hurray|nice|sweet|cool|great|boom|tada)|(?:enjoy|have fun)|you can (?:close|tick|check|cross|strike) (?:it|this|that)(?: off| out)?|good to (?:close|go)|next(?: one)?(?: please)?|(?:happy|glad)(?: to (?:help|report|say))?|(?:have a )?(?:good|nice|great) (?:day|one|weekend|evening|week))$/;
