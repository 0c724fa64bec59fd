import assert from "node:assert/strict";
import { test } from "node:test";
import { applyReply } from "../../../src/analysis/chase/apply-reply.ts";
import { understand } from "../../../src/analysis/chase/replies/understand.ts";
import { askWith } from "../../store/samples.ts";

const asked = [{ item: "files:plan/launch.csv#T-12", key: "T-12", title: "Load test" }];
const understood = (text: string) => understand({ text, at: "2026-11-20T09:05:00.000Z", zone: "Europe/Berlin" }, asked, []);

test("one word asks for questions again, and says nothing of how anything stands", () => {
  for (const text of ["start", "Start!", "please start again", "resume", "weiter", "bitte weiter"]) {
    assert.deepEqual(understood(text), { told: [], stop: false, start: true }, text);
  }
});

test("a sentence in which it happens to stand does not", () => {
  for (const text of ["will start tomorrow", "start is blocked by Ben", "weiter mit Docs", "stop", "on track, start Monday"]) {
    assert.equal(understood(text).start, undefined, text);
  }
});

test("it leaves a question as it is, to be asked again", () => {
  const ask = askWith({ state: "asked", messages: [{ at: "2026-11-20T09:00:00.000Z", key: "chase:ana" }] });
  const at = "2026-11-20T09:05:00.000Z";
  const context = { person: "ana", at, heardAt: at, people: { all: [] }, roster: ["ana"], reply: "slack:1", text: "start" };
  assert.deepEqual(applyReply([ask], understood("start"), context), []);
});
