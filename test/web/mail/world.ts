import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Automation } from "../../../src/core/automation.ts";
import type { HoldReason } from "../../../src/core/approval.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { SmtpConnection } from "../../../src/core/connection.ts";
import type { Event } from "../../../src/core/event.ts";
import type { Receipt } from "../../../src/engine/events/dispatcher.ts";
import type { LedgerEntry } from "../../../src/core/finding.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { Person } from "../../../src/core/person.ts";
import type { RunEnd } from "../../../src/core/ports/engine.ts";
import type { Operations } from "../../../src/core/ports/operations.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { createAddresses } from "../../../src/config/addresses.ts";
import { AlertWorker } from "../../../src/engine/alerts/alert-worker.ts";
import { REQUEST_GRANT } from "../../../src/engine/alerts/ask.ts";
import { answerRequest } from "../../../src/engine/answer-request.ts";
import { SqliteEngine } from "../../../src/engine/execution/sqlite-engine.ts";
import { limitsOf } from "../../../src/engine/limits.ts";
import { createOperations } from "../../../src/engine/operations.ts";
import { createPermit } from "../../../src/engine/outbox/permit.ts";
import { OutboxWorker } from "../../../src/engine/outbox/outbox-worker.ts";
import { hashOf } from "../../../src/lib/hash.ts";
import { createMailDesk, type MailDesk } from "../../../src/web/mail/desk.ts";
import { openMail, type MailParts } from "../../../src/web/mail/open.ts";
import { questionBriefing, sampleBriefing } from "../../render/sample.ts";
import { AT, askWith, LATER, ledgerEntry, runEnd, runInput } from "../../store/samples.ts";
import { automationWith } from "../../support/automation.ts";
import { createFakeClock, type FakeClock } from "../../support/clock.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { noQuestions } from "../../support/no-questions.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryStore } from "../../support/store.ts";

/** The keys of the two flags that the sample briefing numbers. */
export const [FIRST, SECOND] = ["3fa2c1b0d5e6f708192a3b4c5d6e7f8091a2b3c4", "a2a3b62c5d6e7f8091a2b3c4d5e6f708192a3b4c"] as const;
const HOUR_MS = 3_600_000;

const person = (key: string, name: string, email: string): Person => ({
  ...{ key, name, emails: [email], aliases: [], absences: [], vip: false },
});
export const people = { all: [person("me", "Sam Field", "sam@example.com"), person("ana", "Ana Kovacs", "ana@example.org")] };

const GRANT = { name: "email", delivery: "email", options: { to: ["me"] }, audience: [{ kind: "person", person: "me" } as const] };
/** By which `me` is asked. */
const ASKING = {
  ...{ ...GRANT, name: "email-2", options: { to: "roster", people: ["me"] }, carries: "questions" as const },
  addressees: [{ person: "me", options: GRANT.options }],
};

/** A Chief that sends by mail and can be written back to. */
export interface MailWorld {
  store: Store;
  clock: FakeClock;
  outbox: OutboxWorker;
  operations: Operations;
  desk: MailDesk;
  paused: string[];
  /** What automations were told, and whether any of them waits for it. */
  received: Event[];
  hears: { answers: boolean };
  /** Sends a briefing with two flags to `me`; resolves with it once it arrived. */
  send(run: string): Promise<OutboxEntry>;
  /** Asks `me` how the load test stands; resolves with the question once it arrived. */
  ask(): Promise<OutboxEntry>;
  /** Holds a message, and has `me` be asked by mail; resolves with the question. */
  hold(run: string, reasons?: readonly HoldReason[]): Promise<{ held: OutboxEntry; asked: OutboxEntry; request: Briefing }>;
  flag(key: string): Promise<LedgerEntry | undefined>;
  /** Every answer that was written, oldest first. */
  answers(): Promise<OutboxEntry[]>;
  /** Opens the mailbox of the connection. */
  listen(): ReturnType<typeof openMail>;
}

export async function openMailWorld(context: TestContext, connection: SmtpConnection): Promise<MailWorld> {
  const store = memoryStore(context);
  const clock = createFakeClock(LATER);
  const automations: Automation[] = [automationWith({ id: "morning", name: "Morning briefing", writes: [GRANT, ASKING] })];
  const book = { root: "", dataDirectory: "", webhooks: {}, pings: {}, connections: { office: connection } };
  const addresses = createAddresses(() => book, { SECRET: "for-this-test-alone" });
  const deliveries = shippedDeliveries({ ...addresses, clock, people: () => people });
  const shared = { clock, logger: silentLogger, random: () => 0, crashPoint: () => {}, store, deliveries };
  const findAutomation = (id: string) => automations.find((each) => each.id === id);
  const outbox = new OutboxWorker({
    ...{ ...shared, outbox: store.outbox, documents: store.documents, root: "/", sendTimeoutMs: 5_000, settleMs: 1_000 },
    permit: createPermit({
      ...{ store, findAutomation, findRanBy: async () => findAutomation("morning"), isBroken: () => false },
      ...{ people: () => people, workspace: () => ({ owner: "me" }), secrets: () => [] },
    }),
    ...{ ended: () => {}, postponed: () => {} },
  });
  const engine = new SqliteEngine({
    ...{
      ...shared,
      runs: store.runs,
      concurrency: 1,
      onEnd: () => {},
      limitsOf: () => limitsOf(undefined),
      workflow: async () => runEnd(),
    },
  });
  const paused: string[] = [];
  const hears = { answers: true };
  const operations = createOperations({
    ...{ ...shared, engine, outbox, automations: () => automations, owner: () => "me", decided: () => {}, nextTime: () => undefined },
    paused: async () => void paused.push("morning"),
    ...noQuestions,
    findRanBy: async () => findAutomation("morning"),
  });
  const calendar = { timezone: "UTC", workdays: [1], hours: { start: "09:00", end: "17:00" }, holidays: [] };
  const alerts = new AlertWorker({
    ...{ ...shared, alerts: store.alerts, messages: store.outbox, documents: store.documents, outbox, lateMs: HOUR_MS },
    workspace: () => ({ alerts: { to: [{ delivery: "email", options: { to: ["me"] } }], everyMs: 0 }, calendar, owner: "me", people }),
    ...{ isShut: async () => false, findAutomation: () => undefined },
  });
  alerts.start();
  context.after(() => alerts.stop());
  const received: Event[] = [];
  const receive = async (event: Event): Promise<Receipt> => {
    if (!hears.answers) return "unheard";
    received.push(event);
    return "accepted";
  };
  const asking = { people: () => people, timezone: () => "UTC", operations, clock };
  const desk = createMailDesk({
    ...{ ...asking, receive, store, automations: () => automations, owner: () => "me", outbox },
    why: async (_sent, { key }) => `Because of ${key.slice(0, 7)}.`,
    answer: (answer) => answerRequest({ ...asking, messages: store.outbox }, answer),
  });
  const app: MailParts["app"] = {
    ...{ receive, store, operations, automations, workspace: { ...book, people, owner: "me", calendar } },
    poke: () => void outbox.drain(),
  };
  const finish = async (run: string, entry: OutboxEntry, end: Partial<RunEnd> = {}): Promise<void> => {
    await store.runs.insert(run, runInput("morning"), AT);
    await store.runs.claim(run, AT);
    await store.runs.finish(run, runEnd({ ...end, outbox: [entry] }), AT);
  };
  const entryOf = async (run: string, said = sampleBriefing): Promise<OutboxEntry> => {
    const briefing = await store.documents.put("briefing", said({ automation: "morning", run, timezone: "Europe/Berlin" }));
    const { name: grant, delivery, options } = GRANT;
    return {
      ...{ key: hashOf(run), automation: "morning", run, grant, delivery, options, briefing },
      ...{ state: "pending", attempts: 0, nextAttemptAt: AT },
    };
  };
  const found = async (key: string) => (await store.outbox.find(key)) ?? assert.fail("expected the message to be kept");
  return {
    ...{ store, clock, outbox, operations, desk, paused, received, hears },
    async send(run) {
      const entry = await entryOf(run);
      const ledger = [FIRST, SECOND].map((key, index) => ledgerEntry({ key, lastTitle: [{ kind: "text", text: `Flag ${index + 1}` }] }));
      await finish(run, entry, { ledger });
      await outbox.drain();
      return found(entry.key);
    },
    async ask() {
      const ask = askWith({ person: "me", state: "asked" });
      const asking = { kind: "ask", asks: [{ id: ask.id, key: ask.key, title: ask.title }] } as const;
      const entry = await entryOf("asks", (changes) => questionBriefing({ ...changes, asking, citations: [] }));
      await finish("asks", { ...entry, grant: ASKING.name }, { asks: [{ ...ask, messages: [{ at: AT, key: entry.key }] }] });
      await outbox.drain();
      return found(entry.key);
    },
    async hold(run, reasons = [{ kind: "asked" }]) {
      const entry = await entryOf(run);
      const { exact } = (await deliveries.load("email")).preview(await store.documents.get<Briefing>(entry.briefing), entry.options);
      const approval = { content: hashOf(exact), reasons, approvers: ["me"] };
      const expiresAt = new Date(clock.now() + 24 * HOUR_MS).toISOString();
      await finish(run, { ...entry, state: "held", expiresAt, approval });
      alerts.poke();
      await clock.advance(5_000);
      await outbox.drain();
      const sent = await store.outbox.list({ states: ["sent"] });
      const asked = sent.find(({ grant }) => grant === REQUEST_GRANT) ?? assert.fail("expected somebody to be asked");
      return { held: await found(entry.key), asked, request: await store.documents.get<Briefing>(asked.briefing) };
    },
    flag: async (key) => (await store.findings.ledger("morning", "me")).find((each) => each.key === key),
    answers: async () => (await store.outbox.list({})).filter(({ grant }) => grant === "answer").toReversed(),
    listen: () => openMail({ app, env: { SECRET: "for-this-test-alone" }, clock, logger: silentLogger }),
  };
}
