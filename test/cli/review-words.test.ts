import assert from "node:assert/strict";
import { test } from "node:test";
import { entryInWords } from "../../src/cli/audit-words.ts";
import { messageInWords, whyHeld } from "../../src/cli/message-words.ts";
import { messageTable } from "../../src/cli/run-tables.ts";
import type { AuditEntry } from "../../src/core/audit.ts";
import type { OutboxEntry } from "../../src/core/delivery.ts";
import type { Review } from "../../src/core/ports/reviewer.ts";
import { AT, outboxEntry } from "../store/samples.ts";

const reader = { timezone: "UTC", asOf: AT };

function reviewed(verdict: Review["verdict"], changes: Partial<OutboxEntry>): OutboxEntry {
  return { ...outboxEntry("m"), review: { verdict, why: "it tells of pay", content: "v1:a" }, ...changes };
}

test("what the reviewer said stands with its message, and once only where it is why that waits", () => {
  const approval = { content: "v1:a", reasons: [{ kind: "reviewer_unsure", why: "it tells of pay" }], approvers: ["me"] } as const;
  const held = reviewed("unsure", { state: "held", approval });
  const waits = "The reviewer did not say yes: it tells of pay";
  assert.equal(messageInWords(reviewed("agreed", { state: "sent", receipt: "42" }), reader), "the reviewer agreed: it tells of pay; 42");
  assert.equal(messageInWords(reviewed("denied", { state: "denied" }), reader), "the reviewer said no: it tells of pay");
  const approved = reviewed("unsure", { state: "sent", decidedBy: "me", receipt: "42" });
  assert.equal(messageInWords(approved, reader), "approved by me; the reviewer was not sure: it tells of pay; 42");
  assert.deepEqual([messageInWords(held, reader), whyHeld(held)], ["", [waits]]);
  assert.deepEqual(messageTable([held], reader)[1], ["m", "console", "held", "0", waits]);
});

test("the record says that the reviewer agreed, or said no", () => {
  const names = { messageOf: () => reviewed("agreed", {}), nameOf: () => undefined, runOf: () => undefined };
  const told = (kind: AuditEntry["kind"], review?: Review["verdict"]): string => {
    const detail = { grant: "console", delivery: "console", ...(review && { review }) };
    return entryInWords({ sequence: 1, at: AT, kind, automation: "morning", detail, previous: "", hash: "v1:1" }, names);
  };
  const asked = "morning asked to send to console (m):";
  assert.equal(told("policy.allowed", "agreed"), `${asked} allowed, and the reviewer agreed`);
  assert.equal(told("policy.allowed"), `${asked} allowed`);
  assert.equal(told("policy.denied", "denied"), `${asked} the reviewer said no`);
});
