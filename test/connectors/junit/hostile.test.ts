import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { Fetched } from "../../../src/core/ports/outside.ts";
import { HOSTILE_FILES, type Verdict } from "./hostile-files.ts";
import { createWorkspace, failed, fetchFrom, removeWorkspaces, report } from "./workspace.ts";
import { turnsDuring } from "../../support/turns.ts";

after(removeWorkspaces);

const MIB = 1024 * 1024;

function verdictOn(path: string, { failures, notes }: Fetched): Verdict {
  if (failures.some(({ what, error, hint }) => what === path && error !== "" && hint !== undefined)) return "failed";
  return notes.some((note) => note.startsWith(`${path}: `)) ? "noted" : "read";
}

function countsOf({ items }: Fetched): string | null {
  const told = items.find(({ kind }) => kind === "report");
  return told ? `${String(told.fields["tests"])} ${Number(told.fields["failures"]) + Number(told.fields["errors"])}` : null;
}

describe("hostile and broken test reports", () => {
  it("are at least 60", () => assert.ok(HOSTILE_FILES.length >= 60, String(HOSTILE_FILES.length)));

  for (const { name, content, verdict, counts } of HOSTILE_FILES) {
    it(`${name} is ${verdict}, with ${counts ?? "nothing"} counted`, async () => {
      const fetched = await fetchFrom(await createWorkspace({ [name]: content }));
      const whole = JSON.stringify([fetched.failures, fetched.notes]);
      assert.deepEqual([verdictOn(`test-results/${name}`, fetched), countsOf(fetched)], [verdict, counts], whole.slice(0, 500));
      assert.ok(whole.length < 2_000, "what is told stays short");
      assert.doesNotMatch(whole, /\\u001b|\u202e/);
      const tests = fetched.items.filter(({ kind }) => kind === "test");
      assert.equal(new Set(fetched.items.map(({ id }) => id)).size, fetched.items.length);
      assert.equal(tests.length, Math.min(2_000, Number(counts?.split(" ")[1] ?? 0)));
      for (const { id, title, body, ts } of tests) {
        assert.ok(id.length < 600 && title.length > 0 && title.length <= 200 && body.length <= 4_000);
        assert.doesNotMatch(`${title}${body}`, /fake|root:|[\u202a-\u202e]|[^\P{Cc}\n\t]/u);
        assert.ok(ts <= "2026-11-18T10:00:00.000Z");
      }
    });
  }

  it("lie side by side in one folder, and each is told", async () => {
    const files = HOSTILE_FILES.filter(({ content }) => content.length < 100_000);
    const fetched = await fetchFrom(await createWorkspace(Object.fromEntries(files.map(({ name, content }) => [name, content]))));
    const wrong = files.filter(({ name, verdict }) => verdictOn(`test-results/${name}`, fetched) !== verdict);
    assert.deepEqual(
      wrong.map(({ name }) => name),
      [],
    );
    assert.equal(fetched.failures.length, files.filter(({ verdict }) => verdict === "failed").length);
  });

  it("may be folders, pipes, links and files that nobody may read", async () => {
    const root = await createWorkspace({ "good.xml": report(failed("a")) });
    const at = (name: string): string => join(root, "test-results", name);
    await mkdir(at("folder.xml"));
    await writeFile(at("folder.xml/inner.xml"), report(failed("b")));
    execFileSync("mkfifo", [at("pipe.xml")]);
    await symlink("good.xml", at("link.xml"));
    await writeFile(at("secret.xml"), "x");
    await chmod(at("secret.xml"), 0);
    const { items, notes, failures } = await fetchFrom(root);
    assert.deepEqual(
      items.filter(({ kind }) => kind === "report").map(({ id }) => id),
      ["junit:test-results/folder.xml/inner.xml", "junit:test-results/good.xml"],
    );
    assert.deepEqual(notes, [
      "test-results/folder.xml is a folder: each report in it was read.",
      "test-results/pipe.xml was left out: it is no file.",
      "Did not follow 1 symbolic link.",
    ]);
    // Whoever runs as root may read everything, and then finds no report in it.
    assert.deepEqual(
      failures.map(({ what }) => what),
      ["test-results/secret.xml"],
    );
  });

  it("lead out of the workspace nowhere", async () => {
    const outside = await createWorkspace({ "a.xml": report(failed("a")) });
    const root = await createWorkspace({});
    await symlink(join(outside, "test-results/a.xml"), join(root, "test-results/out.xml"));
    const { items, failures } = await fetchFrom(root, { paths: ["test-results/out.xml"] });
    assert.deepEqual(
      [items.length, failures.map(({ error }) => error)],
      [0, ["expected a path within the workspace, got one that leads out of it"]],
    );
  });
});

describe("a test report of 50 MB", () => {
  it("with a million tests is read while everything else goes on", async () => {
    const cases = Array.from({ length: 1_000 }, (_, index) => `<testcase classname="cart" name="test ${index}" time="1"/>`).join("");
    const root = await createWorkspace({ "large.xml": report(failed("adds"), ...Array.from({ length: 1_000 }, () => cases)) });
    const { result: fetched, turns } = await turnsDuring(() => fetchFrom(root));
    assert.deepEqual([countsOf(fetched), fetched.failures, fetched.notes], ["1000001 1", [], []]);
    assert.ok(turns > 100, `the loop turned ${turns} times`);
  });

  it("is nearly the most that is read", async () => {
    const root = await createWorkspace({ "more.xml": "<testsuite>" });
    await truncate(join(root, "test-results/more.xml"), 64 * MIB + 1);
    assert.deepEqual(
      (await fetchFrom(root)).failures.map(({ what, error }) => `${what}: ${error}`),
      ["test-results/more.xml: expected at most 64 MiB, got more"],
    );
  });
});
