import assert from "node:assert/strict";
import { it } from "node:test";
import type { Briefing } from "../../../src/core/briefing.ts";
import { traceRun } from "../../../src/engine/replay/trace.ts";
import { FRIDAY, openWorld, type Asked } from "./replay-world.ts";

function script({ material }: Asked) {
  const room = /^(\w+\d+) .*Book the room/m.exec(material)?.[1] ?? "X0";
  const claim = (text: string) => ({ kind: "fact", text, cites: [room], flags: [] }) as const;
  return [claim("The room is due {{ROOM.due}}.".replace("ROOM", room)), claim("There are 77 rooms.")];
}

it("a trace says of each line who wrote it, in which turn and on what, and what did not hold", async (t) => {
  const world = openWorld(t, script);
  world.write("tasks.md", "- [ ] Send the contract due: 2026-11-18\n- [ ] Book the room due: 2026-12-20\n");
  const { id, briefing = "" } = await world.run(FRIDAY);
  const steps = await world.store.runs.steps(id);
  const trace = await traceRun(world.store, steps, await world.store.documents.get<Briefing>(briefing));
  const room = trace.lines.find(({ by }) => by === "model");
  assert.deepEqual([room?.part, room?.turn], ["summary", "all/turn 1"]);
  assert.match(room?.text ?? "", /^The room is due /);
  assert.match(room?.cites.join(" ") ?? "", /^\w+\d+$/);
  assert.ok(trace.lines.some(({ by, text }) => by === "code" && text.includes("Send the contract")));
  assert.deepEqual(
    trace.turns.map(({ step, model, outcome, prompt }) => [step, model, outcome, prompt]),
    [["all/turn 1", "gpt-large", "answer", "v1:prompt"]],
  );
  assert.deepEqual(
    trace.faults.map(({ claim, faults, turn }) => [claim.text, faults.map(({ code }) => code), turn]),
    [["There are 77 rooms.", ["number-unbacked"], "all/turn 1"]],
  );
  assert.deepEqual(trace.replaced, []);
});

it("a trace of what is not kept any more tells who wrote each line", async (t) => {
  const world = openWorld(t, script);
  world.write("tasks.md", "- [ ] Book the room due: 2026-12-20\n");
  const { id, briefing = "" } = await world.run(FRIDAY);
  const said = await world.store.documents.get<Briefing>(briefing);
  const steps = await world.store.runs.steps(id);
  world.database.prepare("delete from documents").run();
  const { lines, turns, faults } = await traceRun(world.store, steps, said);
  assert.ok(lines.some(({ by }) => by === "model"));
  assert.deepEqual([turns, faults], [[], []]);
});
