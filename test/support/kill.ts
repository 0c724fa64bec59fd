import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A process that tells on stdout what it holds for done, one line each. */
export interface Victim {
  process: ChildProcess;
  /** Resolves with every whole line that came out, once the process is gone. */
  lines: Promise<string[]>;
}

/** Runs a script of ours, and calls back on each line that it prints. */
export function startVictim(script: URL, args: readonly string[], onLine: (line: string, count: number) => void): Victim {
  const child = spawn(process.execPath, [script.pathname, ...args], { stdio: ["ignore", "pipe", "inherit"], env: {} });
  return { process: child, lines: collect(child, onLine) };
}

/** Runs a script and kills it with SIGKILL once it has printed `count` lines; resolves with every line that came out. */
export function killAfter(script: URL, args: readonly string[], count: number): Promise<string[]> {
  const victim = startVictim(script, args, (_line, printed) => {
    if (printed === count) victim.process.kill("SIGKILL");
  });
  return victim.lines;
}

async function collect(child: ChildProcess, onLine: (line: string, count: number) => void): Promise<string[]> {
  if (!child.stdout) throw new Error("expected the process to have a stdout to read, got none");
  const gone = once(child, "exit");
  const pieces: Buffer[] = [];
  let count = 0;
  child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => onLine(line, (count += 1)));
  await Promise.all([gone, once(reader, "close")]);
  // What stands behind the last line end was cut off by the kill, and was never acknowledged as a whole.
  return Buffer.concat(pieces).toString().split("\n").slice(0, -1);
}
