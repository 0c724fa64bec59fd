import type { ToldStatus } from "../../core/ask.ts";
import { columnKey } from "./reader.ts";
import { TASK_WORDS } from "./words.ts";

/** Of the words for what is in progress, those that say that it may come too late. */
const RISK_WORDS: ReadonlySet<string> = new Set(["at risk", "off track"]);
const TOLD: Readonly<Record<string, ToldStatus>> = {
  todo: "not_started",
  in_progress: "on_track",
  blocked: "blocked",
  done: "done",
  cancelled: "dropped",
};

/** What the word of a plan says of a task, as people say it; undefined for a word that nobody knows. */
export function toldStatusOf(word: string): ToldStatus | undefined {
  const key = columnKey(word);
  return RISK_WORDS.has(key) ? "at_risk" : TOLD[TASK_WORDS.get(key) ?? ""];
}

/** Who keeps a plan does not always tell these two apart. */
export function roughly<Told extends string | null>(told: Told): Told | "on_track" {
  return told === "at_risk" ? "on_track" : told;
}

/** Of the words that a plan has, the one that says it, by what each means there; the commonest where several do, undefined where none does. */
export function findWordFor(
  told: ToldStatus,
  words: readonly string[],
  meaning: (word: string) => ToldStatus | null | undefined = toldStatusOf,
): string | undefined {
  const rank = [...RISK_WORDS, "on track", ...TASK_WORDS.keys(), ""].toReversed();
  const saying = words.filter((word) => meaning(word) === told);
  return saying.toSorted((a, b) => rank.indexOf(columnKey(b)) - rank.indexOf(columnKey(a)))[0];
}
