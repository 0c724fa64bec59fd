import assert from "node:assert/strict";
import { test } from "node:test";
import type { Briefing } from "../../../src/core/briefing.ts";
import { AlertWorker } from "../../../src/engine/alerts/alert-worker.ts";
import { instantOf } from "../../../src/lib/clock.ts";
import { renderTerminal } from "../../../src/render/terminal.ts";
import { createFakeClock } from "../../support/clock.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryStore } from "../../support/store.ts";

const SINCE = "2026-11-20T00:00:00.000Z";
const MINUTE_MS = 60_000;
const error = { code: "reauth-needed", message: "expected Slack to take the token, got token_revoked", hint: "Sign in again." };

test("the end of an account is one trouble, however often it is met, and settled untold where it works again", async (t) => {
  const { connections, alerts } = memoryStore(t);
  const clock = createFakeClock();
  const end = () => connections.keepEnded("acme", { at: instantOf(clock), fingerprint: "a", error });
  await end();
  await clock.advance(MINUTE_MS);
  await end();
  const found = await alerts.untold(SINCE, 5 * MINUTE_MS);
  assert.deepEqual(
    found.map(({ subject, kind, hint }) => [subject, kind, hint]),
    [["connection:acme:2026-11-20T08:00:00.000Z", "signed_out", "Sign in again."]],
  );
  await alerts.keep(found);
  await end();
  assert.deepEqual(await alerts.untold(SINCE, 5 * MINUTE_MS), []);
  await connections.keepWorking("acme", { at: instantOf(clock), fingerprint: "b" });
  assert.deepEqual(await alerts.waiting(), []);
  await clock.advance(MINUTE_MS);
  await end();
  assert.equal((await alerts.untold(SINCE, 5 * MINUTE_MS))[0]?.subject, "connection:acme:2026-11-20T08:02:00.000Z");
});

test("its owner is told once, with the command, and never by the way that is shut itself", async (t) => {
  const { connections, alerts, documents, outbox } = memoryStore(t);
  const clock = createFakeClock();
  const calendar = { timezone: "UTC", workdays: [1], hours: { start: "09:00", end: "17:00" }, holidays: [] };
  const to = [
    { delivery: "slack", options: { to: "C1" } },
    { delivery: "console", options: {} },
  ];
  const worker = new AlertWorker({
    ...{ alerts, messages: outbox, documents, deliveries: shippedDeliveries(), clock, logger: silentLogger, lateMs: 5 * MINUTE_MS },
    isShut: async ({ delivery }) => delivery === "slack",
    workspace: () => ({ alerts: { to, everyMs: 60 * MINUTE_MS }, calendar, owner: "me", people: { all: [] } }),
    findAutomation: () => undefined,
    outbox: { poke: () => {} },
    crashPoint: () => {},
  });
  t.after(() => worker.stop());
  worker.start();
  for (let look = 0; look < 3; look += 1) {
    await connections.keepEnded("acme", { at: instantOf(clock), fingerprint: "a", error });
    worker.poke();
    await clock.advance(2 * 60 * MINUTE_MS);
  }
  const entries = await outbox.list({});
  assert.deepEqual(
    entries.map(({ delivery }) => delivery),
    ["console"],
  );
  const text = renderTerminal(await documents.get<Briefing>(entries[0]?.briefing ?? ""), { width: 500, color: false }).replaceAll(
    /\s+/g,
    " ",
  );
  assert.match(
    text,
    /The sign-in of acme has ended on Fri 20 Nov 08:00: expected Slack to take the token, got token_revoked\. Sign in again\./,
  );
});
