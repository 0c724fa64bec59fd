import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Reach } from "../../../src/core/audience.ts";
import type { Automation } from "../../../src/core/automation.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import { createPermit } from "../../../src/engine/outbox/permit.ts";
import { automationWith } from "../../support/automation.ts";
import { addRun, open, restart, type Receiving, type Send, type World } from "./outbox-world.ts";

export const HOUSE: Reach = { name: "#risk", count: 3, outsiders: [], fingerprint: "v1:house" };
export const WITH_GUEST: Reach = { name: "#risk", count: 4, outsiders: ["1 guest"], fingerprint: "v1:guest" };
export const WITH_OTHERS: Reach = { ...WITH_GUEST, count: 5, outsiders: ["2 guests"], fingerprint: "v1:guests" };

export interface Place {
  reach: Reach;
  /** What it would be handed now. */
  exact: unknown;
  automation: Automation | undefined;
  /** What the run went by. */
  ran: Automation | undefined;
  isBroken: boolean;
  secrets: string[];
  sent: string[];
  told: number;
}

export const WRITE = { name: "mail", delivery: "mail", options: { to: "me" }, audience: [{ kind: "person", person: "me" }] } as const;

export function startPlace(changes: Partial<Automation> = {}): Place {
  const automation = automationWith({ id: "sample", hash: "v1:sample", writes: [WRITE], ...changes });
  return { reach: HOUSE, exact: "Nothing needs you.", automation, ran: automation, isBroken: false, secrets: [], sent: [], told: 0 };
}

export function receivingAt(place: Place): Exclude<Receiving, Send> {
  return {
    preview: () => ({ text: "", exact: place.exact }),
    reach: async () => place.reach,
    send: async ({ idempotencyKey }) => (place.sent.push(idempotencyKey), { receipt: "well" }),
  };
}

/** A worker that asks the real permit before each message to a place whose readers, words and definition the test changes. */
export async function openAt(
  context: TestContext,
  place: Place,
  runs: readonly string[],
  entry: Partial<OutboxEntry> = {},
): Promise<World> {
  const world: World = await open(context, receivingAt(place), [], {}, { postponed: () => void (place.told += 1) });
  const permit = createPermit({
    store: world.store,
    findAutomation: () => place.automation,
    findRanBy: async () => place.ran,
    workspace: () => ({ owner: "sam" }),
    isBroken: () => place.isBroken,
    people: () => ({ all: [] }),
    secrets: () => place.secrets,
  });
  for (const run of runs) await addRun(world.store, run, entry);
  return restart({ ...world, parts: { ...world.parts, permit } }, receivingAt(place));
}

/** A message to a place where a guest reads, which waits by now. */
export async function openWithGuest(context: TestContext): Promise<{ place: Place; world: World }> {
  const place = { ...startPlace(), reach: WITH_GUEST };
  const world = await openAt(context, place, ["a"]);
  await world.worker.drain();
  return { place, world };
}

export async function approve({ store }: World, key: string, by = "me"): Promise<void> {
  const { content } = (await store.outbox.find(key))?.approval ?? {};
  assert.ok(await store.outbox.decide(key, { approved: true, by, ...(content && { content }) }, "2026-11-20T08:00:00.000Z"));
}
