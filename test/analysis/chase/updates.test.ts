import assert from "node:assert/strict";
import { test } from "node:test";
import { updatesOf } from "../../../src/analysis/chase/updates.ts";
import type { Answer, Ask, Told } from "../../../src/core/ask.ts";
import type { PlanUpdate } from "../../../src/core/briefing.ts";
import type { Change, FieldValue, Item } from "../../../src/core/item.ts";
import { askOf, PEOPLE, planTask } from "./letters.ts";

const AT = "2026-11-19T16:00:00.000Z";

function answered(changes: Partial<Told>): Ask {
  const none = { eta: null, etaAsk: false, sure: true, percent: null, blocker: null, to: null, quote: [0, 4] as const };
  const answer: Answer = {
    told: { item: "notion:T-12", status: "at_risk", ...none, ...changes },
    quote: "in Ana's words",
    at: AT,
    reply: "slack:1",
  };
  return askOf("T-12", { state: "answered", answer, endedAt: AT });
}

interface Plan {
  fields?: Record<string, FieldValue>;
  updatedAt?: string;
  changes?: readonly Change[];
  earlier?: readonly Answer[];
}

function updates(told: Partial<Told>, { fields = {}, updatedAt, changes = [], earlier = [] }: Plan = {}): PlanUpdate[] {
  const item: Item = { ...planTask("T-12", "Docs", fields), ...(updatedAt !== undefined && { updatedAt }) };
  return updatesOf([answered(told)], { items: [item], changes, earlier, people: PEOPLE });
}

function changed(told: Partial<Told>, plan?: Plan): unknown[] | undefined {
  return updates(told, plan)[0]?.changes.map(({ field, from, to }) => `${field}: ${from} -> ${to}`);
}

test("a sure answer becomes a change of the plan, with who said it, when and in which words", () => {
  const [update] = updates({ eta: "2026-11-27" });
  assert.deepEqual(update?.changes, [
    { field: "status", from: "on_track", to: "at_risk" },
    { field: "eta", from: null, to: "2026-11-27" },
  ]);
  assert.deepEqual([update?.by, update?.name, update?.at, update?.quote], ["ana", "Ana Pereira", AT, "in Ana's words"]);
  assert.deepEqual([update?.item.key, update?.item.source, update?.item.url], ["T-12", "notion", "https://notion.example/T-12"]);
});

test("what the plan says already is no change, and an answer with nothing else is none", () => {
  assert.deepEqual(changed({ status: "on_track", eta: "2026-11-27" }, { fields: { eta: "2026-11-27" } }), undefined);
  assert.deepEqual(
    changed({ status: "blocked", blocker: { by: null, what: "legal" } }, { fields: { status: "blocked", blockedBy: "legal" } }),
    undefined,
  );
});

test("what blocks is written with its status, and goes with what is over", () => {
  assert.deepEqual(changed({ status: "blocked", blocker: { by: null, what: "legal" } }), [
    "status: on_track -> blocked",
    "blocker: null -> legal",
  ]);
  const blocked = { fields: { status: "blocked", blockedBy: "legal" } };
  assert.deepEqual(changed({ status: "done", eta: "2026-11-19" }, blocked), ["status: blocked -> done", "blocker: legal -> null"]);
  assert.deepEqual(changed({ status: "at_risk" }, blocked), ["status: blocked -> at_risk"]);
});

test("nothing is written that is not sure, nor who has it now", () => {
  assert.deepEqual(updates({ eta: "2026-11-27", sure: false }), []);
  assert.deepEqual(changed({ eta: "2026-11-27", etaAsk: true }), ["status: on_track -> at_risk"]);
  assert.deepEqual(updates({ status: null, percent: 80 }), []);
  assert.deepEqual(updates({ status: "reassigned", to: "ben" }), []);
  assert.deepEqual(changed({ eta: { from: "2026-11-26", to: "2026-11-27" } }), ["status: on_track -> at_risk"]);
});

test("nothing is written over what somebody has changed since, yet another line of the same file is no such change", () => {
  const later = "2026-11-19T17:00:00.000Z";
  const change = { item: "notion:T-12", field: "status", from: "todo", to: "in_progress", at: later };
  assert.deepEqual(updates({}, { updatedAt: later, changes: [change] }), []);
  assert.equal(updates({}, { updatedAt: later, changes: [{ ...change, item: "notion:T-13" }] }).length, 1);
  assert.equal(updates({}, { updatedAt: "2026-11-19T15:00:00.000Z", changes: [change] }).length, 1);
});

test("what was written for an earlier word is no change of somebody else's, but for a field that it does not speak of", () => {
  const later = "2026-11-19T17:00:00.000Z";
  const change = { item: "notion:T-12", field: "status", from: "todo", to: "blocked", at: later };
  const saidBefore = (told: Partial<Told>): Answer[] => [answered(told)].flatMap(({ answer }) => answer ?? []);
  const plan = { fields: { status: "blocked" }, updatedAt: later, changes: [change], earlier: saidBefore({ status: "blocked" }) };
  assert.deepEqual(changed({ status: "done" }, plan), ["status: blocked -> done"]);
  const eta = { ...change, field: "eta", from: null, to: "2026-11-27" };
  assert.equal(changed({}, { ...plan, fields: { ...plan.fields, eta: "2026-11-27" }, changes: [change, eta] }), undefined);
  assert.equal(changed({}, { ...plan, earlier: saidBefore({ status: "done" }) }), undefined);
  assert.equal(changed({}, { ...plan, earlier: saidBefore({ status: "blocked", sure: false }) }), undefined);
  assert.equal(changed({}, { ...plan, earlier: saidBefore({ status: "blocked", item: "notion:T-13" }) }), undefined);
});

test("an answer about what is not in the plan any more changes nothing", () => {
  assert.deepEqual(updatesOf([answered({})], { items: [], changes: [], earlier: [], people: PEOPLE }), []);
});

test("what the plan's own word says is at risk is not on track already", () => {
  const fields = { status: "in_progress", statusName: "At risk" };
  assert.deepEqual(changed({ status: "on_track" }, { fields }), ["status: at_risk -> on_track"]);
  assert.deepEqual(changed({ status: "at_risk" }, { fields }), undefined);
});
