import type { Item } from "../../../../src/core/item.ts";
import { changeItem, failureItem, type FailureWords, type JobWords } from "../code.ts";
import type { Scene } from "../scene.ts";
import type { Telling, Trial } from "../trial.ts";

/** Runs of one job, each so many minutes ago: `P` passed, `F` failed, `T` timed out, `C` was cancelled. */
const runs =
  (spec: string, words: JobWords = {}): Telling =>
  (s) =>
    itemsOf(s, spec, words);

function itemsOf(s: Scene, spec: string, words: JobWords = {}): Item[] {
  return spec
    .split(" ")
    .map((each) => s.job(s.minutes(-Number(each.slice(1))), { conclusion: CONCLUSIONS[each.charAt(0)] ?? null, ...words }));
}

const RISES: FailureWords = { says: "TypeError: Cannot read properties of undefined (reading 'height')" };

/** The same with what the logs of those that failed say, in their order. */
const logged =
  (spec: string, said: readonly FailureWords[]) =>
  (s: Scene): Item[] => {
    const left = [...said];
    return itemsOf(s, spec).flatMap((job) => (job.fields["conclusion"] === "failed" ? withFailure(job, left.shift() ?? RISES) : [job]));
  };

function withFailure(job: Item, words: FailureWords): Item[] {
  return [job, failureItem(job, words)];
}

/** The commit that a run so many minutes ago was of. */
function shaAt(s: Scene, minutes: number): string {
  return String(s.job(s.minutes(-minutes)).fields["sha"]);
}

const CONCLUSIONS: Readonly<Record<string, NonNullable<JobWords["conclusion"]>>> = {
  ...{ P: "passed", F: "failed", T: "timed_out", C: "cancelled", S: "skipped" },
};

export const redBranch: Trial = {
  rule: "CI-01",
  found: {
    "a minute more than two hours": runs("P200 F121"),
    "since yesterday, by several runs": runs("P1500 F1000 F600 F60"),
    "timed out": runs("P400 T300"),
    "no run that passed is known": runs("F900 F300"),
    "cancelled since": runs("P400 F300 C100 S50"),
    "two jobs at once": (s) => [...itemsOf(s, "P400 F300"), ...itemsOf(s, "P400 F200", { job: "lint" })],
  },
  near: {
    "two hours to the minute": runs("P200 F120"),
    "for half an hour": runs("P200 F30"),
    "passed since": runs("P500 F300 P10"),
    "failed once, long ago": runs("F5000 P4000 P30"),
    "failed for long, passed, and fails anew": runs("F900 F600 P200 F60"),
    "tried again, and passed": (s) => [
      ...itemsOf(s, "P900"),
      ...itemsOf(s, "F300", { run: "77" }),
      ...itemsOf(s, "P290", { run: "77", attempt: 2 }),
    ],
  },
  exempt: {
    "another branch": runs("P400 F300", { branch: "lee/moon", isDefaultBranch: false }),
    "of a pull request": runs("P400 F300", { pullRequest: 12 }),
    "still running": runs("P400 F300", { status: "running", conclusion: null }),
  },
};

export const newlyBroken: Trial = {
  rule: "CI-02",
  found: {
    "failed twice in a row": runs("P200 F60 F30"),
    "failed three times in a row": runs("P200 F90 F60 F30"),
    "timed out twice": runs("P200 T60 T30"),
    "failed for two hours": runs("P300 F120 F30"),
    "failed for a day": runs("P3000 F1500 F900 F30"),
    "passed in between before": runs("F900 P400 F100 F50"),
    "one run, tried twice": (s) => [
      ...itemsOf(s, "P900"),
      ...itemsOf(s, "F60", { run: "77" }),
      ...itemsOf(s, "F30", { run: "77", attempt: 2 }),
    ],
    "the same test at two commits": logged("P200 F60 F30", [RISES, RISES]),
    "once, where the commit changed the line": (s) => [
      ...logged("P200 F60", [{ ...RISES, stack: ["rise@src/tides.ts:41"] }])(s),
      changeItem(s.minutes(-80), { sha: shaAt(s, 60), parent: shaAt(s, 200), hunks: ["40-44 src/tides.ts"] }),
    ],
  },
  near: {
    "failed once": runs("P200 F60"),
    "failed twice, and passed since": runs("P200 F60 F30 P10"),
    "never passed": runs("F60 F30"),
    "one failure was cancelled": runs("P200 F60 C30"),
    "two tests, one after the other": logged("P200 F60 F30", [
      RISES,
      { says: "RangeError: no gauge answers", test: "test/gauge.test.ts > reads" },
    ]),
    "passed when it was tried again": (s) => [
      ...itemsOf(s, "P900"),
      ...withFailure(s.job(s.minutes(-60), { run: "77", conclusion: "failed" }), RISES),
      ...itemsOf(s, "P50", { run: "77", attempt: 2, sha: "sha-77" }),
    ],
  },
  exempt: {
    "another branch": runs("P200 F60 F30", { branch: "lee/moon", isDefaultBranch: false }),
    "of a pull request": runs("P200 F60 F30", { pullRequest: 12 }),
    "of the machines": logged("P200 F60", [{ says: "write failed: No space left on device", test: null, step: "Build" }]),
    "still running": runs("P200 F60 F30", { status: "running", conclusion: null }),
  },
};

/** A meeting of this afternoon, and a branch that has failed for an hour. */
const shown =
  (
    title: string,
    meeting: Parameters<Scene["meeting"]>[3] = {},
    broken: (s: Scene) => readonly Item[] = (s) => itemsOf(s, "P200 F60"),
  ): Telling =>
  (s) => {
    const held = s.meeting(title, "15:00", "16:00", meeting);
    return { items: [held, ...broken(s)], about: [held] };
  };

export const shownWhileBroken: Trial = {
  rule: "X-05",
  found: {
    "a demo while a branch is red": shown("Tides demo"),
    "a launch while a branch is red": shown("Launch of the warning"),
    "a customer while a branch is red": shown("Weekly", { with: { dana: "accepted" } }),
    "a demo while a rollout is paused": shown("Demo", {}, (s) => [s.rollout("Tides 5", s.minutes(-90), { state: "paused" })]),
    "a demo while a rollout burns": shown("Demo", {}, (s) => [s.rollout("Tides 5", s.minutes(-90), { health: "burning" })]),
    "a demo that has begun": (s) => {
      const held = s.meeting("Demo", "08:30", "09:30");
      return { items: [held, ...itemsOf(s, "P200 F60")], about: [held] };
    },
  },
  near: {
    "a demo tomorrow": shown("Tides demo", { days: 1 }),
    "a demo that is over": (s) => [s.meeting("Demo", "08:00", "09:00"), ...itemsOf(s, "P200 F60")],
    "the branch passed since": shown("Tides demo", {}, (s) => itemsOf(s, "P200 F60 P10")),
    "a colleague, and nothing to show": shown("Weekly"),
    "a rollout that goes on": shown("Demo", {}, (s) => [s.rollout("Tides 5", s.minutes(-90))]),
    "a democracy is no demo": shown("Democracy reading circle"),
  },
  exempt: {
    "the demo is cancelled": shown("Tides demo", { status: "cancelled" }),
    "I declined it": shown("Tides demo", { me: "declined" }),
    "time of my own": shown("Prepare the demo", { with: {}, by: "me", showAs: "focus" }),
    "another branch is red": shown("Tides demo", {}, (s) => itemsOf(s, "P200 F60", { isDefaultBranch: false, branch: "lee/moon" })),
  },
};
