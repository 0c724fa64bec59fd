import assert from "node:assert/strict";
import { test } from "node:test";
import { PermanentError } from "../../src/core/errors.ts";
import type { Operations } from "../../src/core/ports/operations.ts";
import { createControlApp } from "../../src/web/control.ts";

const refuse = (): Promise<never> => Promise.reject(new PermanentError("run-unknown", "expected a run, got none", { hint: "Look." }));
const asked: unknown[] = [];
const operations: Operations = {
  run: () => Promise.resolve("r1"),
  ask: ({ question, reads }) => Promise.resolve(`${question} ${reads.join(" ")}`),
  ended: refuse,
  cancel: refuse,
  async retry(run) {
    asked.push(run);
  },
  async backfill(request) {
    asked.push(request);
    return [];
  },
  async replay(request) {
    asked.push(request);
    return refuse();
  },
  draft: async (sentence) => `# ${sentence}`,
  decideMessage(prefix, decision) {
    asked.push({ prefix, ...decision });
    return refuse();
  },
  acknowledge: refuse,
  setPaused: refuse,
  async accept(automation, consent) {
    asked.push({ automation, consent });
  },
  async addNote(automation, note) {
    asked.push({ automation, note });
    return refuse();
  },
  async removeNote(automation, id, by) {
    asked.push({ automation, id, by });
    return true;
  },
  async cancelAsks(automation, item) {
    asked.push({ automation, item });
    return [];
  },
  forget: refuse,
};
const app = createControlApp(operations, async () => ({ checks: [], absent: [] }));

function post(path: string, body: string): Promise<Response> {
  return Promise.resolve(app.request(path, { method: "POST", body, headers: { "content-type": "application/json" } }));
}

test("a request that is no JSON, or of another shape, is refused in words", async () => {
  for (const body of ["{", "[]", '{"automation":1,"dryRun":false}', '{"automation":"a","dryRun":false,"more":1}']) {
    const answer = await post("/runs", body);
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /"code":"usage"/);
  }
  assert.deepEqual(await (await post("/runs", '{"automation":"a","dryRun":false}')).json(), { run: "r1" });
});

test("a run to be retried, a span and a message are asked for as they were named, and nothing else is taken", async () => {
  await post("/runs/sched%3Aday%3A1/retry", "");
  await post("/automations/day/backfill", '{"from":"2026-11-01T00:00:00.000Z","to":"2026-11-02T00:00:00.000Z","dryRun":true}');
  await post("/runs/manual%3Aday%3A1/replay", '{"model":"gpt-new","prompts":{"executor":"Be brief."}}');
  await post("/messages/abc", '{"approved":true,"by":"me","why":"fine","seen":"v1:f00d"}');
  await post("/automations/day/consent", '{"hash":"v1:a","by":"me"}');
  await post("/automations/day/consent", '{"by":"me"}');
  await post("/automations/day/notes", '{"text":"no builds","by":"me","from":"chief memory"}');
  assert.deepEqual(await (await post("/drafts", '{"sentence":"sum up my day"}')).json(), { file: "# sum up my day" });
  assert.deepEqual(await (await post("/automations/day/notes/n1", '{"by":"me"}')).json(), { removed: true });
  assert.deepEqual(await (await post("/automations/day/asks/cancel", '{"item":"T-12"}')).json(), []);
  await post("/automations/day/asks/cancel", "{}");
  assert.deepEqual(asked, [
    "sched:day:1",
    { automation: "day", from: "2026-11-01T00:00:00.000Z", to: "2026-11-02T00:00:00.000Z", dryRun: true },
    { run: "manual:day:1", model: "gpt-new", prompts: { executor: "Be brief." } },
    { prefix: "abc", approved: true, by: "me", why: "fine", seen: "v1:f00d" },
    { automation: "day", consent: { hash: "v1:a", by: "me" } },
    { automation: "day", consent: { by: "me" } },
    { automation: "day", note: { text: "no builds", by: "me", from: "chief memory" } },
    { automation: "day", id: "n1", by: "me" },
    { automation: "day", item: "T-12" },
    { automation: "day", item: undefined },
  ]);
  for (const [path, body] of [
    ["/runs/manual%3Aday%3A1/replay", '{"prompts":{"poet":"Sing."}}'],
    ["/automations/day/backfill", '{"from":"2026-11-01","to":"2026-11-02T00:00:00.000Z","dryRun":true}'],
    ["/automations/day/backfill", '{"from":"2026-11-01T00:00:00.000Z","to":"2026-11-02T00:00:00.000Z"}'],
    ["/automations/day/consent", '{"hash":"v1:a"}'],
    ["/automations/day/asks/cancel", '{"key":"T-12"}'],
    ["/messages/abc", '{"approved":"yes","by":"me"}'],
    ["/messages/abc", '{"approved":true,"by":"me","force":true}'],
  ] as const) {
    assert.match(await (await post(path, body)).text(), /"code":"usage"/);
  }
  assert.equal(asked.length, 10);
});

test("a body beyond 64 kB is not read", async () => {
  assert.equal((await post("/runs", JSON.stringify({ automation: "a".repeat(70_000), dryRun: false }))).status, 413);
});

test("what an operation refuses is answered with its code and way out", async () => {
  const answer = await app.request("/runs/r2/ended");
  assert.deepEqual(
    [answer.status, await answer.json()],
    [400, { code: "run-unknown", message: "expected a run, got none", hint: "Look." }],
  );
});

test("a question comes with what may be read for it", async () => {
  const answer = await post("/questions", '{"question":"What changed?","reads":["git","files"]}');
  assert.deepEqual(await answer.json(), { run: "What changed? git files" });
  assert.equal((await post("/questions", '{"question":"What changed?"}')).status, 400);
});
