import assert from "node:assert/strict";
import { test } from "node:test";
import { answerOf, hub, openHookWorld, standard } from "./hook-world.ts";

const NOW = "2026-11-20T08:00:00.000Z";
const BODY = JSON.stringify({ title: "Deployed", environment: "production", id: 17 });
const STANDARD = standard("msg_1", NOW, BODY);
const HUB = hub(BODY);

test("what was overheard starts nothing again: not repeated, not under another name, not later", async (t) => {
  const world = await openHookWorld(t);
  assert.equal((await world.post("/hooks/deploys", HUB, BODY)).status, 202);
  const renamed = { ...HUB, "webhook-id": "msg_2", "webhook-timestamp": STANDARD["webhook-timestamp"] };
  for (const headers of [HUB, renamed, { ...HUB, "x-github-delivery": "another" }]) {
    const { status, text } = await world.post("/hooks/deploys", headers, BODY);
    assert.deepEqual([status, text], [200, '{"status":"known"}']);
  }
  assert.equal((await world.post("/hooks/deploys", STANDARD, BODY)).status, 202);
  const answers = await Promise.all(Array.from({ length: 50 }, () => world.post("/hooks/deploys", STANDARD, BODY)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal((await world.post("/hooks/deploys", { ...STANDARD, "webhook-id": "msg_3" }, BODY)).status, 401);
  world.clock.jump("2026-11-20T08:05:01.000Z");
  assert.equal((await world.post("/hooks/deploys", STANDARD, BODY)).status, 401);
  assert.equal((await world.kept()).length, 2);
});

test("the same event five times at once is accepted once", async (t) => {
  const world = await openHookWorld(t);
  const answers = await Promise.all(Array.from({ length: 5 }, () => world.post("/hooks/deploys", STANDARD, BODY)));
  assert.deepEqual(
    answers.map(({ status }) => status).sort((a, b) => a - b),
    [200, 200, 200, 200, 202],
  );
  assert.deepEqual(await world.kept(), ["msg_1"]);
});

test("a signed text can't be cut into id, time and body in another place", async (t) => {
  const world = await openHookWorld(t);
  const seconds = STANDARD["webhook-timestamp"];
  const body = `${seconds}.a text that begins with a time`;
  const headers = { ...standard("msg_4", NOW, body), "content-type": "text/plain" };
  const moved = { ...headers, "webhook-id": `msg_4.${seconds}` };
  assert.equal((await world.post("/hooks/deploys", moved, body.slice(body.indexOf(".") + 1))).status, 401);
  assert.equal((await world.post("/hooks/deploys", headers, body)).status, 202);
});

test("10 MB are refused before they are read, whether their length is told or not, and the connection is closed", async (t) => {
  const world = await openHookWorld(t);
  const body = Buffer.alloc(10 * 1024 * 1024, 0x61);
  const told = await world.post("/hooks/deploys", hub(body), body);
  assert.deepEqual([told.status, told.headers.connection], [413, "close"]);
  const request = world.open("/hooks/deploys", { ...hub(body), "transfer-encoding": "chunked" });
  const untold = await answerOf(request, body);
  assert.deepEqual([untold.status, untold.headers.connection], [413, "close"]);
  const lying = await world.post("/hooks/deploys", hub(BODY), Buffer.alloc(256 * 1024 + 1));
  assert.equal(lying.status, 413);
  assert.deepEqual(await world.kept(), []);
});
