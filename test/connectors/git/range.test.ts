import assert from "node:assert/strict";
import { test } from "node:test";
import { mainlineChangesIn } from "../../../src/core/kinds/mainline-change.ts";
import { releaseRangesIn } from "../../../src/core/kinds/release-range.ts";
import { gitSchema } from "../../../src/connectors/git/schema.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { fetchFrom } from "./fetching.ts";

const ben = "Ben <ben@example.org>";

function at(day: number): string {
  return `2026-11-${String(day).padStart(2, "0")}T10:00:00.000Z`;
}

/** What a range has: its bounds and the titles of its changes, the oldest first. */
async function told(repository: TestRepository, range: string): Promise<{ bounds: string; titles: string[] }> {
  const { items, failures } = await fetchFrom(repository.folder, { options: { range } });
  assert.deepEqual(failures, []);
  const [found] = releaseRangesIn(items);
  const changes = mainlineChangesIn(items).filter((change) => change.range === found?.item.id);
  assert.equal(found?.changes, changes.length);
  return { bounds: `${found?.from ?? ""}..${found?.to ?? ""}`, titles: changes.map(({ item }) => item.title) };
}

test("a release goes from the highest version before it to the tag that was made last, and brings what its merges brought", async () => {
  const repository = await createRepository([{ at: at(1), message: "Begin\n", files: { a: "1" } }]);
  assert.deepEqual(await told(repository, "latest-tag"), { bounds: "..", titles: ["Begin"] });
  await repository.git("tag", "v1.9.0");
  await repository.commit({ at: at(2), from: "main", message: "Early\n", files: { a: "2" } });
  await repository.git("tag", "v1.10.0-rc.1", "main");
  await repository.commit(
    { at: at(3), branch: "totals", from: "main", author: ben, message: "Round\n\nBREAKING CHANGE: totals are whole\n", files: { b: "1" } },
    { at: "2026-11-03T12:00:00.000Z", branch: "totals", author: ben, message: "fix: close a path traversal\n", files: { c: "1" } },
    { at: at(4), from: "main", merge: ["totals"], message: "Merge branch 'totals'\n", files: { b: "1" } },
  );
  await repository.git("tag", "v1.10.0", "main");
  await repository.git("tag", "sprint-4", "main");
  await repository.commit({ at: at(5), from: "main", message: "Later\n", files: { a: "3" } });
  assert.deepEqual(await told(repository, "latest-tag"), { bounds: "v1.9.0..v1.10.0", titles: ["Early", "Round"] });
  assert.deepEqual(await told(repository, "unreleased"), { bounds: "v1.10.0..", titles: ["Later"] });
  assert.deepEqual(await told(repository, "v1.10.0-rc.1..v1.10.0"), { bounds: "v1.10.0-rc.1..v1.10.0", titles: ["Round"] });
  const { items } = await fetchFrom(repository.folder, { options: { range: "latest-tag" } });
  assert.deepEqual(
    mainlineChangesIn(items).map(({ breaks, brings, newAuthor }) => [breaks, brings, newAuthor]),
    [
      [[], [], false],
      [["totals are whole"], ["fix: close a path traversal"], true],
    ],
  );
  const unknown = await fetchFrom(repository.folder, { options: { range: "v1.9.0..v7" } });
  assert.deepEqual(unknown.failures[0]?.error, 'expected the range to name tags of this repository, got "v7"');
});

test("a release of its own branch has what that branch has, whatever was merged elsewhere", async () => {
  const repository = await createRepository([{ at: at(1), message: "Begin\n", files: { a: "1" } }]);
  await repository.git("tag", "v1.0.0");
  await repository.commit({ at: at(2), from: "main", message: "New\n", files: { a: "2" } });
  await repository.git("tag", "v2.0.0", "main");
  await repository.git("branch", "release/1", "v1.0.0");
  await repository.commit({ at: at(3), branch: "release/1", from: "release/1", message: "Mend\n", files: { b: "1" } });
  await repository.git("tag", "v1.0.1", "release/1");
  assert.deepEqual(await told(repository, "latest-tag"), { bounds: "v1.0.0..v1.0.1", titles: ["Mend"] });
});

test("a range is one of two words or two tags, and weeks bring something else", () => {
  const isTaken = (range: string): boolean => gitSchema.safeParse({ range }).success;
  assert.deepEqual(["latest-tag", "unreleased", "v1.0..v1.1", "pkg@1.0.0..pkg@1.1.0"].filter(isTaken).length, 4);
  assert.deepEqual(["latest", "v1", "..v1", "v1..", "a...b", "x y..z"].filter(isTaken), []);
  assert.ok(!gitSchema.safeParse({ range: "unreleased", weeks: 2 }).success);
});
