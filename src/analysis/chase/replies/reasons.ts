import type { ToldStatus } from "../../../core/ask.ts";
import { isAgainst } from "./clauses.ts";
import type { Heard } from "./read-clause.ts";

/** What nobody says for no reason: the reason needs not be understood, but has to be one. */
const EXPLAINED: readonly ToldStatus[] = ["at_risk", "blocked", "not_started", "reassigned", "dropped"];
const TAKES_BACK =
  /\b(?:but|though|although|however|now|again|anyway|actually|fixed|resolved|sorted|fine|ok|until|if|unless|when|except|done|wrong|joke|back|found|saved)\b|^(?:not|no|never)\b(?! (?:time|one|body|people|capacity|licen[cs]es?|access|answer|reply|room|budget|way to))/;
/** What is bad in itself, so that it can only be why something is not well. */
const BAD =
  /\b(?:not|no|never|nobody|nothing|none|lost|lose|losing|breaks?|broke|broken|sick|ill|leave|away|holiday|vacation|late|later|fail\w*|missing|missed|down|crash\w*|too|harder|bigger|slow\w*|longer|swamped|busy|overloaded|out of|short of|stuck|ghosted|refus\w*|reject\w*|problems?|issues?|trouble|bugs?|errors?|flaky|unstable|wrong|bad|worse|mess\w*|stopped|stops|cancelled|changed|keeps? \w+ing|ate|exploded|on fire|queue|redo|rework|scratch|overrun|expired|full|hacked|flooded|strike|storm|questions|doubts?|objects?|objected|complain\w*|underestimated|spec|nowhere|still)\b/;
/** Why it went to them. */
const OF_WHOM =
  /^(?:she|he|they) (?:know|has (?:all|the|more)|have (?:all|the|more)|is (?:the|better|having)|are (?:the|better)|follow|handle|run|own)s?\b/;

/** Whether a clause that nobody understood can only be the reason of what was said before it. */
export function explains(
  status: ToldStatus,
  { clause, senses, days, handover, isConditional, isIrony, isOrder }: Heard,
  telling: readonly Heard[],
): boolean {
  const isMeant = !clause.isAsked && !isConditional && !isIrony && !isOrder && EXPLAINED.includes(status);
  if (!isMeant || handover !== undefined || days.some(({ role }) => role === "finish")) return false;
  const isAfter = telling.findIndex((each) => each.clause === clause) > 0 || /[§¶]\d/.test(clause.text);
  const isReason = /\b(?:because|cause)\b/.test(clause.joint) || (status === "reassigned" ? OF_WHOM : BAD).test(clause.text);
  return isAfter && isReason && senses.size === 0 && !TAKES_BACK.test(clause.text) && !isAgainst(clause);
}
