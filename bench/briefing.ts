import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createLargeRepository } from "../test/support/repository.ts";
import { timed, type Row } from "./figures.ts";
import { treeMegabytes } from "./memory.ts";
import { inTemporaryFolder } from "./temporary.ts";

const SIZE = { commits: 50_000, branches: 200, files: 3_000 };
const MOST_MS = 3_000;
const MOST_MEGABYTES = 300;
const SAMPLE_MS = 20;

/** A whole briefing about a large repository, from the command to its JSON: the first, and the next one when little is new. */
export async function measureBriefing(): Promise<Row[]> {
  return inTemporaryFolder(async (folder) => {
    const repository = join(folder, "large");
    await createLargeRepository(repository, new Date().toISOString(), SIZE);
    const chief = [process.execPath, join(import.meta.dirname, "../bin/chief.js"), "run", "what-changed", "--dir", repository, "--json"];
    const env = { ...process.env, XDG_STATE_HOME: join(folder, "state") };
    // The same week, read by git alone.
    const bare = await usage(["git", "-C", repository, "log", "--all", "--since=1.week", "--numstat"], env);
    const first = await usage(chief, env);
    const next = await usage(chief, env);
    return [
      toRow("first briefing, 50,000 commits", first, bare),
      { ...toRow("next briefing, 50,000 commits", next, bare), ...judge(next) },
    ];
  });
}

interface Usage {
  ms: number;
  /** The most that the process and its children held together, sampled. */
  megabytes: number;
}

async function usage([program = "", ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<Usage> {
  let megabytes = 0;
  const ms = await timed(async () => {
    const child = spawn(program, args, { env, stdio: ["ignore", "ignore", "inherit"] });
    const exit = once(child, "exit");
    const timer = setInterval(() => (megabytes = Math.max(megabytes, treeMegabytes(child.pid ?? 0))), SAMPLE_MS);
    await exit;
    clearInterval(timer);
    if (child.exitCode !== 0) throw new Error(`expected ${program} ${args.join(" ")} to end with 0, got ${child.exitCode}`);
  });
  return { ms, megabytes };
}

function toRow(what: string, chief: Usage, bare: Usage): Row {
  return { what, chief: show(chief), bare: show(bare), ratio: chief.ms / bare.ms };
}

function judge({ ms, megabytes }: Usage): Pick<Row, "wanted" | "met"> {
  return { wanted: `at most ${MOST_MS / 1_000} s, ${MOST_MEGABYTES} MB`, met: ms <= MOST_MS && megabytes <= MOST_MEGABYTES };
}

function show({ ms, megabytes }: Usage): string {
  return `${(ms / 1_000).toFixed(2)} s, ${megabytes.toFixed(0)} MB`;
}
