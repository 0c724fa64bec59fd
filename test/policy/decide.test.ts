import assert from "node:assert/strict";
import { test } from "node:test";
import type { ApprovalCondition, HoldReason } from "../../src/core/approval.ts";
import type { Audience } from "../../src/core/audience.ts";
import type { Automation } from "../../src/core/automation.ts";
import { cargoOf } from "../../src/core/briefing.ts";
import { CARGOES, type Cargo } from "../../src/core/grant.ts";
import type { Circumstances, MessageProposal } from "../../src/core/proposal.ts";
import { decide } from "../../src/policy/decide.ts";
import { automationWith, numbersFrom } from "../support/automation.ts";

const automation = automationWith({
  writes: [
    { name: "file", audience: [], delivery: "file", options: { path: "out.md", tags: ["a", "b"] } },
    { name: "file-2", audience: [], delivery: "file", options: { path: "other.md" } },
    { name: "console", audience: [], delivery: "console", options: {} },
  ],
});
const granted: MessageProposal = {
  kind: "message",
  automation: "test",
  grant: "file",
  delivery: "file",
  options: { path: "out.md", tags: ["a", "b"] },
};

function codeOf(proposal: MessageProposal): string {
  const verdict = decide(automation, proposal, {});
  return verdict.decision === "deny" ? verdict.error.code : `${verdict.decision} ${verdict.grant.name}`;
}

function deniedBy(proposal: MessageProposal): void {
  const verdict = decide(automation, proposal, {});
  if (verdict.decision === "deny") throw verdict.error;
}

test("what the definition grants word for word is allowed, and it is the grant that comes back", () => {
  const verdict = decide(automation, granted, {});
  assert.ok(verdict.decision === "allow");
  assert.equal(verdict.grant, automation.writes[0]);
  assert.equal(codeOf({ kind: "message", automation: "test", grant: "console", delivery: "console", options: {} }), "allow console");
  assert.equal(codeOf({ ...granted, options: { tags: ["a", "b"], path: "out.md" } }), "allow file");
});

test("an automation without writes may write nowhere", () => {
  assert.equal(decide(automationWith(), granted, {}).decision, "deny");
});

test("whatever differs from the grant is denied, with the reason and the way out", () => {
  const disguised = Object.defineProperty({ ...granted.options }, "__proto__", { value: { to: "all" }, enumerable: true });
  const inherited = {};
  Object.setPrototypeOf(inherited, granted.options);
  const denied: readonly [Partial<MessageProposal>, string][] = [
    [{ automation: "other" }, "policy-other-automation"],
    [{ grant: "mail" }, "policy-no-grant"],
    [{ grant: "File" }, "policy-no-grant"],
    [{ grant: "constructor" }, "policy-no-grant"],
    [{ grant: "" }, "policy-no-grant"],
    [{ delivery: "console" }, "policy-other-delivery"],
    [{ grant: "file-2" }, "policy-other-options"],
    [{ options: {} }, "policy-other-options"],
    [{ options: { path: "out.md" } }, "policy-other-options"],
    [{ options: { path: "out.md", tags: ["b", "a"] } }, "policy-other-options"],
    [{ options: { path: "out.md", tags: ["a", "b"], to: "all" } }, "policy-other-options"],
    [{ options: { path: "out.md\u200b", tags: ["a", "b"] } }, "policy-other-options"],
    [{ options: { path: "out.md", tags: { 0: "a", 1: "b" } } }, "policy-other-options"],
    [{ options: disguised }, "policy-other-options"],
    [{ options: inherited }, "policy-other-options"],
  ];
  for (const [change, code] of denied) assert.equal(codeOf({ ...granted, ...change }), code, JSON.stringify(change));
  const said: readonly [Partial<MessageProposal>, string][] = [
    [{ automation: "other" }, "expected a proposal of test, got one of other"],
    [{ delivery: "console" }, 'expected the grant file to be used for file, got "console"'],
    [{ options: {} }, "expected the options of the grant file, got others"],
    [{ grant: "mail" }, 'expected a grant of test, got "mail"'],
  ];
  for (const [change, message] of said) assert.throws(() => deniedBy({ ...granted, ...change }), { name: "PolicyError", message });
  const verdict = decide(automation, { ...granted, grant: "mail" }, {});
  assert.ok(verdict.decision === "deny");
  assert.equal(verdict.error.hint, "If it is meant to happen, say so under writes in the automation's file.");
});

test("a write to one of several goes to exactly one of them, judged by all whom it may go to", () => {
  const people = ["ana", "ben"].map((person) => ({ person, options: { to: person } }));
  const audience = people.map(({ person }) => ({ kind: "person", person }) as const);
  const write = { name: "slack", delivery: "slack", options: { to: "author", people: ["ana", "ben"] }, audience, addressees: people };
  const reads = [{ name: "gmail", connector: "gmail", options: {}, audience: [{ kind: "person", person: "ana" } as const] }];
  const toAuthor = automationWith({ hash: "v1:now", writes: [write], reads, flows: [{ from: "gmail", to: "slack" }] });
  const judge = (options: MessageProposal["options"], acceptedHash = "v1:now") =>
    decide(toAuthor, { kind: "message", automation: "test", grant: "slack", delivery: "slack", options }, { acceptedHash });
  const { addressees: _all, ...settled } = write;
  assert.deepEqual(judge({ to: "ana" }), { decision: "allow", grant: { ...settled, options: { to: "ana" } } });
  const others = [
    { to: "zoe" },
    { to: "ana", connection: "acme" },
    { to: ["ana", "ben"] },
    { to: "author", people: ["zoe"] },
    {},
    { to: "me" },
  ];
  for (const options of others) assert.equal(judge(options).decision, "deny", JSON.stringify(options));
  const held = judge({ to: "ana" }, "v1:before");
  assert.ok(held.decision === "hold", "what Ben may not see waits, also where Ana is written to");
  assert.deepEqual([held.grant.options, held.reasons], [{ to: "ana" }, [{ kind: "wider", from: "gmail", to: "slack" }]]);
});

test("by a write goes what it takes out and nothing else: nobody who is asked things gets a briefing, and no plan is changed by one", () => {
  const writes = ([undefined, "questions", "updates"] as const).map((carries, index) => {
    const roster = [{ person: "ana", options: { to: "ana" } }];
    const common = { name: `write-${index}`, delivery: "slack", options: { to: "roster", people: ["ana"] }, audience: [] };
    return { ...common, ...(carries && { carries }), ...(carries === "questions" && { addressees: roster }) };
  });
  const asking = automationWith({ writes });
  const answerTo = (grant: string, carries: Cargo, options: MessageProposal["options"] = { to: "roster", people: ["ana"] }) => {
    const verdict = decide(asking, { kind: "message", automation: "test", grant, delivery: "slack", options }, { carries });
    return verdict.decision === "deny" ? verdict.error.code : verdict.decision;
  };
  for (const [index, own] of CARGOES.entries()) {
    for (const carries of CARGOES) {
      assert.equal(answerTo(`write-${index}`, carries), carries === own ? "allow" : "policy-other-cargo", `${own} ${carries}`);
    }
  }
  assert.equal(answerTo("write-1", "questions", { to: "ana" }), "allow");
  assert.equal(answerTo("write-1", "briefing", { to: "ana" }), "policy-other-cargo");
  assert.equal(answerTo("write-1", "questions", { to: "ben" }), "policy-other-options");
  const verdict = decide(
    asking,
    { kind: "message", automation: "test", grant: "write-1", delivery: "slack", options: { to: "ana" } },
    { carries: "updates" },
  );
  assert.ok(verdict.decision === "deny");
  assert.equal(verdict.error.message, "expected a question to go by the grant write-1, got a change of a plan");
});

test("a message is what it does: it asks or answers, it changes a plan, or it is a briefing", () => {
  const asking = { asks: [], kind: "ask" } as const;
  assert.equal(cargoOf({ asking }), "questions");
  assert.equal(cargoOf({ about: "ack:slack:D1:2" }), "questions");
  assert.equal(cargoOf({ about: "github:acme/shop#1" }), "briefing");
  assert.equal(cargoOf({}), "briefing");
  const item = { id: "files:plan.md#a", source: "files", key: "T-1", title: "Docs", fields: {} };
  assert.equal(cargoOf({ update: { item, changes: [], by: "ana", name: "Ana", at: "2026-11-20T08:00:00.000Z", quote: "" } }), "updates");
});

test("of thousands of hostile proposals none passes that is not a grant", () => {
  const next = numbersFrom(7);
  const one = <T>(choices: readonly [T, ...T[]]): T => choices[next(choices.length)] ?? choices[0];
  let allowed = 0;
  for (let round = 0; round < 5_000; round += 1) {
    const proposal: MessageProposal = {
      kind: "message",
      automation: one(["test", "test", "test", "tesт", "__proto__", "x".repeat(10_000)]),
      grant: one(["file", "file-2", "console", "file-3", "toString", "file\n"]),
      delivery: one(["file", "console", "mail", "hasOwnProperty"]),
      options: one<MessageProposal["options"]>([{ path: "out.md", tags: ["a", "b"] }, { path: "other.md" }, {}, { path: "/etc/passwd" }]),
    };
    const isGranted = automation.writes.some(
      ({ name, delivery, options }) =>
        proposal.automation === "test" &&
        name === proposal.grant &&
        delivery === proposal.delivery &&
        JSON.stringify(options) === JSON.stringify(proposal.options),
    );
    const { decision } = decide(automation, proposal, {});
    assert.equal(decision === "allow", isGranted, JSON.stringify(proposal));
    if (decision === "allow") allowed += 1;
  }
  assert.ok(allowed > 20, `only ${allowed} proposals were grants: the test is toothless`);
});

const mine: Audience = { kind: "person", person: "me" };
const room: Audience = { kind: "place", place: "slack:C0123456789" };
const toRoom: MessageProposal = { kind: "message", automation: "test", grant: "slack", delivery: "slack", options: { to: "C0123456789" } };
const reading = automationWith({
  hash: "v1:now",
  reads: [
    { name: "gmail", connector: "gmail", options: {}, audience: [mine] },
    { name: "slack", connector: "slack", options: {}, audience: [room] },
  ],
  writes: [
    { name: "slack", delivery: "slack", options: { to: "C0123456789" }, audience: [room], outsiders: false },
    { name: "console", delivery: "console", options: {}, audience: [mine] },
  ],
});
const toMe: MessageProposal = { kind: "message", automation: "test", grant: "console", delivery: "console", options: {} };
const wider: HoldReason = { kind: "wider", from: "gmail", to: "slack" };

function reasonsOf(automation: Automation, circumstances: Circumstances, proposal = toRoom): readonly HoldReason[] {
  const verdict = decide(automation, proposal, circumstances);
  assert.ok(verdict.decision !== "deny", verdict.decision === "deny" ? verdict.error.message : "");
  assert.equal(
    verdict.grant,
    automation.writes.find(({ name }) => name === proposal.grant),
  );
  if (verdict.decision === "allow") return [];
  assert.equal(verdict.decision, "hold");
  assert.notEqual(verdict.reasons.length, 0);
  return verdict.reasons;
}

test("what would go further than its readers may see waits, until the very definition that says so is accepted", () => {
  const flows = [{ from: "gmail", to: "slack" }];
  const held: readonly [Partial<Automation>, Circumstances, readonly HoldReason[]][] = [
    [{}, {}, [wider]],
    [{}, { acceptedHash: "v1:now" }, [wider]],
    [{ flows }, {}, [wider]],
    [{ flows }, { acceptedHash: "v1:before" }, [wider]],
    [{ flows }, { acceptedHash: "v1:now" }, []],
    [{ flows: [{ from: "gmail", to: "console" }] }, { acceptedHash: "v1:now" }, [wider]],
    [{ flows: [{ from: "slack", to: "slack" }] }, { acceptedHash: "v1:now" }, [wider]],
  ];
  for (const [change, circumstances, reasons] of held) {
    assert.deepEqual(reasonsOf({ ...reading, ...change }, circumstances), reasons, JSON.stringify([change, circumstances]));
    assert.deepEqual(reasonsOf({ ...reading, ...change }, circumstances, toMe), []);
  }
});

const agreed = automationWith({ ...reading, reads: [] });
const asking = (...when: ApprovalCondition[]): Automation => ({ ...agreed, approval: { ...agreed.approval, when } });
const reach = (outsiders: readonly string[], fingerprint = "v1:a") => ({ name: "#risk", count: 2, outsiders, fingerprint });
const changed: HoldReason = { kind: "audience_changed", now: "#risk: 2 readers, nobody from outside among them" };
const strange: HoldReason = { kind: "audience_changed", now: "#risk: 2 readers, 1 guest among them" };
const unsure: HoldReason = { kind: "reviewer_unsure", why: "no idea" };

test("a message waits for each condition that its definition names and that holds, and for no other", () => {
  const all: Circumstances = { isFirst: true, newHosts: ["a.example"], reach: { now: reach([], "v1:b"), before: "v1:a" } };
  const links: HoldReason = { kind: "new_external_link", hosts: ["a.example"] };
  const cases: readonly [Automation, Circumstances, readonly HoldReason[]][] = [
    [agreed, all, []],
    [asking("first_run"), all, [{ kind: "first_run" }]],
    [asking("first_run"), { isFirst: false }, []],
    [asking("first_run"), {}, []],
    [asking("new_external_link"), all, [links]],
    [asking("new_external_link"), { newHosts: [] }, []],
    [asking("new_external_link"), {}, []],
    [asking("audience_changed"), all, [changed]],
    [asking("audience_changed"), { reach: { now: reach([]), before: "v1:a" } }, []],
    [asking("audience_changed"), { reach: { now: reach([]) } }, []],
    [asking("audience_changed"), {}, []],
    [asking("reviewer_unsure"), all, []],
    [asking("first_run", "new_external_link", "audience_changed"), all, [{ kind: "first_run" }, links, changed]],
  ];
  for (const [automation, circumstances, reasons] of cases) assert.deepEqual(reasonsOf(automation, circumstances), reasons);
  const named = asking("first_run", "new_external_link", "audience_changed");
  assert.deepEqual(reasonsOf(named, all, toMe), [changed], "what its owner alone reads waits for nothing that it says");
  const always: Automation = { ...agreed, approval: { ...agreed.approval, when: "always" } };
  assert.deepEqual(reasonsOf(always, all), [{ kind: "asked" }]);
  assert.deepEqual(reasonsOf(always, {}), [{ kind: "asked" }]);
  assert.deepEqual(reasonsOf(always, {}, toMe), [{ kind: "asked" }]);
});

test("a write that proposes has a person asked before each message, its neighbours none", () => {
  const [file, ...others] = automation.writes;
  assert.ok(file);
  const proposing = { ...automation, writes: [{ ...file, proposed: true as const }, ...others] };
  const verdict = decide(proposing, granted, {});
  assert.deepEqual(verdict.decision === "hold" && verdict.reasons, [{ kind: "asked" }]);
  assert.equal(decide(proposing, { ...granted, grant: "console", delivery: "console", options: {} }, {}).decision, "allow");
});

test("whatever the definition says of approval, a doubtful review and people from outside have a person asked", () => {
  const tolerant = { ...agreed, writes: agreed.writes.map((grant) => ({ ...grant, outsiders: true })) };
  const untold = { ...agreed, writes: agreed.writes.map(({ outsiders: _outsiders, ...grant }) => grant) };
  const cases: readonly [Automation, Circumstances, readonly HoldReason[]][] = [
    [agreed, { review: { verdict: "agreed", why: "fine" } }, []],
    [agreed, { review: { verdict: "unsure", why: "no idea" } }, [unsure]],
    [asking("reviewer_unsure"), { review: { verdict: "unsure", why: "no idea" } }, [unsure]],
    [agreed, { reach: { now: reach([]) } }, []],
    [agreed, { reach: { now: reach(["1 guest"]) } }, [strange]],
    [asking("audience_changed"), { reach: { now: reach(["1 guest"], "v1:b"), before: "v1:a" } }, [strange]],
    [untold, { reach: { now: reach(["1 guest"]) } }, [strange]],
    [tolerant, { reach: { now: reach(["1 guest"]) } }, []],
    [
      { ...tolerant, approval: asking("audience_changed").approval },
      { reach: { now: reach(["1 guest"], "v1:b"), before: "v1:a" } },
      [strange],
    ],
  ];
  for (const [automation, circumstances, reasons] of cases) assert.deepEqual(reasonsOf(automation, circumstances), reasons);
});

test("what the reviewer refused is denied in its words, however much was accepted", () => {
  const verdict = decide(agreed, toRoom, { acceptedHash: agreed.hash, review: { verdict: "denied", why: "it tells of salaries" } });
  assert.ok(verdict.decision === "deny");
  assert.equal(verdict.error.code, "policy-review");
  assert.equal(verdict.error.message, "expected the reviewer to agree, got a no: it tells of salaries");
  assert.equal(verdict.error.hint, "Look at what it would have said.");
  const elsewhere = decide(agreed, { ...toRoom, grant: "mail" }, { review: { verdict: "agreed", why: "" } });
  assert.ok(elsewhere.decision === "deny", "a reviewer who agrees permits nothing");
});
