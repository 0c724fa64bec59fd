import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { parseJSONRPCMessage, type Transport } from "@modelcontextprotocol/client";
import { safePath } from "../command.ts";
import type { Invocation } from "../confine/box.ts";
import { systemClock } from "../clock.ts";
import { plainLine } from "../plain-text.ts";
import { MOST, misbehaved, type Tally } from "./limits.ts";
import { createLines } from "./lines.ts";

/** A server that is to be started. */
export interface Launch {
  /** With the box around it, where there is one. */
  invocation: Invocation;
  /** Beside the few variables that every child gets. */
  environment: Readonly<Record<string, string>>;
}

/** A conversation with a program over its standard input and output (https://modelcontextprotocol.io/specification/2026-07-28/basic/transports#stdio). */
export interface ProgramTransport extends Transport {
  /** Why it was ended, or did not begin. */
  failure(): unknown;
  /** The last line of its error output. */
  lastWords(): string;
}

/** A program that keeps nothing has nothing to save. */
const GRACE_MS = 300;
const KEPT_STDERR = 2_000;

/**
 * Speaks with a program in a process group of its own, which is killed as a whole at the end, and at once where it says more than `MOST`
 * allows. The variables that it gets are these and no others.
 */
export function createProgramTransport({ invocation, environment }: Launch, tally: Tally): ProgramTransport {
  let child: ChildProcessWithoutNullStreams | undefined;
  let failure: unknown;
  let words = "";
  let isOver = false;

  function end(error?: unknown): void {
    if (isOver) return;
    isOver = true;
    failure = error;
    if (child) kill(child);
    transport.onclose?.();
  }

  function receive(line: string): void {
    const message: unknown = JSON.parse(line);
    if (typeof message === "object" && message !== null) tally.count(message);
    transport.onmessage?.(parseJSONRPCMessage(message));
  }

  const transport: ProgramTransport & { stderr: null; pid: number | null } = {
    // By these two names the client knows that silence means an older server, and not a dead one.
    stderr: null,
    get pid() {
      return child?.pid ?? null;
    },
    async start() {
      const { program, args } = invocation;
      child = spawn(program, args, {
        cwd: "/",
        env: { PATH: safePath(), LC_ALL: "C.UTF-8", ...environment },
        detached: true,
        windowsHide: true,
      });
      const { stdin, stdout, stderr } = child;
      const guard = guarded(end);
      stdin.on("error", () => undefined);
      stdout.on("data", guard(createLines(receive)));
      stderr.on("data", guard(capped((chunk) => (words = `${words}${chunk.toString("utf8")}`.slice(-KEPT_STDERR)))));
      const started = child;
      // Not `close`: what it has started itself may hold its output open for ever.
      started.once("exit", () => setImmediate(() => end(failure ?? new Error("it ended by itself"))));
      await new Promise<void>((resolve, reject) => {
        started.once("spawn", resolve);
        started.once("error", (error) => {
          end(error);
          reject(error);
        });
      });
    },
    async send(message) {
      if (!child || isOver) throw failure instanceof Error ? failure : new Error("expected the server to be there, got one that is gone");
      child.stdin.write(`${JSON.stringify(message)}\n`);
    },
    async close() {
      if (child && !isOver) await ended(child);
      end();
    },
    failure: () => failure,
    lastWords: () => plainLine(words.trim().split("\n").at(-1) ?? ""),
  };
  return transport;
}

/** What is thrown inside an event would end this process: it ends the conversation. */
function guarded(end: (error: unknown) => void) {
  return (receive: (chunk: Buffer) => void) => (chunk: Buffer) => {
    try {
      receive(chunk);
    } catch (error) {
      end(error);
    }
  };
}

function capped(receive: (chunk: Buffer) => void): (chunk: Buffer) => void {
  let bytes = 0;
  return (chunk) => {
    bytes += chunk.length;
    if (bytes > MOST.stderrBytes) throw misbehaved("floods its error output");
    receive(chunk);
  };
}

/** Its input ends, which is how it is told to go: https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle#stdio */
function ended(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    const cancel = systemClock.after(GRACE_MS, resolve);
    child.once("exit", () => {
      cancel();
      resolve();
    });
    child.stdin.end();
  });
}

/** With all that it has started: in a box there is nothing left afterwards, without one whoever has left the group goes on. */
function kill(child: ChildProcessWithoutNullStreams): void {
  child.stdout.destroy();
  child.stderr.destroy();
  child.stdin.destroy();
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone, or this machine knows none.
    child.kill("SIGKILL");
  }
}
