import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { CHIEF } from "./chief-args.ts";
import { idleMegabytes, timeToReady, type Daemon } from "./daemon.ts";
import { alternate, type Row } from "./figures.ts";
import { inTemporaryFolder } from "./temporary.ts";

const AUTOMATIONS = 100;
const START_ROUNDS = 11;
const MEMORY_ROUNDS = 3;

/** How soon the daemon answers that it is ready, and what it holds when it has nothing to do; both after a first start that fills the caches. */
export async function measureStart(): Promise<Row[]> {
  return inTemporaryFolder(async (folder) => {
    const [chief, bare] = [await createChief(folder), await createBare(folder)];
    for (const daemon of [chief, bare]) await timeToReady(daemon);
    const ready = await alternate(
      START_ROUNDS,
      () => timeToReady(chief),
      () => timeToReady(bare),
    );
    const idle = await alternate(
      MEMORY_ROUNDS,
      () => idleMegabytes(chief),
      () => idleMegabytes(bare),
    );
    return [
      {
        what: `start to ready, ${AUTOMATIONS} automations`,
        chief: `${ready.chief.toFixed(0)} ms`,
        bare: `${ready.bare.toFixed(0)} ms`,
        ratio: ready.chief / ready.bare,
        wanted: "at most 2 times the bare",
        met: ready.chief <= 2 * ready.bare,
      },
      {
        what: "idle memory",
        chief: `${idle.chief.toFixed(0)} MB`,
        bare: `${idle.bare.toFixed(0)} MB`,
        ratio: idle.chief / idle.bare,
        wanted: "at most the bare and 40 MB",
        met: idle.chief <= idle.bare + 40,
      },
    ];
  });
}

async function createChief(folder: string): Promise<Daemon> {
  const workspace = join(folder, "workspace");
  const port = await findFreePort();
  writeText(join(workspace, "config/chief.yaml"), `timezone: Europe/Berlin\nserver: { port: ${port} }\n`);
  for (let index = 0; index < AUTOMATIONS; index += 1) writeText(join(workspace, `automations/automation-${index}.md`), definition(index));
  execFileSync(process.execPath, [...CHIEF, "validate", "--dir", workspace], { stdio: ["ignore", "ignore", "inherit"] });
  return {
    args: [...CHIEF, "start", "--dir", workspace],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "chief-cache") },
    url: `http://127.0.0.1:${port}/readyz`,
  };
}

async function createBare(folder: string): Promise<Daemon> {
  const port = await findFreePort();
  return {
    args: [join(import.meta.dirname, "bare.ts"), join(folder, "bare.db"), String(port)],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "bare-cache") },
    url: `http://127.0.0.1:${port}/healthz`,
  };
}

/** One that is due in a while and writes into a file, so that the first start does not run it at once. */
function definition(index: number): string {
  return `---
name: Automation ${index}
on:
  schedule: "${index % 60} 9 1 1 *"
  timezone: Europe/Berlin
reads:
  - files: { paths: [notes/${index}] }
  - git: { paths: [repositories/${index}] }
writes:
  - file: { path: "briefings/${index}-{date}.md" }
---

Go through @Files and @Git and tell me what changed.
`;
}

function writeText(path: string, text: string): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error(`expected a port, got ${address}`);
  return address.port;
}
