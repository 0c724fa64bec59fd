import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { test } from "node:test";
import packageFile from "../../../package.json" with { type: "json" };
import { TEST_DIALECTS } from "../../../src/analysis/ci/dialects.ts";
import { BROKEN, FLAKY, INFRA, INFRA_SIGNS, SUSPECT } from "../../../src/analysis/ci/group/parameters.ts";
import { ANCHORS, MASKS, WEIGHT } from "../../../src/analysis/ci/parameters.ts";
import { readSourceFiles, repositoryRoot } from "../../support/source-files.ts";

const PAGE = "docs/ci-parameters.md";
const SIGNS = [...new Set(INFRA_SIGNS.map(([name]) => name))];
/** What each name stands for; of a name without a value, only that the page has it. */
const VALUES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ANCHORS.map(([name, weight, cause]) => [`anchors.${name}`, `${weight}, ${cause}`])),
  ...Object.fromEntries(MASKS.map(([name, , sign]) => [`masks.${name}`, `\`${sign}\``])),
  ...Object.fromEntries(TEST_DIALECTS.map(({ name }) => [`dialects.${name}`, ""])),
  "dialects.go-json": "",
  ...Object.fromEntries(SIGNS.flatMap((sign) => [[`infra.${sign}`, `${INFRA.sign}`] as const, [`merge.infra.${sign}`, ""] as const])),
  ...{ weak: `${WEIGHT.weak}, 0.5`, setup: "0, 0" },
  ...{ "exit.service": `${WEIGHT.exit}, 0.2`, "exit.program": `${WEIGHT.exit}, 0.2` },
  ...{ "region.difference": "", "region.anchors": "", "region.exit": "", "region.nothing": "" },
  ...{ "report.failure": "", "report.error": "", "report.testcase": "" },
  ...{ "infra.spread": `${INFRA.spread}`, "infra.no-test": `${INFRA.noTest}`, "infra.rerun": `${INFRA.rerun}` },
  ...{
    "broken.consecutive": `${BROKEN.consecutive}`,
    "broken.default-branch": `${BROKEN.defaultBranch}`,
    "broken.alone": `${BROKEN.alone}`,
  },
  ...{ "broken.suspect": `${BROKEN.suspect}`, "broken.certain": `${BROKEN.deterministic}`, "broken.rerun": `${BROKEN.rerun}` },
  ...{ "flaky.same-commit": `${FLAKY.sameCommit}`, "flaky.comes-and-goes": `${FLAKY.comesAndGoes}`, "flaky.known": `${FLAKY.known}` },
  ...{ "flaky.words": `${FLAKY.words}`, "flaky.untouched": `${FLAKY.untouched}` },
  ...{ "suspect.line": `${SUSPECT.line}`, "suspect.reverted": `${SUSPECT.reverted}`, "suspect.file": `${SUSPECT.file}` },
  ...{ "suspect.dependency": `${SUSPECT.dependency}`, "suspect.sole": `${SUSPECT.sole}`, "suspect.environment": `${SUSPECT.environment}` },
  ...{ "suspect.symbol": `${SUSPECT.symbol}`, "suspect.related": `${SUSPECT.related}`, "suspect.folder": `${SUSPECT.folder}` },
};
/** Names that stand in the code as they are told. */
const IN_CODE = /"((?:local|merge|report|broken|flaky|infra|suspect)\.[a-z-]+)"/g;

test("the page on what decides names each parameter that --why can name, with its value, and no other", () => {
  const page = readFileSync(join(repositoryRoot, PAGE), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z0-9.-]+)` +\| (.*) \|$/gm)].map(([, name = "", cells = ""]) => {
    const [meaning = "", ...values] = cells.split(" | ").map((cell) => cell.trim());
    assert.notEqual(meaning, "", name);
    return [name, values.join(", ")] as const;
  });
  const written = readSourceFiles("src/analysis/ci", [".ts"]).flatMap(({ text }) =>
    [...text.matchAll(IN_CODE)].map(([, name = ""]) => name),
  );
  const wanted = { ...Object.fromEntries(written.map((name) => [name, ""])), ...VALUES };
  assert.deepEqual(Object.fromEntries(rows), wanted);
  assert.equal(rows.length, Object.keys(wanted).length);
});

test("whoever installs a release has the page, too", () => {
  assert.ok(packageFile.files.some((pattern) => matchesGlob(PAGE, pattern)));
});
