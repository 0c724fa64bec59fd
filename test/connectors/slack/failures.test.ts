import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import type { SlackFault } from "../../support/slack-server.ts";
import { startWorld, type SlackWorld } from "./world.ts";

const worlds: SlackWorld[] = [];
let world: SlackWorld;
beforeEach(async () => {
  worlds.push((world = await startWorld()));
  await world.write("sam", "Who looks at October?");
});
after(() => Promise.all(worlds.map((each) => each.close())));

describe("a channel that can't be read is told with the way out, and the others are read", () => {
  const cases: Readonly<Record<string, readonly [fault: SlackFault, error: RegExp, hint: RegExp]>> = {
    "the app is not in it": [{ error: "not_in_channel" }, /the app is not in it/, /\/invite/],
    "it is unknown": [{ error: "channel_not_found" }, /no such channel/, /Check the id/],
    "a permission is missing": [
      { error: "missing_scope", needed: "groups:history" },
      /lacks the permission groups:history/,
      /OAuth & Permissions/,
    ],
    "for a reason that is new": [{ error: "something_else" }, /refuses it: something_else/, /docs\.slack\.dev/],
  };
  for (const [name, [fault, error, hint]] of Object.entries(cases)) {
    it(name, async () => {
      const other = await world.slack.addChannel("launch");
      world.plant("users.conversations", () => ({
        answer: {
          ok: true,
          channels: [
            { id: world.slack.channel, name: "risk" },
            { id: other, name: "launch" },
          ],
        },
      }));
      world.plant("conversations.history", ({ channel }) => (channel === other ? fault : undefined));
      const { items, failures } = await world.fetch();
      assert.equal(items.length, 1);
      assert.equal(failures.length, 1);
      assert.equal(failures[0]?.what, "#launch");
      assert.match(failures[0]?.error ?? "", error);
      assert.match(failures[0]?.hint ?? "", hint);
    });
  }

  it("it is archived, or the app was taken out of it", async () => {
    const { channel } = world.slack;
    const gone = await world.slack.addChannel("launch");
    world.plant("users.conversations", () => ({
      answer: {
        ok: true,
        channels: [
          { id: channel, name: "risk" },
          { id: gone, name: "launch", is_archived: true },
        ],
      },
    }));
    world.plant("conversations.info", () => ({ answer: { ok: true, channel: { id: "C0AWAY00", name: "away", is_member: false } } }));
    const { items, failures } = await world.fetch({ channels: [channel, gone, "C0AWAY00"] });
    assert.equal(items.length, 1);
    assert.deepEqual(
      failures.map(({ what, error }) => `${what}: ${error}`),
      ["#launch: it is archived", "#away: the app is not in it"],
    );
  });
});

it("threads that can't be read are one failure of their channel, whose messages are told", async () => {
  const root = await world.write("sam", "And November?");
  await world.write("dana", "I do.", root);
  const other = await world.write("sam", "And December?");
  await world.write("dana", "I do, too.", other);
  world.plant("conversations.replies", () => ({ error: "not_allowed_here" }));
  const { items, failures } = await world.fetch();
  assert.equal(items.length, 3);
  assert.deepEqual(
    failures.map(({ what }) => what),
    ["threads in #risk"],
  );
  assert.equal(world.slack.callsTo("conversations.replies").length, 1);
});

it("a thread whose beginning was deleted meanwhile is none", async () => {
  const root = await world.write("sam", "And November?");
  await world.write("dana", "I do.", root);
  world.plant("conversations.replies", () => ({ error: "thread_not_found" }));
  assert.deepEqual((await world.fetch()).failures, []);
});

it("people's names that can't be read are a failure, and ids stand for them", async () => {
  world.plant("users.info", () => ({ error: "missing_scope", needed: "users:read" }));
  const { items, failures } = await world.fetch();
  assert.match(items[0]?.actors[0]?.name ?? "", /^U/);
  assert.deepEqual(
    failures.map(({ what, error }) => `${what}: ${error}`),
    ["the names of people: the app lacks the permission users:read"],
  );
});

for (const word of ["invalid_auth", "token_revoked", "account_inactive"]) {
  it(`${word} ends it for good, with the way to connect again and without the token`, async () => {
    world.plant("conversations.history", () => ({ error: word }));
    await assert.rejects(world.fetch(), (error: Error & { code?: string; hint?: string }) => {
      assert.equal(error.constructor.name, "PermanentError");
      assert.equal(error.code, "reauth-needed");
      assert.match(error.hint ?? "", /`chief connect slack acme`/);
      assert.ok(!JSON.stringify([error.message, error.hint, error.cause]).includes(world.slack.token));
      return true;
    });
  });
}

it("too many calls may pass, after the pause that Slack asks for", async () => {
  world.plant("conversations.history", () => "busy");
  await assert.rejects(world.fetch(), { name: "TransientError", code: "slack-busy", retryAfterMs: 2_000 });
});

for (const fault of ["broken", "drops-before", { error: "internal_error" }, { text: "<html>nothing" }] as const) {
  it(`an answer that is none may pass: ${JSON.stringify(fault)}`, async () => {
    world.plant("conversations.history", () => fault);
    await assert.rejects(world.fetch(), { name: "TransientError", code: "slack-unreachable" });
  });
}

for (const [method, answer] of [
  ["users.conversations", { ok: true }],
  ["users.conversations", { ok: true, channels: { id: "C0" } }],
  ["conversations.history", { ok: true }],
  ["conversations.history", { ok: true, messages: 7 }],
  ["conversations.history", { ok: true, messages: [null, { ts: 7 }] }],
] as const) {
  it(`an answer without what was asked for is not taken for an empty one: ${method} ${JSON.stringify(answer)}`, async () => {
    world.plant(method, () => ({ answer }));
    await assert.rejects(world.fetch(), { name: "TransientError", code: "slack-unreachable", message: /something else/ });
  });
}

it("ends at once when it is stopped while Slack hangs", async () => {
  world.plant("conversations.history", () => "hangs-before");
  const stop = new AbortController();
  const fetched = world.fetch({}, { signal: stop.signal });
  await world.slack.hanging();
  stop.abort(new Error("told to stop"));
  await assert.rejects(fetched, /told to stop/);
});
