import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Approval } from "../../../src/core/approval.ts";
import type { Automation } from "../../../src/core/automation.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import { createPermit, type Permission } from "../../../src/engine/outbox/permit.ts";
import { hashOf } from "../../../src/lib/hash.ts";
import { automationWith } from "../../support/automation.ts";
import { memoryStore } from "../../support/store.ts";
import { BRIEFING } from "./outbox-world.ts";

const AT = "2026-11-20T08:00:00.000Z";
const TEXT = "What a letter to me said.";
const PLACE = { kind: "place", place: "slack:C0123456789" } as const;
const WRITE = { name: "slack", delivery: "slack", options: { to: "C0123456789" }, audience: [PLACE] } as const;
const GMAIL = { name: "gmail", connector: "gmail", options: {}, audience: [{ kind: "person", person: "me" }] } as const;
const CHANNEL = { name: "slack", connector: "slack", options: { channels: ["C0123456789"] }, audience: [PLACE] } as const;
const LINKING = {
  ...BRIEFING,
  citations: [{ alias: "M1", item: "x", source: "gmail", title: "A letter", url: "https://elsewhere.example/x", flags: [] }],
};
const RAN = automationWith({ id: "sample", hash: "v1:then", reads: [CHANNEL], writes: [WRITE] });
const WIDER = { kind: "wider", from: "gmail", to: "slack" } as const;

interface Now {
  ran?: Automation | undefined;
  briefing?: Briefing;
  entry?: Partial<OutboxEntry>;
}

/** What becomes of a message that a run left, where its file is another one by now. */
async function permitNow(context: TestContext, changes: Partial<Automation>, now: Now = {}): Promise<Permission> {
  const { ran, briefing = BRIEFING, entry = {} } = { ran: RAN, ...now };
  const store = memoryStore(context);
  const live = automationWith({ ...RAN, hash: "v1:now", ...changes });
  await store.consents.save({ automation: live.id, hash: live.hash, by: "me", at: AT });
  const permit = createPermit({
    ...{ store, findAutomation: () => live, findRanBy: async () => ran, isBroken: () => false },
    ...{ people: () => ({ all: [] }), workspace: () => ({ owner: "sam" }), secrets: () => [] },
  });
  const { name: grant, delivery, options } = WRITE;
  const waiting = { state: "sending", attempts: 1, nextAttemptAt: AT, briefing: "v1:briefing" } as const;
  const exact = { text: TEXT, urls: briefing.citations.map(({ url }) => ({ url })) };
  return permit(
    { key: "key", automation: live.id, run: "a", grant, delivery, options, ...waiting, ...entry },
    { delivery: { preview: () => ({ text: TEXT, exact }), audience: () => WRITE.audience }, briefing, findReach: async () => undefined },
  );
}

function reasonsOf(permission: Permission): unknown {
  return permission.decision === "hold" ? permission.approval.reasons : permission.decision;
}

const kindsOf = (permission: Permission): unknown =>
  permission.decision === "hold" ? permission.approval.reasons.map(({ kind }) => kind) : permission.decision;

function approvedBy(decidedBy: string, reasons: Approval["reasons"] = [{ kind: "asked" }]): Now {
  return { entry: { decidedBy, approval: { content: hashOf({ text: TEXT, urls: [] }), reasons, approvers: ["ana"] } } };
}

test("a message goes where its file has changed in nothing that matters to it", async (context) => {
  assert.deepEqual(await permitNow(context, { body: "Be brief.", triggers: [] }), { decision: "send" });
});

test("a message written from letters waits where its file reads no letters any more, whatever was accepted", async (context) => {
  const flows = [{ from: "gmail", to: "slack" }];
  const ran = automationWith({ ...RAN, reads: [GMAIL, CHANNEL], flows });
  assert.deepEqual(reasonsOf(await permitNow(context, {}, { ran })), [WIDER]);
  assert.deepEqual(reasonsOf(await permitNow(context, { flows }, { ran })), [WIDER], "a flow of nothing that is read is none");
});

test("a flow that is accepted now lets go what was read under it then, where the source is just the same", async (context) => {
  const reads = [GMAIL, CHANNEL];
  const flows = [{ from: "gmail", to: "slack" }];
  const ran = automationWith({ ...RAN, reads });
  assert.deepEqual(await permitNow(context, { reads, flows }, { ran }), { decision: "send" });
  const narrower = [{ ...GMAIL, options: { labels: ["launch"] } }, CHANNEL];
  assert.deepEqual(reasonsOf(await permitNow(context, { reads: narrower, flows }, { ran })), [WIDER]);
});

test("a message waits where an event set it off that its file does not wait for any more", async (context) => {
  const event = {
    kind: "event",
    source: "slack",
    options: {},
    audience: [{ kind: "place", place: "slack:C0OTHER" }],
    topic: "t",
    where: [],
  } as const;
  const ran = automationWith({ ...RAN, triggers: [event] });
  assert.deepEqual(reasonsOf(await permitNow(context, {}, { ran })), [{ kind: "wider", from: "events", to: "slack" }]);
});

test("what was read for one owner does not go to the next one unasked", async (context) => {
  const mine = { ...GMAIL, audience: [{ kind: "place", place: "slack:C0OTHER" }] } as const;
  const write = { ...WRITE, audience: [{ kind: "person", person: "ana" }] } as const;
  const ran = automationWith({ ...RAN, reads: [mine], writes: [write], owner: "lee" });
  assert.deepEqual(reasonsOf(await permitNow(context, { reads: [mine], writes: [write], owner: "ana" }, { ran })), [WIDER]);
});

test("a message waits where its file forbids its links by now, or its length", async (context) => {
  const briefing = LINKING;
  assert.deepEqual(kindsOf(await permitNow(context, { links: ["github.com/acme/*"] }, { briefing })), ["stricter"]);
  assert.deepEqual(kindsOf(await permitNow(context, { links: ["elsewhere.example/*"] }, { briefing })), "send");
  assert.deepEqual(kindsOf(await permitNow(context, { writes: [{ ...WRITE, maxChars: 10 }] })), ["stricter"]);
  assert.deepEqual(kindsOf(await permitNow(context, { writes: [{ ...WRITE, maxChars: TEXT.length }] })), "send");
});

test("a message waits where its file asks about more by now, until a person has said yes to it as the file is", async (context) => {
  const approval = { when: ["first_run", "new_external_link"] as const, approvers: ["ana"], expiresMs: 1_000 };
  const asked = await permitNow(context, { approval });
  assert.deepEqual(kindsOf(asked), ["stricter"]);
  const { reasons } = asked.decision === "hold" ? asked.approval : assert.fail("expected it to wait, got it sent");
  assert.deepEqual(await permitNow(context, { approval, body: "Be brief." }, approvedBy("me: fine", reasons)), { decision: "send" });
  const more = { ...approval, when: [...approval.when, "audience_changed" as const] };
  assert.deepEqual(kindsOf(await permitNow(context, { approval: more }, approvedBy("me", reasons))), ["stricter"]);
});

test("a message waits where nobody knows any more what its run went by", async (context) => {
  assert.deepEqual(kindsOf(await permitNow(context, {}, { ran: undefined })), ["stricter"]);
});

test("the yes of somebody whom the file names no more lets nothing go, and the owner's does", async (context) => {
  const approval = { when: "always", approvers: ["lee"], expiresMs: 1_000 } as const;
  // Who is asked may see what it rests on.
  const reads = RAN.reads.map((grant) => ({ ...grant, audience: [{ kind: "public" as const }] }));
  const ran = automationWith({ ...RAN, approval, reads });
  const by = async (who: string) => permitNow(context, { approval, reads }, { ran, ...approvedBy(who) });
  assert.partialDeepStrictEqual(await by("ana: fine"), {
    decision: "hold",
    approval: { reasons: [{ kind: "asked" }], approvers: ["lee"] },
  });
  for (const who of ["lee", "me: yes", "sam"]) assert.deepEqual(await by(who), { decision: "send" }, who);
  const first = { ran: RAN, ...approvedBy("ana", [{ kind: "first_run" }]) };
  assert.deepEqual(kindsOf(await permitNow(context, {}, first)), ["first_run"], "what was asked is asked again");
});
