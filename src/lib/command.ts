import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { isAbsolute, delimiter } from "node:path";
import { PermanentError, TransientError } from "../core/errors.ts";
import { systemClock } from "./clock.ts";
import type { Invocation } from "./confine/box.ts";
import { durationInWords } from "./duration.ts";
import { createSplitter } from "./splitter.ts";

const STDERR_BYTES = 8_192;
const RECORD_BYTES = 1_048_576;
const TIMEOUT_MS = 60_000;

/** A program to run: its words are fixed by code, never put together by a shell. */
export interface Command {
  program: string;
  args: readonly string[];
  /** Puts another program around it, which passes on its exit code; errors tell of the program itself. */
  wrap?: (invocation: Invocation) => Invocation;
  /** Added to the few variables that every child gets; nothing of our own environment is passed on but PATH. */
  environment?: Readonly<Record<string, string>>;
  /** Written to its standard input. */
  input?: string;
  /** Killed at once when this fires; the call then rejects with the signal's reason. */
  signal: AbortSignal;
  /** Killed when it is still at work by then: `command-too-slow`. Default 60,000. */
  timeoutMs?: number;
  /** More output than this kills it: `output-too-large`. */
  maxBytes: number;
  /** What ends each record of its output. */
  separator: "\n" | "\0";
  /** What to do where the program is not installed, as one sentence. */
  installHint: string;
}

/** A program that ran to its end and said that it failed. */
export class CommandFailure extends PermanentError {
  readonly exitCode: number;
  /** The beginning of what it wrote to its error output. */
  readonly stderr: string;

  constructor(program: string, exitCode: number, stderr: string) {
    super("command-failed", `expected ${program} to succeed, got exit code ${exitCode}: ${stderr.trim().split("\n").at(-1) ?? ""}`);
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

/**
 * Runs a program and hands over its output record by record while it runs. Bytes that are not UTF-8 become replacement
 * characters; a record of more than 1 MiB is cut there.
 * A child that is stopped takes the programs that it started along.
 * Throws PermanentError `command-not-found` and `output-too-large`, CommandFailure, TransientError `command-killed` and `command-too-slow`.
 */
export async function runCommand(command: Command, onRecord: (record: string) => void): Promise<void> {
  command.signal.throwIfAborted();
  const { program, args } = command.wrap?.(command) ?? command;
  const child = spawn(program, args, {
    cwd: "/",
    env: { ...childEnvironment(), ...command.environment },
    // A group of its own can be killed as a whole.
    detached: true,
    windowsHide: true,
  });
  const output = collect(child, command, onRecord);
  // A child that ends without reading all of its input is judged by its exit code.
  child.stdin.on("error", () => undefined).end(command.input ?? "");
  const [exitCode, killedBy] = await ended(child, command);
  output.rethrow();
  if (output.tooLarge()) throw tooLarge(command);
  const end = killedBy ?? (command.wrap ? signalIn(exitCode) : undefined);
  if (end !== undefined) throw new TransientError("command-killed", `expected ${command.program} to end by itself, got ${end}`);
  if (exitCode !== 0) throw new CommandFailure(command.program, exitCode ?? -1, output.stderr());
  output.flush();
}

/** The records of a program's whole output; throws as `runCommand` does. */
export async function readCommand(command: Command): Promise<string[]> {
  const records: string[] = [];
  await runCommand(command, (record) => records.push(record));
  return records;
}

/** Our PATH without its relative entries, which would find programs in the folder that is being read. */
export function safePath(): string {
  return (process.env["PATH"] ?? "").split(delimiter).filter(isAbsolute).join(delimiter);
}

function childEnvironment(): Record<string, string> {
  return { PATH: safePath(), HOME: "/nonexistent", LC_ALL: "C.UTF-8" };
}

/** What is around a program tells by its own exit code that the program was killed; 129 is what git says to words that it does not know. */
function signalIn(exitCode: number | null): string | undefined {
  return exitCode !== null && exitCode > 129 && exitCode <= 128 + 64 ? `signal ${exitCode - 128}` : undefined;
}

function collect(child: ChildProcessWithoutNullStreams, command: Command, onRecord: (record: string) => void) {
  const splitter = createSplitter(command.separator, RECORD_BYTES, onRecord);
  let bytes = 0;
  let stderr = "";
  let thrown: { error: unknown } | undefined;
  child.stdout.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (thrown ?? bytes > command.maxBytes) return kill(child);
    try {
      splitter.push(chunk);
    } catch (error) {
      // Thrown inside an event it would end the process; the caller gets it once the child is gone.
      thrown = { error };
      kill(child);
    }
  });
  child.stderr.on("data", (chunk: Buffer) => {
    if (stderr.length < STDERR_BYTES) stderr += chunk.toString("utf8");
  });
  const rethrow = (): void => {
    if (thrown) throw thrown.error;
  };
  return { rethrow, tooLarge: () => bytes > command.maxBytes, stderr: () => stderr.slice(0, STDERR_BYTES), flush: () => splitter.flush() };
}

function ended(child: ChildProcessWithoutNullStreams, command: Command): Promise<[number | null, NodeJS.Signals | null]> {
  const { signal, timeoutMs = TIMEOUT_MS } = command;
  return new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    // Not left to the end of the child: one that waits for a dead disk can't even be killed.
    const giveUp = (reason: Error): void => {
      kill(child);
      reject(reason);
    };
    const onAbort = (): void => giveUp(reasonOf(signal));
    const cancel = systemClock.after(timeoutMs, () => giveUp(tooSlow(command.program, timeoutMs)));
    const done = (): void => {
      cancel();
      signal.removeEventListener("abort", onAbort);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    child.once("error", (error: NodeJS.ErrnoException) => {
      done();
      reject(translate(error, command));
    });
    child.once("close", (code, killedBy) => {
      done();
      resolve([code, killedBy]);
    });
  });
}

function kill(child: ChildProcessWithoutNullStreams): void {
  child.stdout.destroy();
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone, or this machine knows none.
    child.kill("SIGKILL");
  }
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error("expected the work to go on, got told to stop");
}

function translate(error: NodeJS.ErrnoException, { program, installHint }: Command): Error {
  if (error.code !== "ENOENT" && error.code !== "EACCES") {
    return new TransientError("command-not-started", `expected ${program} to start, got ${error.message}`, { cause: error });
  }
  const message = `expected the program ${program} to be installed, got none that can be run`;
  return new PermanentError("command-not-found", message, { hint: installHint, cause: error });
}

function tooSlow(program: string, timeoutMs: number): TransientError {
  return new TransientError("command-too-slow", `expected ${program} to end within ${durationInWords(timeoutMs)}, got it still at work`);
}

function tooLarge({ program, maxBytes }: Command): PermanentError {
  const megabytes = Math.round(maxBytes / 1_048_576);
  return new PermanentError("output-too-large", `expected ${program} to write at most ${megabytes} MiB, got more`);
}
