import assert from "node:assert/strict";
import { test } from "node:test";
import type { Audience } from "../../src/core/audience.ts";
import type { EventTrigger, Trigger } from "../../src/core/trigger.ts";
import {
  approversOf,
  flowsNamed,
  flowsNeeded,
  flowsOfAll,
  flowsOpen,
  flowsToApprover,
  flowsToApprovers,
  goesFurther,
  mayBeAsked,
} from "../../src/policy/audiences.ts";
import { findUnaccepted } from "../../src/policy/unaccepted.ts";
import { automationWith } from "../support/automation.ts";

const person = (key: string): Audience => ({ kind: "person", person: key });
const place = (name: string): Audience => ({ kind: "place", place: name });
const all: Audience = { kind: "public" };

function needs(source: readonly Audience[], sink: readonly Audience[], owner = "me"): boolean {
  const reads = [{ name: "read", connector: "read", options: {}, audience: source }];
  const write = { name: "write", delivery: "write", options: {}, audience: sink };
  const flows = flowsNeeded(automationWith({ reads, owner }), write);
  if (flows.length > 0) assert.deepEqual(flows, [{ from: "read", to: "write" }]);
  return flows.length > 0;
}

test("a flow is needed wherever one reader may not see all that a source brings", () => {
  const cases: readonly [source: readonly Audience[], sink: readonly Audience[], needed: boolean][] = [
    [[all], [all], false],
    [[all], [place("slack:C1")], false],
    [[all], [], false],
    [[], [all], false],
    [[person("me")], [person("me")], false],
    [[person("me")], [], true],
    [[person("me")], [person("ana")], true],
    [[person("me")], [person("me"), person("ana")], true],
    [[person("me")], [place("slack:C1")], true],
    [[person("me")], [all], true],
    [[person("ana")], [person("ana")], false],
    [[person("ana")], [person("me")], false],
    [[person("ana")], [person("bo")], true],
    [[person("me"), person("ana")], [person("ana")], true],
    [[place("slack:C1")], [place("slack:C1")], false],
    [[place("slack:C1")], [person("me")], false],
    [[place("slack:C1")], [place("slack:C1"), person("me")], false],
    [[place("slack:C1")], [place("slack:C2")], true],
    [[place("slack:C1")], [place("slack:C1"), place("slack:C2")], true],
    [[place("slack:C1")], [place("slack:C1"), person("ana")], true],
    [[place("slack:C1"), place("slack:C2")], [place("slack:C1")], true],
    [[place("slack:*")], [place("slack:C1")], true],
    [[place("slack:C1")], [all], true],
    [[place("ana")], [person("ana")], true],
    [[person("slack:C1")], [place("slack:C1")], true],
    [[all, person("me")], [place("slack:C1")], true],
  ];
  for (const [source, sink, needed] of cases) assert.equal(needs(source, sink), needed, JSON.stringify([source, sink]));
});

test("whoever else owns an automation is a reader like any other: only the workspace's owner may see all that is read", () => {
  assert.equal(needs([person("me")], [person("ana")], "ana"), true);
  assert.equal(needs([place("slack:*")], [person("ana"), person("me")], "ana"), true);
  assert.equal(needs([person("ana")], [person("ana")], "ana"), false);
  assert.equal(needs([person("ana")], [person("me")], "ana"), false);
  assert.equal(needs([all], [person("ana")], "ana"), false);
});

const event = (audience: readonly Audience[]): EventTrigger => ({
  ...{ kind: "event", source: "slack", options: {}, topic: "slack", where: [] },
  audience,
});

test("what sets an automation off is a source like any other, whichever of its triggers that was", () => {
  const triggers: readonly Trigger[] = [{ kind: "every", everyMs: 60_000 }, event([place("slack:C1")]), event([person("me")])];
  const write = { name: "slack", delivery: "slack", options: {}, audience: [place("slack:C1")] };
  assert.deepEqual(flowsNeeded(automationWith({ triggers }), write), [{ from: "events", to: "slack" }]);
  assert.deepEqual(flowsNeeded(automationWith({ triggers: triggers.slice(0, 2) }), write), []);
  assert.deepEqual(flowsNeeded(automationWith({ triggers: triggers.slice(0, 1) }), write), []);
});

const write = { name: "slack", delivery: "slack", options: {}, audience: [place("slack:C1")] };
const automation = automationWith({
  hash: "v1:now",
  reads: ["gmail", "files", "slack"].map((name) => ({
    ...{ name, connector: name, options: {} },
    audience: [name === "slack" ? place("slack:C1") : person("me")],
  })),
  writes: [write],
  flows: [
    { from: "gmail", to: "slack" },
    { from: "files", to: "mail" },
    { from: "slack", to: "slack" },
  ],
});
const [gmail, files] = [
  { from: "gmail", to: "slack" },
  { from: "files", to: "slack" },
];

test("of the flows that are needed, those are named that the file names from there to there, and open until they are accepted", () => {
  assert.deepEqual(flowsNeeded(automation, write), [gmail, files]);
  assert.deepEqual(flowsNamed(automation, write), [gmail]);
  assert.deepEqual(flowsOpen(automation, write, "v1:now"), [files]);
  assert.deepEqual(flowsOpen(automation, write, "v1:before"), [gmail, files]);
  assert.deepEqual(flowsOpen(automation, write, undefined), [gmail, files]);
});

test("an automation is told of as long as what it names was not accepted for its file as it is", async () => {
  const naming = { ...automation, id: "risk", path: "automations/risk.md" };
  const second = { ...naming, id: "second", writes: [{ ...write, name: "console", audience: [person("me")] }, write] };
  const surplus = { ...automation, id: "surplus", flows: automation.flows.slice(1) };
  const asked: string[] = [];
  const found = await findUnaccepted([naming, surplus, second, { ...naming, id: "fine" }], async (id) => {
    asked.push(id);
    return id === "fine" ? "v1:now" : "v1:before";
  });
  assert.deepEqual(asked, ["risk", "second", "fine"]);
  assert.deepEqual(
    found.map(({ automation }) => automation),
    ["risk", "second"],
  );
  assert.deepEqual(found.slice(0, 1), [
    {
      automation: "risk",
      path: "automations/risk.md",
      message:
        "expected what risk names under flows to be accepted, got nobody's consent to the file as it is: each message there waits for a person",
      hint: "`chief accept risk` shows what that is, and asks.",
    },
  ]);
  assert.deepEqual(await findUnaccepted([surplus], async () => undefined), []);
});

test("whoever is asked reads the message whole, and needs a flow from each source that they may not see all of", () => {
  const asking = (...approvers: string[]) => ({ ...automation, approval: { ...automation.approval, approvers } });
  const room = { from: "slack", to: "slack" };
  assert.deepEqual(flowsToApprover(automation, write, "lee"), [gmail, files, room]);
  assert.deepEqual(flowsToApprover(automation, write, "me"), []);
  assert.deepEqual(flowsToApprovers(asking(), write), []);
  assert.deepEqual(flowsToApprovers({ ...asking(), owner: "lee" }, write), [gmail, files, room]);
  assert.deepEqual(flowsToApprovers({ ...asking("me"), owner: "lee" }, write), []);
  assert.deepEqual(flowsToApprovers(asking("me"), write), []);
  assert.deepEqual(flowsToApprovers(asking("lee", "me", "ana"), write), [gmail, files, room]);
  assert.deepEqual(flowsOfAll(asking(), write), [gmail, files]);
  assert.deepEqual(flowsOfAll(asking("lee"), write), [gmail, files, room]);
  assert.deepEqual(flowsNamed(asking("lee"), write), [gmail, room]);
  // Who is asked makes no message wait.
  assert.deepEqual(flowsOpen(asking("lee"), write, "v1:now"), [files]);
});

test("only those are asked who may see all of a message, or by what was accepted; an owner, too, and the workspace's where that is nobody", () => {
  const named = [...automation.flows, files];
  const asked = (approvers: string[], acceptedHash?: string, changes = {}) =>
    approversOf({ ...automation, flows: named, approval: { ...automation.approval, approvers }, ...changes }, write, acceptedHash);
  assert.deepEqual(asked([]), ["me"]);
  assert.deepEqual(asked([], undefined, { owner: "ana" }), ["me"]);
  assert.deepEqual(asked(["lee"], "v1:before", { owner: "ana" }), ["me"]);
  assert.deepEqual(asked([], "v1:now", { owner: "ana" }), ["ana"]);
  assert.deepEqual(asked(["lee"], undefined, { owner: "ana", reads: [] }), ["lee"]);
  assert.deepEqual(asked([], undefined, { owner: "ana", reads: [] }), ["ana"]);
  assert.deepEqual(asked(["lee"]), ["me"]);
  assert.deepEqual(asked(["lee"], "v1:before"), ["me"]);
  assert.deepEqual(asked(["lee"], "v1:now"), ["lee"]);
  assert.deepEqual(asked(["lee"], "v1:now", { flows: automation.flows }), ["me"]);
  assert.deepEqual(asked(["lee", "ana", "me"], "v1:before", { owner: "ana" }), ["me"]);
  assert.deepEqual(asked(["lee"], undefined, { reads: [] }), ["lee"]);
});

test("a message goes further where anybody but its owner and the workspace's may read it, or nobody knows who does", () => {
  const further = (...audience: Audience[]) => goesFurther({ owner: "ana" }, { audience });
  assert.deepEqual([further(person("ana")), further(person("me"), person("ana"))], [false, false]);
  assert.deepEqual([further(person("bo")), further(person("ana"), place("ana")), further(all), further()], [true, true, true, true]);
});

test("somebody may be asked who may see all of a message or by what was accepted for this very file", () => {
  const naming = { ...automation, flows: [...automation.flows, files] };
  assert.equal(mayBeAsked(naming, write, "v1:now", "lee"), true);
  assert.equal(mayBeAsked(naming, write, "v1:before", "lee"), false);
  assert.equal(mayBeAsked(automation, write, "v1:now", "lee"), false);
  assert.equal(mayBeAsked(automation, write, undefined, "me"), true);
});

test("where consent is only to who is asked, what follows without it is told so", async () => {
  const reads = automation.reads.slice(0, 1);
  const writes = [{ ...write, audience: [person("me")] }];
  const asking = automationWith({ reads, writes, flows: [gmail], approval: { ...automation.approval, approvers: ["lee"] } });
  const [found] = await findUnaccepted([asking], async () => undefined);
  assert.match(found?.message ?? "", /as it is: not all who are named under approval can be asked$/);
});
