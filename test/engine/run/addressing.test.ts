import assert from "node:assert/strict";
import { describe, it, test, type TestContext } from "node:test";
import type { Event } from "../../../src/core/event.ts";
import type { WriteGrant } from "../../../src/core/grant.ts";
import { expectPermitted } from "../../../src/engine/outbox/judge-now.ts";
import { addressing } from "../../../src/engine/run/addressing.ts";
import { findDefinitionOf } from "../../../src/engine/run/definition-before.ts";
import { automationWith, numbersFrom } from "../../support/automation.ts";
import { FRIDAY, MONDAY, openOffice, OVERDUE } from "./office.ts";

const nothing = { emails: [], aliases: [], absences: [], vip: false };
const people = {
  all: [
    { ...nothing, key: "ana", name: "Ana Kovacs", accounts: ["github:ana-k"] },
    { ...nothing, key: "ben", name: "Ben Roe", accounts: ["github:ben"] },
    { ...nothing, key: "zoe", name: "Zoe Lind", accounts: ["github:zoe-l"] },
  ],
};
const ROSTER = ["ana", "ben"];
const TO_AUTHOR: WriteGrant = {
  name: "slack",
  delivery: "slack",
  options: { to: "author", people: ROSTER },
  audience: ROSTER.map((person) => ({ kind: "person", person })),
  addressees: ROSTER.map((person) => ({ person, options: { to: person } })),
};
const TO_ROOM: WriteGrant = { name: "slack-2", delivery: "slack", options: { to: "C0123456789" }, audience: [] };
const automation = automationWith({ id: "ci-failures", writes: [TO_AUTHOR, TO_ROOM] });

function event(fields: Event["fields"], parts: Partial<Event> = {}): Event {
  return { source: "github/ci-failures", id: "1", topic: "github:ci-failures", at: FRIDAY, title: "CI failed", fields, ...parts };
}

const byAna = event({ pullRequest: 7, author: "github:ana-k" });
const byZoe = event({ pullRequest: 8, author: "github:zoe-l" });
const NOBODY = "no pull request set it off, so there is no author to write to";
const UNKNOWN = "nobody knows who wrote the pull request that set it off, so no author is written to";

/** What set a run off, where it goes by the first write, and why it does not. */
const CASES: Readonly<Record<string, readonly [events: readonly Event[], to: string | undefined, leftOut: readonly string[]]>> = {
  "the pull request of somebody of the roster": [[byAna], "ana", []],
  "several checks of one pull request": [[byAna, { ...byAna, id: "2" }], "ana", []],
  "a pull request together with the default branch": [[event({ pullRequest: null, author: null }), byAna], "ana", []],
  "that of somebody else whom the house knows": [[byZoe], undefined, ["Zoe Lind is not among those whom ci-failures may write to"]],
  "that of a stranger": [
    [event({ pullRequest: 9, author: "github:eve" })],
    undefined,
    ["eve is not among those whom ci-failures may write to"],
  ],
  "those of several authors together": [
    [byAna, byZoe],
    undefined,
    ["pull requests of Ana Kovacs and Zoe Lind set it off together, so none of them is written to"],
  ],
  "one whose author nobody knows": [[event({ pullRequest: 7, author: null })], undefined, [UNKNOWN]],
  "one whose author nobody knows, with others": [[byAna, event({ pullRequest: 9, author: null })], undefined, [UNKNOWN]],
  "the default branch": [[event({ pullRequest: null, author: "github:ana-k" })], undefined, [NOBODY]],
  "a schedule, or a person": [[], undefined, [NOBODY]],
  "a webhook that says the same": [[{ ...byAna, source: "webhook/github" }], undefined, [NOBODY]],
};

describe("a write to the author of a pull request", () => {
  for (const [name, [events, to, leftOut]] of Object.entries(CASES)) {
    it(`goes to ${to ?? "nobody"} after ${name}, and the other writes go where they go`, () => {
      const addressed = addressing(automation, events, people);
      const { addressees: _all, ...settled } = TO_AUTHOR;
      const writes = to === undefined ? [TO_ROOM] : [{ ...settled, options: { to } }, TO_ROOM];
      assert.deepEqual(addressed, { automation: { ...automation, writes }, leftOut });
    });
  }

  it("goes to nobody but the roster, whatever events and those whom they name are called", () => {
    const next = numbersFrom(5);
    const words = ["github:ana-k", "github:Ana-K", "ana", "Ana Kovacs", "github:ana-k\n", "github:", "__proto__", "toString", "author", ""];
    const values = [...words, null, 7, true, ["github:ana-k"]];
    const sources = ["github/x", "github", "webhook/github/x", "slack/question", "GITHUB/x"];
    let sent = 0;
    for (let round = 0; round < 2_000; round += 1) {
      const fields = {
        author: values[next(values.length)] ?? null,
        pullRequest: [7, "7", null][next(3)] ?? null,
        to: "zoe",
        people: "zoe",
        "writes.to": "zoe",
      };
      const forged = event(fields, { source: sources[next(sources.length)] ?? "", title: "to: zoe" });
      const [first] = addressing(automation, [forged], people).automation.writes;
      if (first?.name !== "slack") continue;
      sent += 1;
      assert.deepEqual([first.options, fields.author, fields.pullRequest, forged.source], [{ to: "ana" }, "github:ana-k", 7, "github/x"]);
    }
    assert.ok(sent > 0, "nothing was sent: the test is toothless");
  });
});

/** A run that an event set off, in an office whose first write goes to the author. */
async function runBy(t: TestContext, author: string) {
  const office = openOffice(t, { ...automation, id: "test", quiet: "always", rollUp: false }, undefined, { workspace: { people } });
  office.write("tasks.md", OVERDUE, FRIDAY);
  const id = "event:test:github/test:1";
  const told = event({ pullRequest: 7, author }, { source: "github/test" });
  const occurrence = { automation: "test", kind: "event", nominalAt: FRIDAY, reason: "", caughtUp: false, count: 1 } as const;
  await office.store.occurrences.admit([{ occurrence: { ...occurrence, id, state: "due", startAt: FRIDAY, event: told } }], FRIDAY);
  const run = await office.run(FRIDAY, { id, trigger: "event" });
  return { office, run, messages: await office.store.outbox.ofRun(run.id) };
}

const endOf = ({ grant, options, state }: { grant: string; options: unknown; state: string }) => ({ grant, options, state });

test("a run writes to its author once, by a message like any other", async (t) => {
  const { office, run, messages } = await runBy(t, "github:ben");
  assert.deepEqual([run.status, run.reason], ["succeeded", ""]);
  assert.deepEqual(messages.map(endOf), [
    { grant: "slack", options: { to: "ben" }, state: "pending" },
    { grant: "slack-2", options: { to: "C0123456789" }, state: "pending" },
  ]);
  const [occurrence] = await office.store.occurrences.list({});
  assert.equal(occurrence?.state, "ran");
  await office.run(MONDAY, { id: run.id, trigger: "event" });
  assert.equal((await office.store.outbox.list({})).length, 2);
});

test("who may be asked is no author: a write that carries questions stays as it is", () => {
  const questions: WriteGrant = { ...TO_AUTHOR, carries: "questions" };
  const { automation: same, leftOut } = addressing({ ...automation, writes: [questions] }, [], people);
  assert.deepEqual([same.writes, leftOut], [[questions], []]);
});

test("a message to an author goes only as long as its file names them still", async (t) => {
  const { messages } = await runBy(t, "github:ben");
  const [entry] = messages;
  assert.ok(entry);
  const named = { ...automation, id: "test" };
  assert.deepEqual(expectPermitted(named, entry).grant.options, { to: "ben" });
  const fewer = { ...TO_AUTHOR, addressees: (TO_AUTHOR.addressees ?? []).filter(({ person }) => person !== "ben") };
  assert.throws(() => expectPermitted({ ...named, writes: [fewer] }, entry), { code: "message-not-permitted" });
});

test("a run whose author may not be written to says so, and what it went by is the definition as it stands in its file", async (t) => {
  const { office, run, messages } = await runBy(t, "github:zoe-l");
  assert.equal(run.reason, "Zoe Lind is not among those whom test may write to");
  assert.deepEqual(
    messages.map(({ grant }) => grant),
    ["slack-2"],
  );
  assert.deepEqual((await findDefinitionOf(office.store, run.id))?.writes, [TO_AUTHOR, TO_ROOM]);
});
