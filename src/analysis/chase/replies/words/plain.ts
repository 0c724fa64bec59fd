import { FINISHES } from "./finishing.ts";

/** Words that change nothing of what is told beside them. None that denies, doubts, compares or looks back is among them. */
const BESIDE_A_DAY =
  `(?:expect|plan|hope|aim|going|will|should|can|want) to (?=\\w)|${FINISHES}|(?:you|they) (?:will )?(?:have|get) (?:it|this|them|these)|(?:will|should|can|going to) do(?: it| this| that)?|between|and|or|close of|by then|for sure|(?:in )?all|(?:will|should|going to|can) (?:finish|land|ship|merge|deliver|close|wrap)(?: it| this| that)?(?: up)?|the|a|it|is|this|that|i|we|will|be|on|in|at|by|for|of|and|so|still|all|both|rest|others|my|our|yes|ok|please|sorry|thanks|hi|hey|hello|latest|eta|target|aim|aiming|expect|expecting|expected|around|about|then|now|realistic|fine|good|say|let's|have (?:it|this)|task|status|day|one|two|three|four|five|first|second|third|fourth|fifth|last`;
const BESIDE_A_STATUS = `${BESIDE_A_DAY}|an|are|am|since|these|those|they|been|being|shall|should|going|to|with|just|everything|each|mine|us|here|has|got|get|do|does|also|too|side|end|ticket|item|issue|card|story|pr|today|currently|morning|afternoon|evening|noon|plan|planning|one|first|second|third|there|really|actually|definitely|totally|completely|fully|already|even|finally|officially|very|pretty|quite|only|make|other|lol|time|great|well|as|planned|thing|stuff|work|finish|finished|ready|have|anymore|any more|any longer|any|longer|anyway|now|where|who|whom|which|their|dates?|deadlines?|by (?:the )?(?:client|customer|management|product|leadership|team|board|boss|sponsor)|all \\d|every|single|whole|lot|entire|tested|reviewed|approved|successfully|safely|formally|properly|entirely|smoothly|nicely|recently|honestly|sadly|unfortunately|thankfully|surely|certainly|bit|little|slightly|day|days|week|weeks|couple|few|more|into|own|same`;
const READ = String.raw`[§¶]\d+|[~_]+|\d{1,3} ?%|thumbsup|tickmark|[^\p{L}\p{N}@%§¶]+`;

/** The same of other languages, as their dictionaries leave them. */
const ABROAD =
  "ist|sind|es|das|dies|ein|eine|sehr|zu|wir|bin|da|der|den|dem|hat|habe|hab|wurde|worden|va|vamos|voy|muy|un|una|estamos|estoy|se|lo|la|los|las|el|esto|ya|por|mi|de|fue|hemos|ca|c'|cela|c'est|on|je|j'|il|elle|nous|est|vais|tres|la|le|les|pour|a|ete|suis|avons|du|mon|het|dit|dat|er|we|ik|nu|al|een|heel|wel|bij|met|aan|heb|hebben|heeft|zijn|wordt|werd|o|os|isso|esta|ta|estou|um|uma|ja|agora|eu|vou|com|pra|que";

function nothingBut(words: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}'])(?:${words}|${ABROAD})(?![\p{L}\p{N}'])|${READ}`, "gu");
}

const PLAIN = nothingBut(BESIDE_A_STATUS);
const PLAIN_DAY = nothingBut(BESIDE_A_DAY);

/** Whether nothing stands in these words, in small letters, but such; what was read already is `~`, `_` or `§0` in them. A day by itself allows for fewer. */
export function isPlain(words: string, isOnlyDay: boolean): boolean {
  return words.replace(isOnlyDay ? PLAIN_DAY : PLAIN, " ").trim() === "";
}
