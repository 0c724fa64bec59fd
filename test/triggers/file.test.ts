import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { findChanges, takeBaseline, type Moving } from "../../src/triggers/file-changes.ts";
import { findWatched } from "../../src/triggers/file-paths.ts";
import { fileSource } from "../../src/triggers/file.ts";
import { createFakeClock } from "../support/clock.ts";
import { memoryStore, temporaryDirectory } from "../support/store.ts";
import { lookOut, looked, type LookingOut, type SourceStart } from "./event-source-world.ts";

const SCAN_MS = 30_000;
const STILL_MS = 2_000;

interface Folder extends SourceStart {
  root: string;
  write(path: string, text: string): void;
  /** Looks out, and has looked once. */
  begin(paths: string | readonly string[], refuse?: SourceStart["refuse"]): Promise<LookingOut>;
  /** Has the source look, and look again once files have been still; a hint of the system may have shifted that. */
  pass(): Promise<void>;
}

function folderOf(context: TestContext): Folder {
  const start = { store: memoryStore(context), clock: createFakeClock(), root: temporaryDirectory(context) };
  return {
    ...start,
    write(path, text) {
      mkdirSync(dirname(join(start.root, path)), { recursive: true });
      writeFileSync(join(start.root, path), text);
    },
    async begin(paths, refuse) {
      const looking = await lookOut(fileSource, paths, { ...start, ...(refuse && { refuse }) });
      context.after(() => looking.stop());
      await looked(start);
      return looking;
    },
    async pass() {
      for (const ms of [SCAN_MS, STILL_MS, STILL_MS]) {
        await start.clock.advance(ms);
        await looked(start);
      }
    },
  };
}

function changesOf({ told }: LookingOut): string[] {
  return told.map(({ fields }) => `${String(fields["path"])} ${String(fields["change"])}`);
}

test("what is there at first is no news; what is created, changed and deleted later is told once", async (context) => {
  const folder = folderOf(context);
  folder.write("notes/old.md", "old");
  folder.write("notes/gone.md", "gone");
  const looking = await folder.begin("notes");
  folder.write("notes/old.md", "changed");
  folder.write("notes/deep/new.md", "new!");
  rmSync(join(folder.root, "notes/gone.md"));
  await folder.pass();
  await folder.pass();
  assert.deepEqual(changesOf(looking), ["notes/deep/new.md created", "notes/gone.md deleted", "notes/old.md changed"]);
  const [created] = looking.told;
  assert.deepEqual(created?.fields, { path: "notes/deep/new.md", name: "new.md", folder: "notes/deep", change: "created", bytes: 4 });
  assert.equal(created?.topic, "file:notes");
  assert.equal(created?.source, "file/notes");
});

test("patterns choose files; hidden ones, foreign folders, links and the database's folder are left out", async (context) => {
  const folder = folderOf(context);
  folder.write("data/chief.db", "");
  const looking = await folder.begin(["**/*.md", "single.txt"]);
  const outside = temporaryDirectory(context);
  writeFileSync(join(outside, "far.md"), "x");
  symlinkSync(outside, join(folder.root, "link"));
  for (const path of ["a.md", "b/c.md", "b/c.txt", ".hidden/d.md", "node_modules/e.md", "data/f.md", "single.txt"]) folder.write(path, "x");
  await folder.pass();
  assert.deepEqual(changesOf(looking), ["a.md created", "b/c.md created", "single.txt created"]);
  const throughLink = await folder.begin("link/far.md");
  writeFileSync(join(outside, "far.md"), "changed");
  await folder.pass();
  assert.deepEqual(throughLink.told, []);
});

test("a file is told once it has been still, and not while it is being written", async (context) => {
  const folder = folderOf(context);
  const looking = await folder.begin("notes");
  folder.write("notes/a.md", "half");
  await folder.clock.advance(SCAN_MS);
  await looked(folder);
  folder.write("notes/a.md", "half and whole");
  await folder.clock.advance(STILL_MS);
  await looked(folder);
  assert.deepEqual(looking.told, []);
  await folder.pass();
  assert.deepEqual(
    looking.told.map(({ fields }) => fields["bytes"]),
    [14],
  );
});

test("a hint of the system makes no file still earlier", async (context) => {
  const { root, write } = folderOf(context);
  write("a.md", "x");
  const sighting = await findWatched(root, ["."], 10);
  const moving: Moving = new Map();
  const changesAt = async (now: number) => (await findChanges(root, sighting, { round: 1, files: {} }, { moving, now })).length;
  assert.deepEqual([await changesAt(0), await changesAt(STILL_MS - 1), await changesAt(STILL_MS)], [0, 0, 1]);
});

test("files beyond the most that are followed are left out, and not taken for deleted", async (context) => {
  const { root, write } = folderOf(context);
  for (const name of ["b", "c", "d"]) write(`${name}.md`, "x");
  const baseline = await takeBaseline(root, await findWatched(root, ["."], 3));
  write("a.md", "x");
  const sighting = await findWatched(root, ["."], 3);
  assert.deepEqual([sighting.isFull, [...sighting.files.keys()]], [true, ["a.md", "b.md", "c.md"]]);
  const moving: Moving = new Map();
  await findChanges(root, sighting, baseline, { moving, now: 0 });
  const changes = await findChanges(root, sighting, baseline, { moving, now: STILL_MS });
  assert.deepEqual(
    changes.map(({ path, change }) => `${path} ${change}`),
    ["a.md created"],
  );
});

test("a file that is only touched, or replaced by its equal, is no news", async (context) => {
  const folder = folderOf(context);
  folder.write("notes/a.md", "same");
  const looking = await folder.begin("notes");
  utimesSync(join(folder.root, "notes/a.md"), 1, 1);
  await folder.pass();
  folder.write("new.md", "same");
  renameSync(join(folder.root, "new.md"), join(folder.root, "notes/a.md"));
  await folder.pass();
  assert.deepEqual(looking.told, []);
});

test("a file that becomes again what it was is told again", async (context) => {
  const folder = folderOf(context);
  folder.write("status.txt", "ok");
  const looking = await folder.begin("status.txt");
  for (const text of ["failed", "ok", "failed"]) {
    folder.write("status.txt", text);
    await folder.pass();
  }
  assert.equal(new Set(looking.told.map(({ id }) => id)).size, 3);
});

test("what changed while nobody looked is told at the start", async (context) => {
  const folder = folderOf(context);
  folder.write("notes/a.md", "before");
  await (await folder.begin("notes")).stop();
  folder.write("notes/a.md", "after that");
  const looking = await folder.begin("notes");
  await folder.pass();
  assert.deepEqual(changesOf(looking), ["notes/a.md changed"]);
});

test("a change that could not be kept is told again, with the same id", async (context) => {
  const folder = folderOf(context);
  const ids: string[] = [];
  let isFull = true;
  const looking = await folder.begin("notes", ({ id }) => {
    ids.push(id);
    if (isFull) throw new Error("no room");
  });
  folder.write("notes/a.md", "x");
  await folder.pass();
  assert.deepEqual(looking.told, []);
  isFull = false;
  await folder.pass();
  assert.deepEqual(changesOf(looking), ["notes/a.md created"]);
  assert.ok(ids.length > 1 && new Set(ids).size === 1);
});

test("a briefing that Chief wrote is no news", async (context) => {
  const folder = folderOf(context);
  const looking = await folder.begin(".");
  folder.write("briefings/today.md", "# Today\n<!-- Chief briefing as of 2026-11-20T08:00:00.000Z -->\n");
  await folder.pass();
  assert.deepEqual(looking.told, []);
});

test("only paths within the workspace are taken", () => {
  for (const written of ["notes", "notes/**/*.md", ["a.md", "b"]]) assert.ok(fileSource.schema.safeParse(written).success);
  for (const written of ["../other", "/etc/passwd", "a/../../b", "~/notes", "", [], 5, { paths: ["notes"] }]) {
    assert.equal(fileSource.schema.safeParse(written).success, false, JSON.stringify(written));
  }
  assert.equal(fileSource.describe(fileSource.schema.parse(["notes", "."])), "when a file of notes and the workspace changes");
});

test("two lists of places have one topic only where they are the same list", () => {
  const topicOf = (paths: string[]) => fileSource.topic({ paths }, "a");
  assert.notEqual(topicOf(["notes/a,notes/b"]), topicOf(["notes/a", "notes/b"]));
  assert.notEqual(topicOf(["a%2Cb"]), topicOf(["a,b"]));
  assert.equal(topicOf(["notes"]), "file:notes");
});
