import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuditEntry } from "../../src/core/audit.ts";
import type { OutboxEntry } from "../../src/core/delivery.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { prepareAudit } from "../../src/store/audit/audit.ts";
import { createStore } from "../../src/store/open.ts";
import { memoryDatabase, memoryStore } from "../support/store.ts";
import { AT, BEGUN, LATER, outboxEntry, runEnd, runInput } from "./samples.ts";

/** What no row may hold in the open. */
const PRIVATE = {
  address: "ann.canary@example.com",
  place: "#canary-risk",
  name: "Ann Canary",
  title: "Canary contract",
  event: "event:morning:mail:<canary@example.com>",
  why: "canary says no",
};
const HELD: Pick<OutboxEntry, "state" | "expiresAt" | "approval"> = {
  state: "held",
  expiresAt: LATER,
  approval: {
    content: "v1:content",
    reasons: [{ kind: "asked" }, { kind: "audience_changed", now: PRIVATE.name }],
    approvers: ["ann-canary"],
  },
};

/** Without what is the same in all stores. */
function told({ kind, automation, detail }: AuditEntry) {
  return [kind, ...(automation === undefined ? [] : [automation]), detail];
}

async function entriesOf(store: Store): Promise<AuditEntry[]> {
  const [start, ...entries] = await store.audit.list({});
  assert.equal(start?.kind, "chief.started");
  return entries;
}

async function finishRun(store: Store, outbox: readonly OutboxEntry[], parts = {}): Promise<void> {
  const id = outbox[0]?.run ?? PRIVATE.event;
  await store.runs.insert(id, runInput(), AT);
  await store.runs.claim(id, AT);
  await store.runs.finish(id, runEnd({ outbox, definition: "v1:definition", ...parts }), BEGUN);
}

test("the first entry tells of the start, with its count and the version of the code", async (t) => {
  const database = memoryDatabase(t);
  createStore(database, "1.0");
  const entries = await createStore(database, "1.1").audit.list({});
  assert.deepEqual(
    entries.map(({ kind, detail }) => [kind, detail]),
    [
      ["chief.started", { epoch: 1, version: "1.0" }],
      ["chief.started", { epoch: 2, version: "1.1" }],
    ],
  );
});

test("what policy answered is recorded with the end of the run, without the words of a reason", async (t) => {
  const store = memoryStore(t);
  const { keyed } = store.audit;
  const denials = [{ grant: PRIVATE.title, code: "policy-no-grant" }, { code: "policy-other-options" }];
  await finishRun(store, [outboxEntry("sends"), { ...outboxEntry("waits"), ...HELD }], { denials });
  const open = { grant: "console", delivery: "console", definition: "v1:definition" };
  assert.deepEqual((await entriesOf(store)).map(told), [
    ["policy.allowed", "morning", open],
    [
      "policy.held",
      "morning",
      { ...open, reasons: ["asked", "audience_changed"], content: "v1:content", approvers: [keyed("ann-canary")] },
    ],
    ["policy.denied", "morning", { code: "policy-no-grant", definition: "v1:definition", grant: keyed(PRIVATE.title) }],
    ["policy.denied", "morning", { code: "policy-other-options", definition: "v1:definition" }],
  ]);
});

test("a run that could not end leaves neither messages nor entries", async (t) => {
  const store = memoryStore(t);
  await store.runs.insert("lost", runInput(), AT);
  assert.equal(await store.runs.finish("lost", runEnd({ outbox: [outboxEntry()] }), BEGUN), false);
  assert.deepEqual(await entriesOf(store), []);
});

test("each end of a message is recorded with it: who decided, keyed, and what was decided on", async (t) => {
  const store = memoryStore(t);
  const { keyed } = store.audit;
  const keys = ["yes", "no", "late", "lost", "doubt"];
  const entries = keys.map((key) => ({ ...outboxEntry(key), ...(["yes", "no", "late"].includes(key) && HELD) }));
  await finishRun(store, entries);
  await store.outbox.decide("yes", { approved: true, by: "ann-canary", content: "v1:content" }, BEGUN);
  await store.outbox.decide("no", { approved: false, by: `ann-canary: ${PRIVATE.why}` }, BEGUN);
  await store.outbox.expire(LATER);
  await store.outbox.claim(LATER, 9);
  const error = { code: "slack-no-channel", message: PRIVATE.place };
  await store.outbox.settle("yes", { state: "sent", receipt: PRIVATE.address }, LATER);
  await store.outbox.settle("lost", { state: "undeliverable", error }, LATER);
  await store.outbox.hold("doubt", { ...error, code: "delivery-unsure" }, LATER, BEGUN);
  const open = { grant: "console", delivery: "console" };
  assert.deepEqual(
    (await entriesOf(store)).slice(keys.length).map(({ subject, ...entry }) => [subject, told(entry)]),
    [
      [keyed("yes"), ["person.approved", "morning", { ...open, content: "v1:content", by: keyed("ann-canary") }]],
      [keyed("no"), ["person.denied", "morning", { ...open, content: "v1:content", by: keyed("ann-canary") }]],
      [keyed("late"), ["message.expired", "morning", open]],
      [keyed("yes"), ["message.sent", "morning", { ...open, receipt: keyed(PRIVATE.address) }]],
      [keyed("lost"), ["message.undeliverable", "morning", { ...open, code: "slack-no-channel" }]],
      [keyed("doubt"), ["message.doubtful", "morning", { ...open, code: "delivery-unsure" }]],
    ],
  );
});

test("what nobody changed is not recorded: a decision that came too late, a pause of what is paused", async (t) => {
  const store = memoryStore(t);
  await finishRun(store, [{ ...outboxEntry("late"), ...HELD }]);
  assert.equal(await store.outbox.decide("late", { approved: true, by: "me" }, LATER), false);
  await assert.rejects(store.outbox.settle("late", { state: "sent", receipt: "r" }, LATER));
  await store.definitions.setPaused("morning", true, AT);
  await store.definitions.setPaused("morning", true, AT, PRIVATE.why);
  await store.definitions.setPaused("morning", false, LATER);
  await store.definitions.setPaused("morning", false, LATER);
  await store.definitions.setPaused("evening", true, LATER, PRIVATE.why);
  assert.deepEqual((await entriesOf(store)).slice(1).map(told), [
    ["automation.paused", "morning", { by: "person" }],
    ["automation.resumed", "morning", { by: "person" }],
    ["automation.paused", "evening", { by: "chief" }],
  ]);
});

test("definitions are recorded when they come into force, change and go, and stay unmentioned while they are the same", async (t) => {
  const store = memoryStore(t);
  const [first, second] = [
    { id: "a", hash: "v1:1" },
    { id: "b", hash: "v1:2" },
  ];
  await store.definitions.keepInForce([first, second], AT);
  await store.definitions.keepInForce([second, first], BEGUN);
  await store.definitions.keepInForce([{ id: "a", hash: "v1:3" }], LATER);
  assert.deepEqual((await entriesOf(store)).map(told), [
    ["definition.added", "a", { definition: "v1:1" }],
    ["definition.added", "b", { definition: "v1:2" }],
    ["definition.changed", "a", { before: "v1:1", definition: "v1:3" }],
    ["definition.removed", "b", { before: "v1:2" }],
  ]);
});

test("more definitions than one change carries are recorded all the same", async (t) => {
  const store = memoryStore(t);
  await store.definitions.keepInForce(
    Array.from({ length: 1_203 }, (_, index) => ({ id: `a${index}`, hash: "v1:1" })),
    AT,
  );
  assert.equal((await store.audit.verify()).entries, 1_204);
});

test("a consent is recorded with the hash that it is for, and who gave it keyed", async (t) => {
  const store = memoryStore(t);
  await store.consents.save({ automation: "morning", hash: "v1:1", by: "ann-canary", at: AT });
  assert.deepEqual((await entriesOf(store)).map(told), [
    ["consent.given", "morning", { definition: "v1:1", by: store.audit.keyed("ann-canary") }],
  ]);
});

test("a connection is recorded when it begins and ends to let Chief in, under a keyed name", async (t) => {
  const store = memoryStore(t);
  const now = { at: AT, fingerprint: "f" };
  const error = { code: "reauth-needed", message: PRIVATE.address };
  await store.connections.keepWorking("ann", now);
  await store.connections.keepWorking("ann", now);
  await store.connections.keepEnded("ann", { ...now, error });
  await store.connections.keepEnded("ann", { ...now, error });
  await store.connections.keepWorking("ann", now);
  const entries = await entriesOf(store);
  assert.deepEqual(entries.map(told), [
    ["connection.works", {}],
    ["connection.ended", { code: "reauth-needed" }],
    ["connection.works", {}],
  ]);
  assert.ok(entries.every(({ subject }) => subject === store.audit.keyed("ann")));
});

test("no row holds an address, a name, a place, a title, a reason in words, or what an event is called outside", async (t) => {
  const database = memoryDatabase(t);
  const store = createStore(database, "test");
  const message = (key: string) => ({ ...outboxEntry(`${key} ${PRIVATE.title}`, PRIVATE.event), options: { to: PRIVATE.place } });
  await finishRun(store, [message("sends"), { ...message("waits"), ...HELD }], {
    denials: [{ grant: PRIVATE.name, code: "policy-no-grant" }],
  });
  await store.outbox.claim(AT, 1);
  await store.outbox.settle(`sends ${PRIVATE.title}`, { state: "sent", receipt: PRIVATE.address }, AT);
  await store.outbox.decide(`waits ${PRIVATE.title}`, { approved: false, by: `${PRIVATE.address}: ${PRIVATE.why}` }, AT);
  await store.definitions.setPaused("morning", true, AT, PRIVATE.why);
  await store.consents.save({ automation: "morning", hash: "v1:1", by: PRIVATE.address, at: AT });
  await store.connections.keepEnded(PRIVATE.address, {
    at: AT,
    fingerprint: PRIVATE.name,
    error: { code: "gone", message: PRIVATE.title },
  });
  const rows = JSON.stringify(database.prepare("select * from audit").all());
  assert.equal((await store.audit.verify()).entries, 9);
  assert.doesNotMatch(rows, /canary/i);
});

test("where one change of a group fails, its entry goes with it and the others stand unbroken", async (t) => {
  const store = memoryStore(t);
  const pause = (id: string) => store.definitions.setPaused(id, true, AT);
  const settled = await Promise.allSettled([
    pause("a"),
    store.outbox.settle("unknown", { state: "sent", receipt: "r" }, AT),
    pause("b"),
    store.runs.finish("unknown", runEnd({ outbox: [outboxEntry()] }), AT),
    pause("c"),
  ]);
  assert.deepEqual(
    settled.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"],
  );
  assert.deepEqual(
    (await entriesOf(store)).map(({ automation }) => automation),
    ["a", "b", "c"],
  );
  assert.deepEqual((await store.audit.verify()).fault, undefined);
});

test("the database itself refuses to change, delete or replace an entry, and to add one anywhere but at the end", (t) => {
  const database = memoryDatabase(t);
  createStore(database, "test");
  const row = "'2026', 'x', null, null, null, '{}', '', 'v1:'";
  for (const [sql, refusal] of [
    ["update audit set at = '2020'", /never changed/],
    ["delete from audit", /nothing is deleted/],
    [`insert or replace into audit values (1, ${row})`, /only grows at its end/],
    [`insert into audit values (7, ${row})`, /only grows at its end/],
    [`insert into audit values (0, ${row})`, /only grows at its end/],
  ] as const) {
    assert.throws(() => database.exec(sql), refusal, sql);
  }
});

test("entries are listed oldest first, the newest so many, by kind and from an instant on", async (t) => {
  const store = memoryStore(t);
  await store.definitions.setPaused("morning", true, "2099-01-01T00:00:00.000Z");
  await store.definitions.setPaused("morning", false, "2099-01-02T00:00:00.000Z");
  const kinds = async (query: Parameters<Store["audit"]["list"]>[0]) => (await store.audit.list(query)).map(({ kind }) => kind);
  assert.deepEqual(await kinds({}), ["chief.started", "automation.paused", "automation.resumed"]);
  assert.deepEqual(await kinds({ limit: 2 }), ["automation.paused", "automation.resumed"]);
  assert.deepEqual(await kinds({ since: "2099-01-02T00:00:00.000Z" }), ["automation.resumed"]);
  assert.deepEqual(await kinds({ kinds: ["automation.paused"] }), ["automation.paused"]);
});

test("what was rolled back is not missed in the record", async (t) => {
  const database = memoryDatabase(t);
  const store = createStore(database, "1");
  const append = prepareAudit(database, store.audit.keyed);
  const write = (): void => append({ kind: "automation.paused", automation: "morning" }, AT);
  const failing = database.transaction(() => {
    write();
    throw new Error("no");
  });
  write();
  assert.throws(failing, /no/);
  await store.definitions.setPaused("morning", true, LATER);
  assert.deepEqual(
    (await entriesOf(store)).map(({ kind }) => kind),
    ["automation.paused", "automation.paused"],
  );
  assert.equal((await store.audit.verify()).fault, undefined);
});
