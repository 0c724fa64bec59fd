import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { createAddresses } from "../../../src/config/addresses.ts";
import type { Connection } from "../../../src/core/connection.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { Person } from "../../../src/core/person.ts";
import { createGuarded } from "../../../src/connections/guarded.ts";
import { createDeliveries } from "../../../src/deliveries/registry.ts";
import { AlertWorker } from "../../../src/engine/alerts/alert-worker.ts";
import { OutboxWorker } from "../../../src/engine/outbox/outbox-worker.ts";
import { createFakeClock, createHastyClock, type FakeClock } from "../../support/clock.ts";
import { deliveryParts } from "../../support/deliveries.ts";
import { startMailServer, type MailServer, type MailServerPlan } from "../../support/mail-server.ts";
import { permitAsWritten } from "../../support/permit.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { startSlack, type SlackFault, type SlackServer } from "../../support/slack-server.ts";
import { memoryStore } from "../../support/store.ts";
import { sampleBriefing } from "../../render/sample.ts";
import { addRun } from "./outbox-world.ts";
import { drainOut, SEND_TIMEOUT_MS, SETTLE_MS } from "./run-out.ts";

const MINUTE_MS = 60_000;
const START = "2026-11-20T08:00:00.000Z";

const ME: Person = { key: "me", name: "Sam", emails: ["sam@example.com"], aliases: [], absences: [], vip: false };

interface World {
  clock: FakeClock;
  slack: SlackServer;
  mail: MailServer;
  /** Lets time pass as it does for a Chief that stays, until `minutes` have passed. */
  pass(minutes: number): Promise<void>;
  entry(): Promise<OutboxEntry | undefined>;
  /** What the owner was told about trouble: by which way, and the words. */
  told(): Promise<{ by: string; text: string }[]>;
}

interface Trouble {
  /** What Slack does with each call, by the minutes that have passed. */
  slack?: (minute: number) => SlackFault | undefined;
  mail?: MailServerPlan["answer"];
  /** Where the briefing goes, and where the owner hears of trouble. */
  to: "slack" | "email";
  sendBy?: string;
}

/** The real worker, alerts, store and clients over one message of one run; only the clock is ours. */
async function open(context: TestContext, { slack: faultOf = () => undefined, mail: answer, to, sendBy }: Trouble): Promise<World> {
  const clock = createFakeClock(START);
  const minute = () => (clock.now() - Date.parse(START)) / MINUTE_MS;
  const slack = await startSlack({ clock, faultOf: () => faultOf(minute()) });
  const mail = await startMailServer(answer && { answer });
  context.after(() => Promise.all([slack.close(), mail.close()]));
  const token = "${env:SLACK_BOT_TOKEN}"; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const connections: Record<string, Connection> = { acme: { kind: "slack", token, api: slack.api }, post: mail.connection() };
  const book = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections };
  const addresses = createAddresses(() => book, { SLACK_BOT_TOKEN: slack.token });
  // The pauses between messages are no part of this.
  const sending = createDeliveries(deliveryParts({ clock: createHastyClock(), ...addresses, people: () => ({ all: [ME] }) }));
  const places = { slack: { delivery: "slack", options: { to: slack.channel } }, email: { delivery: "email", options: { to: ["me"] } } };
  const store = memoryStore(context);
  const { deliveries, isShut } = createGuarded({
    ...{ store: store.connections, workspace: () => book, readSecret: addresses.connections.readSecret, clock, deliveries: sending },
    ...{ connectors: { ids: [], load: () => Promise.reject(new Error("nothing is read here")) }, ended: () => alerts.poke() },
  });
  const shared = { clock, logger: silentLogger, crashPoint: () => {} };
  const outbox = new OutboxWorker({
    ...{
      ...shared,
      outbox: store.outbox,
      documents: store.documents,
      permit: permitAsWritten(store, [ME]),
      deliveries,
      root: "/workspace",
      random: () => 1,
    },
    ...{ sendTimeoutMs: SEND_TIMEOUT_MS, settleMs: SETTLE_MS, ended: () => alerts.poke(), postponed: () => alerts.poke() },
  });
  const calendar = { timezone: "Europe/Berlin", workdays: [1], hours: { start: "09:00", end: "17:00" }, holidays: [] };
  const alerts = new AlertWorker({
    ...{
      ...shared,
      alerts: store.alerts,
      messages: store.outbox,
      documents: store.documents,
      deliveries,
      isShut,
      outbox,
      lateMs: 5 * MINUTE_MS,
    },
    workspace: () => ({
      alerts: { to: [places.slack, places.email], everyMs: 60 * MINUTE_MS },
      calendar,
      owner: "me",
      people: { all: [] },
    }),
    findAutomation: () => ({ onFailure: { after: 1 } }),
  });
  const briefing = await store.documents.put("briefing", sampleBriefing());
  await addRun(store, "the run", { ...places[to], briefing, ...(sendBy !== undefined && { sendBy }) });
  alerts.start();
  return {
    ...{ clock, slack, mail },
    async pass(minutes) {
      const end = clock.now() + minutes * MINUTE_MS;
      for (await drainOut(outbox, clock, slack); clock.now() < end; await drainOut(outbox, clock, slack)) {
        const next = await store.outbox.nextAttempt();
        const untilNext = next === undefined ? MINUTE_MS : Date.parse(next) - clock.now();
        await clock.advance(Math.min(Math.max(untilNext, 0), MINUTE_MS, end - clock.now()));
      }
    },
    entry: async () => (await store.outbox.ofRun("the run"))[0],
    async told() {
      const bySlack = (await slack.stored(slack.channel)).flatMap(([parent]) => (parent ? [{ by: "slack", text: parent.text }] : []));
      const byMail = mail.received.map(({ raw }) => ({ by: "email", text: raw.replaceAll(/=\r\n|\s+/g, " ") }));
      return [...bySlack, ...byMail].filter(({ text }) => /delayed|did not arrive/.test(text));
    },
  };
}

function minutesLater(minutes: number): string {
  return new Date(Date.parse(START) + minutes * MINUTE_MS).toISOString();
}

const DOWN = ["broken", "drops-before", "busy"] as const;

for (const fault of DOWN) {
  const anHour = (minute: number) => (minute < 60 ? fault : undefined);

  test(`a Slack that is "${fault}" for an hour: the owner hears of it by mail, and the message comes once, late`, async (context) => {
    const world = await open(context, { slack: anHour, to: "slack" });
    await world.pass(30);
    assert.equal((await world.entry())?.state, "pending");
    const [alert, ...more] = await world.told();
    assert.equal(alert?.by, "email");
    assert.match(alert?.text ?? "", /A message of sample is delayed/);
    assert.equal(more.length, 0);
    await world.pass(60);
    assert.equal((await world.entry())?.state, "sent");
    assert.equal((await world.slack.stored(world.slack.channel)).length, 1);
    assert.equal((await world.told()).length, 1, "told once");
  });

  test(`a Slack that is "${fault}" for an hour: what may be 20 minutes late is not sent after that, and the owner hears so by mail`, async (context) => {
    const world = await open(context, { slack: anHour, to: "slack", sendBy: minutesLater(20) });
    await world.pass(120);
    assert.equal((await world.entry())?.state, "undeliverable");
    assert.deepEqual(await world.slack.stored(world.slack.channel), []);
    const told = await world.told();
    assert.deepEqual(new Set(told.map(({ by }) => by)), new Set(["email"]));
    assert.match(told.at(-1)?.text ?? "", /did not arrive/);
  });
}

const REFUSED: readonly [what: string, fault: SlackFault, says: RegExp][] = [
  ["a channel that went into the archive", { error: "is_archived" }, /archive/],
  ["an app that was removed from its channel", { error: "not_in_channel" }, /invite/i],
];

for (const [what, fault, says] of REFUSED) {
  test(`${what}: the message ends at once, and the owner hears by mail why, and what to do`, async (context) => {
    const world = await open(context, { slack: () => fault, to: "slack" });
    await world.pass(5);
    assert.equal((await world.entry())?.state, "undeliverable");
    const told = await world.told();
    assert.deepEqual(
      told.map(({ by }) => by),
      ["email"],
    );
    assert.match(told[0]?.text ?? "", says);
  });
}

test("a token that was revoked: the message waits for another, not asking again, and the owner hears once by mail which command ends it", async (context) => {
  const world = await open(context, { slack: () => ({ error: "token_revoked" }), to: "slack", sendBy: minutesLater(60) });
  await world.pass(30);
  assert.equal((await world.entry())?.state, "pending");
  assert.equal(world.slack.calls.length, 1);
  await world.pass(60);
  assert.equal((await world.entry())?.state, "undeliverable");
  assert.equal(world.slack.calls.length, 1);
  assert.equal(world.mail.received.length, 1);
  assert.match(world.mail.received[0]?.raw ?? "", /chief connect slack acme/);
});

test("a mailbox that is full for an hour: the owner hears of it in Slack, and the mail comes once, late", async (context) => {
  let isFull = true;
  const world = await open(context, {
    to: "email",
    mail: (place) => (place === "recipient" && isFull ? "452 4.2.2 Mailbox full" : undefined),
  });
  await world.pass(40);
  assert.equal((await world.entry())?.state, "pending");
  assert.deepEqual(
    (await world.told()).map(({ by }) => by),
    ["slack"],
  );
  isFull = false;
  await world.pass(30);
  assert.equal((await world.entry())?.state, "sent");
  assert.equal(world.mail.received.length, 1);
});

test("a mailbox that is full for good: the mail ends visibly, and the owner hears in Slack", async (context) => {
  const world = await open(context, { to: "email", mail: (place) => (place === "recipient" ? "552 5.2.2 Mailbox full" : undefined) });
  await world.pass(5);
  assert.equal((await world.entry())?.state, "undeliverable");
  const told = await world.told();
  assert.deepEqual(
    told.map(({ by }) => by),
    ["slack"],
  );
  assert.match(told[0]?.text ?? "", /did not arrive/);
});
