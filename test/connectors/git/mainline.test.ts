import assert from "node:assert/strict";
import { test } from "node:test";
import { mainlineChangesIn } from "../../../src/core/kinds/mainline-change.ts";
import { createMergedHistory } from "../../support/merged-history.ts";
import { createRepository } from "../../support/repository.ts";
import { fetchFrom, NOW, ofKind, theOne } from "./fetching.ts";

const monday = "2026-11-16T10:00:00.000Z";
const tuesday = "2026-11-17T10:00:00.000Z";
const wednesday = "2026-11-18T10:00:00.000Z";
const options = { weeks: 5 };
const ben = "Ben <ben@example.org>";

test("a merge is one change, with the lines, the time and the author of all that it brought", async () => {
  const repository = await createRepository([
    { at: "2026-10-01T10:00:00Z", message: "Begin\n", files: { "readme.md": "1\n" } },
    { at: monday, branch: "totals", from: "main", author: ben, message: "Round totals\n", files: { "src/total.ts": "1\n2\n" } },
    { at: tuesday, branch: "totals", author: ben, message: "Test it\n", files: { "test/total.test.ts": "1\n" } },
    {
      at: wednesday,
      merge: ["totals"],
      message: "Merge branch 'totals'\n",
      files: { "src/total.ts": "1\n2\n", "test/total.test.ts": "1\n" },
    },
  ]);
  const [change] = mainlineChangesIn((await fetchFrom(repository.folder, { options })).items);
  assert.ok(change);
  assert.equal(change.item.title, "Round totals");
  assert.deepEqual(
    change.item.actors.map(({ name, role }) => `${name} ${role}`),
    ["Ben author", "Ann merger"],
  );
  assert.deepEqual(change.files, ["src/total.ts 2", "test/total.test.ts 1"]);
  const { merge, commits, additions, deletions, firstCommitAt, branch } = change;
  assert.deepEqual(
    { merge, commits, additions, deletions, firstCommitAt, branch },
    { merge: true, commits: 3, additions: 3, deletions: 0, firstCommitAt: monday, branch: "main" },
  );
});

test("a branch that took main up before it was merged brings its own commits only", async () => {
  const sunday = "2026-11-15T10:00:00.000Z";
  const [search, totals] = [{ "src/search.ts": "1\n" }, { "src/total.ts": "1\n" }];
  const repository = await createRepository([
    { at: "2026-10-01T10:00:00Z", message: "Begin\n", files: { "readme.md": "1\n" } },
    { at: monday, branch: "totals", from: "main", author: ben, message: "Round totals\n", files: totals },
    { at: sunday, message: "Speed up search\n", files: search },
    { at: tuesday, branch: "totals", merge: ["main"], author: ben, message: "Merge branch 'main' into totals\n", files: search },
    { at: wednesday, merge: ["totals"], message: "Merge branch 'totals'\n", files: totals },
  ]);
  const changes = mainlineChangesIn((await fetchFrom(repository.folder, { options })).items);
  assert.deepEqual(
    changes.map(({ item, commits, firstCommitAt, files }) => [item.title, item.actors[0]?.name, commits, firstCommitAt, files.join()]),
    [
      ["Speed up search", "Ann", 1, null, "src/search.ts 1"],
      ["Round totals", "Ben", 3, monday, "src/total.ts 1"],
    ],
  );
});

test("a change says which pull request it was, what it takes back, where it was picked from and who reviewed it", async () => {
  const sha = "1234567890123456789012345678901234567890";
  const repository = await createRepository([
    { at: monday, message: "Add totals (#12)\n\nReviewed-by: Ben Lee <ben@example.org>\n", files: { a: "1" } },
    { at: tuesday, message: `Revert "Add totals"\n\nThis reverts commit ${sha}.\n`, files: { a: null } },
    { at: wednesday, message: `Fix it\n\n(cherry picked from commit ${sha})\n`, files: { b: "1" } },
    { at: NOW, message: "Merge pull request #14 from acme/x\n\nShow totals\n", files: { c: "1" } },
  ]);
  const fetched = await fetchFrom(repository.folder, { options });
  const fieldsOf = (title: string) => theOne(fetched, "change", title).fields;
  assert.equal(fieldsOf("Add totals (#12)")["pullRequest"], 12);
  assert.equal(theOne(fetched, "change", "Add totals (#12)").actors.find(({ role }) => role === "reviewer")?.name, "Ben Lee");
  assert.equal(fieldsOf('Revert "Add totals"')["reverts"], sha);
  assert.equal(fieldsOf("Fix it")["pickedFrom"], sha);
  assert.equal(fieldsOf("Show totals")["pullRequest"], 14);
});

test("changes are told on every run, as far back as the weeks go, and only where they are asked for", async () => {
  const repository = await createRepository([
    { at: "2026-09-01T10:00:00Z", message: "Long ago\n" },
    { at: "2026-11-02T10:00:00Z", message: "Two weeks ago\n" },
    { at: tuesday, message: "This week\n" },
  ]);
  const first = await fetchFrom(repository.folder, { options });
  const again = await fetchFrom(repository.folder, { options, cursor: first.cursor });
  for (const fetched of [first, again]) {
    assert.deepEqual(
      ofKind(fetched, "change").map(({ title }) => title),
      ["Two weeks ago", "This week"],
    );
  }
  assert.equal(ofKind(await fetchFrom(repository.folder), "change").length, 0);
});

test("a change that is not pushed has no page yet", async () => {
  const repository = await createRepository([{ at: monday, message: "Pushed\n" }]);
  await repository.git("remote", "add", "origin", "https://github.com/acme/shop.git");
  await repository.git("update-ref", "refs/remotes/origin/main", "main");
  await repository.commit({ at: tuesday, from: "main", message: "Here\n" });
  const fetched = await fetchFrom(repository.folder, { options });
  assert.match(theOne(fetched, "change", "Pushed").url ?? "", /^https:\/\/github\.com\/acme\/shop\/commit\/[0-9a-f]{40}$/);
  assert.equal(theOne(fetched, "change", "Here").url, undefined);
});

test("of a thousand merges each is told once, as git counts them by itself", async () => {
  const repository = await createMergedHistory(1_000, NOW);
  const fetched = await fetchFrom(repository.folder, { options });
  const own = (await repository.git("log", "--first-parent", "--format=%H", "main")).split("\n").toSorted();
  const told = mainlineChangesIn(fetched.items)
    .map(({ sha }) => sha)
    .toSorted();
  assert.equal(own.length, 1_001);
  assert.deepEqual(told, own);
  assert.equal(
    mainlineChangesIn(fetched.items).reduce((sum, { commits }) => sum + commits, 0),
    Number(await repository.git("rev-list", "--count", "main")),
  );
});
