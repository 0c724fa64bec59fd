import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { Claim } from "../../../src/core/claim.ts";
import { compareBriefings, linesOf } from "../../../src/engine/replay/compare.ts";
import type { Database } from "../../../src/store/database/database.ts";
import { automationWith } from "../../support/automation.ts";
import { modelAt } from "../../support/model-client.ts";
import { startModel } from "../../support/model-server.ts";
import { FRIDAY, MODELS, openWorld, SATURDAY, startAgain, type Asked } from "./replay-world.ts";

const TASKS = "- [ ] Send the contract due: 2026-11-18\n- [ ] Book the room due: 2026-12-20\n";

/** The name under which a thing is shown. */
function nameIn(material: string, title: string): string {
  return new RegExp(`^(\\w+\\d+) .*${title}`, "m").exec(material)?.[1] ?? "X0";
}

function claim(text: string, ...cites: string[]): Claim {
  return { kind: "fact", text, cites, flags: [] };
}

/** One line that holds, in words that depend on the prompt and the model, and one that does not. */
function script({ role, prompt, model, material }: Asked): Claim[] {
  if (role === "recovery") return [];
  const room = nameIn(material, "Book the room");
  const words = `${prompt === "Say it." ? "The room is still to be booked" : "Book that room"}${model === "gpt-new" ? ", please" : ""}`;
  return [claim(`${words}.`, room), claim("There are 77 rooms.", room)];
}

const LOGS = { name: "files", audience: [], connector: "files", options: { as: "logs", paths: ["builds"], maxFiles: 100 } };

it("causes of failing checks are neither lost nor told twice where the process dies between reading and the end", async (t) => {
  const changes = { report: "ci_failures", reads: [LOGS] } as const;
  const dying = Promise.withResolvers<void>();
  const dead = openWorld(t, { ask: () => (dying.resolve(), new Promise(() => {})) }, changes);
  const fail = (name: string, error: string): void =>
    dead.write(`builds/${name}.log`, `npm test\n${error}\n##[error]Process completed with exit code 1.\n`);
  fail("a", "TypeError: no shelf to put it on");
  void dead.run(FRIDAY);
  await dying.promise;
  // What was read before counts, whatever lies there by now.
  fail("b", "RangeError: no gauge answers from the pier");
  const next = startAgain(dead, () => [], changes);
  const runs = [await next.recover(FRIDAY), await next.run(SATURDAY), await next.run("2026-11-22T09:00:00.000Z")];
  const texts = await Promise.all(runs.map(async ({ briefing }) => textsOf(await next.store.documents.get(briefing ?? "")).join("\n")));
  assert.deepEqual(
    texts.map((text) => ["TypeError", "RangeError"].map((error) => new RegExp(`${error}.*\\(new\\)`).test(text))),
    [
      [true, false],
      [false, true],
      [false, false],
    ],
  );
});

/** All that is kept, but the counters of the database itself. */
function allIn(database: Database): unknown {
  const tables = database.prepare<[], string>("select name from sqlite_master where type = 'table' order by name").pluck().all();
  return tables.map((table) => [table, database.prepare(`select * from "${table}"`).all()]);
}

function textsOf(briefing: Briefing): string[] {
  return linesOf(briefing).map(({ text }) => text);
}

describe("a replay", () => {
  it("says the same to the letter, where nothing has changed", async (t) => {
    const world = openWorld(t, script);
    world.write("tasks.md", TASKS);
    const run = await world.run(FRIDAY);
    const { was, is } = await world.replay(run);
    assert.ok(textsOf(was).includes("The room is still to be booked."), textsOf(was).join("\n"));
    assert.deepEqual(was.writing, { by: "model", replaced: 1 });
    assert.deepEqual(is, was);
    assert.equal(compareBriefings(was, is).isIdentical, true);
    assert.equal(world.calls.length, 2);
  });

  it("says the same also after a restart, a change of the definition, of its files and of what is remembered", async (t) => {
    const world = openWorld(t, script);
    world.write("tasks.md", TASKS);
    const run = await world.run(FRIDAY);
    world.write("tasks.md", "- [ ] Send the contract due: 2026-11-18\n- [ ] Buy a cake due: 2026-11-21\n");
    await world.run(SATURDAY);
    const later = startAgain(world, script);
    later.inForce.automation = automationWith({ reads: [], writes: [], name: "Another", body: "Something else.", hash: "v1:other" });
    const { was, is } = await later.replay(run);
    assert.deepEqual(is, was);
    assert.doesNotMatch(textsOf(is).join("\n"), /cake/);
  });

  it("says the same to the letter of why checks fail, whatever has become of the causes since", async (t) => {
    const world = openWorld(t, () => [], { report: "ci_failures", reads: [LOGS] });
    const fail = (day: number, error: string): void => {
      const run = { job: "unit", branch: "main", sha: String(day).repeat(20), at: `2026-11-${day}T08:00:00Z`, conclusion: "failure" };
      world.write(`builds/${day}/run.json`, JSON.stringify(run));
      world.write(
        `builds/${day}/unit.log`,
        `npm test\n${error}\n    at sum (src/sum.ts:3:1)\n##[error]Process completed with exit code 1.\n`,
      );
    };
    fail(20, "TypeError: no shelf to put it on");
    await world.run(FRIDAY);
    fail(21, "RangeError: no gauge answers from the pier");
    const run = await world.run(SATURDAY);
    const { was, is } = await world.replay(run);
    fail(22, "TypeError: no shelf to put it on");
    await world.run("2026-11-22T09:00:00.000Z");
    const later = await world.replay(run);
    assert.match(textsOf(was).join("\n"), /“RangeError: no gauge answers from the pier” \(new\)/);
    assert.doesNotMatch(textsOf(was).join("\n"), /no shelf to put it on” \(new\)/);
    assert.deepEqual([is, later.is], [was, was]);
  });

  it("leaves everything that is kept as it is, byte for byte, and sends nothing", async (t) => {
    const world = openWorld(t, script);
    world.write("tasks.md", TASKS);
    const run = await world.run(FRIDAY);
    const before = allIn(world.database);
    assert.equal((await world.store.outbox.ofRun(run.id)).length, 1);
    await world.replay(run, { prompts: { executor: "Be brief." }, model: "gpt-new" });
    assert.deepEqual(allIn(world.database), before);
  });

  it("says the same by the real client, and asks for the model that is named", async (t) => {
    const answerOf = (text: string, name: string) => ({ answer: { claims: [claim(text, name)], left_out: [] } });
    const server = await startModel(({ text, model }) => {
      const room = nameIn(text.replaceAll("\\n", "\n"), "Book the room");
      return answerOf(`The room is to be booked${model === "gpt-new" ? " still" : ""}.`, room);
    });
    t.after(() => server.close());
    const world = openWorld(t, modelAt(server));
    world.write("tasks.md", "- [ ] Book the room due: 2026-12-20\n");
    const run = await world.run(FRIDAY);
    const { was, is } = await world.replay(run);
    assert.equal(was.writing?.by, "model", JSON.stringify(was.writing));
    assert.deepEqual(is, was);
    assert.match(textsOf((await world.replay(run, { model: "gpt-new" })).is).join("\n"), /The room is to be booked still\./);
    assert.deepEqual(
      server.asked.map(({ model }) => model),
      ["gpt-large", "gpt-large", "gpt-new"],
    );
  });

  it("is paid for under an id of its own", async (t) => {
    const world = openWorld(t, script);
    world.write("tasks.md", TASKS);
    const { id, spent, run } = await world.replay(await world.run(FRIDAY));
    assert.notEqual(id, run.id);
    assert.deepEqual(
      world.calls.map((call) => call.run),
      [run.id, id],
    );
    assert.deepEqual([spent?.was.calls, spent?.is.calls], [1, 1]);
  });

  it("by another prompt or model shows line by line what is said otherwise", async (t) => {
    const world = openWorld(t, script);
    world.write("tasks.md", TASKS);
    const run = await world.run(FRIDAY);
    for (const [changes, text] of [
      [{ prompts: { executor: "Be brief." } }, "Book that room."],
      [{ model: "gpt-new" }, "The room is still to be booked, please."],
    ] as const) {
      const { was, is } = await world.replay(run, changes);
      const { lines, isIdentical } = compareBriefings(was, is);
      const changed = lines.filter(({ kind }) => kind !== "same");
      assert.deepEqual(
        changed.map((line) => [line.kind, "was" in line && line.was.text, "is" in line && line.is.text]),
        [["changed", "The room is still to be booked.", text]],
      );
      assert.equal(isIdentical, false);
    }
  });

  it("of a run without a model compares what code said with what it says now", async (t) => {
    const world = openWorld(t, script, { model: "none" });
    world.write("tasks.md", TASKS);
    const { was, is } = await world.replay(await world.run(FRIDAY));
    assert.match(textsOf(was).join("\n"), /Send the contract/);
    assert.deepEqual(is, was);
    assert.equal(world.calls.length, 0);
  });

  it("of a run without a model asks one only where it is named, and the definition of now lets it", async (t) => {
    const world = openWorld(t, script, { model: "none" });
    world.write("tasks.md", TASKS);
    const run = await world.run(FRIDAY);
    await assert.rejects(world.replay(run, { model: "gpt-new" }), {
      code: "replay-without-model",
      message: /`model: none` in its definition/,
    });
    world.inForce.automation = automationWith({ model: "large" });
    assert.equal((await world.replay(run)).is.writing, undefined);
    assert.equal(world.calls.length, 0);
    assert.match(textsOf((await world.replay(run, { model: "gpt-new" })).is).join("\n"), /to be booked, please/);
  });

  it("shows nothing to a model that is asked no more, and says so", async (t) => {
    for (const forbid of ["models", "definition", "file"] as const) {
      const world = openWorld(t, script);
      world.write("tasks.md", TASKS);
      const run = await world.run(FRIDAY);
      if (forbid === "models") delete world.inForce.workspace.models;
      if (forbid === "definition") world.inForce.automation = automationWith({ model: "none" });
      if (forbid === "file") delete world.inForce.automation;
      const { is, remarks } = await world.replay(run);
      assert.equal(world.calls.length, 1);
      assert.match(remarks.join("\n"), /no model was asked/);
      assert.equal(is.writing, undefined);
      await assert.rejects(world.replay(run, { prompts: { executor: "Be brief." } }), { code: "replay-without-model" });
    }
  });

  it("asks for the models of then as long as they are behind the same connection", async (t) => {
    const world = openWorld(t, script);
    world.write("tasks.md", TASKS);
    const run = await world.run(FRIDAY);
    world.inForce.workspace = { ...world.inForce.workspace, models: { ...MODELS, large: "gpt-newer" } };
    await world.replay(run);
    world.inForce.workspace = { ...world.inForce.workspace, models: { ...MODELS, connection: "local", large: "gpt-newer" } };
    await world.replay(run);
    assert.deepEqual(
      world.calls.map(({ model }) => model),
      ["gpt-large", "gpt-large", "gpt-newer"],
    );
  });

  it("is refused with the reason where texts have had their time, or there is no briefing", async (t) => {
    const world = openWorld(t, script);
    world.write("tasks.md", TASKS);
    const run = await world.run(FRIDAY);
    const lost = await world.run(SATURDAY);
    await assert.rejects(world.replay({ ...run, id: "nobody" }), { code: "run-unknown" });
    world.database.prepare("delete from items").run();
    await assert.rejects(world.replay(run), { code: "replay-gone", message: /texts have had their time/, hint: /retention/ });
    world.database.prepare("delete from steps where run = ?").run(run.id);
    await assert.rejects(world.replay(run), { code: "replay-gone" });
    world.database.prepare("update runs set status = 'failed', briefing = null where id = ?").run(lost.id);
    await assert.rejects(world.replay(lost), { code: "replay-unready", message: /which is failed/ });
  });

  it("fetches nothing where a step of then is missing", async (t) => {
    const world = openWorld(t, script);
    world.write("tasks.md", TASKS);
    const run = await world.run(FRIDAY);
    world.database.prepare("delete from steps where run = ? and name like 'gather %'").run(run.id);
    await assert.rejects(world.replay(run), { code: "replay-gone", message: /its step gather files/ });
  });
});
