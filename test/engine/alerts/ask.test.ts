import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { Person } from "../../../src/core/person.ts";
import { AlertWorker } from "../../../src/engine/alerts/alert-worker.ts";
import { instantOf } from "../../../src/lib/clock.ts";
import { renderMail } from "../../../src/render/mail/mail.ts";
import { renderSlack } from "../../../src/render/slack/render-slack.ts";
import { renderTerminal } from "../../../src/render/terminal.ts";
import { sampleBriefing } from "../../render/sample.ts";
import { runEnd, runInput } from "../../store/samples.ts";
import { createFakeClock } from "../../support/clock.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryStore } from "../../support/store.ts";

const MINUTE_MS = 60_000;
const CONSOLE = { delivery: "console", options: {} };
const MAIL = { delivery: "email", options: { to: ["me"] } };
const SLACK = { delivery: "slack", options: { to: "me" } };

const person = (key: string, name: string): Person => ({ key, name, emails: [], aliases: [], absences: [], vip: false });
const people = { all: [person("me", "Sam Field"), person("ana", "Ana Kovacs")] };

/** A message that waits for Ana's word, and what is told by these ways. */
async function open(t: TestContext, to: { delivery: string; options: Record<string, unknown> }[], approver = "ana") {
  const store = memoryStore(t);
  const clock = createFakeClock();
  const calendar = { timezone: "UTC", workdays: [1], hours: { start: "09:00", end: "17:00" }, holidays: [] };
  const worker = new AlertWorker({
    ...{ alerts: store.alerts, messages: store.outbox, documents: store.documents, deliveries: shippedDeliveries(), clock },
    ...{ logger: silentLogger, lateMs: 5 * MINUTE_MS, crashPoint: () => {}, outbox: { poke: () => {} } },
    ...{ isShut: async () => false, findAutomation: () => undefined },
    workspace: () => ({ alerts: { to, everyMs: 0 }, calendar, owner: "me", people }),
  });
  t.after(() => worker.stop());
  worker.start();
  const briefing = await store.documents.put("briefing", sampleBriefing({ automation: "risks", title: "Risks", run: "one" }));
  const at = instantOf(clock);
  const held: OutboxEntry = {
    ...{ key: "v1:one", automation: "risks", run: "one", grant: "console", briefing, state: "held", attempts: 0, nextAttemptAt: at },
    ...{ ...CONSOLE, expiresAt: new Date(clock.now() + 24 * 60 * MINUTE_MS).toISOString() },
    approval: { content: "v1:shown", reasons: [{ kind: "asked" }, { kind: "first_run" }], approvers: [approver] },
  };
  await store.runs.insert("one", runInput("risks"), at);
  await store.runs.claim("one", at);
  await store.runs.finish("one", runEnd({ outbox: [held] }), at);
  const told = async () => (await store.outbox.list({})).filter(({ run }) => run === undefined).toReversed();
  return {
    ...{ store, clock, to, told },
    async look() {
      worker.poke();
      await clock.advance(5_000);
      return (await told()).map(({ delivery, options, grant }) => [grant, delivery, options["to"]]);
    },
    /** The last one could not be delivered. */
    async lose() {
      const now = instantOf(clock);
      const [entry] = await store.outbox.claim(now, 1);
      const error = { code: "delivery-refused", message: "expected the server to take it, got no" };
      await store.outbox.settle(entry?.key ?? "", { state: "undeliverable", error }, now);
    },
    async last() {
      return store.documents.get<Briefing>((await told()).at(-1)?.briefing ?? "");
    },
  };
}

const words = (briefing: Briefing): string => renderTerminal(briefing, { width: 80, color: false }).replaceAll(/\s+/g, " ");

test("where nobody can be asked the owner is told so once, and the question goes out once there is a way", async (t) => {
  const world = await open(t, [CONSOLE]);
  await world.look();
  assert.deepEqual(await world.look(), [["alert", "console", undefined]]);
  assert.match(words(await world.last()), /Ana Kovacs could not be asked about a message of risks on .* no way of those under alerts/);
  await world.look();
  await world.clock.advance(60 * MINUTE_MS);
  assert.equal((await world.told()).length, 1);
  world.to.unshift(MAIL);
  await world.look();
  assert.deepEqual((await world.told()).map(({ grant, delivery, options }) => [grant, delivery, options["to"]]).at(-1), [
    "request",
    "email",
    ["ana"],
  ]);
  await world.look();
  assert.equal((await world.told()).length, 2);
});

test("a question that could not be delivered goes by the next way to the same person, and then the owner is told of whom", async (t) => {
  const world = await open(t, [MAIL, SLACK]);
  await world.look();
  await world.lose();
  assert.deepEqual(await world.look(), [
    ["request", "email", ["ana"]],
    ["request", "slack", "ana"],
  ]);
  await world.lose();
  await world.look();
  const text = words(await world.last());
  assert.match(text, /Ana Kovacs could not be asked about a message of risks on .* got no\./);
  assert.doesNotMatch(text, /It would go|first message/);
  assert.deepEqual(
    (await world.told()).map(({ grant }) => grant),
    ["request", "request", "alert"],
  );
});

test("a question by mail to somebody whose answers are not read says what can be done, and counts no risks", async (t) => {
  const world = await open(t, [MAIL]);
  await world.look();
  const { subject, text } = renderMail(await world.last());
  assert.match(text.replaceAll(/\s+/g, " "), /No answer to this mail is taken\. Tell Sam Field, who can end it/);
  assert.doesNotMatch(text, /To answer: chief approve/);
  assert.doesNotMatch(subject, /at risk/);
});

test("a question that others read, too, does not show the message, and takes no answer there", async (t) => {
  for (const way of [
    { delivery: "slack", options: { to: "C0123456789" } },
    { delivery: "webhook", options: { to: "ops" } },
  ]) {
    const world = await open(t, [way], "me");
    await world.look();
    const question = await world.last();
    assert.equal(question.request?.text, undefined);
    assert.match(words(question), /The message itself is not shown here, where others read too\. .*chief approve/);
    assert.doesNotMatch(JSON.stringify([question, renderSlack(question)]), /The message, whole|action_id/);
  }
  const alone = await open(t, [SLACK], "me");
  await alone.look();
  const [whole] = [await alone.last()];
  assert.ok(whole.request?.text);
  assert.match(JSON.stringify(renderSlack(whole)), /action_id/);
});
