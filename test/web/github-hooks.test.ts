import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test, type TestContext } from "node:test";
import { z } from "zod";
import type { Connection } from "../../src/core/connection.ts";
import { createGitHubListener } from "../../src/web/github-hooks.ts";
import { createHealthApp } from "../../src/web/health.ts";
import { listen } from "../../src/web/listen.ts";
import { createFakeClock } from "../support/clock.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { hub } from "./hook-world.ts";

const SECRET = "the secret of the webhooks";
const definitionSchema = z.looseObject({ name: z.string(), examples: z.array(z.unknown()) });
const examples = z.array(definitionSchema).parse(createRequire(import.meta.url)("@octokit/webhooks-examples"));

interface Sent {
  name?: string;
  delivery?: string;
  key?: string;
  method?: string;
  path?: string;
}

/** A server that GitHub posts to, with the connection `main`; one at GitHub without webhooks, and one elsewhere. */
async function openGitHub(context: TestContext) {
  const clock = createFakeClock();
  const nudges: string[] = [];
  const secrets: Record<string, string> = { "file:secret": SECRET, "file:other": "another secret of the tests" };
  const main = { kind: "github" as const, token: "file:token", api: "https://api.github.com", webhookSecret: "file:secret" };
  const { webhookSecret: _, ...silent } = main;
  const connections: Record<string, Connection> = {
    main,
    silent,
    slack: { kind: "slack", token: "file:token", api: "https://slack.com/api/" },
  };
  const take = createGitHubListener({
    connections: () => connections,
    readSecret: (reference) => secrets[reference] ?? "",
    nudge: (connection) => void nudges.push(connection),
    clock,
    logger: silentLogger,
  });
  const health = createHealthApp(() => Promise.resolve({ ready: true }));
  const { port, close } = await listen(health, { host: "127.0.0.1", port: 0 }, take);
  context.after(close);
  let deliveries = 0;
  async function post(body: string, sent: Sent = {}): Promise<number> {
    const {
      name = "pull_request",
      delivery = `delivery-${(deliveries += 1)}`,
      key = SECRET,
      method = "POST",
      path = "/github/main",
    } = sent;
    const headers = { ...hub(body, key), "x-github-event": name, "x-github-delivery": delivery };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...(method === "POST" && { body }) });
    await answer.text();
    return answer.status;
  }
  return { clock, nudges, secrets, connections, main, port, post };
}

test("everything that GitHub sends is answered, and what can start something has its source look at once", async (context) => {
  const { nudges, post, clock } = await openGitHub(context);
  const answers = new Map<string, Set<number>>();
  for (const { name, examples: payloads } of examples) {
    await clock.advance(1_000);
    for (const payload of payloads) {
      const status = await post(JSON.stringify(payload), { name });
      answers.set(name, (answers.get(name) ?? new Set()).add(status));
    }
  }
  assert.equal(answers.size, 58);
  const looked = [...answers].filter(([, statuses]) => statuses.has(202)).map(([name]) => name);
  assert.deepEqual(looked.toSorted(), [
    ...["check_run", "check_suite", "deployment", "deployment_status", "issues", "pull_request", "pull_request_review", "push"],
    ...["release", "status", "workflow_job", "workflow_run"],
  ]);
  assert.deepEqual(answers.get("ping"), new Set([200]));
  assert.ok([...answers.values()].every((statuses) => statuses.size === 1));
  assert.ok(nudges.length > 12 && nudges.every((name) => name === "main"));
});

test("what is not signed with the connection's secret is refused, and what is sent again nudges nobody", async (context) => {
  const { nudges, post, port } = await openGitHub(context);
  assert.equal(await post("{}", { key: "another secret of the tests" }), 401);
  const unsigned = await fetch(`http://127.0.0.1:${port}/github/main`, { method: "POST", body: "{}" });
  assert.equal(unsigned.status, 401);
  assert.equal(await post(""), 401);
  assert.deepEqual(nudges, []);
  assert.deepEqual([await post("{}", { delivery: "same" }), await post("{}", { delivery: "same" })], [202, 200]);
  // The delivery's id is not signed: whoever overheard a request can give it another.
  assert.equal(await post("{}", { delivery: "another" }), 200);
  assert.deepEqual(nudges, ["main"]);
});

test("only a connection that has a webhook secret is posted to", async (context) => {
  const { post, connections, main } = await openGitHub(context);
  const elsewhere = ["/github/silent", "/github/slack", "/github/none", "/github/__proto__", "/github/"];
  for (const path of elsewhere) assert.equal(await post("{}", { path }), 404);
  assert.equal(await post("", { method: "GET" }), 405);
  connections["silent"] = main;
  assert.equal(await post("{}", { path: "/github/silent" }), 202);
});

test("a secret that was changed is the one in force, and without a sound one nothing is taken", async (context) => {
  const { clock, secrets, connections, main, post } = await openGitHub(context);
  assert.equal(await post("{}"), 202);
  secrets["file:secret"] = "a new secret of the webhooks";
  await clock.advance(1_000);
  assert.deepEqual([await post("{}"), await post("{}", { key: "a new secret of the webhooks" })], [401, 202]);
  connections["main"] = { ...main, webhookSecret: "file:other" };
  assert.equal(await post("{}", { key: "another secret of the tests" }), 202);
  secrets["file:other"] = "short";
  await clock.advance(1_000);
  assert.equal(await post("{}", { key: "short" }), 503);
});

test("a body that is larger than GitHub's may be is refused before it is read", async (context) => {
  const { port } = await openGitHub(context);
  const answer = await fetch(`http://127.0.0.1:${port}/github/main`, { method: "POST", body: Buffer.alloc(25 * 1024 * 1024 + 1) });
  assert.equal(answer.status, 413);
});
