// Works as Chief does until it is killed, or kills itself where it was told to. Says `told ID` before it is told of an event,
// `kept ID` once that was promised, and `begins RUN` for each run that it takes up.
import { setTimeout as wait } from "node:timers/promises";
import type { CrashPoint } from "../../src/core/ports/ambient.ts";
import { instantOf } from "../../src/lib/clock.ts";
import { automationWith } from "../../test/support/automation.ts";
import { createFastClock, openKit, type Kit } from "./kit.ts";
import { eventRun, ordersSchema, SPEED, TIMING, VICTIM, type Orders } from "./victim-orders.ts";
import { createWork, openJournal } from "./victim-work.ts";

const EVENTS_AT_ONCE = 4;
/** Between two events of one lane: so many that the receiver keeps up. */
const PAUSE_MS = 60;
const LOOK_MS = 20;
const MINUTE_MS = 60_000;

const orders = ordersSchema.parse(JSON.parse(process.argv[2] ?? ""));
const clock = createFastClock(orders.originMs, SPEED);
const journal = openJournal(orders.journal);
const kit = await openKit({
  directory: orders.directory,
  workflow: createWork({
    onBegin: (run) => say(`begins ${run}`),
    note: (line) => journal(`${orders.life} ${line}`),
    documents: () => kit.store.documents,
  }),
  automations: [
    automationWith({
      id: VICTIM.automation,
      triggers: [{ kind: "event", audience: [], source: VICTIM.source, options: {}, topic: VICTIM.source, where: [] }],
      concurrency: EVENTS_AT_ONCE,
    }),
    automationWith({
      id: VICTIM.slots,
      triggers: [{ kind: "every", everyMs: MINUTE_MS }],
      catchup: { mode: "none", max: 100 },
      onFailure: { after: 1, everyMs: MINUTE_MS },
    }),
  ],
  webhook: orders.webhook,
  clock,
  crashPoint: createCrash(orders.die),
  ...TIMING,
  alerts: { to: [{ delivery: "webhook", options: { to: "vendor" } }], everyMs: MINUTE_MS },
});
await kit.start();
say("ready");
await Promise.all(orders.again.map(tell));
if (orders.drain) await drain(kit);
else await Promise.all([...Array.from({ length: EVENTS_AT_ONCE }, (_, lane) => tellOn(lane)), startOn()]);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function tell(event: string): Promise<void> {
  const id = eventRun(event);
  say(`told ${event}`);
  await kit.dispatcher.receive({ source: VICTIM.source, topic: VICTIM.source, id: event, at: instantOf(clock), title: event, fields: {} });
  say(`kept ${id}`);
  await kit.engine.ended(id);
}

/** One event after the other. */
async function tellOn(lane: number): Promise<never> {
  for (let count = 0; ; count += 1) {
    await tell(`${orders.life}-${lane}-${count}`);
    await wait(PAUSE_MS);
  }
}

/** One run by hand after the other. */
async function startOn(): Promise<never> {
  for (let count = 0; ; count += 1) {
    const at = instantOf(clock);
    const id = `manual:${VICTIM.automation}:${orders.life}-${count}`;
    await kit.engine.start(id, { automation: VICTIM.automation, asOf: at, nominalAt: at, trigger: "manual", dryRun: false });
    say(`kept ${id}`);
    await kit.engine.ended(id);
    await wait(PAUSE_MS);
  }
}

/** Dies at once, with whatever was under way. */
function createCrash(die: Orders["die"]): CrashPoint {
  let passed = 0;
  return (point) => {
    if (point !== die?.point) return;
    passed += 1;
    if (passed < die.passing) return;
    process.kill(process.pid, "SIGKILL");
    for (;;); // nothing may follow, not even while the signal is on its way
  };
}

/** Brings what there is to its end: runs that were given up, as a person would take them up again, slots that are behind, runs, messages, and what the owner is to be told. */
async function drain({ store, engine, scheduler, stop }: Kit): Promise<void> {
  for (const { id } of await engine.list({ statuses: ["dead"] })) await engine.retry(id);
  while (!(await isUpToDate())) await wait(LOOK_MS);
  await scheduler.stop();
  while (!(await isStill())) await wait(LOOK_MS);
  await stop();

  async function isUpToDate(): Promise<boolean> {
    const now = instantOf(clock);
    return (await store.occurrences.slots()).every(({ nextAt }) => nextAt !== undefined && nextAt > now);
  }
  async function isStill(): Promise<boolean> {
    const since = new Date(orders.originMs).toISOString();
    const open = await Promise.all([
      store.runs.list({ statuses: ["queued", "running"], limit: 1 }),
      store.outbox.list({ states: ["held", "pending", "sending"], limit: 1 }),
      store.alerts.untold(since, TIMING.graceMs),
      store.alerts.waiting(),
    ]);
    return open.every((each) => each.length === 0);
  }
}
