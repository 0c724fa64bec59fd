import type { FieldValue, Item } from "../core/item.ts";
import { isMoment } from "./moment.ts";
import { isSaidAs, polarityAt } from "./polarity.ts";
import { saysOf } from "./says.ts";
import { GROUPS, MILD, STATE, statesMeantBy } from "./state-words.ts";

/** A state that words claim of what they are about. */
interface Claimed {
  word: string;
  states: readonly string[];
  isDenied: boolean;
}

/** Kinds of what was sent by being there. */
const SENT: ReadonlySet<string> = new Set(["mail", "message", "letter"]);

/** The states that words claim and the cited items have not, or that no cited item speaks of. `today` is the reader's. */
export function looseStates(words: string, cited: readonly Item[], isReported: boolean, today: string): string[] {
  const claimed = claimsIn(words);
  if (claimed.length === 0) return [];
  const has = new Set(cited.flatMap((item) => statesOf(item, today)));
  const text = cited.map((item) => saysOf(item).words).join("\n");
  return claimed.filter((each) => isLoose(each, has, text, isReported)).map(({ word, isDenied }) => (isDenied ? `not ${word}` : word));
}

function claimsIn(words: string): Claimed[] {
  return [...words.matchAll(STATE)].flatMap((match) => {
    const { said, is, has, does } = match.groups ?? {};
    const word = said ?? is ?? has ?? does ?? "";
    const polarity = polarityAt(words, match.index + match[0].length - word.length);
    return polarity === "unreal" ? [] : [{ word, states: statesMeantBy(word), isDenied: polarity === "denied" }];
  });
}

function isLoose({ word, states, isDenied }: Claimed, has: ReadonlySet<string>, text: string, isReported: boolean): boolean {
  const rivals = new Set(GROUPS.filter((group) => group.some((state) => states.includes(state))).flat());
  const relevant = [...has].filter((state) => rivals.has(state));
  const isSo = states.some((state) => has.has(state));
  const isWritten = isSaidAs(text, word, isDenied ? "denied" : "so");
  if (isDenied && isSo) return relevant.every((state) => states.includes(state));
  if (isDenied) return relevant.length === 0 && !isWritten && isSaidAs(text, word, "so");
  if (isSo) return false;
  return relevant.length > 0 ? !(isWritten && isReported) : !isWritten && !MILD.has(word.toLowerCase());
}

/** What an item's fields and people say of how it stands. */
function statesOf({ kind, fields, actors }: Item, today: string): string[] {
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
    ...(typeof fields["bounced"] === "string" ? ["back"] : []),
    ...(SENT.has(kind) ? ["sent"] : []),
    ...punctuality(fields, today),
  ];
}

/** Of what is not over, whether its day has passed. */
function punctuality({ due, status }: Item["fields"], today: string): string[] {
  if (typeof due !== "string" || !isMoment(due) || status === "done" || status === "cancelled") return [];
  return [due.slice(0, today.length) < today ? "late" : "punctual"];
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
