import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { modelAt, question } from "../../support/model-client.ts";

/** What servers that only speak alike say to the Responses API where they have none. */
const NO_RESPONSES: Readonly<Record<string, string>> = {
  "Ollama before 0.13": "404 page not found",
  "llama.cpp": '{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}',
  vLLM: '{"detail":"Not Found"}',
};

const CHUNKS = [
  { choices: [{ index: 0, delta: { role: "assistant", content: '{"lines":[]}' }, finish_reason: null }] },
  { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
];
const SPOKEN = [
  ...CHUNKS.map((chunk) => JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", ...chunk })),
  "[DONE]",
];

/** A small server that answers to Chat Completions by these rules, and to all else with a status and a text. */
async function startOther(
  t: TestContext,
  status: number,
  body: string,
  refuse: (asked: string) => [number, string] | undefined = () => undefined,
) {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((asked) => {
      paths.push(request.url ?? "");
      const [code, said] = request.url === "/v1/chat/completions" ? (refuse(asked) ?? [200, ""]) : [status, body];
      const stream = SPOKEN.map((data) => `data: ${data}\n\n`).join("");
      response
        .writeHead(code, { "content-type": code === 200 ? "text/event-stream" : "application/json" })
        .end(code === 200 ? stream : said);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { paths, model: modelAt({ url: `http://127.0.0.1:${port}/v1/`, key: "sk-other" }, { api: "auto" }) };
}

for (const [name, body] of Object.entries(NO_RESPONSES)) {
  test(`${name} is asked by Chat Completions once it has said that it knows nothing else, and tokens that it does not count are estimated`, async (t) => {
    const { model, paths } = await startOther(t, 404, body);
    const { outcome, usage, estimated } = await model.ask(question(), t.signal);
    assert.deepEqual(outcome, { kind: "answer", value: { lines: [] } });
    assert.ok(estimated && usage.input > 50 && usage.output > 5, JSON.stringify(usage));
    await model.ask(question(), t.signal);
    assert.deepEqual(paths, ["/v1/responses", "/v1/chat/completions", "/v1/chat/completions"]);
  });
}

test("a model that Ollama does not have is unknown, and not taken for an API that is not there", async (t) => {
  const { model, paths } = await startOther(
    t,
    404,
    '{"error":{"message":"model \'gpt-6-luna\' not found","type":"not_found_error","code":null}}',
  );
  await assert.rejects(model.ask(question(), t.signal), { code: "model-unknown" });
  assert.deepEqual(paths, ["/v1/responses"]);
});

test("more than a model of vLLM can read is told as that", async (t) => {
  const said = '{"error":{"message":"This model\'s maximum context length is 4096 tokens.","type":"BadRequestError","code":400}}';
  const { model } = await startOther(t, 404, "{}", () => [400, said]);
  await assert.rejects(model.ask(question(), t.signal), { code: "model-too-long" });
});

test("another refusal is told with its status alone", async (t) => {
  const { model } = await startOther(t, 404, "{}", (asked) => [422, JSON.stringify({ error: { message: `I got ${asked}`, code: "odd" } })]);
  await assert.rejects(model.ask(question(), t.signal), (error: Error) => {
    assert.match(error.message, /got the status 422 \(odd\)$/);
    return true;
  });
});
