import type { Item } from "../../../../src/core/item.ts";
import type { PullRequestWords } from "../code.ts";
import type { Scene } from "../scene.ts";
import type { Plot, Telling, Trial } from "../trial.ts";

const one =
  (words: (s: Scene) => PullRequestWords): Telling =>
  (s) => [s.pull("Warn of spring tides", words(s))];

/** So many lines in one file. */
const lines = (count: number, words: PullRequestWords = {}): Telling =>
  one(() => ({ additions: count - 100, deletions: 100, files: [`src/tides.ts ${count}`], ...words }));
/** Few lines in one file, approved so many times. */
const touching = (path: string, approvals = 1, words: PullRequestWords = {}): Telling =>
  one(() => ({ files: [`${path} 20`, "src/tides.ts 32"], approvals, ...words }));

export const largeOrRisky: Trial = {
  rule: "PR-07",
  found: {
    "a line more than 400": lines(401),
    "thousands of lines": lines(4_000),
    "a migration with one approval": touching("db/migrations/0042_berths.sql"),
    "sign-in without an approval": touching("src/auth/session.ts", 0),
    "a workflow with one approval": touching(".github/workflows/build.yml"),
    "large, and it touches billing": lines(900, { files: ["src/billing/invoice.ts 900"] }),
    "an API description": touching("openapi.yaml"),
  },
  near: {
    "400 lines": lines(400),
    "399 lines": lines(399),
    "a lock file makes it large": lines(900, { files: ["package-lock.json 850", "package.json 50"] }),
    "snapshots make it large": lines(900, { files: ["test/__snapshots__/tides.snap 600", "src/tides.ts 300"] }),
    "a migration with two approvals": touching("db/migrations/0042_berths.sql", 2),
    "a test of sign-in": touching("test/auth/session.test.ts"),
    "an author is no sign-in": touching("src/author.ts"),
  },
  exempt: {
    "a draft": lines(900, { draft: true }),
    "opened by a program": touching(".github/workflows/build.yml", 0, { bot: true }),
    merged: lines(900, { state: "merged" }),
  },
};

/** Merged at a local time, so many business days ago, without an approval. */
const merged = (time: string, days: number, words: PullRequestWords = {}): Telling =>
  one((s) => ({ openedAt: s.workdayAt("09:30", days - 2), state: "merged", mergedAt: s.workdayAt(time, days), ...words }));

export const mergedUnreviewed: Trial = {
  rule: "PR-08",
  found: {
    yesterday: merged("17:00", -1),
    "this morning": merged("08:00", 0),
    mine: merged("12:00", -1, { by: "me" }),
    "a hotfix": merged("12:00", -1, { head: "hotfix/lock-gate" }),
    "for a release": merged("12:00", -1, { base: "release/4.2", baseIsDefault: false }),
    "on a Saturday": (s) => ({
      items: [s.pull("Warn of spring tides", { state: "merged", mergedAt: s.on("2026-11-14").at("12:00") })],
      scene: s.on("2026-11-16"),
    }),
  },
  near: {
    "two business days ago": merged("17:00", -2),
    "a week ago": merged("12:00", -5),
    "with one approval": one((s) => ({
      state: "merged",
      mergedAt: s.workdayAt("12:00", -1),
      said: { asha: ["approved", s.workdayAt("11:00", -1)] },
    })),
    "still open": merged("12:00", -1, { state: "open", mergedAt: null }),
    closed: merged("12:00", -1, { state: "closed", mergedAt: null }),
  },
  exempt: {
    "opened by a program": merged("12:00", -1, { bot: true }),
    "a program's hotfix": merged("12:00", -1, { bot: true, head: "hotfix/pin" }),
    "a draft that is open": one(() => ({ draft: true })),
  },
};

const red = (time: string, days: number, words: PullRequestWords = {}): Telling =>
  merged(time, days, { checks: "failed", failedChecks: ["end to end"], ...words });

export const mergedRed: Trial = {
  rule: "PR-09",
  found: {
    yesterday: red("17:00", -1),
    "this morning": red("08:00", 0),
    mine: red("12:00", -1, { by: "me" }),
    "opened by a program": red("12:00", -1, { bot: true }),
    "approved by two": red("12:00", -1, { approvals: 2 }),
  },
  near: {
    "two business days ago": red("17:00", -2),
    "checks passed": red("12:00", -1, { checks: "passed" }),
    "checks were running": red("12:00", -1, { checks: "pending" }),
    "without checks": red("12:00", -1, { checks: "none" }),
    "a week ago": red("12:00", -5),
  },
  exempt: {
    "still open": red("12:00", -1, { state: "open", mergedAt: null }),
    closed: red("12:00", -1, { state: "closed", mergedAt: null }),
    "a draft": one(() => ({ draft: true, checks: "failed" })),
  },
};

/** One that was merged so many hours before another was opened, yesterday at noon. */
function followed(s: Scene, hours: number, later: PullRequestWords, title = "Fix the tide warning", earlier: PullRequestWords = {}): Plot {
  const openedAt = s.workdayAt("12:00", -1);
  const mergedAt = new Date(Date.parse(openedAt) - hours * 60 * 60_000).toISOString();
  const before = {
    openedAt: s.workdayAt("12:00", -9),
    state: "merged",
    mergedAt,
    approvals: 1,
    mergeCommit: "9d41c0ffee",
    number: 12,
  } as const;
  const first: Item = s.pull("Warn of spring tides", { ...before, ...earlier });
  return { items: [first, s.pull(title, { openedAt, number: 13, ...later })], about: [first] };
}

export const takenBack: Trial = {
  rule: "PR-10",
  found: {
    "taken back within the hour": (s) => followed(s, 0.5, { reverts: "harbor/tides#12" }, "Revert the warning"),
    "taken back after two days to the minute": (s) => followed(s, 48, { reverts: "harbor/tides#12" }, "Revert the warning"),
    "its commit taken back": (s) => followed(s, 20, { reverts: "9d41c0f" }, "Revert the warning"),
    "mended by its number": (s) => followed(s, 20, { body: "Mends what #12 broke." }),
    "mended by a link": (s) => followed(s, 20, { body: "See https://github.example/harbor/tides/pull/12." }),
    "mended on a branch of that name": (s) => followed(s, 5, { head: "hotfix/warning", body: "After #12." }, "Warn only once"),
  },
  near: {
    "taken back after more than two days": (s) => followed(s, 49, { reverts: "harbor/tides#12" }, "Revert the warning"),
    "taken back days ago": (s) => followed(s, 5, { reverts: "harbor/tides#12", openedAt: s.workdayAt("12:00", -2) }, "Revert the warning"),
    "another one's number begins like it": (s) => followed(s, 5, { body: "Mends what #120 broke." }),
    "a fix that names nothing": (s) => followed(s, 5, { body: "The warning came twice." }),
    "no fix, though it names it": (s) => followed(s, 5, { body: "Goes on from #12." }, "Warn of neap tides"),
  },
  exempt: {
    "given up": (s) => followed(s, 5, { reverts: "harbor/tides#12", state: "closed" }, "Revert the warning"),
    "of another repository": (s) => followed(s, 5, { body: "After #12.", repository: "harbor/gauges" }),
    "what it names was never merged": (s) => followed(s, 5, { body: "After #12." }, "Fix the warning", { state: "closed", mergedAt: null }),
    "an issue of that number": (s) => followed(s, 5, { body: "Closes #12.", issues: ["harbor/tides#12"] }),
  },
};

/** Untouched for so many minutes. */
const untouched = (minutes: number, words: PullRequestWords = {}): Telling =>
  one((s) => ({ openedAt: s.workdayAt("10:00", -60), updatedAt: s.minutes(-minutes), ...words }));
const DAY = 24 * 60;

export const stalePullRequest: Trial = {
  rule: "PR-12",
  found: {
    "a minute more than two weeks": untouched(14 * DAY + 1),
    "for a month": untouched(30 * DAY),
    "for half a year": untouched(180 * DAY),
    mine: untouched(20 * DAY, { by: "me" }),
    "a draft of a month and a minute": untouched(30 * DAY + 1, { draft: true }),
    "many at once": (s) =>
      ["Spring", "Neap", "Ebb", "Flood"].map((title) =>
        s.pull(title, { openedAt: s.workdayAt("10:00", -60), updatedAt: s.minutes(-20 * DAY) }),
      ),
  },
  near: {
    "two weeks to the minute": untouched(14 * DAY),
    "for a week": untouched(7 * DAY),
    "since yesterday": untouched(DAY),
    "a draft of a month": untouched(30 * DAY, { draft: true }),
    "a draft of three weeks": untouched(21 * DAY, { draft: true }),
  },
  exempt: {
    "opened by a program": untouched(60 * DAY, { bot: true }),
    merged: untouched(60 * DAY, { state: "merged" }),
    closed: untouched(60 * DAY, { state: "closed" }),
  },
};
