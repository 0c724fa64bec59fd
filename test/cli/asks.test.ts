import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { openRows, withNext, type OpenAsk } from "../../src/cli/ask-words.ts";
import { namedChase, showChase } from "../../src/cli/chase-words.ts";
import { findChased, type ToldChase } from "../../src/cli/chased.ts";
import { run as runAsks } from "../../src/cli/commands/asks.ts";
import { run as runChase } from "../../src/cli/commands/chase.ts";
import { checkWork } from "../../src/cli/doctor/work.ts";
import { toOptions } from "../../src/cli/options.ts";
import { endAsk, type Ask } from "../../src/core/ask.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { openStore } from "../../src/store/open.ts";
import { automationWith } from "../support/automation.ts";
import { makeFolder } from "../support/chief.ts";
import { taskOf } from "../support/items.ts";
import { memoryStore } from "../support/store.ts";
import { sessionIn } from "../support/terminal.ts";
import { askWith, runEnd, startRun } from "../store/samples.ts";

const DEFINITION = "---\nname: Launch\nreads:\n  - files: { paths: [plan] }\nwrites:\n  - console\n---\n\nGo through @Files.\n";
const WORKSPACE = {
  "config/chief.yaml": "timezone: UTC\n",
  "config/people.yaml": "ana: { name: Ana Ruiz, emails: [ana@example.com] }\nben: { name: Ben Ito, emails: [ben@example.com] }\n",
  "automations/launch.md": DEFINITION,
};
const daysFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

function ask(id: string, parts: Partial<Ask>): Ask {
  return askWith({ id, automation: "launch", item: `files:${id}`, key: id, title: `Part ${id}`, createdAt: daysFromNow(-2), ...parts });
}

const MESSAGE = { at: daysFromNow(-2), key: "k" };
const T1 = ask("T-1", { state: "asked", reason: "asked on Monday", messages: [MESSAGE] });
const T2 = ask("T-2", { person: "ben", messages: [] });
const T3 = ask("T-3", { state: "asked", reason: "reminded on Monday", messages: [MESSAGE, MESSAGE, MESSAGE] });
const T4 = endAsk(ask("T-4", { messages: [MESSAGE] }), "answered", "Ana Ruiz said done", daysFromNow(-20));
const T5 = endAsk(ask("T-5", {}), "expired", "no chance to ask", daysFromNow(-40));
const GONE = ask("T-9", { automation: "gone" });

const CHASED: ToldChase = {
  asks: [T1, T2],
  messages: [{ person: "ana", kind: "reminder", asks: ["T-1"], more: 2, from: "2026-11-23T10:04:00.000Z", to: "2026-11-23T16:30:00.000Z" }],
  waits: [
    { item: "files:T-1", person: "ana", why: "asked on Monday, a reminder follows where nothing moves", until: daysFromNow(1) },
    { item: "files:T-7", person: null, why: "nobody who can be asked owns it", until: null },
  ],
  items: [
    { id: "files:T-1", key: "T-1", title: "Load test of the new checkout", due: "2026-11-27", movedAt: "2026-11-16T09:00:00.000Z" },
    { id: "files:T-7", key: "T-7", title: "Docs", due: null, movedAt: null },
  ],
};

/** The run `id` concluded this, and left these. */
async function keepRun(store: Store, id: string, asks: readonly Ask[], chase: object): Promise<void> {
  await store.runs.insert(
    id,
    { automation: "launch", asOf: daysFromNow(0), nominalAt: daysFromNow(0), trigger: "manual", dryRun: false },
    daysFromNow(0),
  );
  await store.runs.claim(id, daysFromNow(0));
  const hash = await store.documents.put("analyse", { judged: [], chase });
  const step = { run: id, name: "analyse", position: 0, ordinal: 0, startedAt: daysFromNow(0), endedAt: daysFromNow(0), attempts: 1 };
  await store.runs.keepStep({ ...step, outcome: { value: { hash, tellsAnew: false } } });
  const wishes = [{ person: "ben", at: "2026-11-02T09:00:00.000Z", stoppedAt: "2026-11-02T09:00:00.000Z" }];
  await store.runs.finish(id, runEnd({ asks, wishes }), daysFromNow(0));
}

async function openWorkspace(t: TestContext) {
  const folder = makeFolder(t, WORKSPACE);
  const store = await openStore({ directory: join(folder, "data"), codeVersion: "test" });
  await keepRun(store, "r1", [T1, T2, T3, T4, T5, GONE], CHASED);
  await store.close();
  const called = async (command: typeof runAsks, words: readonly string[], options: Record<string, unknown> = {}): Promise<string> => {
    const said: string[] = [];
    const session = { ...sessionIn(folder, (text) => said.push(text)), tableWidth: 80, json: options["json"] === true };
    await command(session, words, toOptions(options));
    return said.join("\n");
  };
  return {
    folder,
    asks: (words: readonly string[], options: Record<string, unknown> = {}) => called(runAsks, words, options),
    chase: (words: readonly string[], options: Record<string, unknown> = {}) => called(runChase, words, options),
  };
}

const inCells = (text: string): string => text.replaceAll(/\n +/g, " ").replaceAll(/ {2,}/g, " | ");

test("what is open is told with whom, since when, how often, and when the next message may come", async (t) => {
  const { asks } = await openWorkspace(t);
  const said = await asks([]);
  assert.ok(
    said.split("\n").every((line) => line.length <= 80),
    said,
  );
  const cells = inCells(said);
  assert.match(
    cells,
    /T-1 \| Ana Ruiz \| \w{3} \d+ \w{3} \| once \| \w{3} \d+ \w{3} \d\d:\d\d Part T-1, owns it: asked on Monday, a reminder follows/,
  );
  assert.match(cells, /T-2 \| Ben Ito \| \w{3} \d+ \w{3} \| not yet \| the next run Part T-2, owns it: waits for a chance to ask/);
  assert.match(cells, /T-3 \| Ana Ruiz \| \w{3} \d+ \w{3} \| 3 times \| none Part T-3, owns it: reminded on Monday/);
  assert.match(cells, /Ben Ito wants no more questions, since Mon 2 Nov/);
  assert.doesNotMatch(said, /T-4|T-5/);
  assert.doesNotMatch(await asks([], { automation: "launch" }), /T-9/);
  assert.match(await asks([], { automation: "gone" }), /Open questions of gone:/);
  await assert.rejects(asks([], { automation: "lanch" }), { hint: "Did you mean launch?" });
});

test("what has not left yet is told as such: when it goes out, and that it waits for a yes", () => {
  const from = "2026-11-23T10:04:00.000Z";
  const reader = { timezone: "UTC", asOf: "2026-11-23T10:00:00.000Z", people: { all: [] } };
  const rowOf = (isHeld: boolean) => openRows([withNext(T1, CHASED.waits, { key: "k", from, isHeld })], reader)[1]?.slice(3);
  assert.deepEqual(rowOf(false), ["not yet", "Mon 23 Nov 10:04", "Part T-1, owns it: its message waits for its time"]);
  assert.deepEqual(rowOf(true), ["not yet", "after a yes", "Part T-1, owns it: its message waits for a yes: chief messages shows it"]);
});

test("with --all it is told what ended in the last days and how, as data too", async (t) => {
  const { asks } = await openWorkspace(t);
  const said = inCells(await asks([], { all: true }));
  assert.match(said, /T-4 \| Ana Ruiz \| .* \| once \| answered \| Part T-4, owns it: Ana Ruiz said done/);
  assert.doesNotMatch(said, /T-5/);
  const data = JSON.parse(await asks([], { all: true, json: true })) as { open: OpenAsk[]; ended: Ask[] };
  assert.deepEqual(
    data.open.map(({ id, nextAt, isLast }) => [id, nextAt, isLast]),
    [
      ["T-1", CHASED.waits[0]?.until, false],
      ["T-2", null, false],
      ["T-3", null, true],
      ["T-9", null, false],
    ],
  );
  assert.deepEqual(data.ended, [T4]);
});

test("questions are called off by their item, by automation, and of an automation that is gone", async (t) => {
  const { asks } = await openWorkspace(t);
  await assert.rejects(asks(["cancel", "launch", "T-8"]), { code: "ask-unknown" });
  await assert.rejects(asks(["cancel", "lanch"]), { code: "automation-unknown" });
  await assert.rejects(asks(["stop", "launch"]), { code: "usage" });
  assert.equal(
    await asks(["cancel", "launch", "t-1"]),
    "Ana Ruiz is asked no more about T-1, Part T-1.\nWhat changes in the plan from now on may be asked about again.",
  );
  assert.match(await asks(["cancel", "gone"]), /T-9/);
  const data = JSON.parse(await asks(["cancel", "launch"], { json: true })) as { ended: Ask[] };
  assert.deepEqual(
    data.ended.map(({ id, state, reason }) => [id, state, reason]),
    [
      ["T-2", "cancelled", "called off by hand"],
      ["T-3", "cancelled", "called off by hand"],
    ],
  );
  assert.equal(await asks(["cancel", "launch"]), "launch asks nobody anything just now.");
  assert.match(await asks([]), /Nobody is asked anything just now\.$/);
});

test("a look at whether everything works names questions that nothing would end", async (t) => {
  const store = memoryStore(t);
  const looked = async (ids: readonly string[]) => {
    const automations = ids.map((id) => automationWith({ id }));
    return (await checkWork({ store, automations, running: true, now: Date.now() })).filter(({ name }) => name === "Questions");
  };
  assert.deepEqual(await looked([]), []);
  await keepRun(store, "r1", [T1, GONE], CHASED);
  assert.deepEqual(await looked(["launch", "gone"]), [{ name: "Questions", state: "ok", says: "2 questions open" }]);
  assert.partialDeepStrictEqual(await looked(["launch"]), [{ state: "warning", says: "some are open of gone, without a sound file here" }]);
});

test("an automation that asks nobody can't be asked whom it would ask", async (t) => {
  const { chase } = await openWorkspace(t);
  await assert.rejects(chase(["launch"]), { code: "chase-none" });
});

test("what a run concluded is told by person with the items, and with why nobody is asked about the rest", async (t) => {
  const folder = makeFolder(t, WORKSPACE);
  const store = await openStore({ directory: join(folder, "data"), codeVersion: "test" });
  t.after(() => store.close());
  await keepRun(store, "r1", [], { ...CHASED, evidence: [], changed: [] });
  const chased = await findChased(store, "r1");
  assert.deepEqual(chased, {
    ...CHASED,
    asks: CHASED.asks.map(({ id, item, key, title, because }) => ({ id, item, key, title, because })),
  });
  await startRun(store, "r2");
  assert.equal(await findChased(store, "r2"), undefined);
  const people = { all: [{ key: "ana", name: "Ana Ruiz", emails: [], aliases: [], absences: [], vip: false }] };
  const said: string[] = [];
  const session = { ...sessionIn(folder, (text) => said.push(text)), tableWidth: 80 };
  const reader = { timezone: "UTC", asOf: "2026-11-23T10:00:00.000Z" };
  showChase(session, namedChase({ ...CHASED, waits: CHASED.waits.slice(1) }, people), reader);
  assert.deepEqual(said, [
    [
      "Ana Ruiz would be reminded, Mon 23 Nov 10:04 to 16:30:",
      "ITEM  WHY THEY  ABOUT",
      "T-1   owns it   Load test of the new checkout, due 2026-11-27, last seen to move",
      "                on Mon 16 Nov",
      "                and 2 smaller, not named\n",
    ].join("\n"),
    "Nobody is asked about:\nITEM  WHO  UNTIL  WHY\nT-7               Docs: nobody who can be asked owns it",
  ]);
  said.length = 0;
  const nobody = { ...CHASED, messages: [], waits: [] };
  showChase(session, namedChase(nobody, people), reader);
  showChase(session, namedChase({ ...nobody, heldBack: "nobody is asked while git could not be read in full" }, people), reader);
  assert.deepEqual(said, [
    "Mon 23 Nov 10:00 (UTC): nobody would be asked.",
    "Held back: nobody is asked while git could not be read in full.",
  ]);
});

test("with --history it is told what became of each task, when it was seen, and who changed it where that is known", async (t) => {
  const { chase, folder } = await openWorkspace(t);
  const store = await openStore({ directory: join(folder, "data"), codeVersion: "test" });
  const past = { item: "files:T-1", field: "due", from: "2026-11-24", to: "2026-11-27", at: "2026-11-20T09:00:00.000Z" };
  const changes = [
    past,
    { ...past, item: "files:T-7", field: "status", from: "todo", to: "in_progress", by: "Ben Ito" },
    { ...past, item: "mail:1" },
  ];
  await store.runs.insert(
    "r2",
    { automation: "launch", asOf: daysFromNow(0), nominalAt: daysFromNow(0), trigger: "manual", dryRun: false },
    daysFromNow(0),
  );
  await store.runs.claim("r2", daysFromNow(0));
  const docs = taskOf("Docs", { plan: "Spring", key: "T-7", dependsOn: [] });
  await store.items.put([{ ...docs, id: "files:T-7" }]);
  const gathered = await store.documents.put("gathered", { items: [docs.contentHash] });
  const sources = { files: { gathered }, gone: { gathered: "v1:nothing" } };
  await store.runs.finish("r2", runEnd({ memory: { changes, sources } }), daysFromNow(0));
  await store.close();
  const said = inCells(await chase(["launch"], { history: true }));
  assert.match(said, /T-1 \| by Fri 20 Nov 09:00 \| due: Tue 24 Nov → Fri 27 Nov \| changed in the plan/);
  assert.match(said, /T-7 \| by Fri 20 Nov 09:00 \| status: todo → in progress \| Ben Ito, in the plan/);
  const one = await chase(["launch"], { history: "docs", json: true });
  assert.match(one, /"how": "seen",\s+"who": "Ben Ito",\s+"quote": "",\s+"key": "T-7",\s+"title": "Docs"/);
  assert.doesNotMatch(one, /files:T-1"/);
  assert.equal(await chase(["launch"], { history: "T-3" }), "Nothing is known to have changed of T-3.");
  await assert.rejects(chase(["launch"], { history: "T-99" }), { code: "task-unknown", message: /of the plan of launch, got T-99/ });
});

test("before the first digest it is said that changes are not known yet", async (t) => {
  const said: string[] = [];
  await runChase(
    sessionIn(makeFolder(t, WORKSPACE), (text) => said.push(text)),
    ["launch"],
    toOptions({ history: "T-1" }),
  );
  assert.equal(said.join(" "), "Nothing is known to have changed of T-1. Changes are known from its first digest on.");
});
