import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { TINYFMT, type Files } from "./project.ts";

/** What a job printed and reported. */
export interface Outcome {
  readonly passed: boolean;
  readonly log: readonly string[];
  /** Null where no test ran. */
  readonly report: string | null;
}

export interface Surroundings {
  /** A port that is taken. */
  readonly port?: number;
  readonly isSlow?: boolean;
  /** Runs the tests in an order in which they get into each other's way. */
  readonly isShuffled?: boolean;
}

/** Runs the jobs of the project for real, each state of it once. */
export interface Executor {
  test(files: Files, surroundings: Surroundings): Promise<Outcome>;
  typecheck(files: Files): Promise<Outcome>;
}

export function createExecutor(folder: string): Executor {
  const known = new Map<string, Promise<Outcome>>();
  const once = (key: unknown, run: () => Promise<Outcome>): Promise<Outcome> => {
    const name = createHash("sha1").update(JSON.stringify(key)).digest("hex");
    const outcome = known.get(name) ?? run();
    known.set(name, outcome);
    return outcome;
  };
  // One after the other: all of them write the same folder, as a runner does.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (run: () => Promise<Outcome>): Promise<Outcome> => {
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    test: (files, around) => once(["test", codeOf(files), around], () => inTurn(() => runTests(folder, files, around))),
    typecheck: (files) => once(["types", codeOf(files)], () => inTurn(() => runTypes(folder, files))),
  };
}

function codeOf(files: Files): string[][] {
  return Object.entries(files).filter(([path]) => !path.endsWith(".md"));
}

function write(folder: string, files: Files): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const version = /"tinyfmt": "([\d.]+)"/.exec(files["packages/report/package.json"] ?? "")?.[1] ?? "";
  const installed = join(folder, "node_modules/tinyfmt");
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, "package.json"), JSON.stringify({ name: "tinyfmt", version, type: "module", exports: "./index.js" }));
  writeFileSync(join(installed, "index.js"), TINYFMT[version] ?? "");
}

async function runTests(folder: string, files: Files, { port, isSlow, isShuffled }: Surroundings): Promise<Outcome> {
  write(folder, files);
  const tests = Object.keys(files).filter((path) => path.endsWith(".test.ts"));
  const sorted = tests.toSorted((a, b) => (isShuffled === true ? -1 : 1) * (a < b ? -1 : 1));
  const variables = [...(files[".github/workflows/ci.yml"] ?? "").matchAll(/^ {2}([A-Z_]+): (\S+)$/gm)].map(
    ([, name = "", value = ""]) => [name, value] as const,
  );
  const environment: Record<string, string> = {
    ...Object.fromEntries<string>(variables),
    ...(port !== undefined && { TEST_PORT: String(port) }),
    ...(isSlow === true && { SLOW: "1" }),
  };
  const reporters = [
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    "--test-reporter=junit",
    "--test-reporter-destination=junit.xml",
  ];
  const { code, output } = await run(folder, ["--test", "--test-isolation=none", ...reporters, ...sorted], environment);
  const report = join(folder, "junit.xml");
  return { passed: code === 0, log: framed("npm test", output, code), report: existsSync(report) ? readFileSync(report, "utf8") : null };
}

async function runTypes(folder: string, files: Files): Promise<Outcome> {
  write(folder, files);
  const compiler = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
  symlinkSync(join(import.meta.dirname, "../../node_modules/@types"), join(folder, "node_modules/@types"));
  const { code, output } = await run(folder, [compiler, "--pretty", "false"], {});
  return { passed: code === 0, log: framed("npx tsc", output, code), report: null };
}

function framed(command: string, output: string, code: number): string[] {
  const exit = code === 0 ? [] : [`##[error]Process completed with exit code ${code}.`];
  return [`##[group]Run ${command}`, command, "shell: /usr/bin/bash -e {0}", "##[endgroup]", ...output.trimEnd().split("\n"), ...exit];
}

async function run(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ code: number; output: string }> {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const child = spawn(process.execPath, args, { cwd, env: { ...inherited, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  const closed = new Promise<number>((done, failed) => child.once("close", (code) => done(code ?? 1)).once("error", failed));
  const [output, errors, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), closed]);
  return { code, output: output + errors };
}
