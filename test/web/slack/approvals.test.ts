import assert from "node:assert/strict";
import { test } from "node:test";
import { OWNER_ONLY } from "../../../src/core/audience.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import { inspectOutgoing } from "../../../src/policy/outgoing.ts";
import { renderSlack } from "../../../src/render/slack/render-slack.ts";
import { instantOf } from "../../../src/lib/clock.ts";
import { renderTerminal } from "../../../src/render/terminal.ts";
import { asked, tooLong } from "./approval-attack.ts";
import { DEFINITION, HOME, openApprovals } from "./approvals-world.ts";
import { ANA, SAM } from "./desk-world.ts";

const yes = { approved: true, by: "me" };

test("whoever may approve a message is asked once, sees all of it with where it goes and why it waits, and one yes sends exactly that", async (context) => {
  const world = await openApprovals(context);
  const { approve, held } = await asked(world);
  await world.ask();
  const [request, ...more] = world.calls("chat.postMessage");
  assert.deepEqual(more, []);
  const shown = JSON.stringify(request?.["blocks"]);
  for (const words of [
    /Risks/,
    /It would go to the terminal/,
    /asks for a person's word/,
    /Send the signed contract to Acme/,
    /Evidence/,
  ]) {
    assert.match(shown, words);
  }
  assert.doesNotMatch(shown, /https?:/);
  assert.equal(await world.press(approve), "Approved: it was sent.");
  assert.equal(world.printed.length, 1);
  assert.partialDeepStrictEqual(await world.store.outbox.find(held.key), { state: "sent", decidedBy: "me", approval: held.approval });
});

test("once it is answered, the question says by whom and when, and has no buttons any more", async (context) => {
  const world = await openApprovals(context);
  await world.settle();
  const { deny } = await asked(world);
  await world.settle();
  assert.deepEqual(world.calls("chat.update"), []);
  assert.equal(await world.press(deny), "Denied: it is not sent.");
  await world.settle();
  await world.settle();
  const [update, ...more] = world.calls("chat.update");
  assert.deepEqual(more, []);
  assert.match(JSON.stringify(update?.["blocks"]), /Denied by Sam Field, Fri 20 Nov 08:00/);
  assert.doesNotMatch(JSON.stringify(update?.["blocks"]), /"actions"/);
  assert.match(JSON.stringify(update?.["blocks"]), /Send the signed contract to Acme/);
});

test("somebody else who may approve is asked in their own direct message, and only who is named may answer", async (context) => {
  const world = await openApprovals(context);
  const { approve } = await asked(world, { approvers: ["ana"] });
  assert.deepEqual(
    world.calls("conversations.open").map(({ users }) => users),
    [ANA],
  );
  assert.match(await world.press(approve, { by: SAM }), /Somebody else is asked/);
  assert.equal(await world.command("one", yes), "message-not-yours");
  world.inForce[0] = { ...DEFINITION, approval: { ...DEFINITION.approval, approvers: ["ana"] } };
  assert.equal(await world.press(approve, { by: ANA }), "Approved: it was sent.");
  assert.equal(world.printed.length, 1);
});

test("what Slack can't show whole in one message has no buttons, and comes whole in a file", async (context) => {
  const world = await openApprovals(context);
  await world.hold("one", { briefing: tooLong() });
  world.slack.answers.set("files.getUploadURLExternal", { upload_url: `${world.slack.api}upload`, file_id: "F1" });
  await world.ask();
  assert.deepEqual(world.buttons(), []);
  const [request] = world.calls("chat.postMessage");
  assert.match(JSON.stringify(request?.["blocks"]), /too long to be approved here.*chief approve one/s);
  assert.ok(world.calls("files.getUploadURLExternal").length > 0);
});

test("what would be sent otherwise by now is asked about anew, once, and a yes to that is taken", async (context) => {
  const world = await openApprovals(context);
  const { held, content, approve } = await asked(world);
  const approval = { content: "v1:of-another-rendering", reasons: [{ kind: "asked" as const }], approvers: ["me"] };
  await world.store.outbox.askAnew(held.key, { before: content, approval, expiresAt: held.expiresAt ?? "" }, instantOf(world.clock));
  assert.match(await world.press(approve), /not what waits now/);
  assert.equal((await world.store.outbox.find(held.key))?.approval?.content, content);
  await world.outbox.drain();
  assert.deepEqual(world.printed, []);
  assert.equal(await world.press(approve), "Approved: it was sent.");
});

test("a message that is held again is another question, which an old yes does not answer", async (context) => {
  const world = await openApprovals(context);
  const { held, approve, content } = await asked(world);
  const later = new Date(world.clock.now() + 1_000).toISOString();
  const again = await world.hold("two", {
    entry: { approval: { content, reasons: [{ kind: "rewritten" }], approvers: ["me"] }, expiresAt: later },
  });
  await world.ask();
  assert.equal(world.calls("chat.postMessage").length, 2);
  const [message] = world.buttons();
  assert.ok(message && message.value.includes(again.key));
  const old = { ...message, value: message.value.replace(later, held.expiresAt ?? "") };
  assert.match(await world.press(old), /do not know this message/);
  assert.match(await world.press({ ...approve, place: message.place }), /do not know this message/);
  assert.deepEqual(world.printed, []);
});

test("a question says everything in every channel, and passes the last look at what leaves", async (context) => {
  const world = await openApprovals(context);
  await asked(world);
  const [entry] = await world.store.outbox.list({ states: ["sent"] });
  const briefing = await world.store.documents.get<Briefing>(entry?.briefing ?? "");
  assert.doesNotThrow(() => inspectOutgoing(renderSlack(briefing), { urls: [], recipients: [], secrets: [] }));
  assert.doesNotThrow(() => inspectOutgoing(briefing, { urls: [], recipients: [], secrets: [] }));
  const text = renderTerminal(briefing, { width: 500, color: false }).replaceAll(/\s+/g, " ");
  for (const line of briefing.request?.text?.split("\n") ?? []) assert.ok(text.includes(line.trim().replaceAll(/\s+/g, " ")), line);
});

test("the home tab takes the word of whoever is asked, for exactly what it shows", async (context) => {
  const world = await openApprovals(context);
  const { approve } = await asked(world);
  const opened = { type: "app_home_opened", user: SAM, channel: "D0123456789", tab: "home" };
  const event = { type: "event_callback", event_id: "Ev1", event_time: 1_763_629_500, team_id: "T0TEAM000", event: opened };
  await world.slack.tell("events_api", event);
  const shown = JSON.stringify(world.calls("views.publish").at(-1)?.["view"]);
  assert.match(shown, /Risks to the terminal/);
  if (shown.includes('"actions"')) assert.ok(shown.includes(approve.value));
  assert.equal(await world.pressUnheard({ ...approve, place: { channel: HOME, ts: "" } }), 0);
  assert.equal(world.printed.length, 1);
});

test("a yes is not taken once the file asks for more than it did, and people are asked about that", async (context) => {
  const world = await openApprovals(context);
  const { held, approve } = await asked(world);
  const reads = [{ name: "mail", connector: "imap", options: {}, audience: OWNER_ONLY }];
  const everybody = [
    { ...DEFINITION.writes[0], name: "console", delivery: "console", options: {}, audience: [{ kind: "public" as const }] },
  ];
  world.inForce.splice(0, 1, { ...DEFINITION, reads, writes: everybody, hash: "v1:two" });
  assert.match(
    await world.press(approve),
    /Nothing was changed: expected the automation's file .* changed since: It would take what mail brings/,
  );
  const waits = await world.store.outbox.find(held.key);
  assert.deepEqual(
    [waits?.state, waits?.decidedBy, waits?.approval?.reasons.map(({ kind }) => kind)],
    ["held", undefined, ["asked", "redefined", "wider"]],
  );
  await world.ask();
  const [anew] = world.buttons();
  assert.match(JSON.stringify(world.calls("chat.postMessage").at(-1)?.["blocks"]), /Its file has changed since/);
  assert.ok(anew);
  await world.press(anew);
  assert.equal((await world.store.outbox.find(held.key))?.state, "sent");
});
