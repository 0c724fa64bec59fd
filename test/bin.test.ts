import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import packageFile from "../package.json" with { type: "json" };
import { repositoryRoot } from "./support/source-files.ts";

const folder = mkdtempSync(join(tmpdir(), "chief-bin-"));
after(() => rmSync(folder, { recursive: true }));

test("an old Node is told which one is needed and how to get it", () => {
  const pretendToBeOld = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.1.0" } })`;
  const { status, stdout, stderr } = runNode(["--import", `data:text/javascript,${pretendToBeOld}`, inRepository("bin/chief.js"), "list"]);
  assert.equal(status, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /expected Node 24 or newer, got 20\.1\.0/);
  assert.match(stderr, /npm start/);
  assert.match(stderr, /npx node@24/);
});

test("in a checkout it runs the source and passes on what it was called with", () => {
  const { status, stdout } = runNode([inRepository("bin/chief.js"), "--version"]);
  assert.deepEqual({ status, stdout }, { status: 0, stdout: `${packageFile.version}\n` });
});

test("in a release it runs the emitted JavaScript, and compiled code goes to the user's cache", () => {
  const cache = join(folder, "cache");
  writeRelease(`console.log(process.argv.slice(2).join(" "), require("node:module").getCompileCacheDir())`);
  const { stdout } = runNode([join(folder, "bin/chief.js"), "run", "x"], { XDG_CACHE_HOME: cache });
  assert.ok(stdout.startsWith(`run x ${join(cache, "chief")}`), stdout);
});

test("it runs without a cache where none can be written", () => {
  writeRelease(`console.log("ran")`);
  writeFileSync(join(folder, "a-file"), "");
  const { status, stdout } = runNode([join(folder, "bin/chief.js")], { XDG_CACHE_HOME: join(folder, "a-file") });
  assert.deepEqual({ status, stdout }, { status: 0, stdout: "ran\n" });
});

function inRepository(path: string): string {
  return join(repositoryRoot, path);
}

/** A package with the launcher and, instead of Chief, a main.js that runs `code`. */
function writeRelease(code: string): void {
  cpSync(inRepository("bin"), join(folder, "bin"), { recursive: true });
  mkdirSync(join(folder, "dist"), { recursive: true });
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
  writeFileSync(
    join(folder, "dist/main.js"),
    `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\n${code};\n`,
  );
}

function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { status: number | null; stdout: string; stderr: string } {
  const { NODE_COMPILE_CACHE: _, ...inherited } = process.env;
  return spawnSync(process.execPath, args, { encoding: "utf8", env: { ...inherited, ...env } });
}
