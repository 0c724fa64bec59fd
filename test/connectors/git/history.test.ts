import assert from "node:assert/strict";
import { test } from "node:test";
import { createRepository, runGit, temporaryFolder } from "../../support/repository.ts";
import { fetchFrom, ofKind, theOne, titles } from "./fetching.ts";

const monday = "2026-11-16T10:00:00Z";
const tuesday = "2026-11-17T10:00:00Z";
const wednesday = "2026-11-18T10:00:00Z";

test("the first fetch tells the commits of the week with who, what and how much", async () => {
  const repository = await createRepository([
    { at: "2026-10-01T10:00:00Z", message: "Long ago\n", files: { "a.txt": "1\n2\n" } },
    {
      at: tuesday,
      message: "Add orders\n\nWith a body.\n",
      author: "Ben <ben@example.org>",
      files: { "src/a.ts": "1\n2\n3\n", "a.txt": "1\n" },
    },
  ]);
  const fetched = await fetchFrom(repository.folder);
  assert.deepEqual(titles(fetched, "commit"), ["Add orders"]);
  const commit = theOne(fetched, "commit");
  assert.equal(commit.body, "With a body.");
  assert.equal(commit.ts, "2026-11-17T10:00:00.000Z");
  assert.deepEqual(commit.actors[0], { name: "Ben", email: "ben@example.org", role: "author" });
  const { files, insertions, deletions, branch, merge, older, paths } = commit.fields;
  assert.deepEqual(
    { files, insertions, deletions, branch, merge, older },
    { files: 2, insertions: 3, deletions: 1, branch: "main", merge: false, older: false },
  );
  assert.deepEqual(paths, ["a.txt", "src/a.ts"]);
  assert.equal(commit.id, `git:./commit/${String(commit.fields["sha"])}`);
});

test("a repository that was quiet all week shows its latest commits, marked as older", async () => {
  const old = Array.from({ length: 12 }, (_, index) => ({ at: `2026-03-${String(index + 10)}T10:00:00Z`, message: `Old ${index}\n` }));
  const fetched = await fetchFrom((await createRepository(old)).folder);
  assert.equal(ofKind(fetched, "commit").length, 10);
  assert.ok(ofKind(fetched, "commit").every((commit) => commit.fields["older"] === true));
  assert.deepEqual(ofKind(fetched, "tally"), []);
});

test("what was told once is not told again, and what comes later is", async () => {
  const repository = await createRepository([{ at: monday, message: "First\n" }]);
  const first = await fetchFrom(repository.folder);
  await repository.commit({ at: tuesday, message: "Second\n", from: "main" });
  const second = await fetchFrom(repository.folder, { cursor: first.cursor });
  assert.deepEqual(titles(second, "commit"), ["Second"]);
  const third = await fetchFrom(repository.folder, { cursor: second.cursor });
  assert.deepEqual(titles(third, "commit"), []);
});

test("commits that were made long before but arrived since are new", async () => {
  const repository = await createRepository([{ at: tuesday, message: "Mine\n" }]);
  const first = await fetchFrom(repository.folder);
  await repository.commit({ at: "2026-11-02T10:00:00Z", branch: "theirs", message: "Theirs, pulled late\n" });
  assert.deepEqual(titles(await fetchFrom(repository.folder, { cursor: first.cursor }), "commit"), ["Theirs, pulled late"]);
});

test("a tag that is fetched late is new although it is older than the last look", async () => {
  const repository = await createRepository([{ at: monday, message: "First\n" }]);
  await runGit(repository.folder, ["tag", "--annotate", "v1.0.0", "--message", "One"], undefined, tuesday);
  const first = await fetchFrom(repository.folder);
  assert.deepEqual(titles(first, "tag"), ["v1.0.0"]);
  assert.equal(theOne(first, "tag").fields["release"], true);
  await runGit(repository.folder, ["tag", "--annotate", "v1.0.1", "--message", "Fix"], undefined, "2026-11-16T12:00:00Z");
  await runGit(repository.folder, ["tag", "nightly"]);
  const second = await fetchFrom(repository.folder, { cursor: first.cursor });
  assert.deepEqual(titles(second, "tag"), ["nightly", "v1.0.1"]);
  assert.equal(theOne(second, "tag", "nightly").fields["release"], false);
});

test("a run that speaks of the past knows nothing of what came after, and the next goes on from there", async () => {
  const repository = await createRepository([
    { at: monday, message: "First\n" },
    { at: tuesday, message: "Second\n" },
    { at: wednesday, message: "Third\n" },
    { at: wednesday, branch: "later", from: "main", message: "On a branch\n" },
  ]);
  const past = await fetchFrom(repository.folder, { now: "2026-11-17T12:00:00.000Z" });
  assert.deepEqual(titles(past, "commit"), ["First", "Second"]);
  assert.equal(theOne(past, "branch", "main").ts, "2026-11-17T10:00:00.000Z");
  assert.deepEqual(titles(await fetchFrom(repository.folder, { cursor: past.cursor }), "commit"), ["On a branch", "Third"]);
});

test("a cursor whose commits were rewritten or collected does no harm", async () => {
  const repository = await createRepository([{ at: monday, message: "First\n" }]);
  const gone = { repositories: { ".": { tips: ["1".repeat(40)], tags: [] } } };
  const fetched = await fetchFrom(repository.folder, { cursor: gone });
  assert.deepEqual(fetched.failures, []);
  assert.deepEqual(titles(fetched, "commit"), ["First"]);
});

test("counts stay exact where not every commit becomes an item", async () => {
  const commits = Array.from({ length: 2_100 }, (_, index) => ({
    at: new Date(Date.parse(monday) + index * 1000).toISOString(),
    message: `${index}\n`,
  }));
  const fetched = await fetchFrom((await createRepository(commits)).folder);
  assert.equal(ofKind(fetched, "commit").length, 2_000);
  assert.equal(theOne(fetched, "tally").fields["commits"], 2_100);
  assert.match(fetched.notes.join(" "), /2100 new commits: the latest 2000/);
});

test("a thousand tags and more leave a short cursor, and none of them is told again", async () => {
  const repository = await createRepository(
    Array.from({ length: 1_200 }, (_, index) => ({ at: new Date(Date.parse(monday) + index * 1000).toISOString(), message: `${index}\n` })),
  );
  const shas = (await repository.git("rev-list", "main")).split("\n");
  await runGit(
    repository.folder,
    ["update-ref", "--stdin"],
    shas.map((sha, index) => `create refs/tags/t${index} ${sha}\n`),
  );
  const first = await fetchFrom(repository.folder);
  assert.ok(JSON.stringify(first.cursor).length < 64_000);
  const second = await fetchFrom(repository.folder, { cursor: first.cursor });
  assert.deepEqual([...titles(second, "commit"), ...titles(second, "tag")], []);
});

test("texts in other encodings and odd file names come through", async () => {
  const repository = await createRepository([
    { at: monday, message: Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65, 0x0a]), files: { 'new\nline\t"x".txt': "1\n", "ümlaut.txt": "1\n" } },
  ]);
  const commit = theOne(await fetchFrom(repository.folder), "commit");
  assert.match(commit.title, /^Gr..?e$/u);
  assert.deepEqual(commit.fields["paths"], ['new\nline\t"x".txt', "ümlaut.txt"]);
});

test("a merge is one, and commits name the branch that they came on", async () => {
  const repository = await createRepository([
    { at: monday, message: "First\n" },
    { at: tuesday, branch: "topic", from: "main", message: "Topic\n", files: { "t.txt": "1\n" } },
    { at: tuesday, branch: "open", from: "main", message: "Open\n", files: { "o.txt": "1\n" } },
    { at: wednesday, merge: ["topic"], message: "Merge branch 'topic'\n", files: { "t.txt": "1\n" } },
  ]);
  const fetched = await fetchFrom(repository.folder);
  assert.equal(theOne(fetched, "commit", "Merge branch 'topic'").fields["merge"], true);
  assert.equal(theOne(fetched, "commit", "Open").fields["branch"], "open");
  assert.equal(theOne(fetched, "commit", "Topic").fields["branch"], "main");
  assert.equal(theOne(fetched, "tally").fields["merges"], 1);
});

test("a revert names what it undoes, even where that was told long before", async () => {
  const repository = await createRepository([{ at: "2026-11-01T10:00:00Z", message: "Add coupons\n", author: "Ben <ben@example.org>" }]);
  const sha = await repository.git("rev-parse", "main");
  await repository.commit({ at: tuesday, from: "main", message: `Revert "Add coupons"\n\nThis reverts commit ${sha}.\n` });
  const { followUp, followUpSaid, earlierSubject, earlierAuthor, earlierAt } = theOne(await fetchFrom(repository.folder), "commit").fields;
  assert.deepEqual(
    { followUp, followUpSaid, earlierSubject, earlierAuthor, earlierAt },
    {
      followUp: "revert",
      followUpSaid: "message",
      earlierSubject: "Add coupons",
      earlierAuthor: "Ben",
      earlierAt: "2026-11-01T10:00:00.000Z",
    },
  );
});

test("a fix that says what it fixes, or touches the same files, follows up; others do not", async () => {
  const repository = await createRepository([
    { at: monday, message: "Begin\n" },
    { at: monday, message: "Add cart\n", files: { "src/cart.ts": "1\n", "package.json": "{}\n" } },
    { at: "2026-11-16T12:00:00Z", message: "Add search\n", files: { "src/search.ts": "1\n" } },
  ]);
  const search = await repository.git("rev-parse", "--short=12", "main");
  await repository.commit(
    { at: tuesday, from: "main", message: "fix: empty cart\n", files: { "src/cart.ts": "2\n", "package.json": "{ }\n" } },
    { at: tuesday, message: `Mend search\n\nFixes: ${search} ("Add search")\n`, files: { "src/other.ts": "1\n" } },
    { at: tuesday, message: "fix: typo in cart\n", files: { "src/cart.ts": "3\n" } },
    { at: tuesday, message: "fix: version\n", files: { "package.json": "{  }\n" } },
    { at: tuesday, branch: "draft", from: "main", message: "fix: search again\n", files: { "src/search.ts": "2\n" } },
  );
  const fetched = await fetchFrom(repository.folder);
  const follows = Object.fromEntries(
    ofKind(fetched, "commit").map(({ title, fields }) => [title, [fields["earlierSubject"], fields["followUpSaid"]]]),
  );
  assert.deepEqual(follows["fix: empty cart"], ["Add cart", "files"]);
  assert.deepEqual(follows["Mend search"], ["Add search", "message"]);
  const others = ["fix: typo in cart", "fix: version", "fix: search again"];
  assert.deepEqual(
    others.flatMap((title) => follows[title]).filter((value) => value !== undefined),
    [],
  );
});

test("TODO lines that were added and stayed are told, with where they are", async () => {
  const repository = await createRepository([
    { at: "2026-10-01T10:00:00Z", message: "Old\n", files: { "old.ts": "// TODO from before\n", "moved.ts": "// FIXME: moved about\n" } },
    {
      at: monday,
      message: "One\n",
      files: { "a.ts": "1\n// TODO sort these\n", "b.py": "# FIXME(ben): slow\n", "notes.md": "A word on TODO lines and FIXME.\n" },
    },
    {
      at: tuesday,
      message: "Two\n",
      files: { "b.py": "print()\n", "moved.ts": null, "there.ts": "// FIXME: moved about\n", "c d.ts": "/* TODO: c */ --- x\n" },
    },
  ]);
  const fetched = await fetchFrom(repository.folder);
  assert.deepEqual(titles(fetched, "todo"), ["TODO sort these", "TODO: c */ --- x"]);
  const { path, line, committed } = theOne(fetched, "todo", "TODO sort these").fields;
  assert.deepEqual({ path, line, committed }, { path: "a.ts", line: 2, committed: true });
  assert.equal(theOne(fetched, "todo", "TODO: c */ --- x").fields["path"], "c d.ts");
});

test("a commit that is pushed to a known host has its page, without the user and password of the remote", async () => {
  const repository = await createRepository([{ at: monday, message: "Pushed\n" }]);
  await repository.git("update-ref", "refs/remotes/origin/main", "main");
  await repository.git("config", "remote.origin.url", "https://ann:secret@github.com/acme/shop.git");
  await repository.commit({ at: tuesday, from: "main", message: "Not pushed\n" });
  const fetched = await fetchFrom(repository.folder);
  const pushed = theOne(fetched, "commit", "Pushed");
  assert.equal(pushed.url, `https://github.com/acme/shop/commit/${String(pushed.fields["sha"])}`);
  assert.equal(theOne(fetched, "commit", "Not pushed").url, undefined);
  assert.ok(!JSON.stringify(fetched).includes("secret"));
});

test("a shallow clone is read as far as it goes and says so on the first fetch", async () => {
  const repository = await createRepository([
    { at: monday, message: "First\n" },
    { at: tuesday, message: "Second\n" },
  ]);
  const clone = `${await temporaryFolder()}/clone`;
  await runGit("/", ["clone", "--quiet", "--depth=1", `file://${repository.folder}`, clone]);
  const first = await fetchFrom(clone);
  assert.deepEqual(titles(first, "commit"), ["Second"]);
  assert.match(first.notes.join(" "), /shallow clone/);
  assert.deepEqual((await fetchFrom(clone, { cursor: first.cursor })).notes, []);
});
