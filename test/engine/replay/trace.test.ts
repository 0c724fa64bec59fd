import assert from "node:assert/strict";
import { it } from "node:test";
import type { Briefing } from "../../../src/core/briefing.ts";
import { traceRun } from "../../../src/engine/replay/trace.ts";
import { hashOfBytes } from "../../../src/lib/hash.ts";
import { FRIDAY, openWorld, type Asked } from "./replay-world.ts";

const claim = (text: string, cite: string) => ({ kind: "fact", text, cites: [cite], flags: [] }) as const;

/** One line that holds, and two that don't, of which one is mended. */
function script({ role, material }: Asked) {
  const room = /(F\d+)[^\n]*Book the room/.exec(material)?.[1] ?? "F0";
  if (role === "recovery") return [claim("There are rooms.", room)];
  return [claim(`The room is due {{${room}.due}}.`, room), claim("There are 77 rooms.", room), claim("It takes 88 people.", room)];
}

it("a trace says of each line who wrote it, in which turn and on what, and what did not hold", async (t) => {
  const world = openWorld(t, script);
  world.write("tasks.md", "- [ ] Send the contract due: 2026-11-18\n- [ ] Book the room due: 2026-12-20\n");
  const { id, briefing = "" } = await world.run(FRIDAY);
  const steps = await world.store.runs.steps(id);
  const trace = await traceRun(world.store, steps, await world.store.documents.get<Briefing>(briefing));
  assert.deepEqual(
    trace.lines.filter(({ by }) => by === "model").map(({ part, turn, text }) => [part, turn, text.split(" due ")[0]]),
    [
      ["summary", "ask-all/turn 1", "The room is"],
      ["summary", "recover/turn 1", "There are rooms."],
    ],
  );
  assert.match(trace.lines[0]?.cites.join(" ") ?? "", /^\w+\d+$/);
  assert.ok(trace.lines.some(({ by, text }) => by === "code" && text.includes("Send the contract")));
  assert.deepEqual(
    trace.turns.map(({ step, outcome, prompt }) => [step, outcome, prompt]),
    ["ask-all/turn 1", "recover/turn 1"].map((step) => [step, "answer", hashOfBytes("Say it.")]),
  );
  assert.deepEqual(
    trace.faults.map(({ claim: { text }, faults, turn }) => [text, faults[0]?.code, turn]),
    ["There are 77 rooms.", "It takes 88 people."].map((text) => [text, "number-unbacked", "ask-all/turn 1"]),
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
