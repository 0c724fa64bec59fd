import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileDelivery } from "../../src/deliveries/file.ts";
import { sampleBriefing } from "../render/sample.ts";
import { describeDelivery, sendingOf, type Receiver } from "./contract.ts";

const top = await mkdtemp(join(tmpdir(), "chief-file-"));
after(() => rm(top, { recursive: true }));

async function prepare(path = "briefings/{date}.md"): Promise<Receiver> {
  const root = await mkdtemp(join(top, "workspace-"));
  return { delivery: fileDelivery, root, options: { path }, received: () => textsIn(root) };
}

async function textsIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")));
}

const send = async (receiver: Receiver, changes = {}): Promise<string> =>
  (await receiver.delivery.send(sendingOf(receiver, sampleBriefing(changes)))).receipt;

describeDelivery("file", { prepare: () => prepare(), arrivesOnce: true });

describe("a briefing in a file", () => {
  it("lies under the date that it is for its reader", async () => {
    const receiver = await prepare();
    assert.equal(await send(receiver, { asOf: "2026-11-20T05:00:00.000Z" }), "briefings/2026-11-19.md");
  });

  it("has the form that its ending says", async () => {
    const markdown = await prepare("a.md");
    const html = await prepare("a.html");
    const json = await prepare("a.json");
    await Promise.all([send(markdown), send(html), send(json)]);
    assert.match((await markdown.received())[0] ?? "", /^# Thu 19 Nov: /);
    assert.match((await html.received())[0] ?? "", /^<!doctype html>/);
    assert.deepEqual(JSON.parse((await json.received())[0] ?? ""), { ...sampleBriefing(), message: `v1:${sampleBriefing().run}` });
  });

  it("gives way to a later one, and never the other way round", async () => {
    for (const path of ["today.md", "today.html", "today.json", "today.csv"]) {
      const receiver = await prepare(path);
      await send(receiver);
      await send(receiver, { run: "run_2", asOf: "2026-11-19T19:00:00.000Z", title: "Second briefing" });
      await send(receiver);
      assert.match((await receiver.received()).join(), /Second briefing/, path);
    }
  });

  it("lies beside the earlier ones of its day where the path has the date, each message once", async () => {
    for (const ending of ["md", "html", "json", "csv"]) {
      const receiver = await prepare(`briefings/{date}.${ending}`);
      const [first, second] = [{ title: "First" }, { run: "run_2", asOf: "2026-11-19T19:00:00.000Z", title: "Second" }];
      const names = [`briefings/2026-11-19.${ending}`, `briefings/2026-11-19-2.${ending}`];
      assert.deepEqual([await send(receiver, first), await send(receiver, second)], names);
      assert.deepEqual([await send(receiver, first), await send(receiver, { ...second, title: "Rendered anew" })], names);
      const texts = await receiver.received();
      assert.equal(texts.length, 2);
      assert.match(texts.join(), /First[^]*Second|Second[^]*First/);
    }
  });

  it("is not written again where it lies already", async () => {
    const receiver = await prepare("today.md");
    await send(receiver);
    const before = await stat(join(receiver.root, "today.md"));
    await send(receiver);
    assert.equal((await stat(join(receiver.root, "today.md"))).ino, before.ino);
  });

  it("leaves alone what Chief did not write", async () => {
    for (const text of ["my own notes", '{ "asOf": "2026-01-01T00:00:00.000Z" }', ""]) {
      const receiver = await prepare("notes.md");
      await writeFile(join(receiver.root, "notes.md"), text);
      await assert.rejects(send(receiver), { code: "file-foreign", hint: /Move that file/ });
      assert.deepEqual(await receiver.received(), [text]);
    }
  });

  it("does not follow links out of the workspace, and creates nothing there", async () => {
    const outside = await mkdtemp(join(top, "outside-"));
    const receiver = await prepare("briefings/deep/{date}.md");
    await symlink(outside, join(receiver.root, "briefings"));
    await assert.rejects(send(receiver), { code: "file-outside" });
    assert.deepEqual(await readdir(outside), []);
  });

  it("replaces a link at its place instead of writing through it", async () => {
    const outside = join(await mkdtemp(join(top, "outside-")), "target.md");
    const receiver = await prepare("today.md");
    await symlink(outside, join(receiver.root, "today.md"));
    await send(receiver);
    await assert.rejects(stat(outside), { code: "ENOENT" });
    assert.match(await readFile(join(receiver.root, "today.md"), "utf8"), /^# Thu/);
  });

  it("leaves no half-written neighbour when it can't be placed", async () => {
    const receiver = await prepare("today.md");
    await mkdir(join(receiver.root, "today.md"));
    await assert.rejects(send(receiver), { code: "file-unwritable", message: /expected today\.md to be writable/ });
    assert.deepEqual(await readdir(receiver.root), ["today.md"]);
  });

  it("is refused where a file stands in place of a folder", async () => {
    const receiver = await prepare("briefings/{date}.md");
    await writeFile(join(receiver.root, "briefings"), "");
    await assert.rejects(send(receiver), { code: "file-unwritable" });
  });
});

describe("the path of a file delivery", () => {
  const refused = [
    "/etc/x.md",
    "../x.md",
    "a/../../x.md",
    ".git/x.md",
    "a/.x.md",
    "C:/x.md",
    "a\\x.md",
    "a//x.md",
    "a\n.md",
    "x.exe",
    "md",
    "a/.md",
    "{time}.md",
    "automations/x.md",
    "config/x.json",
    "prompts/x.md",
  ];
  for (const path of refused) {
    it(`is refused: ${JSON.stringify(path)}`, () => {
      const parsed = fileDelivery.schema.safeParse({ path });
      assert.match(parsed.error?.issues.map((issue) => issue.message).join() ?? "", /^to [^,]+/);
    });
  }

  for (const path of ["today.md", "briefings/{date}.html", "a/b/c.json"]) {
    it(`is taken: ${path}`, () => assert.ok(fileDelivery.schema.safeParse({ path }).success));
  }
});
