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
  /\n+|(?<!\d\.\d{1,2})(?<!\b(?:e\.g|i\.e|approx|vs|nr|no))[.!?…]+(?=[\s")]|$)|\.{2,}|;|,(?=\s|$|[a-z§@])|\s-+\s*|-+\s+(?=\S)|\s[/|]\s|\s(?:->|=>|→)\s|[()[\]]|:(?=\s|$)|\s(?:but|however|though|although|whereas|while|because|cause)(?=[\s,])|\sso(?=\s(?!far|on|me|that))|(?:\s|^)then(?=[\s,])|\sand(?=\s(?:i|we|it|he|she|they|should|will|waiting|blocked|stuck|need|on track|at risk|done|not|please|do not|the others?|other|the rest|rest|then|tomorrow|today|\w+day|possibly|now|now i|is|starting|am|the second|second|@\d+ (?:is|has|took|had|owns|will))\b)|(?<![§¶]\d)\sand(?=\s(?:the )?[§¶]\d)/g;

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
      clauses.push({ start, end: from + words.trimEnd().length, text: words.trim(), joint, isAsked: mark.includes("?"), isFirst });
      joint = mark;
    } else joint += mark;
  };
  for (const match of text.matchAll(JOINTS)) {
    put(match.index, match[0]);
    from = match.index + match[0].length;
  }
  put(text.length, "");
  return clauses;
}
