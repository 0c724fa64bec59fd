import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Workflow } from "../../src/core/ports/engine.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { createHealthApp } from "../../src/web/health.ts";
import { createHookListener } from "../../src/web/hooks.ts";
import { listen } from "../../src/web/listen.ts";
import { automationWith } from "../../test/support/automation.ts";
import { endOf } from "../../test/support/engine-world.ts";
import { silentLogger } from "../../test/support/silent-logger.ts";
import { answerOf, SECRET, standard } from "../../test/web/hook-world.ts";
import { inFlight } from "../noop-engine.ts";
import { inTemporaryFolder } from "../temporary.ts";
import { openKit, type Kit } from "./kit.ts";
import type { FaultRow } from "./table.ts";

const TIMES = 5;
/** Different events that come at the same moment. */
const EVENTS_AT_ONCE = 8;
const HOOK = "deploys";
const LOOK_MS = 10;

/** Posts each of `volume` signed events five times at once, and counts the runs of it. */
export async function sameEvent(volume: number): Promise<FaultRow> {
  const begun = new Map<string, number>();
  const workflow: Workflow = async (context, run) => {
    await context.step("count", () => void begun.set(run.id, (begun.get(run.id) ?? 0) + 1));
    return endOf();
  };
  const answers = await inTemporaryFolder((directory) => postAll(directory, workflow, volume));
  const wrong = answers.filter((each) => each.toSorted((a, b) => a - b).join(" ") !== EXPECTED).length;
  const lost = Array.from({ length: volume }, (_, index) => runOf(index)).filter((run) => !begun.has(run)).length;
  const repeated = [...begun.values()].reduce((sum, times) => sum + times - 1, 0);
  return {
    fault: "the same event posted 5 times at once",
    ...{ volume, lost, repeated },
    ...(wrong > 0 && { note: `${wrong} were not answered ${EXPECTED}` }),
    met: lost + repeated + wrong === 0 && begun.size === volume,
  };
}

/** One is told that its event was taken, the others that it was known. */
const EXPECTED = "200 200 200 200 202";

/** Resolves with the answers to each event, once all runs have ended. */
async function postAll(directory: string, workflow: Workflow, volume: number): Promise<number[][]> {
  const trigger = { kind: "event", source: "webhook", audience: [], options: {}, topic: `webhook:${HOOK}`, where: [] } as const;
  const automations = [automationWith({ id: HOOK, triggers: [trigger], concurrency: EVENTS_AT_ONCE })];
  const kit = await openKit({ directory, workflow, automations, webhook: { url: "", secret: "" } });
  await kit.start();
  const { port, close } = await serve(kit);
  const agent = new Agent({ keepAlive: true, maxSockets: TIMES * EVENTS_AT_ONCE });
  const answers: number[][] = [];
  await inFlight(EVENTS_AT_ONCE, volume, async (index) => {
    const times = Array.from({ length: TIMES }, () => post(port, agent, index));
    answers.push(await Promise.all(times));
  });
  while ((await kit.engine.list({ statuses: ["queued", "running"], limit: 1 })).length > 0) await wait(LOOK_MS);
  agent.destroy();
  await close();
  await kit.stop();
  return answers;
}

async function serve({ dispatcher }: Kit): Promise<{ port: number; close(): Promise<void> }> {
  const take = createHookListener({
    hooks: { [HOOK]: { secret: "", perSecond: 1_000_000, maxBytes: 1_024 } },
    readSecret: () => SECRET,
    receive: (event) => dispatcher.receive(event),
    clock: systemClock,
    logger: silentLogger,
  });
  return listen(
    createHealthApp(async () => ({ ready: true })),
    { host: "127.0.0.1", port: 0 },
    take,
  );
}

async function post(port: number, agent: Agent, index: number): Promise<number> {
  const body = JSON.stringify({ title: `Deployment ${index}` });
  const headers = { ...standard(String(index), new Date().toISOString(), body), "content-length": Buffer.byteLength(body) };
  return (await answerOf(request({ host: "127.0.0.1", port, path: `/hooks/${HOOK}`, method: "POST", agent, headers }), body)).status;
}

function runOf(index: number): string {
  return `event:${HOOK}:webhook/${HOOK}:${index}`;
}
