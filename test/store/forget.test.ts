import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutboxEntry } from "../../src/core/delivery.ts";
import type { Forgetting } from "../../src/core/ports/privacy.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { findDefinitionOf } from "../../src/engine/run/definition-before.ts";
import { sealItem } from "../../src/lib/hash.ts";
import { createStore } from "../../src/store/open.ts";
import { ciFailuresIn } from "../../src/core/kinds/ci-failure.ts";
import { automationWith } from "../support/automation.ts";
import { memoryDatabase, memoryStore } from "../support/store.ts";
import { failureItem, jobItem } from "../support/simulator/code.ts";
import { AT, item, judgedFinding, LATER, ledgerEntry, outboxEntry, RUN_ID, runEnd, startRun, step } from "./samples.ts";

const ANA: Forgetting = { kind: "person", names: ["Ana Ruiz", "ana@example.com"], firstName: "Ana", key: "ana" };

/** Of somebody else, in answer to Ana. */
const body = "Dear all,\n> wrote Ana Ruiz\nyes.\n> and Ana\n> Ruiz again\n";
const draft = { source: "mail", kind: "mail", title: "Re: Ana Ruiz", ts: AT, updatedAt: AT, fields: {} } as const;
const ana = { name: "Ana Ruiz", email: "ana@example.com", role: "to" };
const answer = sealItem({
  ...{ ...draft, id: "mail:1", body, actors: [{ name: "Bo", role: "from" }, ana] },
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
  assert.deepEqual(quotes, ["> wrote (forgotten)\n", "> and (forgotten)\n> Ruiz again\n"]);
  await assert.rejects(store.items.get([answer.contentHash]), { code: "item-missing" });
});

test("What the log of a failed job says of them is left nowhere, nor what is remembered of why it failed", async (t) => {
  const store = memoryStore(t);
  const line = "AssertionError: expected Ana Ruiz to be signed in";
  const job = jobItem(AT, { run: "1", sha: "c1", conclusion: "failed" });
  const failure = failureItem(job, { says: line });
  await store.items.put([job, failure]);
  await startRun(store);
  const gathered = await store.documents.put("gathered", { items: [job.contentHash, failure.contentHash] });
  const causes = await store.documents.put("causes", { causes: [{ id: "c", keys: ["k"], primaryError: line }] });
  await store.runs.finish(RUN_ID, runEnd({ memory: { sources: { github: { gathered } }, causes } }), LATER);
  await store.privacy.forget(ANA, LATER);
  const memory = (await store.memory.load("morning")) as { sources: { github: { gathered: string } }; causes: string };
  const left = await store.documents.get<{ items: string[] }>(memory.sources.github.gathered);
  const items = await store.items.get(left.items);
  assert.equal(ciFailuresIn(items)[0]?.primaryError, "AssertionError: expected (forgotten) to be signed in");
  assert.doesNotMatch(JSON.stringify([items, await store.documents.get(memory.causes)]), /Ana/);
  await assert.rejects(store.items.get([failure.contentHash]), { code: "item-missing" });
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

const words = (text: string) => [{ kind: "text", text }] as const;
const WHOLE = words("(forgotten)");

test("Lines that rest on what they wrote are told without a word of it, in briefings, findings and the ledger", async (t) => {
  const store = memoryStore(t);
  await store.items.put([item(), theirs]);
  await startRun(store);
  const judged = judgedFinding();
  const evidence = [{ item: theirs.id, path: "title", value: "Raise my pay" }];
  const finding = { ...judged.finding, title: words("Raise my pay"), primary: theirs.id, evidence };
  const bullets = [
    { kind: "fact", text: words("Raise my pay"), cites: [theirs.id], flags: [] },
    { kind: "fact", text: words("Pay, in short"), cites: [], flags: ["f00d"] },
    { kind: "fact", text: words("A commit"), cites: ["git:1"], flags: [] },
  ] as const;
  const quoted = [{ kind: "fact", fact: evidence[0], form: "text" }] as const;
  await store.documents.put("findings", [finding]);
  const citations = [{ alias: "M1", item: theirs.id, title: "Raise my pay", place: "inbox" }];
  const briefing = await store.documents.put("briefing", { headline: quoted, sections: [{ bullets }], citations });
  const ledger = [ledgerEntry({ lastTitle: words("Raise my pay") })];
  await store.runs.finish(RUN_ID, runEnd({ findings: [{ ...judged, finding }], ledger, briefing }), LATER);
  await store.privacy.forget(ANA, LATER);
  const told = await store.documents.get<{ headline: unknown; sections: { bullets: { text: unknown }[] }[]; citations: unknown }>(
    (await store.runs.find(RUN_ID))?.briefing ?? "",
  );
  assert.deepEqual(told.headline, WHOLE);
  assert.deepEqual(
    told.sections[0]?.bullets.map(({ text }) => text),
    [WHOLE, WHOLE, words("A commit")],
  );
  assert.deepEqual(told.citations, [{ alias: "M1", item: theirs.id, title: "(forgotten)" }]);
  const [kept] = await store.findings.ofRun(RUN_ID);
  assert.deepEqual([kept?.finding.title, kept?.finding.evidence[0]?.value], [WHOLE, "(forgotten)"]);
  assert.deepEqual((await store.findings.ledger("morning", "me"))[0]?.lastTitle, WHOLE);
});

test("A first name that only they have and their key count in words, and never within paths, ids and other words", async (t) => {
  const store = memoryStore(t);
  const talk = sealItem({
    ...draft,
    id: "files:notes/Ana.md",
    title: "Salary talk with Ana",
    body: "Anaconda, (ANA), ana or /Ana",
    actors: [],
  });
  await store.items.put([talk]);
  await startRun(store);
  const briefing = await store.documents.put("briefing", { title: "Ask ana, not ana-notes", item: talk.id, items: [talk.contentHash] });
  await store.runs.finish(RUN_ID, runEnd({ briefing }), LATER);
  await store.privacy.forget(ANA, LATER);
  const told = await store.documents.get<{ title: string; item: string; items: string[] }>((await store.runs.find(RUN_ID))?.briefing ?? "");
  assert.deepEqual([told.title, told.item], ["Ask (forgotten), not ana-notes", talk.id]);
  const [kept] = await store.items.get(told.items);
  assert.deepEqual([kept?.title, kept?.body], ["Salary talk with (forgotten)", "Anaconda, ((forgotten)), ana or /Ana"]);
});

/** A held message of a run that has read mail, with Chief's own request and alert about it. */
async function askAbout(store: Store, title: string): Promise<void> {
  await startRun(store);
  await store.runs.keepStep(step("gather mail", { outcome: { value: "x" } }));
  const briefing = await store.documents.put("briefing", { title });
  const held = { ...outboxEntry("held"), state: "held", expiresAt: "2027-01-01T00:00:00.000Z", briefing } as const;
  await store.runs.finish(RUN_ID, runEnd({ briefing, outbox: [held] }), LATER);
  const { run: _run, ...own } = { ...outboxEntry(), automation: "chief" };
  const request = await store.documents.put("request", { request: { message: "held", text: "Raise my pay" } });
  const alert = await store.documents.put("alert", { sections: ["Raise my pay"] });
  const trouble = { automation: "chief", kind: "undeliverable", at: AT, reason: "Raise my pay", count: 1 } as const;
  const message = { key: "request", delivery: "console", options: {}, briefing: request };
  await store.alerts.keep([{ ...trouble, subject: "message:request", message }]);
  await store.alerts.tell(
    [],
    [
      { ...own, key: "request", grant: "request", briefing: request },
      { ...own, key: "alert", grant: "alert", briefing: alert },
    ],
    LATER,
  );
}

for (const [name, what, title] of [
  ["a source", { kind: "source", connectors: ["mail"] }, "Raise my pay"],
  ["a person", ANA, "Ana Ruiz wants more pay"],
] as const) {
  test(`With ${name} go requests and alerts of Chief's own that repeat it`, async (t) => {
    const store = memoryStore(t);
    await askAbout(store, title);
    assert.equal((await store.outbox.list({ limit: 9 })).length, 3);
    await store.privacy.forget(what, LATER);
    const left = await store.outbox.list({ limit: 9 });
    assert.deepEqual(
      left.filter(({ automation }) => automation === "chief"),
      [],
    );
    assert.deepEqual(await store.alerts.waiting(), []);
  });
}

test("Requests about other messages stay when somebody is forgotten, and those to them go", async (t) => {
  const store = memoryStore(t);
  await askAbout(store, "Bo is late");
  const { run: _run, ...own } = { ...outboxEntry("theirs"), automation: "chief", grant: "request", options: { to: ["ana"] } };
  const briefing = await store.documents.put("request", { request: { message: "held", text: "Bo" } });
  await store.alerts.tell([], [{ ...own, briefing }], LATER);
  const before = await store.outbox.find("request");
  await store.privacy.forget({ ...ANA, names: ["Ana Ruiz"] }, LATER);
  assert.deepEqual([await store.outbox.find("theirs"), (await store.outbox.find("request"))?.briefing], [undefined, before?.briefing]);
});

test("Their key is left nowhere: in definitions, in what runs began with, in messages, alerts and whose something is", async (t) => {
  const database = memoryDatabase(t);
  const store = createStore(database, "test");
  const task = sealItem({ ...item(), actors: [{ name: "ana", role: "owner" }], fields: { owner: "ana", branch: "ana" } });
  await store.items.put([task]);
  await startRun(store);
  const gathered = await store.documents.put("gathered", { items: [task.contentHash] });
  const judged = judgedFinding();
  const finding = { ...judged.finding, owner: "ana", evidence: [{ item: task.id, path: "fields.owner", value: "ana" }] };
  const automation = await store.documents.put("automation", {
    ...{ id: "with-ana-ruiz", triggers: [], flows: [], owner: "ana", approval: { approvers: ["ana", "me"] } },
    reads: [{ name: "git", audience: [{ kind: "person", person: "ana" }] }],
    writes: [{ name: "mail", delivery: "email", options: { to: ["ana"] } }],
  });
  const workspace = await store.documents.put("workspace", {
    owner: "me",
    people: { all: [{ key: "ana", name: "Ana Ruiz" }, { key: "bo" }] },
  });
  await store.runs.keepStep(step("freeze", { outcome: { value: { automation, workspace, gathered } } }));
  const outbox = [{ ...outboxEntry(), options: { to: ["ana"] }, state: "denied", decidedBy: "ana: no" } as const];
  await store.runs.finish(RUN_ID, runEnd({ outbox, findings: [{ ...judged, finding }] }), LATER);
  const trouble = { automation: "chief", at: AT, reason: "it waits", count: 1 } as const;
  await store.alerts.keep([
    { ...trouble, kind: "held", subject: "held:v1:a:v1:b:2026:ana", asked: "ana" },
    { ...trouble, kind: "unasked", subject: "unasked:held:v1:a:v1:b:2026:ana", asked: "Somebody" },
    { ...trouble, kind: "held", subject: "held:v1:a:v1:b:2026:joana", asked: "joana" },
  ]);
  await store.privacy.forget(ANA, LATER);
  const left = ["items", "documents", "steps", "findings", "outbox", "alerts"].flatMap((table) =>
    database.prepare(`select * from ${table}`).all(),
  );
  const named = JSON.stringify(left).match(/[a-z]+\W{1,9}ana\b/gi);
  assert.deepEqual(
    named?.map((text) => text.replaceAll(/\W+/g, " ")),
    ["branch ana", "with ana"],
  );
  const read = database.prepare<[], string>("select json from documents where kind = 'workspace'").pluck();
  assert.deepEqual(read.all(), ['{"owner":"me","people":{"all":[{"key":"(forgotten)","name":"(forgotten)"},{"key":"bo"}]}}']);
  assert.equal((await findDefinitionOf(store, RUN_ID))?.owner, "(forgotten)");
  assert.deepEqual(
    (await store.alerts.waiting()).map(({ newest }) => newest.asked),
    ["joana"],
  );
  assert.equal((await store.audit.verify()).fault, undefined);
});

test("What an automation that is called like them is known by stays as it is, and its run with it", async (t) => {
  const store = memoryStore(t);
  const id = `sched:ana-ruiz:${AT}`;
  await startRun(store, id);
  const briefing = await store.documents.put("briefing", { automation: "ana-ruiz", run: id, title: "See ana-ruiz/fix" });
  await store.runs.finish(id, runEnd({ briefing }), LATER);
  await store.privacy.forget(ANA, LATER);
  const told = (await store.runs.find(id))?.briefing ?? "";
  assert.deepEqual(await store.documents.get(told), { automation: "ana-ruiz", run: id, title: "See (forgotten)/fix" });
});

test("Parsed definitions that name them go, also by their key alone: they are parsed anew", async (t) => {
  const store = memoryStore(t);
  const automation = automationWith({ timezone: "UTC", owner: "ana" });
  await store.definitions.save([automation, { ...automation, hash: "v1:other", owner: "bo" }], "parser");
  await store.privacy.forget(ANA, LATER);
  assert.deepEqual(
    (await store.definitions.load([automation.hash, "v1:other"], "parser")).map(({ owner }) => owner),
    ["bo"],
  );
});

test("What asks about a message is told anew where it shows their address so that no program makes a link of it", async (t) => {
  const store = memoryStore(t);
  await startRun(store);
  const briefing = await store.documents.put("request", { request: { text: "Call ana@example[.]com, or Ana Ru…" } });
  await store.runs.finish(RUN_ID, runEnd({ briefing }), LATER);
  await store.privacy.forget(ANA, LATER);
  const run = await store.runs.find(RUN_ID);
  assert.deepEqual(await store.documents.get(run?.briefing ?? ""), { request: { text: "Call (forgotten), or (forgotten)" } });
});

test("Words that begin and end as JSON does are words", async (t) => {
  const store = memoryStore(t);
  await startRun(store);
  await store.runs.finish(RUN_ID, runEnd(), LATER);
  await store.logs.append([{ at: AT, run: RUN_ID, level: "warn", message: "[mail] of Ana Ruiz [cut]" }]);
  await store.privacy.forget(ANA, LATER);
  assert.equal((await store.logs.list({}))[0]?.message, "[mail] of (forgotten) [cut]");
});
