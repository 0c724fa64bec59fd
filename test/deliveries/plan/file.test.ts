import assert from "node:assert/strict";
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { inspectOutgoing } from "../../../src/policy/outgoing.ts";
import { folder, AT_RISK, FIELDS, FORMS, plan, workspace } from "./file-world.ts";
import { changing } from "./world.ts";

describe("a plan in a file", () => {
  for (const [name, { path, text, change, changes = AT_RISK }] of Object.entries(FORMS)) {
    it(`is changed in ${name}, all else byte for byte as it was`, async () => {
      const { sending, text: now } = await workspace(path, text);
      const context = await sending("T-1", changes);
      assert.deepEqual(await plan.send(context), { receipt: context.briefing.update?.item.id });
      assert.ok(text.includes(change[0]));
      assert.equal(
        await now(),
        text.replace(change[0], () => change[1]),
      );
      // The same message once more finds what is told there already.
      assert.deepEqual(await plan.find?.({ ...context, attempt: 2 }), await plan.send({ ...context, attempt: 2 }));
      assert.equal(
        await now(),
        text.replace(change[0], () => change[1]),
      );
    });
  }

  const CSV = "id,task,status,eta,blocked_by\nT-1,Docs,In progress,2026-11-24,\nT-1,Docs,Todo,,\nT-2,Test,Todo,,T-1\n";
  const [STATUS] = AT_RISK;
  assert.ok(STATUS);

  it("is left alone where somebody has changed a field since, all of it, and says so", async () => {
    const { root, path, sending, text } = await workspace("plan.csv", CSV);
    const context = await sending("T-1", AT_RISK);
    const edited = CSV.replace("2026-11-24", "2026-12-24");
    await writeFile(join(root, path), edited);
    await assert.rejects(async () => plan.send(context), { code: "plan-moved", message: /eta “2026-12-24”/ });
    assert.equal(await text(), edited);
    assert.equal(await plan.find?.(context), undefined);
  });

  it("tells apart words that mean the same, since somebody chose the other one", async () => {
    const { root, path, sending } = await workspace("plan.csv", CSV);
    const context = await sending("T-1", [{ field: "status", from: "on_track", to: "done" }]);
    await writeFile(join(root, path), CSV.replace("In progress", "In review"));
    await assert.rejects(async () => plan.send(context), { code: "plan-moved" });
  });

  it("writes to the row that is meant where another is called the same", async () => {
    const { sending, item, text } = await workspace("plan.csv", CSV);
    const context = await sending("T-1", [STATUS]);
    const second = { ...(await item("T-1")), id: `${(await item("T-1")).id}-2` };
    await plan.send({ ...context, briefing: changing({ ...second, fields: {} }, [{ field: "status", from: "not_started", to: "done" }]) });
    assert.equal(await text(), CSV.replace("T-1,Docs,Todo", "T-1,Docs,done"));
  });

  it("keeps what a task depends on, whatever blocks it", async () => {
    const { sending, text } = await workspace("plan.csv", CSV);
    const context = await sending("T-2", [
      { field: "status", from: "not_started", to: "blocked" },
      { field: "blocker", from: null, to: "Ben" },
    ]);
    assert.match((await plan.send(context)).receipt, /; left as it was: blocker \(blocked_by tells what it depends on\)$/);
    assert.equal(await text(), CSV.replace("T-2,Test,Todo,,T-1", "T-2,Test,blocked,,T-1"));
  });

  it("writes no field that the definition does not name, and nothing where none is left", async () => {
    const { sending, text } = await workspace("plan.csv", CSV);
    const context = await sending("T-1", AT_RISK, { eta: "eta" });
    assert.match(
      (await plan.send(context)).receipt,
      /does not let the status be written\); blocker \(the definition does not let the blocker/,
    );
    assert.equal(await text(), CSV.replace("2026-11-24", "2026-11-26"));
    await assert.rejects(async () => plan.send(await sending("T-1", [STATUS], { eta: "eta" })), { code: "plan-no-word" });
  });

  it("says with a checkbox only what a checkbox can say", async () => {
    const text = "- [ ] T-1: Docs blocked by: legal since 2026-11-02\n";
    const { sending, text: now } = await workspace("plan.md", text);
    await assert.rejects(async () => plan.send(await sending("T-1", [{ field: "status", from: "blocked", to: "at_risk" }])), {
      code: "plan-no-word",
      message: /status has no word for “at risk”/,
    });
    await assert.rejects(async () => plan.send(await sending("T-1", [{ field: "blocker", from: "legal", to: "Ben" }])), {
      code: "plan-unwritable",
    });
    assert.equal(await now(), text);
    await plan.send(await sending("T-1", [{ field: "status", from: "blocked", to: "done" }]));
    assert.equal(await now(), text.replace("[ ]", "[x]"));
  });

  it("uses the plan's own words where the definition names them", async () => {
    const { sending, text } = await workspace("plan.csv", CSV);
    await plan.send(await sending("T-1", [STATUS], FIELDS, { at_risk: "Amber" }));
    assert.equal(await text(), CSV.replace("In progress", "Amber"));
  });

  it("takes nothing from a reply but words: no formula, no column more, no link", async () => {
    const { sending, text } = await workspace("plan.csv", CSV);
    const hostile = '=HYPERLINK("https://evil.example")\n,done\u202e';
    const context = await sending("T-1", [{ field: "blocker", from: null, to: hostile }]);
    assert.doesNotThrow(() =>
      inspectOutgoing(plan.preview(context.briefing, context.options).exact, { urls: [], recipients: [], secrets: [] }),
    );
    await plan.send(context);
    assert.equal(await text(), CSV.replace("2026-11-24,\n", '2026-11-24,"HYPERLINK( https(:)/(/)evil(.)example ) ,done"\n'));
  });

  it("refuses a task of another file, one that is gone, made-up ones, and a message that changes nothing", async () => {
    const { root, path, item, sending } = await workspace("plan.csv", CSV);
    const context = await sending("T-1", [STATUS]);
    const { path: _own, ...other } = { ...(await item("T-1")), path };
    const elsewhere = changing({ ...other, id: other.id.replace("plan.csv", "other.csv") }, [STATUS]);
    await assert.rejects(async () => plan.send({ ...context, briefing: elsewhere }), { code: "plan-elsewhere" });
    await assert.rejects(async () => plan.send({ ...context, briefing: changing(other, [STATUS], { example: true }) }), {
      code: "plan-made-up",
    });
    await assert.rejects(async () => plan.send({ ...context, briefing: changing(other, []) }), { code: "plan-no-update" });
    await writeFile(join(root, path), CSV.replaceAll("T-1", "T-9"));
    await assert.rejects(async () => plan.send(context), { code: "plan-gone" });
    await rm(join(root, path));
    await assert.rejects(async () => plan.send(context), { code: "plan-gone" });
  });

  it("keeps the rights of the file, leaves no draft, and follows no link out of the workspace", async () => {
    const { root, path, sending } = await workspace("plan.csv", CSV);
    await chmod(join(root, path), 0o640);
    await plan.send(await sending("T-1", [STATUS]));
    assert.equal((await stat(join(root, path))).mode & 0o777, 0o640);
    assert.deepEqual(await readdir(root), [path]);
    const context = await sending("T-2", [{ field: "status", from: "not_started", to: "done" }]);
    const outside = join(await mkdtemp(join(folder, "outside-")), "plan.csv");
    await writeFile(outside, CSV);
    await rm(join(root, path));
    await symlink(outside, join(root, path));
    await assert.rejects(async () => plan.send(context), { code: "file-outside" });
    assert.equal(await readFile(outside, "utf8"), CSV);
  });

  it("sends nothing once it is told to stop", async () => {
    const { sending, text } = await workspace("plan.csv", CSV);
    const context = await sending("T-1", [STATUS]);
    await assert.rejects(async () => plan.send({ ...context, signal: AbortSignal.abort(new Error("told to stop")) }), /told to stop/);
    assert.equal(await text(), CSV);
  });

  it("shows beforehand what would change, with what goes and what comes", async () => {
    const { sending } = await workspace("plan.csv", CSV);
    const { briefing, options } = await sending("T-1", AT_RISK);
    assert.equal(
      plan.preview(briefing, options).text,
      "Docs (T-1), in the file plan.csv: status from on track to at risk, ETA from Tue 24 Nov 2026 to Thu 26 Nov 2026 and blocker from none to Ben, " +
        "because Ana Kovač wrote on Fri 20 Nov 2026: “tight, Thursday at best, waiting on Ben”.\n\n" +
        "- status: on track\n+ status: at risk\n- eta: Tue 24 Nov 2026\n+ eta: Thu 26 Nov 2026\n- blocked_by: none\n+ blocked_by: Ben",
    );
  });
});

it("takes a change of which something may be written, and none where no field of it may", async () => {
  const { sending } = await workspace("plan/some.csv", "id,task,owner,status,eta\nT-1,Docs,Ana,In progress,2026-11-24\n");
  const holds = async (changes: typeof AT_RISK, fields: object): Promise<boolean | undefined> => {
    const { options, briefing } = await sending("T-1", changes, fields);
    return briefing.update && plan.holds?.(options, briefing.update);
  };
  assert.equal(await holds(AT_RISK.slice(0, 1), { eta: "eta", blocker: "blocked_by" }), false);
  assert.equal(await holds(AT_RISK.slice(0, 2), { eta: "eta" }), true);
  assert.equal(await holds(AT_RISK.slice(0, 1), FIELDS), true);
});
