import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutboxEntry } from "../../src/core/delivery.ts";
import type { Forgetting } from "../../src/core/ports/privacy.ts";
import { sealItem } from "../../src/lib/hash.ts";
import { memoryStore } from "../support/store.ts";
import { AT, item, LATER, outboxEntry, RUN_ID, runEnd, startRun, step } from "./samples.ts";

const ANA: Forgetting = { kind: "person", names: ["Ana Ruiz", "ana@example.com"], key: "ana" };

/** Of somebody else, in answer to Ana. */
const body = "Dear all,\n> wrote Ana Ruiz\nyes.\n> and Ana\n> Ruiz again\n";
const draft = { source: "mail", kind: "mail", title: "Re: Ana Ruiz", ts: AT, updatedAt: AT, fields: {} } as const;
const answer = sealItem({
  ...{ ...draft, id: "mail:1", body },
  actors: [
    { name: "Bo", role: "from" },
    { name: "Ana Ruiz", email: "ana@example.com", role: "to" },
  ],
  quoteSpans: [
    [body.indexOf("> wrote"), body.indexOf("yes")],
    [body.indexOf("> and"), body.length],
  ],
});
const theirs = sealItem({ ...draft, id: "mail:2", body: "I am Ana", actors: [{ name: "Ana Ruiz", role: "from" }] });

test("What others wrote stays with its quotes in their places, what they wrote goes, and what names both names what is left", async (t) => {
  const store = memoryStore(t);
  await store.items.put([item(), answer, theirs]);
  await startRun(store);
  const items = [item(), answer, theirs].map(({ contentHash }) => contentHash);
  const gathered = await store.documents.put("gathered", { items });
  await store.runs.keepStep(step("gather mail", { outcome: { value: gathered } }));
  await store.runs.finish(RUN_ID, runEnd({ memory: { sources: { mail: { gathered } } } }), LATER);
  await store.privacy.forget(ANA, LATER);
  const { sources } = (await store.memory.load("morning")) as { sources: { mail: { gathered: string } } };
  const left = await store.documents.get<{ items: string[] }>(sources.mail.gathered);
  assert.deepEqual((await store.runs.steps(RUN_ID))[0]?.outcome, { value: sources.mail.gathered });
  const [same, told, ...more] = await store.items.get(left.items);
  assert.deepEqual([same, more], [item(), []]);
  assert.deepEqual([told?.title, told?.actors[1]], ["Re: (forgotten)", { name: "(forgotten)", email: "(forgotten)", role: "to" }]);
  const quotes = told?.quoteSpans.map(([from, to]) => told.body.slice(from, to));
  assert.deepEqual(quotes, ["> wrote (forgotten)\n", "> and Ana\n> Ruiz again\n"]);
  await assert.rejects(store.items.get([answer.contentHash]), { code: "item-missing" });
});

test("A message that waits is ended where it names them, and goes on waiting where it does not", async (t) => {
  const store = memoryStore(t);
  await startRun(store);
  const about = await store.documents.put("briefing", { title: "Ana Ruiz is late" });
  const other = await store.documents.put("briefing", { title: "Bo is late" });
  const held = { state: "held", expiresAt: "2027-01-01T00:00:00.000Z" } as const;
  const approval = { content: "v1:x", reasons: [{ kind: "asked" }], approvers: ["ana", "me"] } as const;
  const outbox: OutboxEntry[] = [
    { ...outboxEntry("one"), ...held, briefing: about },
    { ...outboxEntry("two"), ...held, briefing: other, approval, review: { verdict: "unsure", why: "who is Ana Ruiz?", content: "v1:x" } },
  ];
  await store.runs.finish(RUN_ID, runEnd({ outbox, briefing: about }), LATER);
  assert.equal((await store.privacy.forget(ANA, LATER)).ended, 1);
  const [one, two] = await store.outbox.ofRun(RUN_ID);
  assert.deepEqual([one?.state, two?.state, two?.approval?.approvers], ["denied", "held", ["(forgotten)", "me"]]);
  assert.deepEqual(two?.review, { verdict: "unsure", why: "who is (forgotten)?", content: "v1:x" });
  assert.deepEqual(await store.documents.get(one?.briefing ?? ""), { title: "(forgotten) is late" });
  assert.equal((await store.runs.find(RUN_ID))?.briefing, one?.briefing);
});

test("While a run is at work or a message on its way nothing is forgotten, and it says so", async (t) => {
  const store = memoryStore(t);
  await store.items.put([answer]);
  await startRun(store);
  await assert.rejects(store.privacy.forget(ANA, AT), { code: "forget-busy" });
  await store.runs.finish(RUN_ID, runEnd({ outbox: [outboxEntry()] }), LATER);
  await store.outbox.claim(LATER, 1);
  await assert.rejects(store.privacy.forget(ANA, AT), { code: "forget-busy" });
  await store.outbox.settle("message", { state: "sent", receipt: "1" }, LATER);
  await store.privacy.forget(ANA, AT);
  await assert.rejects(store.items.get([answer.contentHash]), { code: "item-missing" });
});
