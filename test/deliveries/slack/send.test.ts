import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { EarlierMessage } from "../../../src/core/ports/outside.ts";
import { renderSlack } from "../../../src/render/slack/render-slack.ts";
import { bulletOf, sampleBriefing } from "../../render/sample.ts";
import { describeDelivery, sendingOf } from "../contract.ts";
import { closeRooms, keyOf, prepare, textsOf, type Desk } from "./desk.ts";
import { failing } from "../../support/slack-server.ts";
import { derived, prose } from "../../../src/core/prose.ts";

after(closeRooms);

const send = (desk: Desk, briefing = sampleBriefing(), changes: Parameters<typeof sendingOf>[2] = {}) =>
  desk.delivery.send(sendingOf(desk, briefing, changes));
const find = (desk: Desk, briefing = sampleBriefing(), changes: Parameters<typeof sendingOf>[2] = {}) =>
  desk.delivery.find?.(sendingOf(desk, briefing, { attempt: 2, ...changes }));

describe("a briefing in Slack", () => {
  describeDelivery("slack", { prepare: () => prepare(), arrivesOnce: true });

  it("is one message with its details in the thread, found by its key", async () => {
    const desk = await prepare();
    const { receipt } = await send(desk);
    const [[parent, ...thread] = [], ...others] = await desk.slack.stored(desk.slack.channel);
    assert.deepEqual(others, []);
    assert.equal(receipt, `${desk.slack.channel}:${parent?.ts}`);
    assert.match(parent?.text ?? "", /2 things need you/);
    assert.ok(thread.length > 0 && thread.every(({ thread_ts }) => thread_ts === parent?.ts));
    assert.deepEqual(
      [parent, ...thread].map((message) => message?.metadata?.event_payload),
      ["parent", ...thread.map((_, index) => `detail ${index + 1}`)].map((part) => ({ key: keyOf(sampleBriefing()), part })),
    );
  });

  it("has the page below it where that is asked for, once", async () => {
    const desk = await prepare({ page: "attached" });
    await send(desk);
    await send(desk, sampleBriefing(), { attempt: 2 });
    const messages = await desk.slack.stored(desk.slack.channel);
    const files = messages.flat().flatMap(({ files: attached = [] }) => attached);
    assert.deepEqual(
      files.map(({ name }) => /^morning-briefing-2026-11-19-\w+\.html$/.test(name)),
      [true],
    );
    const { text, exact } = desk.delivery.preview(sampleBriefing(), desk.options);
    assert.match(text, /The file morning-briefing-2026-11-19\.html: the briefing as a page\.$/);
    assert.match(JSON.stringify(exact), /"content":"<!doctype html>/);
    assert.match(desk.delivery.describe(desk.options), /, with the page attached$/);
  });

  it("has text for notifications everywhere, and loads nothing that links lead to", async () => {
    const desk = await prepare();
    await send(desk);
    for (const { args } of desk.slack.callsTo("chat.postMessage")) {
      assert.notEqual(args["text"], "");
      assert.deepEqual([args["unfurl_links"], args["unfurl_media"]], ["false", "false"]);
    }
  });

  it("keeps a second between the messages of one channel", async () => {
    const desk = await prepare();
    const before = desk.clock.now();
    await send(desk);
    const messages = desk.slack.callsTo("chat.postMessage").length;
    assert.equal(desk.clock.now() - before, (messages - 1) * 1_000);
    await send(desk, sampleBriefing({ run: "another" }));
    assert.equal(desk.clock.now() - before, (2 * messages - 1) * 1_000);
  });

  it("reaches a person by the account in people.yaml, or by address, which is asked for once", async () => {
    const known = await prepare({ to: "ana" });
    await send(known);
    assert.deepEqual(known.slack.callsTo("users.lookupByEmail"), []);
    const byAddress = await prepare({ to: "me" });
    const { receipt } = await send(byAddress);
    await send(byAddress, sampleBriefing({ run: "another" }));
    assert.match(receipt, /^D\w+:[\d.]+$/);
    assert.deepEqual(
      byAddress.slack.callsTo("users.lookupByEmail").map(({ args }) => args["email"]),
      ["unheard-of@example.com", "sam@example.com"],
    );
    assert.equal((await byAddress.slack.stored(receipt.split(":")[0] ?? "")).length, 2);
  });
});

describe("a person with an account in each of two workspaces", () => {
  it("is reached by the one that this workspace knows, which is found out once", async () => {
    const desk = await prepare({ to: "both" });
    const { receipt } = await send(desk);
    await send(desk, sampleBriefing({ run: "another" }));
    assert.equal((await desk.slack.stored(receipt.split(":")[0] ?? "")).length, 2);
    assert.deepEqual(
      desk.slack.callsTo("conversations.open").map(({ args }) => args["users"]),
      ["U0ELSEWHERE", desk.slack.user, desk.slack.user],
    );
  });

  it("is not taken for unknown while Slack can't be asked, nor tried elsewhere", async () => {
    const desk = await prepare({ to: "both" });
    desk.slack.plan = { ...desk.slack.plan, faultOf: failing("conversations.open", { error: "internal_error" }) };
    await assert.rejects(send(desk), { code: "slack-lookup" });
    assert.equal(desk.slack.callsTo("conversations.open").length, 1);
  });
});

describe("a second briefing of the same day", () => {
  const first = sampleBriefing();
  const later = (changes: Partial<Briefing> = {}) => sampleBriefing({ run: "later", asOf: "2026-11-19T18:40:00.000Z", ...changes });
  const worse = later({
    headline: prose`3 things need you.`,
    sections: first.sections.map((section) =>
      section.id === "risks" ? { ...section, bullets: [...section.bullets, bulletOf(prose`The wiki is down.`)] } : section,
    ),
  });
  const after = (receipt: string, briefing = first): { findEarlier(): Promise<EarlierMessage> } => ({
    findEarlier: async () => ({ receipt, briefing }),
  });

  it("takes the place of the first, and says in the thread what changed", async () => {
    const desk = await prepare();
    const { receipt } = await send(desk);
    assert.deepEqual(await send(desk, worse, after(receipt)), { receipt });
    const [[parent, ...thread] = [], ...others] = await desk.slack.stored(desk.slack.channel);
    assert.deepEqual(others, []);
    assert.match(parent?.text ?? "", /3 things need you/);
    assert.deepEqual(parent?.metadata?.event_payload, { key: keyOf(worse), part: "parent" });
    const added = thread.filter(({ metadata }) => metadata?.event_payload.key === keyOf(worse));
    assert.equal(added[0]?.text, "Updated 10:40: 1 more at risk.");
    assert.match(textsOf(added), /The wiki is down/);
  });

  it("says what its report says is new, where that says so, and nothing in it is more than words", async () => {
    const desk = await prepare();
    const { receipt } = await send(desk);
    const from = [{ item: "github:jobs/1", path: "title", value: "CI / test" }];
    const news = prose`${derived(1, "new cause", from)}, ${derived(2, "cause", from)} gone <!channel> *now* evil.com`;
    await send(desk, { ...worse, news }, after(receipt));
    const [thread = []] = await desk.slack.stored(desk.slack.channel);
    const note = thread.find(({ text }) => text.startsWith("Updated"));
    assert.equal(note?.text, "Updated 10:40: 1 new cause, 2 causes gone [&lt;]!channel&gt; \u2217now\u2217 evil[.]com.");
    assert.ok(JSON.stringify(note.blocks).includes(note.text), JSON.stringify(note.blocks));
  });

  it("tells below only the details that are new or have changed, under the title of their section", async () => {
    const desk = await prepare();
    const { receipt } = await send(desk);
    await send(desk, worse, after(receipt));
    const [thread = []] = await desk.slack.stored(desk.slack.channel);
    const [, news, ...more] = thread.filter(({ thread_ts, metadata }) => thread_ts && metadata?.event_payload.key === keyOf(worse));
    assert.deepEqual(more, []);
    assert.match(news?.text ?? "", /^At risk\n3\. The wiki is down/);
    assert.doesNotMatch(textsOf(news ? [news] : []), /Send the signed contract|Looked at|Answer a flag/);
  });

  it("adds nothing to the thread where it has nothing new, and brings the message up to date", async () => {
    const desk = await prepare();
    const { receipt } = await send(desk);
    const [before = []] = await desk.slack.stored(desk.slack.channel);
    assert.deepEqual(await send(desk, later(), after(receipt)), { receipt });
    const [thread = [], ...others] = await desk.slack.stored(desk.slack.channel);
    assert.deepEqual([thread.length, others.length], [before.length, 0]);
    assert.deepEqual(thread[0]?.metadata?.event_payload, { key: keyOf(later()), part: "parent" });
    assert.deepEqual(await find(desk, later(), after(receipt)), { receipt });
  });

  it("is a message of its own on another day of the reader, and where the first went elsewhere", async () => {
    const desk = await prepare();
    const { receipt } = await send(desk);
    // 23:50 of the same day in Los Angeles, and twenty minutes later.
    const night = later({ asOf: "2026-11-20T07:50:00.000Z" });
    assert.deepEqual(await send(desk, night, after(receipt)), { receipt });
    await send(desk, later({ run: "morning", asOf: "2026-11-20T08:10:00.000Z" }), after(receipt));
    await send(desk, later({ run: "moved" }), after(`C9999999999:1.2`));
    assert.equal((await desk.slack.stored(desk.slack.channel)).length, 3);
  });

  it("is a message of its own where it speaks of another thing than the first, also where that spoke of no one thing", async () => {
    const desk = await prepare();
    const { receipt } = await send(desk, { ...first, about: "dana/shop#11" });
    const other = { ...worse, about: "dana/shop#12" };
    assert.notDeepEqual(await send(desk, other, after(receipt, { ...first, about: "dana/shop#11" })), { receipt });
    await send(desk, { ...worse, run: "of none" }, after(receipt, { ...first, about: "dana/shop#11" }));
    assert.equal((await desk.slack.stored(desk.slack.channel)).length, 3);
    const again = { ...worse, run: "again", about: "dana/shop#11" };
    assert.deepEqual(await send(desk, again, after(receipt, { ...first, about: "dana/shop#11" })), { receipt });
  });

  for (const error of ["message_not_found", "cant_update_message", "edit_window_closed"]) {
    it(`is a message of its own where Slack says ${error} of the first`, async () => {
      const desk = await prepare();
      const { receipt } = await send(desk);
      desk.slack.plan = { ...desk.slack.plan, faultOf: failing("chat.update", { error }) };
      const moved = await send(desk, worse, after(receipt));
      assert.notEqual(moved.receipt, receipt);
      assert.equal((await desk.slack.stored(desk.slack.channel)).length, 2);
      assert.deepEqual(await find(desk, worse, after(receipt)), moved);
    });
  }

  it("is found again, in part or as a whole, although a third has taken its place meanwhile", async () => {
    const desk = await prepare();
    const { receipt } = await send(desk);
    desk.slack.plan = { ...desk.slack.plan, faultOf: failing("chat.postMessage", "drops-after") };
    await assert.rejects(send(desk, worse, after(receipt)), { code: "delivery-unsure" });
    await send(desk, later({ run: "third" }), after(receipt));
    assert.equal(await find(desk, worse, after(receipt)), undefined);
    assert.deepEqual(await send(desk, worse, { attempt: 2, ...after(receipt) }), { receipt });
    assert.deepEqual(await find(desk, worse, after(receipt)), { receipt });
    const [thread = []] = await desk.slack.stored(desk.slack.channel);
    const parts = thread.flatMap(({ metadata }) => (metadata?.event_payload.key === keyOf(worse) ? [metadata.event_payload.part] : []));
    assert.deepEqual(parts, [...new Set(parts)]);
  });
});

describe("a briefing of which parts may be there", () => {
  it("is found only as a whole", async () => {
    const desk = await prepare();
    assert.equal(await find(desk), undefined);
    desk.slack.plan = { ...desk.slack.plan, faultOf: (call) => (call.args["thread_ts"] ? "drops-before" : undefined) };
    await assert.rejects(send(desk), { code: "delivery-unsure" });
    assert.equal(await find(desk), undefined);
    desk.slack.plan = { ...desk.slack.plan, faultOf: () => undefined };
    const sent = await send(desk, sampleBriefing(), { attempt: 2 });
    assert.deepEqual(await find(desk), sent);
  });

  it("is completed by a later attempt, whatever part the first one broke off at", async () => {
    const parts = ["parent", ...renderSlack(sampleBriefing()).thread.map((_, index) => `detail ${index + 1}`)];
    for (const broken of parts.keys()) {
      for (const fault of ["drops-before", "drops-after", "broken", "broken-after"] as const) {
        const desk = await prepare();
        let posted = -1;
        desk.slack.plan = {
          ...desk.slack.plan,
          faultOf: ({ method }) => (method === "chat.postMessage" && (posted += 1) === broken ? fault : undefined),
        };
        await assert.rejects(send(desk), { code: "delivery-unsure" });
        await send(desk, sampleBriefing(), { attempt: 2 });
        const [thread = [], ...others] = await desk.slack.stored(desk.slack.channel);
        assert.deepEqual(others, []);
        const there = thread.map(({ metadata }) => metadata?.event_payload.part);
        assert.deepEqual(there, parts, `${fault} at ${broken}`);
      }
    }
  });

  it("is looked for from shortly before the time that it speaks of, page by page", async () => {
    const desk = await prepare();
    const sent = await send(desk);
    for (let count = 0; count < 210; count += 1) await desk.slack.call("chat.postMessage", { channel: desk.slack.channel, text: "talk" });
    desk.slack.calls.length = 0;
    assert.deepEqual(await find(desk), sent);
    const pages = desk.slack.callsTo("conversations.history");
    assert.equal(pages.length, 2);
    for (const { args } of pages) {
      assert.equal(args["include_all_metadata"], "true");
      assert.equal(args["oldest"], String(Date.parse("2026-11-19T16:00:00.000Z") / 1_000));
    }
  });

  it("is not taken for another, nor for what somebody else has marked", async () => {
    const desk = await prepare();
    await send(desk, sampleBriefing({ run: "another" }));
    const metadata = JSON.stringify({ event_type: "other", event_payload: { key: keyOf(sampleBriefing()), part: "parent" } });
    await desk.slack.call("chat.postMessage", { channel: desk.slack.channel, text: "mine", metadata });
    assert.equal(await find(desk), undefined);
  });

  it("is in doubt when it is broken off in the midst", async () => {
    const desk = await prepare();
    desk.slack.plan = { ...desk.slack.plan, faultOf: failing("chat.postMessage", "hangs-after") };
    const controller = new AbortController();
    const sent = send(desk, sampleBriefing(), { signal: controller.signal });
    await desk.slack.hanging();
    controller.abort(new Error("too long"));
    await assert.rejects(sent, { code: "delivery-unsure" });
  });
});
