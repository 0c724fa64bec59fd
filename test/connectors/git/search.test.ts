import assert from "node:assert/strict";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { joinCursors, type GitCursor } from "../../../src/connectors/git/cursor.ts";
import { gitSchema } from "../../../src/connectors/git/schema.ts";
import { shippedConnectors } from "../../support/connectors.ts";
import { createRepository, runGit, temporaryFolder } from "../../support/repository.ts";
import { fetchFrom, ofKind, theOne, titles } from "./fetching.ts";

const one = [{ at: "2026-11-17T10:00:00Z", message: "First\n" }];

test("a folder is searched as deep as the options say, hidden folders and node_modules left out", async () => {
  const folder = await temporaryFolder();
  for (const path of ["a", "b/c", "b/d/e/too-deep", ".hidden", "node_modules/x"]) await createRepository(one, join(folder, path));
  assert.deepEqual(titles(await fetchFrom(folder), "repository"), ["a", "c"]);
  assert.deepEqual(titles(await fetchFrom(folder, { options: { depth: 1 } }), "repository"), ["a"]);
  assert.deepEqual(titles(await fetchFrom(folder, { options: { depth: 4 } }), "repository"), ["a", "c", "too-deep"]);
});

test("repositories of the same name are told apart, and ids stay those of the path", async () => {
  const folder = await temporaryFolder();
  for (const path of ["red/api", "blue/api", "web"]) await createRepository(one, join(folder, path));
  const fetched = await fetchFrom(folder);
  assert.deepEqual(titles(fetched, "repository"), ["blue/api", "red/api", "web"]);
  assert.ok(fetched.items.some((item) => item.id === "git:blue/api/repository"));
});

test("a path that is not there, and one without a repository, are failures with the way out; the others are read", async () => {
  const folder = await temporaryFolder();
  await createRepository(one, join(folder, "good"));
  await mkdir(join(folder, "bare-ground"));
  const { failures, items } = await fetchFrom(folder, { options: { paths: ["good", "gone", "bare-ground"] } });
  assert.ok(items.length > 0);
  assert.deepEqual(
    failures.map((failure) => failure.what),
    ["gone", "bare-ground"],
  );
  assert.ok(failures.every((failure) => failure.hint !== undefined));
});

test("a workspace without a repository has that noted once, unless its path was named", async () => {
  const folder = await temporaryFolder();
  const first = await fetchFrom(folder);
  assert.deepEqual([first.failures, first.notes], [[], ["There is no git repository in this folder."]]);
  const later = await fetchFrom(folder, { cursor: first.cursor });
  assert.deepEqual([later.failures, later.notes], [[], []]);
  assert.equal((await fetchFrom(folder, { options: { paths: ["."] } })).failures.length, 1);
});

test("a repository that joins later has its first week told, whenever the others were last read", async () => {
  const folder = await temporaryFolder();
  await createRepository(one, join(folder, "old"));
  const first = await fetchFrom(folder);
  await createRepository([{ at: "2026-11-15T10:00:00Z", message: "Begun\n" }], join(folder, "new"));
  const now = "2026-11-20T10:00:00.000Z";
  const next = await fetchFrom(folder, { cursor: first.cursor, now, lastRead: "2026-11-20T08:50:00.000Z" });
  assert.deepEqual(
    ofKind(next, "commit").map((commit) => [commit.title, commit.fields["older"]]),
    [["Begun", false]],
  );
});

test("a bare repository keeps its ending in its name, and its branches wait for nobody", async () => {
  const folder = await temporaryFolder();
  const shop = await createRepository([...one, { at: "2026-10-01T10:00:00Z", branch: "topic", message: "Try\n" }], join(folder, "x/shop"));
  await mkdir(join(folder, "served"));
  await runGit(folder, ["clone", "--quiet", "--bare", shop.folder, "served/shop.git"]);
  await runGit(folder, ["-C", "served/shop.git", "remote", "remove", "origin"]);
  const fetched = await fetchFrom(join(folder, "served"));
  assert.deepEqual([titles(fetched, "repository"), titles(fetched, "commit"), titles(fetched, "branch")], [["shop.git"], ["First"], []]);
  assert.deepEqual(fetched.notes, []);
});

test("a bare repository is passed over where a clone of it is read", async () => {
  const folder = await temporaryFolder();
  const shop = await createRepository(one, join(folder, "shop"));
  await runGit(folder, ["clone", "--quiet", "--bare", shop.folder, "shop.git"]);
  for (const url of ["../shop.git", join(folder, "shop.git"), `file://${join(folder, "shop.git")}`]) {
    await shop.git("config", "remote.origin.url", url);
    const fetched = await fetchFrom(folder);
    assert.deepEqual([titles(fetched, "repository"), titles(fetched, "commit")], [["shop"], ["First"]], url);
  }
});

test("a repository that could not be read goes on from where it was, once it can", async () => {
  const folder = await temporaryFolder();
  const repository = await createRepository(one, join(folder, "shop"));
  await createRepository(one, join(folder, "other"));
  const first = await fetchFrom(folder);
  const head = await repository.git("rev-parse", "main");
  await rm(join(repository.folder, ".git/HEAD"));
  const broken = await fetchFrom(folder, { cursor: first.cursor });
  assert.equal(broken.failures.length, 1);
  await repository.write(".git/HEAD", "ref: refs/heads/main\n");
  assert.equal(await repository.git("rev-parse", "main"), head);
  const mended = await fetchFrom(folder, { cursor: broken.cursor });
  assert.deepEqual([mended.failures, titles(mended, "commit")], [[], []]);
});

test("a repository that was away for some runs tells exactly what it has new when it is back", async () => {
  const folder = await temporaryFolder();
  await createRepository(one, join(folder, "a"));
  const b = await createRepository(one, join(folder, "b"));
  let { cursor } = await fetchFrom(folder);
  await rename(b.folder, join(folder, ".away"));
  for (let run = 0; run < 2; run += 1) cursor = (await fetchFrom(folder, { cursor })).cursor;
  await rename(join(folder, ".away"), b.folder);
  await b.commit({ at: "2026-10-01T10:00:00Z", from: "main", message: "Second\n" });
  const back = await fetchFrom(folder, { cursor, lastRead: "2026-11-20T08:50:00.000Z" });
  assert.deepEqual(titles(back, "commit"), ["Second"]);
  assert.equal(theOne(back, "commit").fields["older"], false);
});

test("of very many repositories that are away those stay known that were read last", () => {
  const cursor = { tips: Array.from({ length: 100 }, (_, index) => String(index).padStart(40, "0")), tags: [] };
  let all: GitCursor = { repositories: {} };
  for (let run = 0; run < 50; run += 1) all = joinCursors([[`r${run}`, cursor]], all);
  const paths = Object.keys(all.repositories);
  assert.deepEqual(paths.slice(0, 3), ["r49", "r48", "r47"]);
  assert.ok(paths.length > 10);
  assert.ok(JSON.stringify(all).length < 64_000);
});

test("options have their defaults and refuse what makes no sense", () => {
  assert.deepEqual(gitSchema.parse(undefined), { depth: 3 });
  for (const bad of [{ paths: [] }, { paths: [""] }, { depth: -1 }, { depth: 1.5 }, { path: "." }]) {
    assert.equal(gitSchema.safeParse(bad).success, false, JSON.stringify(bad));
  }
});

test("the registry loads each connector under its own id, and no other", async () => {
  const connectors = shippedConnectors();
  for (const id of connectors.ids) assert.equal((await connectors.load(id)).id, id);
  await assert.rejects(connectors.load("gti"), RangeError);
});

test("a machine without git is one error that says where to get it", async () => {
  const { folder } = await createRepository(one);
  const path = process.env["PATH"];
  process.env["PATH"] = "/nonexistent";
  try {
    await assert.rejects(fetchFrom(folder), { code: "command-not-found", hint: /Install git/ });
  } finally {
    process.env["PATH"] = path;
  }
});
