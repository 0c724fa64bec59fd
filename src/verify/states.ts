import type { FieldValue, Item } from "../core/item.ts";
import { saysOf } from "./says.ts";

/** A state that words claim of what they are about. */
interface Claimed {
  word: string;
  states: readonly string[];
  isDenied: boolean;
}

/** States of one kind exclude each other: whatever is in one is in no other. */
const GROUPS: readonly (readonly string[])[] = [
  ["open", "merged", "closed"],
  ["todo", "in_progress", "blocked", "done", "cancelled"],
  ["planned", "running", "paused", "done", "failed", "withdrawn"],
  ["queued", "running", "done"],
  ["passed", "failed", "cancelled", "skipped", "timed_out", "pending", "none"],
  ["confirmed", "tentative", "cancelled"],
  ["accepted", "declined", "tentative", "needs_action"],
  ["approved", "unapproved", "changes_requested"],
  ["unread", "read"],
  ["draft", "ready"],
  ["answered", "unanswered"],
];

/** Words that say a state wherever they stand, with the states that they may mean. */
const SAYING: Readonly<Record<string, readonly string[]>> = {
  merged: ["merged"],
  unmerged: ["open", "closed"],
  landed: ["merged"],
  closed: ["closed", "merged"],
  reopened: ["open"],
  done: ["done"],
  finished: ["done"],
  completed: ["done"],
  complete: ["done"],
  unfinished: ["todo", "in_progress", "blocked"],
  blocked: ["blocked"],
  unblocked: ["todo", "in_progress", "done"],
  stuck: ["blocked", "paused"],
  cancelled: ["cancelled"],
  canceled: ["cancelled"],
  paused: ["paused"],
  failed: ["failed", "timed_out"],
  failing: ["failed", "timed_out"],
  passed: ["passed"],
  passing: ["passed"],
  withdrawn: ["withdrawn"],
  declined: ["declined"],
  accepted: ["accepted"],
  confirmed: ["confirmed"],
  tentative: ["tentative"],
  approved: ["approved"],
  unapproved: ["unapproved"],
  unread: ["unread"],
  rejected: ["changes_requested", "closed", "declined"],
  shipped: ["done", "merged"],
  deployed: ["done", "merged"],
  released: ["done"],
  signed: [],
  resolved: ["done", "closed"],
  delivered: [],
};
/** Words that say a state only of what they are said to be. */
const PREDICATES: Readonly<Record<string, readonly string[]>> = {
  open: ["open", "todo", "in_progress", "blocked"],
  ready: ["ready"],
  running: ["running"],
  green: ["passed", "green"],
  red: ["failed", "red"],
  read: ["read"],
  answered: ["answered"],
  unanswered: ["unanswered"],
  ongoing: ["in_progress", "running"],
};
const BEING = "(?:is|are|was|were|been|being|remains?|remained|stays?|stayed|stands?|got|gets|went|now|still|already|marked(?: as)?|left)";
const BETWEEN = "(?:(?:now|still|already|not|never|yet|all|both|also|fully|again|completely|finally)\\s+)*";
const STATE = new RegExp(
  `\\b(?:(?<said>${Object.keys(SAYING).join("|")})|(?:${BEING}\\s+${BETWEEN})(?<is>${Object.keys(PREDICATES).join("|")}))\\b(?!-)`,
  "gi",
);
/** Before a state: that it is not so. */
const DENIED =
  /(?:\b(?:not|never|no longer|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|hasn['’]t|haven['’]t|without being|nothing|nobody|none)\b(?:\s+\p{L}+){0,3}\s*)$/iu;
/** Before a state: that it is not said to be so, but wished, planned, feared or asked. */
const UNREAL =
  /\b(?:to (?:be|get|have)|be|will|would|should|must|can|could|may|might|if|unless|until|once|before|when|whether|needs?|awaits?|awaiting|waits?|waiting|gets?|getting|want(?:s|ed)?|asks?|asked|who|nor|or)\b(?:\s+[\p{L}\u{FFFC}'’]+){0,4}\s*$/iu;

/** The states that words claim and the cited items have not, or that no cited item speaks of. */
export function looseStates(words: string, cited: readonly Item[], isReported: boolean): string[] {
  const claimed = claimsIn(words);
  if (claimed.length === 0) return [];
  const has = new Set(cited.flatMap(statesOf));
  const text = cited.map((item) => saysOf(item).words.toLowerCase()).join("\n");
  return claimed.filter((each) => isLoose(each, has, text, isReported)).map(({ word }) => word);
}

function claimsIn(words: string): Claimed[] {
  return [...words.matchAll(STATE)].flatMap((match) => {
    const { said, is } = match.groups ?? {};
    const word = said ?? is ?? "";
    const start = match.index + match[0].length - word.length;
    const before = sentenceBefore(words.slice(0, start));
    const isDenied = DENIED.test(before);
    if (!isDenied && UNREAL.test(before)) return [];
    const states = SAYING[word.toLowerCase()] ?? PREDICATES[word.toLowerCase()] ?? [];
    return [{ word: isDenied ? `not ${word}` : word, states, isDenied }];
  });
}

function sentenceBefore(words: string): string {
  return words.slice(Math.max(words.lastIndexOf(". "), words.lastIndexOf("; "), words.lastIndexOf(": ")) + 1);
}

function isLoose({ word, states, isDenied }: Claimed, has: ReadonlySet<string>, text: string, isReported: boolean): boolean {
  const plain = word.replace(/^not /, "").toLowerCase();
  const rivals = new Set(GROUPS.filter((group) => group.some((state) => states.includes(state))).flat());
  const relevant = [...has].filter((state) => rivals.has(state));
  const isSo = states.some((state) => has.has(state));
  if (isDenied) return isSo && relevant.every((state) => states.includes(state));
  if (isSo) return false;
  const isWritten = new RegExp(`\\b${plain}`).test(text);
  return relevant.length > 0 ? !(isWritten && isReported) : !isWritten;
}

/** What an item's fields and people say of how it stands. */
function statesOf({ fields, actors }: Item): string[] {
  const words = ["status", "state", "conclusion", "checks", "health"].flatMap((field) => wordOf(fields[field]));
  const reviews = listOf(fields["reviews"]);
  const approvals = fields["approvals"];
  return [
    ...words.flatMap((word) => (word === "timed_out" ? [word, "failed"] : word === "green" ? ["green"] : [word])),
    ...actors.flatMap(({ response }) => response ?? []),
    ...(typeof approvals === "number"
      ? [approvals > 0 || reviews.some((each) => each.includes(" approved")) ? "approved" : "unapproved"]
      : []),
    ...(reviews.some((each) => each.includes(" changes_requested")) ? ["changes_requested"] : []),
    ...flag(fields["unread"], "unread", "read"),
    ...flag(fields["draft"], "draft", "ready"),
    ...flag(fields["answered"], "answered", "unanswered"),
    ...(typeof fields["failedSince"] === "string" ? ["failed"] : []),
    ...(typeof fields["blockedBy"] === "string" || typeof fields["blockedSince"] === "string" ? ["blocked"] : []),
  ];
}

function flag(value: FieldValue | undefined, yes: string, no: string): string[] {
  return value === true ? [yes] : value === false ? [no] : [];
}

function wordOf(value: FieldValue | undefined): string[] {
  return typeof value === "string" ? [value.toLowerCase().replaceAll(/[ -]/g, "_")] : [];
}

function listOf(value: FieldValue | undefined): readonly string[] {
  return typeof value === "object" && value !== null ? value : [];
}
