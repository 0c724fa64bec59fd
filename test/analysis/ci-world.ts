import type { Item } from "../../src/core/item.ts";
import { healthOf } from "../support/items.ts";
import { changeItem, failureItem, jobItem, type ChangeWords, type FailureWords, type JobWords } from "../support/simulator/code.ts";
import type { Day, DayEnd } from "../support/day.ts";
import { runDay } from "./checked-day.ts";
import { pageLines } from "./report-day.ts";

/** The day of all failures here: 19 November 2026. */
const at = (time: string): string => `2026-11-19T${time}:00.000Z`;

/** A run of `build / test` at a commit that is named by one letter, with what its log says where it failed. */
export function ran(time: string, sha: string, said: readonly FailureWords[] = [], words: JobWords = {}): Item[] {
  const conclusion = said.length > 0 ? "failed" : "passed";
  const job = jobItem(at(time), { run: `${sha}${time}`, sha: shaOf(sha), conclusion, ...words });
  return [job, ...said.map((each) => failureItem(job, each))];
}

/** The same for a pull request. */
export function checked(time: string, number: number, said: readonly FailureWords[] = [], words: JobWords = {}): Item[] {
  return ran(time, words.sha ?? "d", said, {
    branch: `lee/${number}`,
    isDefaultBranch: false,
    event: "pull_request",
    pullRequest: number,
    ...words,
    sha: shaOf(words.sha ?? `${number % 10}`),
  });
}

/** A commit by letters: `parent` made it this one. */
export function changed(time: string, sha: string, parent: string, words: Partial<ChangeWords>): Item {
  return changeItem(at(time), { ...words, sha: shaOf(sha), parent: shaOf(parent) });
}

function shaOf(letter: string): string {
  return letter.length === 1 ? `${letter}1`.repeat(20) : letter;
}

/** One run of the report over the checks of that day, up to a time; it follows on an earlier one. */
export function report(time: string, items: readonly Item[], earlier?: DayEnd, more: Partial<Day> = {}): DayEnd & { lines: string[] } {
  const now = at(time);
  const { history, ledger } = earlier?.analysis ?? {};
  const end = runDay({
    now,
    items,
    sources: [healthOf("github", now)],
    report: "ci_failures",
    ...(history && { history }),
    ...(ledger && { ledger }),
    ...(earlier && { since: earlier.briefing.asOf }),
    ...more,
  });
  return { ...end, lines: pageLines(end.briefing) };
}
