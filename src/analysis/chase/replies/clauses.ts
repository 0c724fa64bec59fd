/** A part of a reply that says one thing. */
export interface Clause {
  /** [start, end) of the text it is part of. */
  start: number;
  end: number;
  text: string;
  /** What stands between it and the one before, in its own words. */
  joint: string;
  /** Whether a question mark ends it. */
  isAsked: boolean;
  /** Whether it begins a sentence. */
  isFirst: boolean;
}

const JOINTS =
  /\n+|(?<!\d\.\d{1,2})(?<!\b(?:e\.g|i\.e|approx|vs|nr|no(?=\.\s*\d)))[.!?…]+(?=[\s")]|$)|\.{2,}|;|,(?!(?<=(?:day|tomorrow|tonight|\dth),)\s*(?:(?:or )?(?:(?:could|might|may) (?:also|well|just as well) be|maybe|perhaps|possibly|worst case|at worst|if not|latest|at the latest) (?:on |by )?(?:\w+day|tomorrow)|(?:\w+day|tomorrow) (?:at the latest|latest|worst case|at worst|tops)))(?=\s|$|[a-z§@])|\s(?:->|=>|→)\s|\s-+\s*|-+\s+(?=\S)|\s[/|]\s|[()[\]]|:(?=\s|$)|\s(?:(?<!\ball )but|unless|however|though|although|whereas|while|because(?! of)|cause)(?=[\s,])|\sso(?=\s(?!far|on|me|that))|(?:\s|^)then(?=[\s,])|(?<!\bbetween [^,.]{1,24})\sand(?=\s(?:you (?:will|get|can|have)|i|we|it|those|these|he|she|they|should|will|waiting|blocked|stuck|need|on track|at risk|done|not|please|do not|the others?|other|the rest|rest|then|tomorrow|today|\w+day|possibly|now|now i|is|starting|am|the (?:first|second|third)|first|second|third|@\d+ (?:is|has|took|had|owns|will))\b)|(?<![§¶]\d)\sand(?=\s(?:the )?[§¶]\d)/g;

/** Begins what is asked, whatever ends it: "why does she need this". */
const ASKS =
  /^(?:and |but |so |sorry,? )*(?:(?:why|when|where|how|who|what) (?:do|does|did|are|can|should|would)\b|why is|(?:did|does|is|are|can|could|would|has) (?:the|it|this|that|you|we|i|anyone|anybody|somebody|someone|they|he|she|there|tomorrow|today|\w+day|[§@]\d+)\b)/;
/** A statement whose writer only sounds unsure of it: "on track I guess?" */
const GUESSES = /\b(?:i (?:guess|think|believe|suppose)|probably|hopefully)$/;

/** "Did it last night" tells, and asks only with its mark. */
const TELLS_THOUGH = /^(?:and |but |so |sorry,? )*did (?:it|this|that|them)\b/;

function isQuestion(words: string, mark: string): boolean {
  return (ASKS.test(words) && !TELLS_THOUGH.test(words)) || (mark.includes("?") && !GUESSES.test(words));
}

/** The clauses of a text in small letters, in their order. */
export function clausesIn(text: string): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  let joint = "";
  const put = (end: number, mark: string): void => {
    const words = text.slice(from, end);
    const start = from + (words.length - words.trimStart().length);
    const isFirst = clauses.length === 0 || /[.!?…\n;]/.test(joint);
    if (words.trim() !== "") {
      clauses.push({
        start,
        end: from + words.trimEnd().length,
        text: words.trim(),
        joint,
        isAsked: isQuestion(words.trim(), mark),
        isFirst,
      });
      joint = mark;
    } else joint += mark;
  };
  for (const match of text.matchAll(JOINTS)) {
    put(match.index, match[0]);
    from = match.index + match[0].length;
  }
  put(text.length, "");
  return underHeadings(clauses, text);
}

/** Whether a clause is set against the one before it. */
export function isAgainst({ joint }: Clause): boolean {
  return /\b(?:but|though|although|however|unless|whereas|while)\b/.test(joint);
}

const ITEMS_ONLY = /^(?:(?:and|the|my|our|also|&|[§¶]\d+)[\s,]*)*[§¶]\d+$/;

/** "Done: docs, blocked: load test": items that stand below what is said of them. */
function underHeadings(clauses: readonly Clause[], text: string): Clause[] {
  const joined: Clause[] = [];
  let isBelow = false;
  for (const clause of clauses) {
    const head = joined.at(-1);
    const isItem = ITEMS_ONLY.test(clause.text);
    const begins = isItem && head !== undefined && /^\s*[:=-]\s*$/.test(clause.joint) && !/[§¶]/.test(head.text);
    isBelow = begins || (isBelow && isItem && /^\s*,\s*$|^\s*and$/.test(clause.joint));
    if (isBelow && head) joined.pop();
    joined.push(isBelow && head ? { ...head, end: clause.end, text: text.slice(head.start, clause.end), isAsked: clause.isAsked } : clause);
  }
  return joined;
}
