import { spawn } from "node:child_process";
import { once } from "node:events";
import { timed } from "./figures.ts";

const SAMPLE_MS = 20;

/** What a command took. */
export interface Usage {
  ms: number;
  /** The most of all samples. */
  megabytes: number;
}

/** Does a command and samples its memory by `megabytesOf`; throws where it fails. */
export async function usage(
  [program = "", ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  megabytesOf: (pid: number) => number,
): Promise<Usage> {
  let megabytes = 0;
  const ms = await timed(async () => {
    const child = spawn(program, args, { env, stdio: ["ignore", "ignore", "inherit"] });
    const exit = once(child, "exit");
    const sample = (): number => (megabytes = Math.max(megabytes, megabytesOf(child.pid ?? 0)));
    const timer = setInterval(sample, SAMPLE_MS);
    sample();
    await exit;
    clearInterval(timer);
    if (child.exitCode !== 0) throw new Error(`expected ${program} ${args.join(" ")} to end with 0, got ${child.exitCode}`);
  });
  return { ms, megabytes };
}
