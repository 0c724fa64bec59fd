import type { TestContext } from "node:test";
import type { Automation } from "../../../src/core/automation.ts";
import type { LedgerEntry } from "../../../src/core/finding.ts";
import type { Operations } from "../../../src/core/ports/operations.ts";
import type { Person } from "../../../src/core/person.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { answerRequest, type RequestAnswer } from "../../../src/engine/answer-request.ts";
import { SqliteEngine } from "../../../src/engine/execution/sqlite-engine.ts";
import { createOperations } from "../../../src/engine/operations.ts";
import { OutboxWorker } from "../../../src/engine/outbox/outbox-worker.ts";
import { limitsOf } from "../../../src/engine/limits.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { permitAsWritten } from "../../support/permit.ts";
import { noQuestions } from "../../support/no-questions.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { createDesk, type Desk } from "../../../src/web/slack/desk.ts";
import type { SentMessage } from "../../../src/web/desk/sent.ts";
import type { DeskParts } from "../../../src/web/desk/orders.ts";
import { sampleBriefing } from "../../render/sample.ts";
import { AT, LATER, ledgerEntry, outboxEntry, runEnd, startRun, RUN_ID } from "../../store/samples.ts";
import { automationWith } from "../../support/automation.ts";
import { createFakeClock, type FakeClock } from "../../support/clock.ts";
import { memoryStore } from "../../support/store.ts";

/** The keys of the two flags that the sample briefing numbers. */
export const [FIRST, SECOND] = ["3fa2c1b0d5e6f708192a3b4c5d6e7f8091a2b3c4", "a2a3b62c5d6e7f8091a2b3c4d5e6f708192a3b4c"] as const;
export const PLACE = { channel: "C0123456789", ts: "1700000000.000100" };
export const [SAM, ANA, STRANGER] = ["U0SAM0000", "U0ANA0000", "U0NOBODY0"] as const;

const person = (key: string, name: string, account: string): Person => ({
  ...{ key, name, emails: [], aliases: [], absences: [], vip: false },
  accounts: [`slack:${account}`],
});
export const [sam, ana] = [person("me", "Sam Field", SAM), person("ana", "Ana Kovacs", ANA)] as const;
export const people = { all: [sam, ana] };

/** A briefing that was posted for `me`, and what has been done since. */
export interface DeskWorld {
  store: Store;
  desk: Desk;
  parts: DeskParts & { operations: Operations; clock: FakeClock };
  rewritten: SentMessage[];
  paused: string[];
  entry(key: string): Promise<LedgerEntry | undefined>;
}

export async function openDesk(context: TestContext): Promise<DeskWorld> {
  const store = memoryStore(context);
  const clock = createFakeClock(LATER);
  const briefing = await store.documents.put("briefing", sampleBriefing({ timezone: "Europe/Berlin" }));
  await startRun(store);
  const ledger = [FIRST, SECOND].map((key, index) => ledgerEntry({ key, lastTitle: [{ kind: "text", text: `Flag ${index + 1}` }] }));
  await store.runs.finish(RUN_ID, runEnd({ ledger, outbox: [{ ...outboxEntry(), delivery: "slack", briefing }] }), AT);
  await store.outbox.claim(AT, 1);
  await store.outbox.settle("message", { state: "sent", receipt: `${PLACE.channel}:${PLACE.ts}` }, AT);
  const automations: Automation[] = [automationWith({ id: "morning", name: "Morning briefing", owner: "me" })];
  const rewritten: SentMessage[] = [];
  const paused: string[] = [];
  const shared = { clock, logger: silentLogger, random: () => 0, crashPoint: () => {} };
  const engine = new SqliteEngine({
    ...{ ...shared, runs: store.runs, concurrency: 1, onEnd: () => {}, limitsOf: () => limitsOf(undefined) },
    workflow: async () => runEnd(),
  });
  const outbox = new OutboxWorker({
    ...{
      ...shared,
      outbox: store.outbox,
      documents: store.documents,
      deliveries: shippedDeliveries(),
      permit: permitAsWritten(store),
      root: "/",
    },
    ...{ sendTimeoutMs: 1_000, settleMs: 1_000, ended: () => {}, postponed: () => {} },
  });
  const operations = createOperations({
    ...{ ...shared, store, engine, outbox, automations: () => automations, nextTime: () => undefined },
    ...{ deliveries: shippedDeliveries(), owner: () => "me", decided: () => {}, ...noQuestions },
    paused: async () => void paused.push("morning"),
    findRanBy: async () => automations[0],
  });
  const parts = {
    store,
    operations,
    automations: () => automations,
    why: async (_posted: SentMessage, { key }: LedgerEntry) => `Because of ${key.slice(0, 7)}.`,
    answer: (answer: RequestAnswer) =>
      answerRequest({ operations, messages: store.outbox, people: () => people, timezone: () => "Europe/Berlin", clock }, answer),
    rewrite: async (posted: SentMessage) => void rewritten.push(posted),
    clock,
  };
  const entry = async (key: string) => (await store.findings.ledger("morning", "me")).find((each) => each.key === key);
  return { store, desk: createDesk(parts), parts, rewritten, paused, entry };
}
