import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { followUp } from "../../src/analysis/rules/git/follow-up.ts";
import { staleBranch } from "../../src/analysis/rules/git/stale.ts";
import { unsavedWork } from "../../src/analysis/rules/git/unsaved.ts";
import { textOf } from "../support/text.ts";
import { calendarOf } from "../support/items.ts";
import { branchOf, commitOf, following, repositoryOf, treeOf } from "./git-items.ts";
import { assertFound, assertNone, NOW, run } from "./run-rule.ts";

const other = { name: "Dana Reyes", email: "dana@example.com" };

describe("REPO-01, work that exists only here", () => {
  const unpushed = (title: string, since: string, fields = {}) =>
    branchOf(title, since, { unpushed: 2, oldestUnpushedAt: since, ...fields });

  test("finds work that was left alone for more than a day", () => {
    assertFound(unsavedWork, [treeOf({ changed: 1, oldestChangeAt: "2026-11-18T08:59:59.000Z" })]);
    assertFound(unsavedWork, [treeOf({ changed: 3, untracked: 2, oldestChangeAt: "2026-11-10T08:00:00.000Z" }, "../feature")]);
    assertFound(unsavedWork, [treeOf({ changed: 1, detached: true, operation: "rebase", operationAt: "2026-11-17T08:00:00.000Z" })]);
    assertFound(unsavedWork, [treeOf({ untracked: 2, oldestNewAt: "2026-11-17T08:00:00.000Z" })]);
    assertFound(unsavedWork, [
      unpushed("topic", "2026-11-18T08:00:00.000Z"),
      unpushed("main", "2026-11-16T08:00:00.000Z", { default: true }),
    ]);
  });

  test("leaves alone what is a day old or younger", () => {
    assertNone(unsavedWork, [treeOf({ changed: 1, oldestChangeAt: "2026-11-18T09:00:00.000Z" })]);
    assertNone(unsavedWork, [treeOf({ changed: 9, oldestChangeAt: "2026-11-19T08:59:00.000Z" })]);
    assertNone(unsavedWork, [treeOf({ untracked: 9, oldestNewAt: "2026-11-18T12:00:00.000Z" })]);
    assertNone(unsavedWork, [unpushed("topic", "2026-11-18T09:00:01.000Z")]);
    assertNone(unsavedWork, [unpushed("topic", "2026-11-20T09:00:00.000Z")]);
  });

  test("has nothing to say of what is safe: clean, pushed, or pushed once and gone since", () => {
    assertNone(unsavedWork, [treeOf(), treeOf({ changed: 1 })]);
    assertNone(unsavedWork, [branchOf("pushed", "2026-10-01T08:00:00.000Z")]);
    assertNone(unsavedWork, [unpushed("squashed", "2026-10-01T08:00:00.000Z", { upstreamGone: true })]);
  });

  test("counts hours, whatever the zone and however long the day", () => {
    // In New York the day of 1 November 2026 has 25 hours.
    for (const zone of ["America/New_York", "Asia/Tokyo", "Europe/Berlin"]) {
      const tree = treeOf({ changed: 1, oldestChangeAt: "2026-10-31T20:00:00.000Z" });
      assertNone(unsavedWork, [tree], "2026-11-01T20:00:00.000Z", calendarOf(zone));
      assertFound(unsavedWork, [tree], "2026-11-01T20:00:01.000Z", calendarOf(zone));
    }
  });

  test("grows with age: counted at one day, medium at two, high at eight", () => {
    const severities = ["2026-11-18T08:00:00.000Z", "2026-11-17T08:00:00.000Z", "2026-11-11T08:00:00.000Z"].map(
      (oldestChangeAt) => run(unsavedWork, [treeOf({ changed: 1, oldestChangeAt })])[0]?.severity,
    );
    assert.deepEqual(severities, [1, 2, 3]);
  });

  test("files that git never knew are only counted, since they may be scraps", () => {
    const [finding] = run(unsavedWork, [treeOf({ untracked: 2, oldestNewAt: "2026-10-01T08:00:00.000Z" })]);
    assert.ok(finding && finding.severity === 2 && finding.confidence < 0.6);
    const today = { changed: 1, oldestChangeAt: "2026-11-19T08:00:00.000Z" };
    const [beside] = run(unsavedWork, [treeOf({ ...today, untracked: 2, oldestNewAt: "2026-10-01T08:00:00.000Z" })]);
    assert.ok(beside && beside.confidence < 0.6);
    assert.equal(textOf(beside.title), "shop has 2 new files");
  });

  test("changed and new files are told together, with the older date", () => {
    const tree = { changed: 1, untracked: 2, oldestChangeAt: "2026-11-16T08:00:00.000Z", oldestNewAt: "2026-11-05T08:00:00.000Z" };
    const [finding] = run(unsavedWork, [treeOf(tree)]);
    assert.equal(textOf(finding?.title ?? []), "shop has 1 changed and 2 new files");
    assert.match(textOf(finding?.why ?? []), /^the oldest was last edited 2026-11-05/);
  });

  test("a merge in conflict is shown from the second day on, and one without changed files is found at all", () => {
    const merge = { operation: "merge", operationAt: "2026-11-18T08:00:00.000Z" };
    const conflict = { conflicts: 2, changed: 2, oldestChangeAt: "2026-11-18T08:00:00.000Z" };
    const [shown] = run(unsavedWork, [treeOf({ ...merge, ...conflict })]);
    assert.equal(shown?.severity, 3);
    assert.equal(textOf(shown.title), "shop has an unfinished merge");
    assert.match(textOf(shown.why), /with 2 conflicts left/);
    const [clean] = run(unsavedWork, [treeOf(merge)]);
    assert.equal(textOf(clean?.title ?? []), "shop has an unfinished merge");
    assert.equal(textOf(clean?.why ?? []), "a merge was begun 2026-11-18T08:00:00.000Z and not ended, and no other copy is known");
    assertFound(unsavedWork, [treeOf(conflict)]);
    assertNone(unsavedWork, [treeOf({ ...merge, operationAt: "2026-11-19T08:00:00.000Z" })]);
  });

  test("stashes are found from the second day on", () => {
    const stashes = (oldestStashAt: string) => repositoryOf("shop", { stashes: 3, oldestStashAt });
    assertNone(unsavedWork, [stashes("2026-11-18T12:00:00.000Z")]);
    const [finding] = run(unsavedWork, [stashes("2026-10-01T08:00:00.000Z")]);
    assert.equal(textOf(finding?.title ?? []), "shop has 3 stashes");
    assert.match(textOf(finding?.why ?? []), /^the oldest was put away 2026-10-01/);
  });

  test("commits on no branch are found from the second day on, but in the middle of a rebase", () => {
    const detached = (oldestAdriftAt: string, fields = {}) =>
      treeOf({ branch: null, detached: true, adrift: 2, oldestAdriftAt, ...fields });
    assertNone(unsavedWork, [detached("2026-11-18T12:00:00.000Z"), treeOf({ branch: null, detached: true })]);
    const old = "2026-11-10T08:00:00.000Z";
    const [finding] = run(unsavedWork, [detached(old)]);
    assert.equal(textOf(finding?.title ?? []), "shop has 2 commits on no branch");
    assert.match(textOf(finding?.why ?? []), /^the oldest was made 2026-11-10/);
    const both = run(unsavedWork, [detached(old, { changed: 1, oldestChangeAt: old })]);
    assert.equal(new Set(both.map((each) => each.key)).size, 2);
    const rebase = { operation: "rebase", operationAt: old };
    assert.deepEqual(
      run(unsavedWork, [detached(old, rebase)]).map((each) => textOf(each.title)),
      ["shop has an unfinished rebase"],
    );
  });

  test("many unpushed branches are one finding of their repository", () => {
    const branches = ["a", "b", "c", "d"].map((name, index) => unpushed(name, `2026-11-1${index + 3}T08:00:00.000Z`));
    const [finding, ...rest] = run(unsavedWork, [repositoryOf(), ...branches]);
    assert.equal(rest.length, 0);
    assert.equal(finding?.primary, "git:shop/repository");
    assert.equal(textOf(finding?.title ?? []), "shop has 4 unpushed branches");
    assert.equal(textOf(finding?.why ?? []), "8 commits in all, a waiting since 2026-11-13T08:00:00.000Z");
  });

  test("says what is so, what follows and what to do", () => {
    const [finding] = run(unsavedWork, [
      treeOf({ changed: 3, operation: "merge", operationAt: "2026-11-15T08:00:00.000Z", oldestChangeAt: "2026-11-16T08:00:00.000Z" }),
    ]);
    assert.equal(textOf(finding?.title ?? []), "shop has 3 uncommitted files");
    assert.match(
      textOf(finding?.why ?? []),
      /^a merge was begun 2026-11-15T08:00:00.000Z and not ended; the oldest was last edited 2026-11-16/,
    );
    assert.equal(textOf(finding?.action ?? []), "finish or abort the merge");
    assert.equal(finding?.owner, "you");
  });

  test("keeps its key while the work grows older and larger", () => {
    const keys = [1, 2].map(
      (changed) => run(unsavedWork, [treeOf({ changed, oldestChangeAt: `2026-11-1${changed}T08:00:00.000Z` })])[0]?.key,
    );
    assert.equal(keys[0], keys[1]);
  });

  test("takes its threshold from config", () => {
    const tree = treeOf({ changed: 1, oldestChangeAt: "2026-11-19T04:00:00.000Z" });
    assert.equal(run(unsavedWork, [tree], NOW, calendarOf(), { hours: 4 }).length, 1);
  });
});

describe("REPO-02, forgotten branch", () => {
  const days = (count: number): string => new Date(Date.parse(NOW) - count * 24 * 60 * 60 * 1000).toISOString();

  test("finds branches that nobody touched for more than two weeks", () => {
    assertFound(staleBranch, [branchOf("topic", days(14.01))]);
    assertFound(staleBranch, [branchOf("theirs", days(20), {}, other)]);
    assertFound(staleBranch, [branchOf("origin/mine", days(30), { remote: true })]);
    assertFound(staleBranch, [branchOf("gone", days(90), { upstreamGone: true })]);
    assertFound(staleBranch, [branchOf("release-notes", days(300)), branchOf("fix/v2-login", days(200))]);
  });

  test("leaves alone those with a commit within two weeks", () => {
    assertNone(
      staleBranch,
      [14, 13.9, 7, 0, -1].map((age, index) => branchOf(`topic-${index}`, days(age))),
    );
  });

  test("exempts what is merged, what is meant to stand, and what others left on a remote", () => {
    assertNone(staleBranch, [
      branchOf("merged", days(90), { merged: true }),
      branchOf("main", days(90), { default: true }),
      branchOf("origin/theirs", days(90), { remote: true }, other),
      ...["release/2.1", "v1.x", "gh-pages", "origin/stable", "develop", "2.3"].map((name) => branchOf(name, days(90))),
    ]);
  });

  test("counts days by the clock in every zone, over the change of clocks and holidays", () => {
    for (const zone of ["America/New_York", "Asia/Tokyo", "Europe/Berlin"]) {
      const branch = branchOf("topic", "2026-10-24T12:00:00.000Z");
      assertNone(staleBranch, [branch], "2026-11-07T12:00:00.000Z", calendarOf(zone));
      assertFound(staleBranch, [branch], "2026-11-07T12:00:01.000Z", calendarOf(zone, { holidays: ["2026-11-02"] }));
    }
  });

  test("is only counted until it has been forgotten for long", () => {
    const severities = [15, 60, 113].map((age) => run(staleBranch, [branchOf("topic", days(age))])[0]?.severity);
    assert.deepEqual(severities, [1, 1, 2]);
  });

  test("many are one finding of their repository, which names the oldest", () => {
    const [finding, ...rest] = run(staleBranch, [repositoryOf(), ...[20, 120, 40, 50].map((age) => branchOf(`topic-${age}`, days(age)))]);
    assert.equal(rest.length, 0);
    assert.equal(textOf(finding?.title ?? []), "shop has 4 forgotten branches");
    assert.match(textOf(finding?.why ?? []), /^none of them merged, topic-120 untouched since/);
  });

  test("says how far it is from the default branch, and what to do", () => {
    const [finding] = run(staleBranch, [repositoryOf(), branchOf("topic", days(30), { upstreamGone: true })]);
    assert.equal(textOf(finding?.title ?? []), "topic in shop stands still");
    assert.equal(textOf(finding?.why ?? []), "no commit for 30 days, and 2 commits not in main");
    assert.match(textOf(finding?.action ?? []), /^delete it if that work was merged/);
  });
});

describe("REPO-03, undone or mended soon after", () => {
  const at = "2026-11-18T20:00:00.000Z";
  const revert = (earlierAt: string, title = `Revert of ${earlierAt}`) => commitOf(title, at, following(earlierAt));

  test("finds reverts and fixes within two days", () => {
    assertFound(followUp, [revert("2026-11-16T20:00:00.000Z")]);
    assertFound(followUp, [revert("2026-11-18T19:59:00.000Z")]);
    assertFound(followUp, [commitOf("Mend coupons", at, following("2026-11-17T20:00:00.000Z", "fix"))]);
    assertFound(followUp, [commitOf("fix: coupons", at, following("2026-11-17T20:00:00.000Z", "fix", "files"))]);
    assertFound(followUp, [commitOf("hotfix: coupons", at, following("2026-11-17T20:00:00.000Z", "fix", "files", "Ben Ode"))]);
  });

  test("leaves alone what came later than that", () => {
    const early = ["2026-11-16T19:59:59.000Z", "2026-11-15T20:00:00.000Z", "2026-10-01T20:00:00.000Z", "2026-11-18T20:00:01.000Z"];
    assertNone(
      followUp,
      early.map((earlierAt) => revert(earlierAt)),
    );
    assertNone(followUp, [commitOf("fix: coupons", at, following("2026-11-16T19:00:00.000Z", "fix", "files"))]);
  });

  test("exempts everyday work: plain commits, a quiet fix of one's own, and what is older than the first window", () => {
    assertNone(followUp, [
      commitOf("Add search", at),
      commitOf("fix: my own", at, following("2026-11-18T10:00:00.000Z", "fix", "files", "Ben Ode")),
      commitOf("Revert", at, { ...following("2026-11-18T10:00:00.000Z"), older: true }),
    ]);
  });

  test("counts hours, also where the clocks change in between", () => {
    for (const zone of ["America/New_York", "Asia/Tokyo", "Europe/Berlin"]) {
      const within = commitOf("Revert", "2026-11-02T12:00:00.000Z", following("2026-10-31T12:00:00.000Z"));
      const beyond = commitOf("Revert", "2026-11-02T12:00:00.000Z", following("2026-10-31T11:59:59.000Z"));
      assertFound(followUp, [within], "2026-11-02T13:00:00.000Z", calendarOf(zone, { holidays: ["2026-11-01"] }));
      assertNone(followUp, [beyond], "2026-11-02T13:00:00.000Z", calendarOf(zone));
    }
  });

  test("several follow-ups of one change are one finding, the revert standing for all", () => {
    const earlier = "2026-11-18T10:00:00.000Z";
    const fix = commitOf("Mend", "2026-11-18T21:00:00.000Z", following(earlier, "fix"));
    assert.deepEqual(
      run(followUp, [fix, revert(earlier)]).map((finding) => finding.primary),
      [revert(earlier).id],
    );
  });

  test("many in one repository are one finding", () => {
    const reverts = [10, 11, 12, 13].map((hour) => revert(`2026-11-18T${hour}:00:00.000Z`));
    const [finding, ...rest] = run(followUp, [repositoryOf(), ...reverts]);
    assert.equal(rest.length, 0);
    assert.equal(textOf(finding?.title ?? []), "shop saw 4 quick fixes");
  });

  test("says who undid what after how long, and leaves it to whoever made the change", () => {
    const [finding] = run(followUp, [revert("2026-11-18T15:00:00.000Z")]);
    assert.equal(textOf(finding?.title ?? []), "Add coupons was undone");
    assert.match(textOf(finding?.why ?? []), /^Ben Ode reverted [0-9a-f]{9} after 5 hours in shop$/);
    assert.equal(finding?.owner, "Dana Reyes");
    const mine = commitOf("Revert", at, following("2026-11-18T19:30:00.000Z", "revert", "message", "sam"));
    const [own] = run(followUp, [mine]);
    assert.equal(own?.owner, "you");
    assert.match(textOf(own?.why ?? []), /within the hour/);
  });

  test("is unsure, and says so, where only the files speak for it", () => {
    const [finding] = run(followUp, [commitOf("fix: coupons", at, following("2026-11-17T20:00:00.000Z", "fix", "files"))]);
    assert.equal(finding?.confidence, 0.65);
    assert.match(textOf(finding?.title ?? []), /possibly/);
  });
});
