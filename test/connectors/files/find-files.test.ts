import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, symlink, truncate } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { explainFileError } from "../../../src/lib/file-error.ts";
import { filesSchema } from "../../../src/connectors/files/schema.ts";
import { createWorkspace, fetchFrom, removeWorkspaces } from "./workspace.ts";

after(removeWorkspaces);

const TASK = "- [ ] a\n";

async function pathsRead(root: string, options: unknown = {}): Promise<unknown[]> {
  return (await fetchFrom(root, options)).items.map((item) => item.fields["path"]);
}

describe("the files that are read", () => {
  it("are the Markdown files of a folder and all folders in it, but for hidden ones and node_modules", async () => {
    const names = ["b.md", "a/c.MD", "a/d.markdown", "a/e.txt", ".git/f.md", "a/.obsidian/g.md", "node_modules/p/readme.md", ".hidden.md"];
    const root = await createWorkspace(Object.fromEntries(names.map((name) => [name, TASK])));
    assert.deepEqual(await pathsRead(root), [".hidden.md", "a/c.MD", "a/d.markdown", "b.md"]);
  });

  it("are read once, also where paths overlap, and with any ending where they are named", async () => {
    const root = await createWorkspace({ "a/b.md": TASK, "todo.txt": TASK });
    assert.deepEqual(await pathsRead(root, { paths: ["todo.txt", "a", ".", "a/b.md", "./a/"] }), ["todo.txt", "a/b.md"]);
  });

  it("never lie outside the workspace", async () => {
    const outside = await createWorkspace({ "secret.md": TASK });
    const root = await createWorkspace({ "a.md": TASK });
    await symlink(outside, join(root, "link"));
    await symlink(join(outside, "secret.md"), join(root, "secret.md"));
    const { items, failures, notes } = await fetchFrom(root, { paths: [".", "link", "link/secret.md"] });
    assert.deepEqual(
      items.map((item) => item.fields["path"]),
      ["a.md"],
    );
    assert.equal(failures.length, 2);
    for (const failure of failures) assert.notEqual(failure.hint, undefined);
    assert.match(failures[0]?.error ?? "", /within the workspace/);
    assert.deepEqual(notes, ["Did not follow 2 symbolic links."]);
  });

  it("are refused in a definition where their path leads out of the workspace", () => {
    for (const path of ["..", "../notes", "a/../../b", "/notes", "~", "~/notes"]) {
      const issues = filesSchema.safeParse({ paths: [path] }).error?.issues ?? [];
      assert.match(issues.map(({ message }) => message).join(), /^to be a path within the workspace/, path);
    }
    for (const path of [".", "a/../b", "..notes", "~notes"]) assert.ok(filesSchema.safeParse({ paths: [path] }).success, path);
  });

  it("have it noted once that there are none", async () => {
    const root = await createWorkspace({});
    const first = await fetchFrom(root);
    assert.deepEqual([first.failures, first.notes], [[], ["There are no Markdown files in the workspace."]]);
    assert.deepEqual((await fetchFrom(root, {}, { cursor: first.cursor })).notes, []);
  });

  it("may be named by a link that stays in the workspace", async () => {
    const root = await createWorkspace({ "notes/a.md": TASK });
    await symlink("notes", join(root, "link"));
    assert.deepEqual(await pathsRead(root, { paths: ["link", "notes"] }), ["notes/a.md"]);
  });

  it("are not looked for in links that go round in circles", async () => {
    const root = await createWorkspace({ "a/b.md": TASK });
    await symlink("..", join(root, "a", "up"));
    await symlink("loop", join(root, "loop"));
    const { failures } = await fetchFrom(root, { paths: [".", "loop"] });
    assert.deepEqual(
      failures.map(({ what, error }) => `${what}: ${error}`),
      ["loop: its symbolic links lead in a circle"],
    );
  });

  it("are neither pipes nor folders with a file's name", async () => {
    const root = await createWorkspace({ "a.md": TASK });
    await mkdir(join(root, "folder.md"));
    execFileSync("mkfifo", [join(root, "pipe.md")]);
    const { items, failures } = await fetchFrom(root, { paths: [".", "pipe.md"] });
    assert.equal(items.length, 1);
    assert.deepEqual(
      failures.map((failure) => failure.what),
      ["pipe.md"],
    );
  });

  it("are so many at the most, which is told", async () => {
    const root = await createWorkspace({ "a.md": TASK, "b.md": TASK, "c.md": TASK });
    assert.deepEqual((await fetchFrom(root, { maxFiles: 2 })).notes, [
      "Read the first 2 files and left out 1; name fewer folders to read them all.",
    ]);
    assert.deepEqual((await fetchFrom(root, { maxFiles: 3 })).notes, []);
  });
});

describe("a file's text", () => {
  it("may start with a byte order mark", async () => {
    const root = await createWorkspace({ "a.md": "\ufeff- [ ] a\r\n" });
    assert.equal((await fetchFrom(root)).items[0]?.title, "a");
  });

  it("must be UTF-8; what is not is told, and the rest is read", async () => {
    const root = await createWorkspace({
      "good.md": TASK,
      "binary.md": Buffer.from([0x61, 0, 0x62]),
      "latin.md": Buffer.from([0x2d, 0xe9, 0x2d]),
      "utf16.md": Buffer.from("\ufeffabc", "utf16le"),
    });
    const { items, failures } = await fetchFrom(root);
    assert.equal(items.length, 1);
    assert.deepEqual(
      failures.map(({ what, error }) => `${what}: ${error}`),
      [
        "binary.md: expected UTF-8 text, got binary data",
        "latin.md: expected UTF-8 text, got another encoding",
        "utf16.md: expected UTF-8 text, got UTF-16",
      ],
    );
  });

  it("is left out above 1 MiB, which is told", async () => {
    const root = await createWorkspace({ "a.md": TASK, "big.md": "" });
    await truncate(join(root, "big.md"), 1024 * 1024 + 1);
    assert.deepEqual((await fetchFrom(root)).notes, ["big.md was left out: it is larger than 1 MiB."]);
  });

  it("that may not be read is told with the way out", () => {
    const refused = Object.assign(new Error("no"), { code: "EACCES" });
    assert.deepEqual(explainFileError(refused), {
      error: "there is no permission to read it",
      hint: "Give the user that runs Chief the right to read it.",
    });
    assert.match(explainFileError(Object.assign(new Error("no"), { code: "EIO" })).error, /EIO/);
  });
});
