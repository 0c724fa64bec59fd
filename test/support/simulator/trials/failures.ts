import type { Item } from "../../../../src/core/item.ts";
import { failureItem, type FailureWords, type JobWords } from "../code.ts";
import type { Scene } from "../scene.ts";
import type { Telling, Trial } from "../trial.ts";

const HOUR = 60;
const SAID = "src/tides.test.ts:41: expected 12.5 within 300 ms, got nothing (run 8841)";

/** One failure in so many pull requests, every few hours from so many hours ago on. */
const hits =
  (count: number, words: (index: number, s: Scene) => JobWords = () => ({}), firstHours = 2): Telling =>
  (s) =>
    hitsOf(s, count, words, firstHours);

function hitsOf(s: Scene, count: number, words: (index: number, s: Scene) => JobWords, firstHours: number): Item[] {
  return Array.from({ length: count }, (_, index) => {
    const branch = { branch: `lee/${index}`, isDefaultBranch: false, event: "pull_request", pullRequest: 40 + index } as const;
    const failed: JobWords = { conclusion: "failed", failedStep: "Run tests", annotations: [SAID] };
    return s.job(s.minutes(-(firstHours + index * 5) * HOUR), { ...branch, ...failed, ...words(index, s) });
  });
}

/** The same failure says its numbers anew each time. */
const numbered = (index: number): JobWords => ({
  annotations: [`src/tides.test.ts:4${index}: expected 12.${index} within ${300 + index} ms, got nothing (run 88${index}1)`],
});

export const flakeCost: Trial = {
  rule: "CI-03",
  found: {
    "five pull requests": hits(5),
    "nine pull requests": hits(9),
    "with other numbers each time": hits(5, numbered),
    "timed out": hits(6, () => ({ conclusion: "timed_out" })),
    "only the step is told": hits(5, () => ({ annotations: [] })),
    "seven days ago to the minute": hits(5, (index, s) => (index === 4 ? jobAt(s, 7 * 24) : {})),
    "in five different jobs": hits(5, (index) => ({ job: WORDS[index] ?? "" })),
    "one test, as five logs tell it": toldByLogs(5, () => ({ says: "Timeout: no tide within 300 ms" })),
    "of two repositories, five in one": (s) => [...hitsOf(s, 5, () => ({}), 2), ...hitsOf(s, 3, () => ({ repository: "harbor/moon" }), 2)],
  },
  near: {
    "four pull requests": hits(4),
    "one pull request five times": hits(5, () => ({ pullRequest: 40 })),
    "five different tests": hits(5, (index) => ({ annotations: [`${WORDS[index] ?? ""}: expected a tide, got none`] })),
    "five different jobs of which only the step is told": hits(5, (index) => ({ job: WORDS[index] ?? "", annotations: [] })),
    "five tests that say what any test says": toldByLogs(5, (index) => ({
      says: "AssertionError: expected 2 to equal 3",
      test: `test/${WORDS[index]}.test.ts > works`,
    })),
    "two repositories, three in each": (s) => [...hitsOf(s, 3, () => ({}), 2), ...hitsOf(s, 3, () => ({ repository: "harbor/moon" }), 2)],
    "one of five is older": hits(5, (index, s) => (index === 4 ? jobAt(s, 7 * 24 + 1) : {})),
    "the default branch is red by it": (s) => [
      ...hitsOf(s, 6, () => ({}), 2),
      s.job(s.minutes(-HOUR), { conclusion: "failed", annotations: [SAID] }),
    ],
  },
  exempt: {
    "on the default branch": (s) => [...hitsOf(s, 5, () => ({ pullRequest: null }), 2)],
    cancelled: hits(6, () => ({ conclusion: "cancelled" })),
    "nothing says why": hits(6, () => ({ annotations: [], failedStep: null })),
  },
};

/** The same as the logs of the jobs tell it. */
function toldByLogs(count: number, words: (index: number) => FailureWords): Telling {
  return (s) => hitsOf(s, count, () => ({}), 2).flatMap((job, index) => [job, failureItem(job, words(index))]);
}

const WORDS = ["moon", "buoys", "pier", "harbour", "gauge"];

function jobAt(s: Scene, hours: number): JobWords {
  return { endedAt: s.minutes(-hours * HOUR) };
}

/** Jobs of different commits that failed so many minutes ago. */
const failed =
  (minutes: readonly number[], words: (index: number) => JobWords = () => ({})): Telling =>
  (s) =>
    minutes.map((ago, index) => {
      const lost: JobWords = { conclusion: "failed", annotations: [".github:1: The hosted runner lost communication with the server."] };
      const branch = { branch: `lee/${index}`, isDefaultBranch: false, pullRequest: 40 + index, job: WORDS[index] ?? "test" };
      return s.job(s.minutes(-ago), { run: `${ago}-${index}`, ...branch, ...lost, ...words(index) });
    });

export const outage: Trial = {
  rule: "CI-04",
  found: {
    "three within an hour": failed([60, 40, 20]),
    "two hours ago to the minute": failed([120, 60, 10]),
    "before anything ran": failed([60, 40, 20], () => ({ annotations: [], failedStep: "Set up job" })),
    "of several kinds": failed([60, 40, 20], (index) => ({ annotations: [KINDS[index] ?? ""] })),
    "one job on three commits": failed([60, 40, 20], () => ({ job: "test" })),
    "as their logs tell it": (s) =>
      itemsOfFailed(s).flatMap((job) => [job, failureItem(job, { says: "npm error code ECONNRESET", test: null, step: "Install" })]),
    "in several repositories": failed([60, 40, 20], (index) => ({ repository: `harbor/${WORDS[index] ?? ""}` })),
  },
  near: {
    "two jobs": failed([60, 40]),
    "one of three was earlier": failed([121, 60, 10]),
    "three jobs of one commit": failed([60, 40, 20], () => ({ sha: "4f2a9c1e" })),
    "one of three failed by itself": failed([60, 40, 20], (index) => (index === 1 ? { annotations: [SAID] } : {})),
    "what a test started itself": failed([60, 40, 20], () => ({ annotations: ["src/a.ts:4: ECONNRESET at 127.0.0.1:8080"] })),
  },
  exempt: {
    cancelled: failed([60, 40, 20], () => ({ conclusion: "cancelled" })),
    "nothing says why": failed([60, 40, 20], () => ({ annotations: [] })),
    "still running": failed([60, 40, 20], () => ({ status: "running", conclusion: null })),
  },
};

/** Three jobs of which the service itself says nothing. */
function itemsOfFailed(s: Scene): Item[] {
  return [60, 40, 20].map((ago, index) =>
    s.job(s.minutes(-ago), { conclusion: "failed", run: `${ago}-${index}`, job: WORDS[index] ?? "" }),
  );
}

const KINDS = [
  "build:1: write failed: No space left on device",
  "build:3: registry.example: 503 Service Unavailable",
  "build:9: could not resolve host: packages.example",
];

/** One failure that a log or a report tells of, so many minutes ago. */
const told =
  (said: FailureWords, words: JobWords = {}, minutes = 30): Telling =>
  (s) =>
    toldIn(s, said, words, minutes);

function toldIn(s: Scene, said: FailureWords, words: JobWords, minutes: number): Item[] {
  const job = s.job(s.minutes(-minutes), { conclusion: "failed", ...words });
  return [job, failureItem(job, said)];
}

const NO_HEIGHT: FailureWords = { says: "TypeError: Cannot read properties of undefined (reading 'height')" };
const PULL = { branch: "lee/moon", isDefaultBranch: false, event: "pull_request", pullRequest: 41 } as const;

export const failingCause: Trial = {
  rule: "CI-05",
  found: {
    "once, on the default branch": told(NO_HEIGHT),
    "in one pull request": told(NO_HEIGHT, PULL),
    "of the machines": told({ says: "write failed: No space left on device", test: null, step: "Build" }, PULL),
    "of which nothing says what went wrong": told({ says: "", test: null, step: "Build" }, PULL),
    "that comes and goes": (s) => [
      ...toldIn(s, NO_HEIGHT, { ...PULL, run: "77", sha: "77" }, 60),
      s.job(s.minutes(-30), { ...PULL, run: "77", sha: "77", attempt: 2 }),
    ],
    "another one than what was mended": (s) => [
      ...toldIn(s, NO_HEIGHT, {}, 90),
      s.job(s.minutes(-60)),
      ...toldIn(s, { says: "RangeError: no gauge answers", test: "test/gauge.test.ts > reads" }, {}, 30),
    ],
  },
  near: {
    "passed since": (s) => [...toldIn(s, NO_HEIGHT, {}, 60), s.job(s.minutes(-30))],
    "mended on the default branch, and not yet taken in": (s) => [
      ...toldIn(s, NO_HEIGHT, PULL, 80),
      ...toldIn(s, NO_HEIGHT, {}, 90),
      s.job(s.minutes(-60)),
    ],
    "another job failed, and no log was read": (s) => [s.job(s.minutes(-60), { conclusion: "failed", failedStep: "Run tests" })],
    "only its step is known of many": failed([60, 40, 20]),
    "will fail later than now": told(NO_HEIGHT, {}, -30),
  },
  exempt: {
    cancelled: (s) => [s.job(s.minutes(-60), { conclusion: "cancelled" })],
    "still running": (s) => [s.job(s.minutes(-60), { status: "running", conclusion: null })],
    skipped: (s) => [s.job(s.minutes(-60), { conclusion: "skipped" })],
  },
};
