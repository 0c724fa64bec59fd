import { worthOf } from "../../analysis/ci/group/suspects.ts";
import type { Cause, Fingerprinted, Grouped, Reason, Suspect } from "../../analysis/ci/group/types.ts";
import { inTurns } from "../../lib/in-turns.ts";
import { countOf } from "../../lib/text.ts";
import { shownText } from "../../render/guard.ts";
import { decidedInWords, decidedToJson } from "./decided-words.ts";
import type { Remark } from "../../connectors/files/logs/to-runs.ts";

const LONGEST_ERROR = 300;
const MOST_NAMED = 3;
const MOST_CAUSES = 200;
/** Failures of one cause of which is told how they were read. */
const MOST_TRACED = 20;

/** What a program is told. */
export async function groupToJson({ failures, causes, resolved, explained }: Grouped, withReasons: boolean) {
  return {
    failures: await inTurns(eachToJson(failures, withReasons)),
    clusters: causes.map((cause) => causeToJson(cause, withReasons)),
    resolved: resolved.map(({ id, class: kind, primaryError, lastSeen }) => ({ id, class: kind, primaryError, lastSeen })),
    explained,
  };
}

function* eachToJson(failures: readonly Fingerprinted[], withReasons: boolean) {
  for (const failure of failures) yield failureToJson(failure, withReasons);
}

function failureToJson(failure: Fingerprinted, withReasons: boolean) {
  const { id, source, test, step, lines, primaryError, errorType, fingerprints, decided } = failure;
  return {
    id,
    source,
    test,
    step,
    region: { lines: [...new Set(lines)].toSorted((a, b) => a - b), decidedBy: decided?.region ?? null },
    primaryError,
    primaryLine: decided?.primary?.line ?? null,
    errorType,
    fingerprints,
    ...(withReasons && { why: decidedToJson(failure) }),
  };
}

function causeToJson(cause: Cause, withReasons: boolean) {
  const { id, class: kind, likeliest, confidence, reasons, failures, primaryError, window, suspects, state, since, joinedBy } = cause;
  return {
    id,
    class: kind,
    likeliest,
    confidence,
    reasons: reasons.map((reason) => told(reason, withReasons)),
    failures: failures.map((failure) => failure.id),
    primaryError,
    firstBad: window?.firstBad ?? null,
    lastGood: window?.lastGood ?? null,
    untested: window?.untested ?? null,
    suspects: suspects.map(({ sha, score, reasons: why }) => ({ sha, score, reasons: why.map((reason) => told(reason, withReasons)) })),
    state,
    since,
    ...(withReasons && { joinedBy }),
  };
}

function told({ by, weight, because, seenIn }: Reason, withReasons: boolean): string {
  const seen = seenIn === undefined ? "" : `, seen in ${seenIn}`;
  return withReasons ? `${because} [${by} +${weight}${seen}]` : because;
}

/** How a person is told. */
export interface Telling {
  readonly remarks: readonly Remark[];
  /** With the parameter that decided. */
  readonly withReasons: boolean;
  /** Without a memory every cause is new: that says nothing. */
  readonly isRemembered: boolean;
}

/** What a person is told: each cause in a few lines, the most pressing first. */
export function groupInWords({ failures, causes, resolved, explained }: Grouped, telling: Telling): string {
  const heading = failures.length === 0 ? "No failure in what was read." : countedWords(failures.length, causes.length, explained);
  const gone = resolved.map(({ primaryError }) => `No longer seen: ${shown(primaryError)}`);
  const odd = telling.remarks.map(({ source, remark }) => `${shownText(source, LONGEST_ERROR)}: ${shownText(remark, LONGEST_ERROR)}`);
  const shownCauses = causes.slice(0, MOST_CAUSES).map((cause, index) => causeInWords(cause, index + 1, telling));
  const more = causes.length > MOST_CAUSES ? [`${countOf(causes.length - MOST_CAUSES, "further cause")}: --json tells all.`] : [];
  return [[heading], ...shownCauses, more, gone, odd, meaningOf(causes)]
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n");
}

function countedWords(failures: number, causes: number, explained: number): string {
  const counted = `${countOf(failures, "failure")}, ${countOf(causes, "cause")}`;
  return explained === failures ? counted : `${counted}; of ${countOf(failures - explained, "failure")} nothing tells why`;
}

const MEANINGS = {
  BROKEN: "BROKEN: the code, or what it is built from",
  FLAKY: "FLAKY: it comes and goes with the same code",
  INFRA: "INFRA: the machines, networks and services of the build",
  unclear: "unclear: too little speaks for one of these; more runs, passed ones too, would tell",
} as const;

/** What the words for causes mean, of those that were said. */
function meaningOf(causes: readonly Cause[]): string[] {
  const said = new Set(causes.map((cause) => cause.class));
  const words = (["BROKEN", "FLAKY", "INFRA", "unclear"] as const).filter((name) => said.has(name)).map((name) => MEANINGS[name]);
  return words.length === 0 ? [] : [`${words.join(". ")}.`];
}

function shown(primaryError: string): string {
  return primaryError === "" ? "nothing says what went wrong" : shownText(primaryError, LONGEST_ERROR);
}

function causeInWords(cause: Cause, number: number, { withReasons, isRemembered }: Telling): string[] {
  const { class: kind, likeliest, state, failures, reasons, suspects, joinedBy, primaryError } = cause;
  const verdict = kind === "unclear" ? `unclear${reasons.length === 0 ? "" : `, most likely ${likeliest}`}` : kind;
  const since = isRemembered || state !== "new" ? `, ${state}` : "";
  const lines = [
    `${number}. ${verdict}${since}: ${shown(primaryError)}`,
    `   ${countedOf(failures)}: ${namesOf(failures)}`,
    ...placeInWords(failures, primaryError),
    ...windowInWords(cause),
    ...suspects.slice(0, MOST_NAMED).map((suspect) => suspectInWords(suspect, withReasons)),
    ...reasons.map((reason) => `   - ${shownText(told(reason, withReasons), LONGEST_ERROR)}`),
  ];
  if (!withReasons) return lines;
  const joined = joinedBy.length > 0 ? [`   - one cause by ${joinedBy.join(", ")}`] : [];
  const traced = failures.slice(0, MOST_TRACED).map((failure) => `   - ${decidedInWords(failure)}`);
  const more = failures.length > MOST_TRACED ? [`   - ${failures.length - MOST_TRACED} more: --json tells of each`] : [];
  return [...lines, ...joined, ...traced, ...more];
}

function countedOf(failures: readonly Fingerprinted[]): string {
  const tests = new Set(failures.flatMap(({ test }) => test ?? [])).size;
  const runs = new Set(failures.map(({ source }) => source)).size;
  return tests === 0 ? countOf(runs, "file") : `${countOf(tests, "test")} in ${countOf(runs, "file")}`;
}

function namesOf(failures: readonly Fingerprinted[]): string {
  const names = [...new Set(failures.map(({ test, job, source }) => (test === null ? (job ?? source) : shortTest(test))))];
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return `${names
    .slice(0, MOST_NAMED)
    .map((name) => shownText(name, 120))
    .join("; ")}${more}`;
}

/** Without the folders of the machine that it ran on. */
function shortTest(test: string): string {
  const parts = test.split(" > ");
  return parts.length > 1 && /^(?:\/|[A-Z]:\\)/.test(parts[0] ?? "") ? parts.slice(1).join(" > ") : test;
}

/** Where to read on. */
function placeInWords(failures: readonly Fingerprinted[], primaryError: string): string[] {
  const one = failures.find((failure) => failure.primaryError === primaryError) ?? failures[0];
  const line = one?.decided?.primary?.line ?? one?.lines[0];
  return one && line !== undefined ? [`   In ${shownText(one.source, LONGEST_ERROR)}, line ${line}.`] : [];
}

function windowInWords({ window }: Cause): string[] {
  if (!window || window.firstBad === null) return [];
  const { firstBad, lastGood, untested } = window;
  const good = lastGood === null ? "no earlier run passed" : `last good ${lastGood.slice(0, 10)}`;
  const between = untested === 0 ? "" : `, ${countOf(untested, "commit")} between untested`;
  return [`   First bad ${firstBad.slice(0, 10)}, ${good}${between}.`];
}

function suspectInWords({ sha, score, reasons }: Suspect, withReasons: boolean): string {
  const why = reasons.map((reason) => told(reason, withReasons)).join("; ");
  const worth = worthOf(score);
  return `   ${worth === null ? "Weak suspect" : worth === "likely" ? "Likely" : "Possibly"} ${sha.slice(0, 10)}: ${shownText(why, 400)}`;
}
