/** Words that change nothing of what is told beside them, however they are put together. None that denies, doubts, compares or looks back is among them. */
const PLAIN =
  /(?<![\p{L}\p{N}'])(?:the|a|an|it|is|are|am|this|that|these|those|they|i|we|be|been|being|will|shall|should|going|to|for|of|on|in|at|by|with|and|so|then|now|just|still|all|both|everything|each|my|mine|our|us|here|yes|ok|okay|please|sorry|thanks|hi|hey|hello|have|has|got|get|do|does|also|too|side|end|task|ticket|item|issue|card|story|pr|today|currently|latest|late|early|morning|afternoon|evening|noon|about|around|aim|aiming|expect|expecting|expected|plan|planning|target|eta|day|one|first|second|third|status|there|really|actually|definitely|totally|completely|fully|already|even|finally|officially|very|pretty|quite|only|make|it|let's|say|rest|others?|other|us|lol|time|fine|good|great|well|as|planned|thing|stuff|work|finish|finished|ready)(?![\p{L}\p{N}'])|[§¶]\d+|[~_]+|\d{1,3} ?%|thumbsup|tickmark|[^\p{L}\p{N}@%§¶]+/gu;

/** Whether nothing stands in these words, in small letters, but such; what was read already is `~`, `_` or `§0` in them. */
export function isPlain(words: string): boolean {
  return words.replace(PLAIN, " ").trim() === "";
}
