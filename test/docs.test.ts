import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { readSourceFiles, repositoryRoot, type SourceFile } from "./support/source-files.ts";

const pages: SourceFile[] = [
  ...readdirSync(repositoryRoot)
    .filter((name) => name.endsWith(".md"))
    .map((name) => ({ path: name, text: readFileSync(join(repositoryRoot, name), "utf8") })),
  ...readSourceFiles("docs", [".md"]),
];

test("every file that a page names is there", () => {
  const named = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/`((?:\.ci|automations|bench|bin|config|docs|examples|src|test)\/[\w./-]+)`/g)].map(([, file = ""]) => ({
      path,
      file,
    })),
  );
  // A word in capitals, such as ID, stands for a name of the reader's choice.
  const missing = named.filter(({ file }) => !/[A-Z]{2}/.test(file) && !existsSync(join(repositoryRoot, file)));
  assert.deepEqual(missing, []);
});

test("every link of a page to another file leads somewhere", () => {
  const links = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = ""]) => ({ path, target })),
  );
  const broken = links.filter(({ path, target }) => !/^[a-z]+:/.test(target) && !existsSync(join(repositoryRoot, dirname(path), target)));
  assert.deepEqual(broken, []);
});

test("the list of decisions names each of them", () => {
  const [list, ...records] = pages
    .filter(({ path }) => path.startsWith("docs/decisions/"))
    .toSorted((a, b) => Number(b.path.endsWith("readme.md")) - Number(a.path.endsWith("readme.md")));
  assert.ok(records.length > 0);
  assert.deepEqual(
    records.filter(({ path }) => list?.text.includes(`(${path.split("/").at(-1)})`) !== true).map(({ path }) => path),
    [],
  );
});
