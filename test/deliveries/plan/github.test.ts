import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { z } from "zod";
import type { PlanUpdate } from "../../../src/core/briefing.ts";
import { inspectOutgoing } from "../../../src/policy/outgoing.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { connectionsTo, startGitHub, type GitHubFault } from "../../support/github-server.ts";
import { changing, sendingPlan } from "./world.ts";

const github = await startGitHub();
after(() => github.close());
const plan = await shippedDeliveries({ connections: connectionsTo(github) }).load("plan");
const OPTIONS = { github: { repository: "dana/shop" } };
const CHANGES: PlanUpdate["changes"] = [
  { field: "status", from: "on_track", to: "at_risk" },
  { field: "eta", from: null, to: "2026-11-26" },
];
let number = 0;

/** For the tests of this file alone: those of others may run in the same process. */
async function openIssue(): Promise<void> {
  github.faultOf = () => undefined;
  const issue = z.looseObject({ number: z.number() }).parse(await github.change("/repos/dana/shop/issues", { title: "Docs" }));
  ({ number } = issue);
  github.calls.length = 0;
}

const sending = (changes = CHANGES, more: object = {}) => {
  const item = { id: `github:dana/shop#${number}`, source: "github", title: "Docs", fields: { key: `#${number}` } };
  return sendingPlan(plan, OPTIONS, changing(item, changes), { idempotencyKey: `v1:message-${number}`, ...more });
};

const comments = async () => {
  const headers = { authorization: `token ${github.token}` };
  const answer = await fetch(`${github.api}/repos/dana/shop/issues/${number}/comments`, { headers });
  return z.array(z.looseObject({ body: z.string(), html_url: z.string() })).parse(await answer.json());
};

describe("a plan in issues of GitHub", () => {
  beforeEach(openIssue);

  it("gets a comment that says what was told, who said so and in which words, and nothing else of it changes", async () => {
    const { receipt } = await plan.send(sending());
    const [comment, ...others] = await comments();
    assert.deepEqual([comment?.html_url, others], [receipt, []]);
    assert.equal(
      comment?.body,
      "Ana Kovač said on Fri 20 Nov 2026:\n\n- status: at risk (before: on track)\n- ETA: Thu 26 Nov 2026\n\n" +
        `> tight, Thursday at best, waiting on Ben\n\nWritten by Chief, which asked how this stands.\n\n<!-- Message v1:message-${number} -->`,
    );
    assert.deepEqual(
      github.calls.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`),
      [`POST /repos/dana/shop/issues/${number}/comments`],
    );
  });

  it("is shown beforehand word for word, but for the mark that nobody sees", async () => {
    const context = sending();
    const { exact } = plan.preview(context.briefing, context.options);
    await plan.send(context);
    const [comment] = await comments();
    assert.ok(comment?.body.startsWith(`${z.looseObject({ markdown: z.string() }).parse(exact).markdown}\n\n<!--`));
  });

  it("calls nobody, links nothing, and loads nothing, whatever a reply says", async () => {
    const { briefing, options } = sending([{ field: "blocker", from: null, to: "@dana ![x](https://evil.example/a.png) #1" }]);
    const { update } = briefing;
    assert.ok(update);
    const hostile = {
      ...briefing,
      update: { ...update, name: "**Ana**", quote: "cc @sam\n# Big\n<img src=x> [a](http://evil.example) fixes #3 GH-4 dana/shop#4" },
    };
    const { exact } = plan.preview(hostile, options);
    assert.doesNotThrow(() => inspectOutgoing(exact, { urls: [], recipients: [], secrets: [] }));
    const { markdown } = z.looseObject({ markdown: z.string() }).parse(exact);
    assert.doesNotMatch(markdown, /@(?:dana|sam)|(?<!\\)<|#\d|GH-\d|(?<!\\)\]\(http|(?<!\\)\*\*|^# /m);
  });

  it("refuses an issue of another repository without a call, and names the permission that is missing", async () => {
    const { briefing, ...context } = sending();
    const { update } = briefing;
    assert.ok(update);
    const elsewhere = { ...briefing, update: { ...update, item: { ...update.item, id: "github:dana/site#1" } } };
    await assert.rejects(async () => plan.send({ ...context, briefing: elsewhere }), { code: "plan-elsewhere" });
    assert.deepEqual(github.calls, []);
    for (const status of [403, 404, 410, 422]) {
      github.faultOf = () => ({ status });
      await assert.rejects(async () => plan.send(sending()), { code: "plan-refused", hint: /Issues: read and write/ });
    }
    github.faultOf = () => ({ status: 401 });
    await assert.rejects(async () => plan.send(sending()), { code: "reauth-needed" });
  });
});

/** What becomes of the comment, once each. */
const FAULTS: readonly GitHubFault[] = [
  "drops",
  "drops-after",
  ...[500, 502, 503, 504].map((status) => ({ status })),
  { status: 429, headers: { "retry-after": "2" } },
  { status: 403, headers: { "retry-after": "2" } },
  { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" } },
  { status: 201, body: "<html>a page in between</html>" },
];

describe("a comment of unknown end", () => {
  beforeEach(openIssue);

  for (const [index, fault] of [...FAULTS, ...FAULTS].entries()) {
    const isLook = index >= FAULTS.length;
    const name = typeof fault === "string" ? fault : `answers ${fault.status}`;
    it(`is there once where GitHub ${name} to the ${isLook ? "look for it" : "comment"} (${index})`, async () => {
      // One that is looked for was written, and its answer was lost.
      github.faultOf = ({ method }) => (method === "POST" ? (isLook ? "drops-after" : fault) : undefined);
      await assert.rejects(async () => plan.send(sending()), { code: /^(?:delivery-unsure|github-busy|github-unreachable)$/ });
      const isThere = isLook || fault === "drops-after";
      github.faultOf = ({ method }) => (isLook && method === "GET" ? fault : undefined);
      if (isLook) await assert.rejects(async () => plan.find?.(sending(CHANGES, { attempt: 2 })));
      github.faultOf = () => undefined;
      const found = await plan.find?.(sending(CHANGES, { attempt: 3 }));
      assert.equal(found !== undefined, isThere);
      const sent = await plan.send(sending(CHANGES, { attempt: 3 }));
      const all = await comments();
      assert.deepEqual(
        all.map(({ html_url: url }) => url),
        [sent.receipt],
      );
    });
  }

  it("is found behind a hundred others", async () => {
    github.faultOf = ({ method }) => (method === "POST" ? "drops-after" : undefined);
    for (let count = 0; count < 100; count += 1) await github.change(`/repos/dana/shop/issues/${number}/comments`, { body: `${count}` });
    await assert.rejects(async () => plan.send(sending()), { code: "delivery-unsure" });
    assert.ok(await plan.find?.(sending(CHANGES, { attempt: 2 })));
    assert.equal(await plan.find?.(sending(CHANGES, { attempt: 2, idempotencyKey: "v1:another" })), undefined);
  });
});
