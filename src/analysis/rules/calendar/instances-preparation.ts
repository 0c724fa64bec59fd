import { lettersOf } from "../../letters.ts";
import type { RuleContext } from "../../rule.ts";
import type { Guest, Meeting } from "./instances.ts";

/** Words by which a task says that it prepares something. */
const PREPARES =
  /\b(?:prep|prepare|preparing|preparation|agenda|slides?|deck|brief|briefing|draft|rehearse|demo|proposal|quote|offer|notes?)\b/i;
/** Words of titles that could be of any meeting. */
const COMMON: ReadonlySet<string> = new Set([
  "meeting",
  "call",
  "sync",
  "weekly",
  "monthly",
  "review",
  "demo",
  "with",
  "intro",
  "catch",
  "talk",
  "chat",
  "session",
]);
const SHORTEST_WORD = 3;

/** Whether a task, done or not, is about the meeting: it has all words of its title, or prepares something for one of them, a guest or their company. */
export function hasTask(meeting: Meeting, guests: readonly Guest[], { items }: RuleContext): boolean {
  const subject = wordsOf(meeting.item.title);
  const telling = new Set([...subject.filter((word) => !COMMON.has(word)), ...guests.flatMap(namesOf)]);
  return items.some(({ kind, title }) => {
    if (kind !== "task") return false;
    const words = new Set(wordsOf(title));
    const isSame = subject.length > 0 && subject.every((word) => words.has(word));
    return isSame || (PREPARES.test(title) && [...words].some((word) => telling.has(word)));
  });
}

/** Whether there were letters to or from one of them within the last days. */
export function hasLetters(guests: readonly Guest[], days: number, { items, now }: RuleContext): boolean {
  const addresses = new Set(guests.flatMap(({ actor }) => actor.email?.toLowerCase() ?? []));
  return lettersOf({ items, asOf: now }, days).some(({ item }) =>
    item.actors.some(({ email }) => addresses.has(email?.toLowerCase() ?? "")),
  );
}

/** First names, and companies by the first part of the domain. */
function namesOf({ actor }: Guest): string[] {
  const company = actor.email?.split("@").at(-1)?.split(".")[0] ?? "";
  return [actor.name.split(" ")[0] ?? "", company].filter((word) => word.length >= SHORTEST_WORD).map((word) => word.toLowerCase());
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length >= SHORTEST_WORD);
}
