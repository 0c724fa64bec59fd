import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { codeVersion } from "../src/shipped.ts";
import { openRecord } from "../src/store/record.ts";
import { CHIEF } from "./chief-args.ts";
import type { Row } from "./figures.ts";
import { postEvents, SECRET } from "./hook-load.ts";
import { residentMegabytes } from "./memory.ts";
import { inTemporaryFolder } from "./temporary.ts";

const COUNT = 20_000;
const WIDTH = 64;
/** The briefing is due so long after the daemon is ready, and the flood begins a second earlier. */
const LEAD_MS = 4_000;
const FLOOD_BEFORE_MS = 1_000;
/** Fewer than the flood brings, so that some are refused. */
const PER_SECOND = 6_000;
const SAMPLE_MS = 50;
const MOST_LATE_MS = 250;
/** On top of what an idle daemon holds. */
const MOST_MEGABYTES = 150;

/** A daemon that is flooded with signed webhooks while a briefing is due: how late that starts, and whether every event is accounted for. */
export async function measureBurst(): Promise<Row[]> {
  return inTemporaryFolder(async (folder) => {
    const dueAt = new Date(Math.ceil((Date.now() + LEAD_MS) / 1_000) * 1_000);
    writeWorkspace(folder, dueAt.toISOString().replace(".000", ""));
    const daemon = spawn(process.execPath, [...CHIEF, "start", "--dir", folder], {
      env: { ...process.env, FLOOD_SECRET: SECRET },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const exit = once(daemon, "exit");
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(await untilSaid(daemon.stderr, "healthz"))?.[1]);
    const before = residentMegabytes(daemon.pid ?? 0);
    let most = before;
    const timer = setInterval(() => (most = Math.max(most, residentMegabytes(daemon.pid ?? 0))), SAMPLE_MS);
    await wait(dueAt.getTime() - FLOOD_BEFORE_MS - Date.now());
    const { statuses } = await postEvents(port, WIDTH, COUNT);
    clearInterval(timer);
    daemon.kill("SIGTERM");
    await exit;
    return toRows(folder, dueAt, statuses, most - before);
  });
}

async function toRows(folder: string, dueAt: Date, statuses: ReadonlyMap<number, number>, megabytes: number): Promise<Row[]> {
  const store = await openRecord({ directory: join(folder, "data"), codeVersion });
  const [briefing] = await store.runs.list({ automation: "briefing" });
  const kept = await store.occurrences.list({ automation: "flooded" });
  await store.close();
  const lateMs = Date.parse(briefing?.startedAt ?? "") - dueAt.getTime();
  const accepted = statuses.get(202) ?? 0;
  const refused = statuses.get(429) ?? 0;
  const overLimit = kept.filter(({ state }) => state === "over_limit").length;
  const isWhole = accepted === kept.length && accepted + refused === COUNT && refused > 0 && overLimit > 0;
  const limit = `at most ${MOST_LATE_MS} ms`;
  return [
    {
      what: "a briefing due in a flood of 20,000 webhooks begins",
      chief: `${lateMs} ms late`,
      bare: "",
      wanted: limit,
      met: lateMs <= MOST_LATE_MS,
    },
    {
      what: "the flood's events: kept as occurrences, refused with 429",
      chief: `${kept.length} (${overLimit} over limit), ${refused}`,
      bare: "",
      wanted: "each accepted one kept, all others refused",
      met: isWhole,
    },
    {
      what: "memory that the flood took",
      chief: `${megabytes.toFixed(0)} MB`,
      bare: "",
      wanted: `at most ${MOST_MEGABYTES} MB`,
      met: megabytes <= MOST_MEGABYTES,
    },
  ];
}

/** Goes on reading, since a daemon that nobody listens to any more would end. */
function untilSaid(stream: NodeJS.ReadableStream, what: string): Promise<string> {
  return new Promise((resolve) => {
    let said = "";
    stream.on("data", (chunk) => {
      said += String(chunk);
      if (said.includes(what)) resolve(said);
    });
  });
}

function writeWorkspace(folder: string, dueAt: string): void {
  const files = {
    "config/chief.yaml": `timezone: UTC\nlog: error\nhooks:\n  deploys: { secret: "\${env:FLOOD_SECRET}", perSecond: ${PER_SECOND} }\n`,
    "automations/flooded.md": "---\nname: Flooded\non: { webhook: deploys }\n---\nTell me of it.\n",
    "automations/briefing.md": `---\nname: Briefing\non: { at: ${dueAt} }\nreads: [files]\n---\nGo through @Files.\n`,
    "notes.md": "- [ ] Send the contract due: 2026-11-18\n",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
