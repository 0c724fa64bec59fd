import type { Prose, Span } from "../core/prose.ts";

/** Nouns that may stand behind a count, with the parts of fields' names that such a count has. */
const COUNTED: readonly (readonly [nouns: RegExp, fields: RegExp])[] = [
  [/^(?:approvals?|approvers?)$/, /approv/],
  [/^reviews?$/, /review|approv/],
  [/^(?:reviewers?)$/, /review|approv/],
  [/^comments?$/, /comment/],
  [/^commits?$/, /commit/],
  [/^files?$/, /file/],
  [/^(?:lines?)$/, /line|addition|deletion|insertion/],
  [/^(?:additions?|insertions?)$/, /addition|insertion/],
  [/^(?:deletions?|removals?)$/, /deletion/],
  [/^(?:checks?|jobs?)$/, /check|job/],
  [/^tests?$/, /test/],
  [/^(?:bugs?|errors?|failures?|defects?|incidents?|crash(?:es)?|outages?)$/, /bug|error|fail|defect|incident|crash|outage/],
  [/^(?:repl(?:y|ies)|answers?|responses?)$/, /repl|answer|response/],
  [/^(?:messages?|mails?|letters?)$/, /message|mail|letter|unread/],
  [
    /^(?:people|persons?|guests?|attendees?|users?|customers?|clients?|members?)$/,
    /people|person|guest|attend|user|customer|client|member|approv/,
  ],
  [/^(?:tasks?|issues?|tickets?)$/, /task|issue|ticket/],
  [/^(?:attempts?|retries|reruns?)$/, /attempt|retr|rerun/],
  [/^seconds?$/, /second/],
  [/^minutes?$/, /minute/],
  [/^hours?$/, /hour/],
  [/^days?$/, /day/],
  [/^weeks?$/, /week/],
  [/^months?$/, /month/],
  [/^years?$/, /year/],
  [/^(?:percent|%)$/, /percent|share|stage/],
  [/^(?:euros?|dollars?|pounds?)$/, /usd|eur|gbp|price|amount|cost|total|rent|budget/],
];
/** Where what is counted ends. */
const END = /^(?:of|in|on|at|to|for|by|with|without|from|and|or|but|is|are|was|were|has|have|had|who|which|that|than)$/;
/** Words behind a count that may belong to what is counted. */
const MOST_WORDS = 3;

/** Denials and comparisons that turn round what a date behind them says. */
const TURNED =
  /\b(?:(?:not|never|no longer|neither|\p{L}+n['’]t)(?:\s+(?!(?:since|by|before|until|till|after|done|over|finished)\b)\p{L}+){0,3}|(?:later|earlier|sooner) than|due (?:long |well )?(?:before|after))\s*$/iu;

/** Nouns behind a count that its field does not count, as in `{{P1.additions}} approvals`. */
export function miscounted(text: Prose): string[] {
  return text.flatMap((span, index) => {
    const behind = text[index + 1];
    if (span.kind !== "fact" || typeof span.fact.value !== "number" || behind?.kind !== "text") return [];
    const field = span.fact.path.toLowerCase();
    return nounsIn(behind.text).filter((noun) => COUNTED.some(([nouns, fields]) => nouns.test(noun) && !fields.test(field)));
  });
}

/** Words before a date that say that it is another one, as in `not due {{T1.due}}`. */
export function turnedDates(text: Prose): string[] {
  return text.flatMap((span, index) => {
    const before = text[index - 1];
    if (!isDate(span) || before?.kind !== "text") return [];
    return (TURNED.exec(before.text.slice(-80))?.[0] ?? "").trim() || [];
  });
}

function isDate(span: Span): boolean {
  return span.kind === "fact" && (span.form === "date" || span.form === "instant" || span.form === "time");
}

function nounsIn(behind: string): string[] {
  const [phrase = ""] = /^[^.,;:!?()]*/.exec(behind) ?? [];
  const words = phrase.toLowerCase().match(/[\p{L}’'-]+|%/gu) ?? [];
  const end = words.findIndex((word) => END.test(word));
  return words.slice(0, Math.min(end < 0 ? words.length : end, MOST_WORDS));
}
