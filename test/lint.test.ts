import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { FLOORS, mayImport } from "./support/house-rules.ts";
import { repositoryRoot, type SourceFile } from "./support/source-files.ts";

const parts = FLOORS.flat();

const Report = z.object({
  diagnostics: z.array(
    z.object({
      filename: z.string(),
      code: z.string(),
      help: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })),
    }),
  ),
});

test("the linter's import rules and the floors say the same of every pair of folders", () => {
  const refused = lint(parts.map(toProbe)).map(({ path, line }) => `${path}:${line}`);
  for (const from of parts) {
    for (const [index, to] of parts.entries()) {
      assert.equal(refused.includes(`${toProbe(from).path}:${index + 1}`), !mayImport(from, to), `${from} imports ${to}`);
    }
  }
});

test("the linter tells the way out when it refuses an import", () => {
  const refused = lint([
    { path: "src/connectors/git/index.ts", text: `export { x } from "../files/index.ts";\n` },
    { path: "src/analysis/rules/x.ts", text: `export { readFileSync } from "node:fs";\n` },
    { path: "src/store/x.ts", text: `export { x } from "../engine/x.ts";\n` },
  ]);
  const helpFor = (folder: string): string | undefined => refused.find(({ path }) => path.startsWith(folder))?.help;
  assert.match(helpFor("src/connectors") ?? "", /Move what both need to src\/lib/);
  assert.match(helpFor("src/analysis") ?? "", /pass the result in/);
  assert.match(helpFor("src/store") ?? "", /Take the rest as a parameter/);
});

/** A file of the folder (or the single file) `from` whose nth line imports from the nth part. */
function toProbe(from: string): SourceFile {
  const single = from.endsWith(".ts");
  const lines = parts.map((to, index) => {
    const target = to === from ? "own.ts" : `${single ? "" : "../"}${to.endsWith(".ts") ? to : `${to}/x.ts`}`;
    return `export { x as x${index} } from "./${target}";\n`;
  });
  return { path: single ? `src/${from}` : `src/${from}/probe.ts`, text: lines.join("") };
}

/** The imports that this repository's rules refuse in files written into an empty folder. */
function lint(files: readonly SourceFile[]): { path: string; line: number; help: string }[] {
  const folder = mkdtempSync(join(tmpdir(), "chief-lint-"));
  try {
    const rules = readFileSync(join(repositoryRoot, ".oxlintrc.json"), "utf8").replace(`"typeAware": true`, `"typeAware": false`);
    for (const { path, text } of [{ path: ".oxlintrc.json", text: rules }, ...files]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const program = join(repositoryRoot, "node_modules/oxlint/bin/oxlint");
    const { stdout } = spawnSync(process.execPath, [program, "--format", "json"], { cwd: folder, encoding: "utf8" });
    return Report.parse(JSON.parse(stdout))
      .diagnostics.filter(({ code }) => code === "eslint(no-restricted-imports)")
      .map(({ filename, help, labels }) => ({ path: filename, line: labels[0]?.span.line ?? 0, help }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
