import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { ChiefError } from "../../../src/core/errors.ts";
import { sampleBriefing } from "../../render/sample.ts";
import { failing, freePort, type SlackFault } from "../../support/slack-server.ts";
import { sendingOf } from "../contract.ts";
import { closeRooms, deskAt, prepare, type Desk } from "./desk.ts";

after(closeRooms);

const send = (desk: Desk) => desk.delivery.send(sendingOf(desk, sampleBriefing()));
const ask = (desk: Desk) => desk.delivery.reach?.(sendingOf(desk, sampleBriefing())) ?? assert.fail("nobody can be asked");
const find = (desk: Desk) => desk.delivery.find?.(sendingOf(desk, sampleBriefing(), { attempt: 2 }));

async function failsAt(method: string, fault: SlackFault, options: Record<string, unknown> = {}): Promise<Desk> {
  return prepare(options, { faultOf: failing(method, fault) });
}

/** What Slack refuses, and a part of what the reader is told to do. */
const REFUSALS: Readonly<Record<string, RegExp>> = {
  invalid_auth: /chief connect slack/,
  token_revoked: /chief connect slack/,
  account_inactive: /chief connect slack/,
  not_in_channel: /\/invite/,
  channel_not_found: /Check the channel's id .*\/invite/,
  is_archived: /out of the archive/,
  msg_too_long: /say less/,
  msg_blocks_too_long: /say less/,
  restricted_action: /docs\.slack\.dev/,
};

describe("what Slack refuses", () => {
  for (const [error, hint] of Object.entries(REFUSALS)) {
    it(`for ${error} ends for good, and the reader is told what to do`, async () => {
      const message = `expected Slack to take a message to #risk, got ${error}`;
      const code = /chief connect slack/.test(hint.source) ? "reauth-needed" : "slack-refused";
      const expected = { name: "PermanentError", code, message, hint };
      await assert.rejects(send(await failsAt("chat.postMessage", { error })), expected);
      await assert.rejects(async () => find(await failsAt("conversations.history", { error })), expected);
    });
  }

  it("for want of a permission names the permission", async () => {
    const desk = await failsAt("conversations.info", { error: "missing_scope", needed: "channels:read" });
    await assert.rejects(ask(desk), {
      code: "slack-refused",
      message: /got missing_scope: channels:read$/,
      hint: /the permission channels:read/,
    });
  });

  it("of a person names config/people.yaml", async () => {
    const closed = await failsAt("conversations.open", { error: "user_disabled" }, { to: "ana" });
    await assert.rejects(send(closed), {
      code: "slack-refused",
      message: /to Ana Kovacs, got user_disabled/,
      hint: /config\/people\.yaml/,
    });
    await assert.rejects(send(await prepare({ to: "lee" })), {
      code: "slack-person",
      message: /^expected Lee to have an account/,
      hint: /under lee/,
    });
    await assert.rejects(send(await prepare({ to: "kim" })), {
      name: "PermanentError",
      code: "slack-person",
      message: /kim .* got nobody/,
    });
  });
});

describe("a channel that is not what it was", () => {
  it("in the archive gets no message", async () => {
    const desk = await prepare();
    await desk.slack.call("conversations.archive", { channel: desk.slack.channel });
    await assert.rejects(ask(desk), { code: "slack-refused", message: /got is_archived/ });
    assert.deepEqual(desk.slack.callsTo("chat.postMessage"), []);
  });

  it("that the app is not in gets no message, since nobody could look for it later", async () => {
    const { slack } = await prepare();
    await assert.rejects(ask(deskAt(slack, { to: slack.foreignChannel })), { code: "slack-refused", message: /got not_in_channel/ });
    assert.deepEqual(slack.callsTo("chat.postMessage"), []);
  });
});

describe("what may pass", () => {
  it("is a wish for a pause, after which it is tried again", async () => {
    const expected = { name: "TransientError", code: "slack-busy", retryAfterMs: 2_000 };
    await assert.rejects(send(await failsAt("chat.postMessage", "busy")), expected);
    await assert.rejects(async () => find(await failsAt("conversations.history", "busy")), expected);
    const inWords = { code: "slack-busy", retryAfterMs: undefined };
    await assert.rejects(send(await failsAt("chat.postMessage", { error: "rate_limited" })), inWords);
  });

  it("is tried once by the client, whatever comes of it: the engine decides on retries", async () => {
    for (const fault of ["busy", "broken", "drops-before"] as const) {
      const desk = await prepare({}, { faultOf: failing("chat.postMessage", fault, 99) });
      await assert.rejects(send(desk));
      assert.equal(desk.slack.callsTo("chat.postMessage").length, 1);
    }
  });

  for (const fault of [
    "broken",
    "broken-after",
    "drops-before",
    "drops-after",
    { error: "internal_error" },
    { error: "fatal_error" },
  ] as const) {
    const words = typeof fault === "object" ? fault.error : fault;
    it(`leaves a message in doubt (${words}), and a look at nothing`, async () => {
      await assert.rejects(send(await failsAt("chat.postMessage", fault)), { name: "TransientError", code: "delivery-unsure" });
      await assert.rejects(async () => find(await failsAt("conversations.history", fault)), {
        name: "TransientError",
        code: "slack-lookup",
      });
      for (const method of ["conversations.info", "conversations.members", "users.list"]) {
        await assert.rejects(ask(await failsAt(method, fault)), { name: "TransientError", code: "slack-lookup" });
      }
    });
  }

  it("is a whole page of somebody in between, where an answer should be", async () => {
    await assert.rejects(send(await failsAt("chat.postMessage", { text: "<html>Sign in to the network</html>" })), {
      code: "delivery-unsure",
    });
  });

  it("is a Slack that can't be reached, which leaves no doubt", async () => {
    const { slack } = await prepare();
    const gone = { ...slack, api: `http://127.0.0.1:${await freePort()}/api/` };
    await assert.rejects(send(deskAt(gone, { to: "ana" })), { name: "TransientError", code: "slack-unreachable" });
    await assert.rejects(send(deskAt(gone)), { code: "slack-unreachable" });
    await assert.rejects(ask(deskAt(gone)), { code: "slack-unreachable" });
    await assert.rejects(async () => find(deskAt(gone)), { code: "slack-unreachable" });
  });
});

describe("the token", () => {
  it("is in no error, whatever Slack says", async () => {
    const faults: SlackFault[] = ["busy", "broken", "drops-after", { error: "invalid_auth" }, { text: "xoxb-a-token-of-the-tests" }];
    for (const fault of [...faults, { error: "xoxb-a-token-of-the-tests" }]) {
      for (const method of ["chat.postMessage", "conversations.info", "conversations.history"]) {
        const desk = await failsAt(method, fault);
        const asked = { "chat.postMessage": send, "conversations.info": ask, "conversations.history": find }[method];
        const error: unknown = await asked?.(desk)?.catch((thrown: unknown) => thrown);
        assert.ok(error instanceof ChiefError);
        const told = [error.message, error.hint, error.stack, JSON.stringify(error), String(error.cause)].join("\n");
        assert.doesNotMatch(told, /xoxb/, `${JSON.stringify(fault)} at ${method}`);
      }
    }
  });

  it("is written nowhere, not even where Slack warns", async (test) => {
    const written: string[] = [];
    for (const stream of [process.stdout, process.stderr]) {
      test.mock.method(stream, "write", (text: string) => written.push(text) > 0);
    }
    const desk = await failsAt("chat.postMessage", {
      answer: { ok: false, error: "invalid_blocks", response_metadata: { messages: ["[ERROR] bad"] } },
    });
    await assert.rejects(send(desk), { code: "slack-refused" });
    await assert.rejects(send(await failsAt("chat.postMessage", "drops-before")));
    test.mock.restoreAll();
    assert.doesNotMatch(written.join(""), /xoxb|bad|request failed/);
  });
});
