import assert from "node:assert/strict";
import { test } from "node:test";
import type { MessageProposal } from "../../src/core/proposal.ts";
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
  const verdict = decide(automation, { ...granted, grant: "mail" }, {});
  assert.ok(verdict.decision === "deny");
  assert.equal(verdict.error.message, 'expected a grant of test, got "mail"');
  assert.equal(verdict.error.hint, "If it is meant to happen, say so under writes in the automation's file.");
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
