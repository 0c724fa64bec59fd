import assert from "node:assert/strict";
import { test } from "node:test";
import type { Guidance } from "../../../src/core/ports/agent.ts";
import type { Note } from "../../../src/core/note.ts";
import { readGuidance } from "../../../src/definitions/guidance.ts";
import { writeFiles } from "../../support/chief.ts";
import { FRIDAY, MONDAY, openOffice, OVERDUE } from "./office.ts";

const models = { connection: "ai", small: "small", large: "large", tier: "flex" } as const;
const note: Note = {
  ...{ id: "n1", automation: "day", text: "no build mails", by: "me", from: "chief memory" },
  ...{ at: "2026-11-19T08:00:00.000Z", expiresAt: "2026-11-21T08:00:00.000Z" },
};
const REMEMBERED: Guidance = { kind: "memory", from: "me on 2026-11-19, by chief memory", text: "no build mails" };

test("a run is shown what people have written down and asked for, as it was when it began", async (context) => {
  const shown: (readonly Guidance[])[] = [];
  const office = openOffice(context, { id: "day", when: "always" }, (_office, { guidance }) => void shown.push(guidance), {
    workspace: { models, people: { all: [] } },
    guide: async (automation, workspace) => ({ ...readGuidance(automation, workspace), problems: [] }),
  });
  office.write("tasks.md", OVERDUE, FRIDAY);
  writeFiles(office.root, { "config/goals.md": "First the pilots." });
  await office.store.notes.add(note);
  const run = await office.run(FRIDAY);
  writeFiles(office.root, { "config/goals.md": "First the cranes." });
  await office.run(MONDAY);
  const goals = (text: string): Guidance => ({ kind: "preferences", from: "config/goals.md", text });
  assert.deepEqual(shown, [[goals("First the pilots."), REMEMBERED], [goals("First the cranes.")]]);
  const [frozen] = await office.store.runs.steps(run.id);
  const [, guidance = ""] = /"guidance":"(v1:\w+)"/.exec(JSON.stringify(frozen?.outcome)) ?? [];
  assert.deepEqual(await office.store.documents.get(guidance), shown[0]);
});

test("where no model writes, nobody is asked what people have written down", async (context) => {
  const asked: string[] = [];
  const guide = async (): Promise<{ guidance: Guidance[]; problems: string[] }> => {
    asked.push("asked");
    return { guidance: [], problems: [] };
  };
  const shown: (readonly Guidance[])[] = [];
  for (const [model, workspace] of [
    ["none", { models }],
    ["large", {}],
  ] as const) {
    const office = openOffice(context, { id: "day", model, when: "always" }, (_office, { guidance }) => void shown.push(guidance), {
      workspace,
      guide,
    });
    await office.store.notes.add(note);
    await office.run(FRIDAY);
  }
  assert.deepEqual([shown, asked], [[[], []], []]);
});
