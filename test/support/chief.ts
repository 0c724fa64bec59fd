import assert from "node:assert/strict";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Readable, Writable } from "node:stream";
import type { TestContext } from "node:test";
import packageFile from "../../package.json" with { type: "json" };
import { runCommandLine } from "../../src/cli/index.ts";
import type { Surroundings } from "../../src/cli/session.ts";

const bin = resolve(import.meta.dirname, "../../bin/chief.js");

/** How a command ended. */
export interface Called {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A folder with these files, which goes with the test, or with all tests of a file. */
export function makeFolder(test: { after(remove: () => void): void }, files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "chief-test-")));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const home = mkdtempSync(join(tmpdir(), "chief-home-"));
process.once("exit", () => rmSync(home, { recursive: true, force: true }));

/** The environment of a user who has nothing set up: an empty home, and nothing of the one who runs the tests. */
export const plainEnvironment: NodeJS.ProcessEnv = { PATH: process.env["PATH"], HOME: home, TZ: "UTC" };
// What is called in this process finds the home and the zone of that user too.
Object.assign(process.env, { HOME: home, TZ: "UTC" });

/** Starts the command line in `folder` as a process of its own. */
export function spawnChief(folder: string, words: readonly string[], env = plainEnvironment): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bin, ...words], { cwd: folder, env });
}

/** Calls the command line in `folder` as a user does who has nothing set up, and waits for its end. It runs in this process, which starts but once. */
export function chief(folder: string, ...words: readonly string[]): Promise<Called> {
  return callChief(folder, words);
}

/** The same with another environment, or with what is piped in. */
export async function callChief(folder: string, words: readonly string[], { env = plainEnvironment, input = "" } = {}): Promise<Called> {
  const said = { stdout: "", stderr: "" };
  const surroundings: Surroundings = {
    ...{ cwd: () => folder, env, stdin: Readable.from([Buffer.from(input)]) },
    stdout: collect((text) => (said.stdout += text)),
    stderr: collect((text) => (said.stderr += text)),
    // Nobody stops it: signals are for processes.
    on: () => undefined,
    exit: (code) => assert.fail(`expected the command to end by itself, got an exit with ${code}`),
  };
  const code = await runCommandLine(words, packageFile.version, surroundings);
  return { code, ...said };
}

function collect(take: (text: string) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      take(text);
      done();
    },
  });
}

/** A daemon that a test started. */
export interface Daemon {
  /** Resolves once its output, stdout and stderr together, has this in it; rejects where it ends before. */
  says(text: string | RegExp): Promise<string>;
  /** Resolves with how it ended. */
  ended: Promise<Called>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts a daemon; one that is still there when the test ends is killed. */
export function startDaemon(test: TestContext, folder: string, ...words: readonly string[]): Daemon {
  return watchDaemon(test, spawnChief(folder, ["start", ...words]));
}

/** The same for one that was started already. */
export function watchDaemon(test: TestContext, child: ChildProcessWithoutNullStreams): Daemon {
  const said = { all: "", stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      said.all += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Called>((done) => child.on("close", (code) => done({ code, stdout: said.stdout, stderr: said.stderr })));
  test.after(() => child.kill("SIGKILL"));
  return { says: (text) => untilSaid(text, said, listeners, ended), ended, kill: (signal) => void child.kill(signal) };
}

function untilSaid(wanted: string | RegExp, said: { all: string }, listeners: Set<() => void>, ended: Promise<Called>): Promise<string> {
  const isSaid = (): boolean => (typeof wanted === "string" ? said.all.includes(wanted) : wanted.test(said.all));
  return new Promise((resolve, reject) => {
    const listener = (): void => {
      if (!isSaid()) return;
      listeners.delete(listener);
      resolve(said.all);
    };
    listeners.add(listener);
    listener();
    void ended.then(({ code }) => reject(new Error(`expected it to say ${String(wanted)}, got its end with ${code}:\n${said.all}`)));
  });
}
