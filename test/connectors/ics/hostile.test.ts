import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { Fetched } from "../../../src/core/ports/outside.ts";
import { HOSTILE_FILES, type Verdict } from "./hostile-files.ts";
import { calendar, createWorkspace, event, fetchFrom, removeWorkspaces } from "./workspace.ts";
import { turnsDuring } from "../../support/turns.ts";

after(removeWorkspaces);

function verdictOn(path: string, { failures, notes }: Fetched): Verdict {
  if (failures.some(({ what, error, hint }) => what === path && error !== "" && hint !== undefined)) return "failed";
  return notes.some((note) => note.startsWith(`${path}: `)) ? "noted" : "read";
}

describe("hostile and broken calendars", () => {
  it("are at least 70", () => assert.ok(HOSTILE_FILES.length >= 70, String(HOSTILE_FILES.length)));

  for (const { name, content, verdict, dates } of HOSTILE_FILES) {
    it(`${name} is ${verdict}, with ${dates} dates told`, async () => {
      const root = await createWorkspace({ [name]: content });
      const fetched = await fetchFrom(root);
      const whole = JSON.stringify([fetched.failures, fetched.notes]);
      assert.deepEqual([verdictOn(`calendar/${name}`, fetched), fetched.items.length], [verdict, dates], whole.slice(0, 500));
      assert.ok(whole.length < 2_000, "what is told stays short");
      assert.ok(fetched.items.every((item) => item.body.length <= 4_000 && item.title.length <= 400));
    });
  }

  it("lie side by side in one folder, and each is told", async () => {
    const files = HOSTILE_FILES.filter(({ content }) => content.length < 100_000);
    const fetched = await fetchFrom(await createWorkspace(Object.fromEntries(files.map(({ name, content }) => [name, content]))));
    assert.deepEqual(
      files.filter(({ name, verdict }) => verdictOn(`calendar/${name}`, fetched) !== verdict).map(({ name }) => name),
      [],
    );
    assert.equal(fetched.failures.length, files.filter(({ verdict }) => verdict === "failed").length);
  });

  it("may be folders, pipes, links and files that nobody may read", async () => {
    const root = await createWorkspace({ "good.ics": calendar(event("UID:a", "DTSTART:20261120T090000Z")) });
    const at = (name: string): string => join(root, "calendar", name);
    await mkdir(at("folder.ics"));
    await writeFile(at("folder.ics/inner.ics"), calendar(event("UID:b", "DTSTART:20261120T090000Z")));
    execFileSync("mkfifo", [at("pipe.ics")]);
    await symlink("good.ics", at("link.ics"));
    await writeFile(at("secret.ics"), "x");
    await chmod(at("secret.ics"), 0);
    const { items, notes, failures } = await fetchFrom(root);
    assert.deepEqual(items.map(({ id }) => id).toSorted(), ["ics:a", "ics:b"]);
    assert.deepEqual(notes, [
      "calendar/folder.ics is a folder: each calendar in it was read.",
      "calendar/pipe.ics was left out: it is no file.",
      "Did not follow 1 symbolic link.",
    ]);
    // Whoever runs as root may read everything, and then finds no calendar in it.
    assert.deepEqual(
      failures.map(({ what }) => what),
      ["calendar/secret.ics"],
    );
  });

  it("leads out of the workspace nowhere", async () => {
    const outside = await createWorkspace({ "a.ics": calendar(event("UID:a", "DTSTART:20261120T090000Z")) });
    const root = await createWorkspace({});
    await symlink(join(outside, "calendar/a.ics"), join(root, "calendar/out.ics"));
    const { items, failures } = await fetchFrom(root, { paths: ["calendar/out.ics"] });
    assert.deepEqual(
      [items.length, failures.map(({ error }) => error)],
      [0, ["expected a path within the workspace, got one that leads out of it"]],
    );
  });
});

describe("a calendar of 50 MB", () => {
  const FIFTY = 50 * 1024 * 1024;

  it("is read while everything else goes on", async () => {
    const events = Array.from({ length: 1_000 }, (_, index) =>
      event(`UID:%${index}`, `DTSTART:2026112${index % 10}T090000Z`, `DESCRIPTION:${"word ".repeat(400)}`),
    ).join("\r\n");
    const pieces = Array.from({ length: Math.floor(FIFTY / events.length) - 1 }, (_, index) => events.replaceAll("%", `${index}-`));
    const root = await createWorkspace({ "large.ics": calendar(...pieces) });
    const { result, turns } = await turnsDuring(() => fetchFrom(root));
    const { items, failures, notes } = result;
    assert.deepEqual([failures, notes.length], [[], 1]);
    assert.equal(items.length, 20_000);
    assert.ok(turns > 100, `the loop turned ${turns} times`);
  });

  it("may be one line", async () => {
    const root = await createWorkspace({
      "line.ics": Buffer.concat([Buffer.from("BEGIN:VCALENDAR\r\nX-A:"), Buffer.alloc(FIFTY - 100, 97)]),
    });
    const { items, notes } = await fetchFrom(root);
    assert.equal(items.length, 0);
    assert.match(notes.join(), /^calendar\/line\.ics: line 2 is longer than 64 KiB/);
  });

  it("is the most that is read", async () => {
    const root = await createWorkspace({ "more.ics": "BEGIN:VCALENDAR\r\n" });
    await truncate(join(root, "calendar/more.ics"), FIFTY + 1);
    assert.deepEqual(
      (await fetchFrom(root)).failures.map(({ what, error }) => `${what}: ${error}`),
      ["calendar/more.ics: expected at most 50 MiB, got more"],
    );
  });
});
