import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { blocking } from "../../src/analysis/rules/pull-requests/blocking.ts";
import { takenBack } from "../../src/analysis/rules/pull-requests/follow-ups.ts";
import { mergedRed, mergedUnreviewed } from "../../src/analysis/rules/pull-requests/merged.ts";
import { approvedUnmerged, checksFail, conflicts } from "../../src/analysis/rules/pull-requests/merging.ts";
import { changesWanted, noFirstReview, reviewWaits } from "../../src/analysis/rules/pull-requests/review.ts";
import { largeOrRisky } from "../../src/analysis/rules/pull-requests/size.ts";
import { stalePullRequest } from "../../src/analysis/rules/pull-requests/stale.ts";
import type { PullRequestWords } from "../support/simulator/code.ts";
import { itemWith } from "../support/simulator/items.ts";
import { peopleWith } from "../support/simulator/cast.ts";
import { find, thursday as s, wordsOf } from "./code-world.ts";

const TITLE = "Warn of spring tides";

describe("pull requests say", () => {
  test("who waits for my review, for how long, and how much there is to read", () => {
    const at = s.workdayAt("11:00", -3);
    const [finding] = find(reviewWaits, [s.pull(TITLE, { number: 12, asked: { me: at }, openedAt: at })]);
    assert.deepEqual(wordsOf(finding), [
      "Warn of spring tides (#12) waits for your review",
      "Lee Park has waited for 3 business days, 52 changed lines",
      "review it, or name somebody who can",
      "you",
    ]);
    assert.deepEqual([finding?.severity, finding?.metric, finding?.confidence], [2, 3, 0.95]);
  });

  test("whom nobody has answered, and who could", () => {
    const openedAt = s.workdayAt("11:00", -3);
    const asked = { asha: openedAt, jonas: openedAt };
    const told = find(noFirstReview, [
      s.pull(TITLE, { number: 12, openedAt }),
      s.pull("Mine", { number: 13, openedAt, by: "me", asked: { asha: openedAt } }),
      s.pull("Of two", { number: 14, openedAt, asked }),
    ]).map(wordsOf);
    assert.deepEqual(told, [
      [
        "Warn of spring tides (#12) has no review yet",
        "Lee Park opened it for review 3 business days ago, and nobody is asked",
        "ask somebody to review it",
        "Lee Park",
      ],
      [
        "Mine (#13) has no review yet",
        "you opened it for review 3 business days ago, Asha Gurung is asked",
        "ask again, or ask somebody else",
        "you",
      ],
      [
        "Of two (#14) has no review yet",
        "Lee Park opened it for review 3 business days ago, 2 reviewers are asked, Jonas Brandt among them",
        "ask again, or ask somebody else",
        "Lee Park",
      ],
    ]);
  });

  test("what keeps them from being merged", () => {
    const said = { asha: ["approved", s.workdayAt("12:00", -4)] } as const;
    const failing: PullRequestWords = { checks: "failed", failedChecks: ["lint"], failedSince: s.minutes(-600) };
    const words = [
      find(checksFail, [s.pull(TITLE, { number: 12, ...failing })]),
      find(approvedUnmerged, [s.pull(TITLE, { number: 12, said })]),
      find(conflicts, [s.pull(TITLE, { number: 12, mergeable: false, conflictingSince: s.workdayAt("12:00", -3) })]),
      find(changesWanted, [
        s.pull(TITLE, { number: 12, openedAt: s.day(-30), said: { asha: ["changes_requested", s.workdayAt("12:00", -5)] } }),
      ]),
    ].map(([finding]) => wordsOf(finding).slice(0, 2));
    assert.deepEqual(words, [
      ["Warn of spring tides (#12) fails its checks", "its checks (lint) have failed for 10 hours, and nothing was pushed since"],
      ["Warn of spring tides (#12) is approved and not merged", "approved 4 business days ago, nothing stands in its way"],
      ["Warn of spring tides (#12) can't be merged", "it has conflicted with main for 3 business days"],
      ["Warn of spring tides (#12) waits for changes", "changes were asked for 5 business days ago, and nothing was pushed since"],
    ]);
  });

  test("how large and how risky they are, without what nobody wrote", () => {
    const files = ["db/migrations/0042_berths.sql 20", "package-lock.json 700", "src/tides.ts 480"];
    const pull = s.pull(TITLE, { number: 12, additions: 1_100, deletions: 100, files, approvals: 1 });
    const [finding] = find(largeOrRisky, [pull]);
    assert.deepEqual(wordsOf(finding).slice(0, 2), [
      "Warn of spring tides (#12) is large and risky",
      "500 changed lines, and it touches migrations with 1 approval",
    ]);
    assert.deepEqual(finding?.factors, { impact: 3, urgency: 2 });
    assert.equal(find(largeOrRisky, [itemWith(pull, { approvals: 2 })])[0]?.factors?.impact, 2);
  });

  test("what came of what was merged", () => {
    const mergedAt = s.workdayAt("15:00", -1);
    const merged = s.pull(TITLE, { number: 12, state: "merged", mergedAt, checks: "failed", failedChecks: ["lint"] });
    const later = s.pull("Revert the warning", { number: 13, reverts: "harbor/tides#12", openedAt: s.workdayAt("18:00", -1) });
    assert.deepEqual(wordsOf(find(mergedRed, [merged])[0]), [
      "Warn of spring tides (#12) was merged with failing checks",
      `merged on ${mergedAt} into main, while lint failed`,
      "see whether main still works, and mend it or take it back",
      "Lee Park",
    ]);
    assert.deepEqual(wordsOf(find(takenBack, [merged, later])[0]).slice(0, 2), [
      "Warn of spring tides (#12) is to be taken back",
      "Lee Park opened Revert the warning 3 hours after it was merged",
    ]);
  });

  test("which task waits, and when only a name says so", () => {
    const pull = s.pull(TITLE, { number: 12 });
    const [sure] = find(blocking, [pull, s.task("Switch it on (harbor/tides#12)", { due: s.workday(1) })]);
    const [unsure] = find(blocking, [pull, s.task("Switch it on, after #12", { due: s.workday(-1) })]);
    assert.deepEqual(wordsOf(sure).slice(0, 2), [
      "Warn of spring tides (#12) is not approved",
      "Switch it on (harbor/tides#12) waits for it, and is due 2026-11-20",
    ]);
    assert.deepEqual(wordsOf(unsure)[1], "Switch it on, after #12 possibly waits for it, and was due 2026-11-18");
    assert.deepEqual([sure?.confidence, unsure?.confidence], [0.9, 0.6]);
    assert.deepEqual([...new Set(sure?.evidence.map(({ item }) => item.split(":")[0]))], ["github", "files"]);
  });
});

describe("pull requests weigh", () => {
  test("more the longer they wait: counted at a day, shown from two on, high after eight", () => {
    const ages = [-2, -3, -5, -9].map((days) => {
      const at = s.workdayAt("10:00", days);
      return find(reviewWaits, [s.pull(TITLE, { asked: { me: at }, openedAt: at })])[0]?.severity;
    });
    assert.deepEqual(ages, [1, 2, 2, 3]);
  });

  test("more for somebody important, and for what a launch hangs on", () => {
    const asked = { me: s.workdayAt("10:00", -3) };
    const impacts = [{}, { by: "grace" as const }, { labels: ["launch-blocker"] }, { by: "grace" as const, labels: ["P0"] }].map(
      (words) => find(reviewWaits, [s.pull(TITLE, { asked, ...words })])[0]?.factors?.impact,
    );
    assert.deepEqual(impacts, [2, 3, 3, 4]);
    assert.equal(find(reviewWaits, [s.pull(TITLE, { asked, labels: ["prelaunched", "p01"] })])[0]?.factors?.impact, 2);
  });

  test("more where they are with users before long, though nobody has read them", () => {
    const merged = { state: "merged", mergedAt: s.at("07:00") } as const;
    const severities = [{}, { head: "hotfix/gate" }, { base: "release/4.2" }, { head: "hotfixture" }].map(
      (words) => find(mergedUnreviewed, [s.pull(TITLE, { ...merged, ...words })])[0]?.severity,
    );
    assert.deepEqual(severities, [2, 3, 3, 2]);
  });
});

describe("pull requests know", () => {
  const at = s.workdayAt("10:00", -4);

  test("the reader by the account that asked, and by that of the people file, however it is written", () => {
    const mine = s.pull(TITLE, { asked: { omar: at }, openedAt: at, viewer: "github:OMAR" });
    assert.equal(find(reviewWaits, [mine]).length, 1);
    assert.equal(find(noFirstReview, [mine]).length, 0);
    const byApp = s.pull(TITLE, { asked: { me: at }, openedAt: at, viewer: null });
    assert.equal(find(reviewWaits, [byApp]).length, 1);
    assert.equal(find(reviewWaits, [byApp], { people: { all: [] } }).length, 0);
  });

  test("a wait that passes from me to others as the same matter", () => {
    const asked = s.pull(TITLE, { asked: { me: at }, openedAt: at });
    const [before, after] = [find(reviewWaits, [asked])[0], find(noFirstReview, [itemWith(asked, { requests: [] })])[0]];
    assert.equal(before?.key, after?.key);
  });

  test("that a day off is no wait", () => {
    const friday = s.on("2026-11-27").at("10:00");
    const pull = s.pull(TITLE, { asked: { me: s.on("2026-11-25").at("17:00") }, openedAt: friday });
    assert.equal(find(reviewWaits, [pull], { scene: s.on("2026-11-27") }).length, 0);
    assert.equal(find(reviewWaits, [pull], { scene: s.on("2026-11-30") }).length, 1);
  });

  test("when many are forgotten, and tells them as one matter, whichever is the oldest", () => {
    const forgotten = (title: string, days: number) =>
      s.pull(title, { openedAt: s.workdayAt("10:00", -90), updatedAt: s.minutes(-days * 1440) });
    const four = [forgotten("Ebb", 20), forgotten("Flood", 40), forgotten("Neap", 30), forgotten("Spring", 25)];
    const [together, ...others] = find(stalePullRequest, four);
    assert.equal(others.length, 0);
    assert.equal(wordsOf(together)[0], "harbor/tides has 4 forgotten pull requests");
    assert.equal(find(stalePullRequest, four.slice(0, 3)).length, 3);
    assert.equal(find(stalePullRequest, [...four, forgotten("Slack", 99)])[0]?.key, together?.key);
  });

  test("thresholds of config", () => {
    const pull = s.pull(TITLE, { additions: 90, deletions: 0, files: ["src/a.ts 90"] });
    assert.equal(find(largeOrRisky, [pull]).length, 0);
    assert.equal(find(largeOrRisky, [pull], { configured: { lines: 80 } }).length, 1);
  });

  test("nothing of what is malformed", () => {
    const pull = s.pull(TITLE, { asked: { me: at }, openedAt: at });
    assert.deepEqual(find(reviewWaits, [itemWith(pull, { requests: ["me"] })]), []);
    assert.deepEqual(find(reviewWaits, [itemWith(pull, { number: "12" })]), []);
    assert.deepEqual(find(noFirstReview, [s.pull(TITLE, { openedAt: at })], { people: peopleWith() }).length, 1);
  });
});
