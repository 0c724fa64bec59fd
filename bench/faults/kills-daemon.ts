import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Store } from "../../src/core/ports/store.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { openReader } from "../../src/store/open.ts";
import { numbersFrom } from "../../test/support/automation.ts";
import { chief, spawnChief, writeFiles } from "../../test/support/chief.ts";
import { SECRET, standard } from "../../test/web/hook-world.ts";
import { inTemporaryFolder } from "../temporary.ts";
import { startReceiver, type Receiver } from "./kills-receiver.ts";
import { RESUME_MS, type FaultRow } from "./table.ts";

const LATEST_KILL_MS = 700;
/** A message in doubt is looked for 40 seconds after the start. */
const END_MS = 90_000;
const LOOK_MS = 100;

/** Kills the whole daemon after it was posted an event, up to `latestKillMs` later, starts it again, and looks whether each event led to one message in both places. */
export function killDaemon(volume: number, seed: number, latestKillMs = LATEST_KILL_MS): Promise<FaultRow> {
  return inTemporaryFolder(async (folder) => {
    const receiver = await startReceiver();
    try {
      writeWorkspace(folder, receiver);
      await chief(folder, "accept", "deploys", "--yes");
      const numbers = numbersFrom(seed);
      let resumedMs = 0;
      for (let kill = 0; kill < volume; kill += 1) {
        const daemon = await start(folder);
        resumedMs = Math.max(resumedMs, daemon.readyMs);
        await post(daemon.origin, kill);
        await wait(numbers(latestKillMs));
        await daemon.kill();
      }
      const daemon = await start(folder);
      await untilAllSent(folder);
      await daemon.kill();
      return await judge(folder, volume, Math.max(resumedMs, daemon.readyMs), receiver);
    } finally {
      receiver.stop();
    }
  });
}

function writeWorkspace(folder: string, { webhook }: Receiver): void {
  const { url, lookup } = webhook;
  writeFiles(folder, {
    "config/chief.yaml": [
      "timezone: UTC",
      'hooks:\n  deploys: { secret: "file:config/hook-secret" }',
      `webhooks:\n  team: { url: "${url}", lookup: "${lookup}", secret: "file:config/hook-secret" }\n`,
    ].join("\n"),
    "config/hook-secret": `${SECRET}\n`,
    "notes/shop.md": "# Shop\n\n- [ ] Send the contract @me due: 2026-03-02\n",
    "automations/deploys.md": [
      "---\nname: Deployments\non: { webhook: deploys }\nquiet: always",
      "flows: [{ from: files, to: webhook }, { from: events, to: webhook }]",
      "reads:\n  - files: { paths: [notes] }",
      'writes:\n  - webhook: { to: team }\n  - file: { path: "briefings/{date}.md" }',
      "---\n\nGo through @Files.\n",
    ].join("\n"),
  });
  chmodSync(join(folder, "config/hook-secret"), 0o600);
}

interface Daemon {
  /** Where its hooks are. */
  origin: string;
  /** How long after the spawn it was ready. */
  readyMs: number;
  kill(): Promise<void>;
}

async function start(folder: string): Promise<Daemon> {
  const spawnedAt = systemClock.now();
  const child = spawnChief(folder, ["start"]);
  const ended = once(child, "close");
  let said = "";
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        const origin = /(http:\/\/[\d.]+:\d+)\/healthz/.exec(said)?.[1];
        if (origin !== undefined) resolve(origin);
      });
    }
    ended.then(() => reject(new Error(`expected the daemon to be ready, got its end: ${said}`)), reject);
  });
  const origin = await ready;
  return {
    origin,
    readyMs: systemClock.now() - spawnedAt,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** As senders do: again and again, until it was taken. */
async function post(origin: string, index: number): Promise<void> {
  const body = JSON.stringify({ title: `Deployment ${index}` });
  const headers = standard(`deploy-${index}`, new Date().toISOString(), body);
  const { status } = await fetch(`${origin}/hooks/deploys`, { method: "POST", headers, body });
  if (status !== 202) throw new Error(`expected an event to be taken, got ${status}`);
}

async function untilAllSent(folder: string): Promise<void> {
  const until = systemClock.now() + END_MS;
  while (systemClock.now() < until) {
    if (await reading(folder, isAllSent)) return;
    await wait(LOOK_MS);
  }
}

async function isAllSent({ runs, outbox }: Store): Promise<boolean> {
  const open = await Promise.all([
    runs.list({ statuses: ["queued", "running"], limit: 1 }),
    outbox.list({ states: ["held", "pending", "sending"], limit: 1 }),
  ]);
  return open.every((each) => each.length === 0);
}

async function judge(folder: string, volume: number, resumedMs: number, receiver: Receiver): Promise<FaultRow> {
  const { stored } = await receiver.record();
  const [runs, entries] = await reading(folder, async (store) => [await store.runs.list({}), await store.outbox.list({})] as const);
  const succeeded = runs.filter(({ status, delivery }) => status === "succeeded" && delivery === "delivered").length;
  const received = new Set(stored.map(({ key }) => key));
  const written = messagesIn(join(folder, "briefings"));
  const texts = new Set(written);
  const missing = entries.filter(({ key, delivery }) => !(delivery === "file" ? texts : received).has(key)).length;
  const lost = volume - succeeded + missing;
  const repeated = stored.length - received.size + written.length - texts.size;
  return {
    fault: "kill -9 of the daemon while it works on an event",
    ...{ volume, lost, repeated, resumedMs },
    note: `${entries.length} messages, to a webhook and into files`,
    met: lost + repeated === 0 && runs.length === volume && entries.length === 2 * volume,
    inTime: resumedMs <= RESUME_MS,
  };
}

/** The keys of the messages in the files of a folder. */
function messagesIn(folder: string): string[] {
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  return texts.flatMap((text) => [...text.matchAll(/<!-- Message (\S+) -->/g)].map((match) => match[1] ?? ""));
}

async function reading<T>(folder: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openReader(join(folder, "data"));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
