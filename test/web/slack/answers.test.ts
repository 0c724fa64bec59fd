import assert from "node:assert/strict";
import { test } from "node:test";
import { acknowledgement } from "../../render/sample.ts";
import { until } from "./approvals-world.ts";
import { ANAS, openAnswers, SAMS, type AnswersWorld } from "./answers-world.ts";
import { ANA, SAM, STRANGER } from "./desk-world.ts";

const QUESTION = "1763629500.000100";
const two = { key: "chase:ana", ts: QUESTION, asks: [{}, { title: "Docs" }] };

async function whispersOf(world: AnswersWorld, count: number): Promise<string[]> {
  await until(() => world.whispered().length >= count);
  return world.whispered();
}

async function notedOf(world: AnswersWorld, count: number): Promise<string[]> {
  await until(() => world.noted().length >= count);
  return world.noted();
}

test("a button is kept, told to its automation, and answered to whoever pressed it", async (context) => {
  const world = await openAnswers(context);
  await world.ask(two);
  await world.press({ ask: "chase:ana-2", ts: QUESTION, trigger: "t.1" });
  const [[automation, reply] = []] = await world.told();
  assert.equal(automation, "launch");
  assert.deepEqual(reply, {
    ...{ id: `slack:${ANAS}:t.1`, person: "ana", at: "2026-11-20T09:05:00.000Z", text: "", asks: ["chase:ana-2"], pressed: "at_risk" },
    grant: "slack",
  });
  assert.deepEqual(await notedOf(world, 1), ["Noted: at risk; 1 open"]);
  await world.press({ ask: "chase:ana-1", ts: QUESTION, action: "chase_done" });
  assert.deepEqual((await notedOf(world, 2)).at(-1), "Noted: done, Noted: at risk; 0 open");
  assert.deepEqual(world.whispered(), []);
  assert.ok(await world.store.replies.isKnown(`slack:${ANAS}:t.1`));
});

test("what can't be shown in a question is told beside it", async (context) => {
  const world = await openAnswers(context);
  await world.ask(two);
  world.slack.answers.set("chat.update", { ok: false, error: "edit_window_closed" });
  await world.press({ ask: "chase:ana-2", ts: QUESTION });
  assert.deepEqual(await whispersOf(world, 1), ["Noted: at risk."]);
});

test("Slack is told that a press was taken only once it is kept", async (context) => {
  const world = await openAnswers(context);
  await world.ask(two);
  const letGo = world.holdBack();
  let isTaken = false;
  const pressed = world.press({ ask: "chase:ana-1", ts: QUESTION }).then(() => (isTaken = true));
  await world.press({ ask: "none", ts: QUESTION, action: "of somebody else" });
  assert.equal(isTaken, false);
  letGo();
  await pressed;
  assert.equal((await world.told()).length, 1);
});

test("a press that is told five times at once, and again after a restart, is one answer", async (context) => {
  const world = await openAnswers(context);
  await world.ask(two);
  const press = { ask: "chase:ana-1", ts: QUESTION, trigger: "t.1", action: "chase_done" };
  await Promise.all([1, 2, 3, 4, 5].map(() => world.press(press)));
  await world.restart();
  await world.press(press);
  await world.press({ ...press, ask: "none" });
  assert.equal((await world.told()).length, 1);
  assert.deepEqual(await whispersOf(world, 1), ["I do not know this question any more, so nothing was noted."]);
  assert.deepEqual(await notedOf(world, 1), ["Noted: done; 1 open"]);
});

test("buttons of others, of questions that are over, forged ones and those of strangers change nothing, and say why", async (context) => {
  const world = await openAnswers(context);
  await world.ask({ ...two, asks: [{}, { state: "removed", endedAt: "2026-11-20T09:01:00.000Z" }] });
  await world.ask({ key: "chase:me", person: "me", ts: "1.1", asks: [{}] });
  const cases: readonly (readonly [Parameters<AnswersWorld["press"]>[0], RegExp])[] = [
    [{ ask: "chase:ana-1", ts: QUESTION, by: SAM }, /asked of somebody else/],
    [{ ask: "chase:ana-1", ts: QUESTION, by: STRANGER }, /do not know you here/],
    [{ ask: "chase:ana-2", ts: QUESTION }, /is over/],
    [{ ask: "chase:me-1", ts: QUESTION }, /do not know this question/],
    [{ ask: "chase:me-1", ts: "1.1", channel: SAMS }, /asked of somebody else/],
    [{ ask: "chase:ana-1", ts: "9.9" }, /do not know this question/],
    [{ ask: "x".repeat(1_999), ts: QUESTION }, /do not know this question/],
  ];
  for (const [at, [press, answer]] of cases.entries()) {
    await world.press(press);
    assert.match((await whispersOf(world, at + 1)).at(-1) ?? "", answer);
  }
  await world.press({ ask: "chase:ana-1", ts: QUESTION, action: "chase_dropped" });
  await world.press({ ask: "chase:ana-1", ts: QUESTION, action: "chase_constructor" });
  assert.deepEqual([await world.told(), await world.store.replies.ofMessage("chase:ana")], [[], []]);
});

test("a late answer counts, and the last word in the place of an earlier one, for two weeks", async (context) => {
  const world = await openAnswers(context);
  const endedAt = "2026-11-20T09:01:00.000Z";
  await world.ask({
    ...two,
    asks: [
      { state: "silent", endedAt },
      { state: "answered", endedAt },
    ],
  });
  await world.press({ ask: "chase:ana-2", ts: QUESTION, action: "chase_blocked" });
  assert.deepEqual(await notedOf(world, 1), ["Noted: blocked; 1 open"]);
  await world.press({ ask: "chase:ana-1", ts: QUESTION, action: "chase_reassigned" });
  assert.equal((await notedOf(world, 2)).at(-1), "Noted: not mine, Noted: blocked; 0 open");
  await world.clock.advance(15 * 24 * 3_600_000);
  await world.press({ ask: "chase:ana-1", ts: QUESTION });
  await world.say("done", { ts: "1763629600.000100", thread: QUESTION });
  assert.deepEqual((await whispersOf(world, 2)).slice(-2), Array(2).fill("This question is over, so nothing was noted."));
  assert.equal((await world.told()).length, 2);
});

test("what is written below a question, or to Chief alone, is told to its automation as it was written, each once", async (context) => {
  const world = await openAnswers(context);
  await world.ask(two);
  await world.say("docs done, load test blocked by Ben", { thread: QUESTION, ts: "1763629600.000100" });
  await world.say("stop", { ts: "1763629601.000100" });
  await world.restart();
  await world.say("stop", { ts: "1763629601.000100" });
  const told = await world.told();
  assert.deepEqual(
    told.map(([automation, reply]) => [automation, reply?.id, reply?.text, reply?.asks, reply?.person]),
    [
      ["launch", `slack:${ANAS}:1763629600.000100`, "docs done, load test blocked by Ben", ["chase:ana-1", "chase:ana-2"], "ana"],
      ["launch", `slack:${ANAS}:1763629601.000100`, "stop", [], "ana"],
    ],
  );
  assert.deepEqual(world.whispered(), []);
});

test("by itself it is about what was asked last, whichever automation that was, and never about what has not gone out", async (context) => {
  const world = await openAnswers(context);
  await world.ask(two);
  const later = [{ at: "2026-11-20T09:03:00.000Z", key: "chase:next" }];
  await world.ask({ automation: "other", key: "chase:next", ts: "2.1", asks: [{ messages: later }] });
  const latest = [{ at: "2026-11-20T09:04:00.000Z", key: "chase:waits" }];
  await world.ask({ key: "chase:waits", ts: "2.2", asks: [{ messages: latest }], isWaiting: true });
  await world.say("done");
  assert.deepEqual(
    (await world.told()).map(([automation, reply]) => [automation, reply?.asks]),
    [["other", []]],
  );
});

test("what is told to an answer can be answered below, and what was written can be changed", async (context) => {
  const world = await openAnswers(context);
  await world.ask(two);
  await world.ask({ key: "ack", ts: "3.1", asks: [], briefing: acknowledgement() });
  await world.say("fix: docs are on track", { thread: "3.1", ts: "1763629600.000100" });
  await world.edit("fix: docs are at risk", "1763629600.000100", "1763629700.000200");
  await world.edit("fix: docs are at risk", "1763629600.000100", "1763629700.000200");
  await world.edit("of long ago", "1763000000.000100", "1763629700.000300");
  const told = await world.told();
  assert.deepEqual(
    told.map(([, reply]) => [reply?.id, reply?.text]),
    [
      [`slack:${ANAS}:1763629600.000100`, "fix: docs are on track"],
      [`slack:${ANAS}:1763629600.000100:1763629700.000200`, "fix: docs are at risk"],
    ],
  );
});

test("strangers, people who were not asked, and those who speak of it in a channel are not heard as answers", async (context) => {
  const world = await openAnswers(context);
  await world.say("done", { by: ANA });
  await world.ask(two);
  await world.say("done", { by: STRANGER, channel: "D0NOBODY00" });
  await world.say("all done", { channel: "C0123456789" });
  await world.say("done", { by: SAM, channel: ANAS, thread: QUESTION });
  assert.deepEqual(await world.told(), []);
});

test("who may ask Chief asks it, unless it is written below a question", async (context) => {
  const world = await openAnswers(context);
  await world.ask({ key: "chase:me", person: "me", ts: "1.1", asks: [{}] });
  await world.say("what about the docs?", { by: SAM, channel: SAMS });
  await world.say("stop", { by: SAM, channel: SAMS, thread: "1.1" });
  assert.deepEqual(await world.questions(), ["what about the docs?"]);
  assert.deepEqual(
    (await world.told()).map(([, reply]) => reply?.text),
    ["stop"],
  );
});

test("where nobody waits for answers, whoever answers is told so, and nothing is kept", async (context) => {
  const world = await openAnswers(context);
  await world.ask({ ...two, automation: "deaf" });
  await world.press({ ask: "chase:ana-1", ts: QUESTION });
  await world.say("done", { ts: "1763629600.000100" });
  const whispered = await whispersOf(world, 2);
  assert.ok(whispered.every((words) => words.startsWith("Nobody waits for answers")));
  assert.deepEqual(await world.store.replies.ofMessage("chase:ana"), []);
});

test("who wanted no more questions can say long after that they do again", async (context) => {
  const world = await openAnswers(context);
  await world.ask({ ...two, asks: [{ state: "stopped", endedAt: "2026-11-20T09:02:00.000Z" }] });
  await world.clock.advance(20 * 24 * 3_600_000);
  await world.say("start", { ts: "1763629600.000100" });
  assert.deepEqual(await world.told(), [], "long over");
  await world.conclude("stops", { wishes: [{ person: "ana", at: "2026-11-20T09:02:00.000Z", stoppedAt: "2026-11-20T09:02:00.000Z" }] });
  await world.say("start", { ts: "1763629601.000100" });
  assert.deepEqual(
    (await world.told()).map(([automation, reply]) => [automation, reply?.text]),
    [["launch", "start"]],
  );
});
