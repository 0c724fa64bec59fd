import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runTemplates } from "../../../src/cli/ci/templates.ts";
import { faultsIn, hostileBuild, KINDS, writeBuild } from "../../support/hostile/verdict.ts";
import { sessionIn } from "../../support/terminal.ts";

/** A thousandth of what `npm run ci-bench -- hostile` measures with. */
const TINY = 0.001;

test("of what builds leave behind, however broken or hostile, each command says in plain words what it is", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "ci-hostile-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (let seed = 0; seed < KINDS.length; seed += 1) {
    const build = hostileBuild(seed, TINY);
    writeBuild(folder, build);
    assert.deepEqual(await faultsIn(folder, build), [], `${build.name} (${seed})`);
  }
});

test("a file that has no lines gets no form, and is named for what it is", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "ci-hostile-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeBuild(folder, { files: { "a.log": "BZh91AY&SY" }, wants: /./ });
  const said: string[] = [];
  await runTemplates(
    sessionIn(folder, (text) => void said.push(text)),
    [join(folder, "a.log")],
  );
  assert.deepEqual(said, ["The file: it is no text but packed with bzip2: unpack it first."]);
});
