import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { createSlackClient } from "../../../src/lib/slack-client.ts";
import { lookFor } from "../../../src/deliveries/slack/look.ts";
import { createPace } from "../../../src/deliveries/slack/pace.ts";
import type { Plan } from "../../../src/deliveries/slack/plan.ts";
import { post } from "../../../src/deliveries/slack/post.ts";
import type { Room } from "../../../src/deliveries/slack/room.ts";
import { createFakeClock } from "../../support/clock.ts";
import { failing, type SlackServer } from "../../support/slack-server.ts";
import { closeRooms, prepare } from "./desk.ts";

after(closeRooms);

async function roomIn({ api, token, channel }: SlackServer): Promise<Room> {
  const { signal } = new AbortController();
  return { client: await createSlackClient({ api, token, signal }), channel, place: "#risk", isHeard: true, signal, pace: async () => {} };
}

function planOf(key: string): Plan {
  const file = { name: `briefing-${key}.md`, title: "All of it", content: "# Everything\n" };
  const message = { text: "A detail", blocks: [] };
  return {
    ...{ key, asOf: "2026-11-20T08:00:00.000Z", parent: { text: "Three things", blocks: [] } },
    details: [
      { name: "detail 1", message },
      { name: file.name, file },
    ],
  };
}

describe("a file in the thread", () => {
  it("comes last, with its title, and is found by its name", async () => {
    const { slack } = await prepare();
    const room = await roomIn(slack);
    const ts = await post(room, planOf("a"), undefined);
    const [[, , last] = []] = await slack.stored(slack.channel);
    assert.deepEqual(
      last?.files?.map(({ name, title }) => [name, title]),
      [["briefing-a.md", "All of it"]],
    );
    assert.deepEqual(await lookFor(room, planOf("a")), { ts, parts: new Set(["parent", "detail 1", "briefing-a.md"]) });
  });

  for (const [method, fault] of [
    ["files.completeUploadExternal", "drops-after"],
    ["files.completeUploadExternal", "drops-before"],
    ["upload", "broken"],
    ["files.getUploadURLExternal", "drops-after"],
  ] as const) {
    it(`is there once where ${method} ${fault}`, async () => {
      const { slack } = await prepare();
      slack.plan = { ...slack.plan, faultOf: failing(method, fault) };
      const room = await roomIn(slack);
      await assert.rejects(post(room, planOf("a"), undefined), { code: "delivery-unsure" });
      await post(room, planOf("a"), await lookFor(room, planOf("a")));
      const [thread = []] = await slack.stored(slack.channel);
      assert.equal(thread.filter(({ files }) => files !== undefined).length, 1);
      assert.equal(thread.length, 3);
    });
  }

  const toldTo = (upload_url: string) => failing("files.getUploadURLExternal", { answer: { ok: true, upload_url, file_id: "F1" } });

  it("is refused where it is to go in the clear", async () => {
    const { slack } = await prepare({}, { faultOf: toldTo("http://files.example.com/upload") });
    await assert.rejects(post(await roomIn(slack), planOf("a"), undefined), { name: "PermanentError", code: "slack-address" });
  });

  it("goes where Slack says without the token, which is for the Web API alone", async (test) => {
    const { slack } = await prepare({}, { faultOf: toldTo("https://files.example.com/upload") });
    const room = await roomIn(slack);
    const real = globalThis.fetch;
    const sent: { host: string; token: boolean }[] = [];
    test.mock.method(globalThis, "fetch", async (url: URL | string, init: RequestInit) => {
      // The emulator's door fetches too.
      if (typeof url === "string") return real(url, init);
      sent.push({ host: url.host, token: new Headers(init.headers).has("authorization") });
      return url.protocol === "https:" ? new Response("OK") : real(url, init);
    });
    // The emulator has not got the file.
    await assert.rejects(post(room, planOf("a"), undefined), { message: /got file_not_found$/ });
    const { host } = new URL(slack.api);
    assert.deepEqual(new Set(sent.filter(({ token }) => token).map((each) => each.host)), new Set([host]));
    assert.deepEqual(
      sent.filter(({ token }) => !token),
      [{ host: "files.example.com", token: false }],
    );
  });
});

describe("the pause between two messages", () => {
  it("is a second in each channel, and none between channels", async () => {
    const clock = createFakeClock();
    const pace = createPace(clock);
    const { signal } = new AbortController();
    await pace("a", signal);
    await pace("b", signal);
    let isFree = false;
    const second = pace("a", signal).then(() => (isFree = true));
    await clock.advance(999);
    assert.equal(isFree, false);
    await clock.advance(1);
    await second;
  });

  it("is no longer although the clock was set back, and ends when sending is broken off", async () => {
    const clock = createFakeClock();
    const pace = createPace(clock);
    const controller = new AbortController();
    await pace("a", controller.signal);
    clock.jump("2026-11-19T08:00:00.000Z");
    const second = pace("a", controller.signal);
    await clock.advance(1_000);
    await second;
    const third = pace("a", controller.signal);
    controller.abort(new Error("broken off"));
    await assert.rejects(third, /broken off/);
    assert.equal(clock.waiting, 0);
  });
});
