/** What says how something stands, or when: such a word of a title names it only together with others. */
export const SAYS_STATUS =
  /^(?:done|block|blocked|unblock|risk|track|start|started|drop|dropped|cancel|cancelled|progress|stop|status|ready|finish|finished|complete|completed|live|late|slip|wait|waiting|mine|all|both|rest|first|second|third|last|other|next|week|day|today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|month|end|year|close|open|time|work|task|item|go|run|pass|good|fine|not|off|old|part|one|two|three)$/;

/** What is done as often as it is named: such a word names an item by itself only where it can be no verb. */
export const ACT_TOO =
  /^(?:review|reviewed|plan|ship|merge|release|launch|deploy|sign|approve|approval|write|writ|draft|update|updat|fix|add|make|get|set|send|move|remove|check|prepare|prepar|create|creat|need|ask|call|test|book|print|brief|hire|record|build|design|edit|migrate|post|publish|file|pay|clean|cut|mark|read|legal|team|people|point|line|final|start|end|old|whole)$/;

/** Endings of a verb and of what it does: "migrar" and "migración", "umstellen" and "Umstellung". */
const ENDINGS = /^(?:r|da|do|ar|er|ir|acion|cion|ado|ada|en|ung|ion|ation|tion|ing|e|ed)$/;

function isKin(one: string, other: string): boolean {
  const shared = [...one].findIndex((letter, place) => letter !== other[place]);
  return shared >= 5 && ENDINGS.test(one.slice(shared)) && ENDINGS.test(other.slice(shared)) && !ACT_TOO.test(one.slice(0, shared));
}

/** A long word with a letter missing, twice there, or swapped with the next one. */
function isSlip(one: string, other: string): boolean {
  const [long, short] = one.length > other.length ? [one, other] : [other, one];
  if (short.length < 6 || long[0] !== short[0]) return false;
  if (long.length - short.length === 1) return [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short);
  return long.length === short.length && [...long].toSorted().join("") === [...short].toSorted().join("");
}

/** "docs" for "documentation": the beginning of a long word names it too. */
export function isSame(stem: string, word: string): boolean {
  if (stem === word || isKin(stem, word) || isSlip(stem, word)) return true;
  const [long, short] = stem.length > word.length ? [stem, word] : [word, stem];
  return (
    short.length >= 5 &&
    long.startsWith(short) &&
    /^(?:ing|ed|es|s|ations?|ments?)$/.test(long.slice(short.length)) &&
    !SAYS_STATUS.test(short) &&
    !ACT_TOO.test(short)
  );
}
