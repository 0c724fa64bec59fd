import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createReader, findingOf, morning, words } from "./reader.ts";

describe("a reader's own word", () => {
  const at = { by: "me", at: morning("2026-11-16") };

  test("keeps a finding silent until its time, and then it is told in full once", () => {
    const reader = createReader();
    reader.run(morning("2026-11-16"), [findingOf({ metric: 1 })]);
    reader.say({ kind: "snooze", until: morning("2026-11-19"), ...at });
    assert.deepEqual(reader.run(morning("2026-11-17"), [findingOf({ metric: 2 })]).words, words("acknowledged"));
    assert.deepEqual(reader.run(morning("2026-11-18"), [findingOf({ metric: 3 })]).words, words("acknowledged"));
    const woken = reader.run(morning("2026-11-19"), [findingOf({ metric: 3 })]);
    assert.deepEqual(woken.words, words("repeat"));
    assert.equal(woken.selection.risks.length, 1);
    assert.equal(reader.run("2026-11-19T12:00:00.000Z", [findingOf({ metric: 3 })]).selection.risks.length, 0);
  });

  test("does not end because the day has come nearer", () => {
    const reader = createReader();
    reader.run(morning("2026-11-16"), [findingOf({ urgency: 2 })]);
    reader.say({ kind: "done", until: morning("2026-11-23"), ...at });
    assert.deepEqual(reader.run(morning("2026-11-17"), [findingOf({ urgency: 4 })]).words, words("acknowledged"));
  });

  test("does not hide that more is at stake", () => {
    const reader = createReader();
    reader.run(morning("2026-11-16"), [findingOf()]);
    reader.say({ kind: "done", until: morning("2026-11-23"), ...at });
    assert.deepEqual(reader.run(morning("2026-11-17"), [findingOf({ impact: 4 })]).words, words("worse"));
    assert.deepEqual(reader.run(morning("2026-11-18"), [findingOf({ impact: 4 })]).words, words("acknowledged"));
  });

  test("does not hide that things have changed for the worse", () => {
    const reader = createReader();
    reader.run(morning("2026-11-16"), [findingOf({ urgency: 1, state: "due in December" })]);
    reader.say({ kind: "not_a_risk", ...at });
    assert.deepEqual(reader.run(morning("2026-11-17"), [findingOf({ urgency: 1, state: "due today" })]).words, words("acknowledged"));
    assert.deepEqual(reader.run(morning("2026-11-18"), [findingOf({ urgency: 3, state: "due in a week" })]).words, words("worse"));
  });

  test("mutes for good, whatever happens", () => {
    const reader = createReader();
    reader.run(morning("2026-09-01"), [findingOf({ impact: 2 })]);
    reader.say({ kind: "mute", ...at });
    assert.deepEqual(reader.run(morning("2026-09-02"), [findingOf({ impact: 4, urgency: 4 })]).words, words("acknowledged"));
    assert.deepEqual(reader.run(morning("2026-09-03"), []).words, words());
    assert.deepEqual(reader.run(morning("2026-11-03"), [findingOf({ impact: 4, urgency: 4 })]).words, words("acknowledged"));
  });

  test("spares the reader the end of what was called done", () => {
    const reader = createReader();
    reader.run(morning("2026-11-16"), [findingOf()]);
    reader.say({ kind: "done", until: morning("2026-11-23"), ...at });
    assert.deepEqual(reader.run(morning("2026-11-17"), []).words, words());
  });
});

test("what is no risk stays silent until it is worse than it was, for as long as it is", () => {
  const reader = createReader();
  reader.run(morning("2026-11-16"), [findingOf()]);
  reader.say({ kind: "not_a_risk", by: "me", at: morning("2026-11-16") });
  assert.deepEqual(reader.run(morning("2026-12-16"), [findingOf({ metric: 16 })]).words, words("acknowledged"));
  assert.deepEqual(reader.run(morning("2026-12-17"), [findingOf({ urgency: 4 })]).words, words("acknowledged"));
  assert.deepEqual(reader.run(morning("2026-12-18"), [findingOf({ impact: 4 })]).words, words("worse"));
});
