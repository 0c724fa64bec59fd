import assert from "node:assert/strict";
import { test } from "node:test";
import { APPROVAL_CONDITIONS } from "../../src/core/approval.ts";
import type { Audience } from "../../src/core/audience.ts";
import type { Automation } from "../../src/core/automation.ts";
import type { Review } from "../../src/core/ports/reviewer.ts";
import type { Circumstances, MessageProposal } from "../../src/core/proposal.ts";
import { decide } from "../../src/policy/decide.ts";
import { explainAutomation } from "../../src/policy/explain.ts";
import { needsReview, reviewNow, whyPaused } from "../../src/policy/review.ts";
import { automationWith, numbersFrom } from "../support/automation.ts";

const ROOM = { kind: "place", place: "slack:C1" } as const;
const ME = { kind: "person", person: "me" } as const;
const words = { read: () => "", write: ({ name }: { name: string }) => `to ${name}`, event: () => "" };
const STRICTNESS = { allow: 0, hold: 1, deny: 2 } as const;

test("whatever the reviewer says, it opens nothing: policy with it is never wider than policy alone", () => {
  const next = numbersFrom(11);
  const one = <T>(choices: readonly [T, ...T[]]): T => choices[next(choices.length)] ?? choices[0];
  const seen = new Set<string>();
  for (let round = 0; round < 5_000; round += 1) {
    const when = one<Automation["approval"]["when"]>(["never", "always", APPROVAL_CONDITIONS.filter(() => next(2) === 0)]);
    const automation = automationWith({
      reads: next(2) === 0 ? [] : [{ name: "in", connector: "in", options: {}, audience: [ME] }],
      writes: [{ name: "out", delivery: "out", options: { to: "a" }, audience: [one<Audience>([ROOM, ME])] }],
      approval: { when, approvers: [], expiresMs: 1_000 },
    });
    const options = one([{ to: "a" }, { to: "a" }, { to: "b" }]);
    const proposal: MessageProposal = {
      kind: "message",
      automation: "test",
      grant: one(["out", "out", "other"]),
      delivery: "out",
      options,
    };
    const circumstances: Circumstances = {
      ...(next(2) === 0 && { acceptedHash: automation.hash }),
      ...(next(2) === 0 && { isFirst: next(2) === 0 }),
      ...(next(3) === 0 && { newHosts: ["example.com"] }),
      ...(next(3) === 0 && { reach: { now: { outsiders: next(2) === 0 ? [] : ["1 guest"], fingerprint: "v1:a" }, before: "v1:b" } }),
    };
    const review: Review = { verdict: one(["agreed", "unsure", "denied"]), why: "x" };
    const alone = decide(automation, proposal, circumstances).decision;
    const both = decide(automation, proposal, { ...circumstances, review }).decision;
    assert.ok(STRICTNESS[both] >= STRICTNESS[alone], `${alone} became ${both}`);
    if (review.verdict === "agreed") assert.equal(both, alone);
    if (review.verdict !== "agreed") assert.notEqual(both, "allow");
    if (review.verdict === "denied") assert.equal(both, "deny");
    seen.add(`${alone} ${review.verdict}`);
  }
  assert.equal(seen.size, 9, `only ${[...seen].join(", ")} came up: the test is toothless`);
});

test("a message is reviewed where others than its owner may read it, or nobody knows who does", () => {
  const asks = (audience: Parameters<typeof needsReview>[1]["audience"], owner = "me"): boolean =>
    needsReview(automationWith({ owner }), { name: "out", delivery: "out", options: {}, audience });
  assert.deepEqual(
    [asks([ME]), asks([{ kind: "person", person: "ana" }]), asks([{ kind: "person", person: "ana" }], "ana")],
    [false, true, false],
  );
  const read = { name: "gmail", connector: "gmail", options: {}, audience: [ME] };
  const toOwner = { name: "out", delivery: "out", options: {}, audience: [{ kind: "person", person: "ana" }] } as const;
  assert.equal(needsReview(automationWith({ owner: "ana", reads: [read] }), toOwner), true, "which its owner may not see");
  assert.deepEqual([asks([ROOM]), asks([ME, ROOM]), asks([]), asks([{ kind: "public" }])], [true, true, true, true]);
});

test("a review speaks of the words that it saw, and of others only where a person has said yes to them", () => {
  const review = { verdict: "agreed", why: "fine", content: "v1:a" } as const;
  const approval = { content: "v1:b", reasons: [], approvers: ["me"] };
  assert.deepEqual(reviewNow({}, "v1:a"), {});
  assert.equal(reviewNow({ review }, "v1:a").review?.verdict, "agreed");
  assert.equal(reviewNow({ review }, "v1:b").review?.verdict, "unsure");
  assert.equal(reviewNow({ review, approval }, "v1:b").review?.verdict, "agreed");
  assert.equal(reviewNow({ review, approval }, "v1:c").review?.verdict, "unsure");
  assert.equal(reviewNow({ review: { ...review, verdict: "denied" } }, "v1:b").review?.verdict, "denied");
});

test("an automation is paused by three denials in a row or ten of the last fifty, and by no fewer", () => {
  const rows = (text: string) => [...text].map((letter) => (letter === "d" ? "denied" : letter === "u" ? "unsure" : "agreed"));
  assert.equal(whyPaused(rows("dd")), undefined);
  assert.equal(whyPaused(rows("ddudd")), undefined);
  assert.equal(whyPaused(rows("ddda")), "the reviewer said no to 3 messages in a row");
  assert.equal(whyPaused(rows("da".repeat(9))), undefined);
  assert.equal(whyPaused(rows("da".repeat(10))), "the reviewer said no to 10 of the last 20 messages");
  assert.equal(whyPaused(rows(`${"aaaad".repeat(9)}aaaaad`)), undefined);
});

test("where there is a reviewer, people are told which messages it reads and what follows", () => {
  const writes = ["room", "mine"].map((name) => ({ name, delivery: name, options: {}, audience: [name === "room" ? ROOM : ME] }));
  const told = (changes: Parameters<typeof automationWith>[0], isReviewed = true): string[] =>
    explainAutomation(automationWith(changes), words, undefined, { isReviewed })
      .filter(({ about }) => about === "review")
      .map(({ text }) => text);
  const rest =
    "first: it is not sent where the reviewer says no, and waits for a person where it is not sure. It can permit nothing that is not said here.";
  assert.deepEqual(told({ writes }), [`A reviewer reads each message to room ${rest}`]);
  assert.deepEqual(told({ writes: writes.slice(0, 1) }), [`A reviewer reads each message ${rest}`]);
  assert.deepEqual([told({ writes: writes.slice(1) }), told({ writes: [] }), told({ writes }, false)], [[], [], []]);
});

test("a reviewer reads what goes to the owner alone only where the file names the reviewer's doubt, and nothing that is only written down", () => {
  const asks = (when: Automation["approval"]["when"], staged?: true): boolean => {
    const write = { name: "out", delivery: "out", options: {}, audience: staged ? [ROOM] : [ME] };
    return needsReview(automationWith({ approval: { when, approvers: [], expiresMs: 1_000 } }), { ...write, ...(staged && { staged }) });
  };
  assert.equal(asks(["first_run", "reviewer_unsure"]), true);
  for (const when of [["first_run"], "always", "never"] as const) assert.equal(asks(when), false, String(when));
  assert.equal(asks(["reviewer_unsure"], true), false);
});
