import type { Failure } from "../../core/ci-failure.ts";

/** Letters and digits from which on a message says something by itself. */
const TELLING = 12;
/** Words at the end of a test's name by which a report may know it. */
const MOST_WORDS = 60;
/** Failures of reports that one without a test is held against: of more than that, no log shows each. */
const MOST_COMPARED = 500;

/** What the logs of a run tell that none of its reports tells already: a report knows each failing test, its log only shows it. */
export function toldByLogsAlone(logged: readonly Failure[], reported: readonly Failure[]): Failure[] {
  if (reported.length === 0) return [...logged];
  const byName = Map.groupBy(
    reported.filter(({ test }) => test !== null),
    ({ test }) => wordsOf(test?.split(" > ").at(-1) ?? "").join(" "),
  );
  return logged.filter((failure) => {
    const alike =
      failure.test === null ? reported.slice(0, MOST_COMPARED) : namesOf(failure.test).flatMap((name) => byName.get(name) ?? []);
    return !alike.some((other) => saysTheSame(failure, other));
  });
}

/** The names that a report may have for a test of a log, which puts its file and its suites before it. */
function namesOf(test: string): string[] {
  const words = wordsOf(test).slice(-MOST_WORDS);
  return words.map((_, index) => words.slice(index).join(" "));
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** One of the messages is part of what the other tells. */
function saysTheSame(a: Failure, b: Failure): boolean {
  const isIn = (message: string, { primaryError, region }: Failure): boolean =>
    wordsOf(message).join("").length >= TELLING && (primaryError.includes(message) || region.replaceAll(/\s+/g, " ").includes(message));
  return a.primaryError === b.primaryError || isIn(b.primaryError, a) || isIn(a.primaryError, b);
}
