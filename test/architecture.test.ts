import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { z } from "zod";
import packageFile from "../package.json" with { type: "json" };
import {
  findBarrels,
  findCircles,
  findForbiddenImports,
  findIncompleteConnectors,
  findLoadedPackages,
  findLongFiles,
  findMissingInLock,
  findUndeclaredPackages,
  findUnexplainedPackages,
  findUnusedPackages,
  findWrongEndings,
} from "./support/house-rules.ts";
import { importsOf, readSourceFiles, repositoryRoot, type SourceFile } from "./support/source-files.ts";

const source = readSourceFiles("src");
const everything = [...source, ...readSourceFiles("test"), ...readSourceFiles("bench")];
const names = z.record(z.string(), z.string()).optional();
const LockFile = z.object({ packages: z.record(z.string(), z.object({ dependencies: names, optionalDependencies: names })) });
const lockFile: unknown = JSON.parse(readFileSync(join(repositoryRoot, "package-lock.json"), "utf8"));
const dependencies = Object.keys({ ...packageFile.dependencies, ...packageFile.optionalDependencies });
const declared = [...dependencies, ...Object.keys(packageFile.devDependencies)];

describe("the repository", () => {
  test("imports go down the floors and never to a neighbour", () => {
    assert.deepEqual(findForbiddenImports(source), []);
  });

  test("no file imports itself by way of others", () => {
    assert.deepEqual(findCircles(everything), []);
  });

  test("no file passes on the exports of another", () => {
    assert.deepEqual(findBarrels(everything), []);
  });

  test("relative imports end in .ts", () => {
    assert.deepEqual(findWrongEndings(everything), []);
  });

  test("no file has more than 300 lines", () => {
    assert.deepEqual(findLongFiles(everything), []);
  });

  test("the source needs nothing but the dependencies of a production install", () => {
    assert.deepEqual(findUndeclaredPackages(source, dependencies), []);
  });

  test("OpenAI's client is known in one place", () => {
    const users = source.filter((each) => importsOf(each).some(({ specifier }) => /^openai(?:\/|$)/.test(specifier)));
    assert.deepEqual(
      users.map(({ path }) => path),
      ["src/agents/model/client.ts"],
    );
  });

  test("every dependency is used", () => {
    assert.deepEqual(findUnusedPackages(source, dependencies), []);
  });

  test("every dependency has its reason in docs/decisions", () => {
    assert.deepEqual(findUnexplainedPackages(readSourceFiles("docs/decisions", [".md"]), declared), []);
  });

  test("the lock file holds the packages of every platform, so that npm ci works on all of them", () => {
    assert.deepEqual(findMissingInLock(LockFile.parse(lockFile).packages), []);
  });

  test("neither a start nor a command that only reads loads what parses files", () => {
    for (const path of ["src/app.ts", "src/cli/open.ts", "src/cli/index.ts"]) {
      const parsers = findLoadedPackages(path, source).filter((name) => ["zod", "yaml", "chrono-node", "csv-parse"].includes(name));
      assert.deepEqual(parsers, [], path);
    }
  });

  test("a connector that is only asked what it reads loads no client and no parser", () => {
    const connectors = source.filter(({ path }) => /^src\/connectors\/[^/]+\/index\.ts$/.test(path));
    const loaded = connectors.flatMap(({ path }) => findLoadedPackages(path, source));
    assert.deepEqual([...new Set(loaded)].toSorted(), ["fastest-levenshtein", "temporal-polyfill", "zod"]);
  });

  test("every connector has its three files and its line in the registry", () => {
    const paths = readSourceFiles("src/connectors", [".ts", ".md"]).map((file) => file.path);
    const registry = readFileSync(join(repositoryRoot, "src/connectors/registry.ts"), "utf8");
    assert.deepEqual(findIncompleteConnectors(paths, registry), []);
  });
});

describe("the checks themselves", () => {
  test("an import that climbs is reported, also where it is lazy or only of types", () => {
    for (const text of [
      `import { x } from "../engine/x.ts";`,
      `import type { X } from "../engine/x.ts";`,
      `await import("../engine/x.ts");`,
    ]) {
      assert.deepEqual(findForbiddenImports([file("src/store/a.ts", text)]), [
        "src/store/a.ts imports src/engine/x.ts: store may not import engine",
      ]);
    }
  });

  test("an import of a neighbour is reported, and types of analysis are not", () => {
    assert.equal(findForbiddenImports([file("src/render/a.ts", `import { x } from "../store/x.ts";`)]).length, 1);
    assert.equal(findForbiddenImports([file("src/verify/a.ts", `import { x } from "../analysis/x.ts";`)]).length, 1);
    assert.equal(findForbiddenImports([file("src/connectors/git/a.ts", `import { x } from "../files/x.ts";`)]).length, 1);
    assert.deepEqual(findForbiddenImports([file("src/verify/a.ts", `import type { X } from "../analysis/x.ts";`)]), []);
    assert.deepEqual(findForbiddenImports([file("src/connectors/git/a.ts", `import { x } from "./x.ts";`)]), []);
  });

  test("the engine's direct way to the store is reported", () => {
    assert.equal(findForbiddenImports([file("src/engine/a.ts", `import { x } from "../store/x.ts";`)]).length, 1);
  });

  test("a folder that no floor holds is reported", () => {
    assert.deepEqual(findForbiddenImports([file("src/utils/a.ts", "")]), ["src/utils/a.ts lies in utils, which is on no floor"]);
  });

  test("a circle is reported as the path that it takes", () => {
    const circle = [
      file("src/core/a.ts", `import { b } from "./b.ts";`),
      file("src/core/b.ts", `import { c } from "./c.ts";`),
      file("src/core/c.ts", `import type { A } from "./a.ts";`),
    ];
    assert.deepEqual(findCircles(circle), ["src/core/a.ts -> src/core/b.ts -> src/core/c.ts -> src/core/a.ts"]);
    assert.deepEqual(findCircles(circle.slice(0, 2)), []);
  });

  test("a barrel is reported in each of its forms", () => {
    for (const text of [
      `export * from "./x.ts";`,
      `export { x } from "./x.ts";`,
      `export type { X } from "./x.ts";`,
      `export * as x from "./x.ts";`,
    ]) {
      assert.deepEqual(findBarrels([file("src/core/a.ts", text)]), ["src/core/a.ts"]);
    }
    assert.deepEqual(findBarrels([file("src/core/a.ts", `export const x = "from here";`)]), []);
  });

  test("a missing or wrong ending is reported", () => {
    const text = `import { a } from "./a";\nimport { b } from "./b.js";\nimport { c } from "./c.ts";\n`;
    assert.deepEqual(findWrongEndings([file("src/core/x.ts", text)]), ["src/core/x.ts imports ./a", "src/core/x.ts imports ./b.js"]);
  });

  test("imports over several lines are read", () => {
    const text = `import {\n  a,\n  type B,\n} from "./a.ts";\nimport "zod";\n`;
    assert.deepEqual(
      importsOf(file("src/core/x.ts", text)).map(({ specifier }) => specifier),
      ["./a.ts", "zod"],
    );
  });

  test("a file of 301 lines is reported", () => {
    assert.deepEqual(findLongFiles([file("src/core/x.ts", "x\n".repeat(301))]), ["src/core/x.ts has 301 lines"]);
    assert.deepEqual(findLongFiles([file("src/core/x.ts", "x\n".repeat(300))]), []);
  });

  test("packages that are undeclared, unused or unexplained are reported", () => {
    const files = [file("src/core/x.ts", `import { z } from "zod/mini";\nimport a from "@scope/a/b";\nimport fs from "node:fs";\n`)];
    assert.deepEqual(findUndeclaredPackages(files, ["zod"]), ["src/core/x.ts imports @scope/a"]);
    assert.deepEqual(findUnusedPackages(files, ["zod", "yaml"]), ["yaml"]);
    assert.deepEqual(findUnexplainedPackages([file("docs/decisions/x.md", "\n- `zod`: checks.\n")], ["zod", "yaml"]), ["yaml"]);
  });

  test("a package that the lock file only refers to is reported", () => {
    const packages = {
      "": { dependencies: { a: "1" } },
      "node_modules/a": { optionalDependencies: { "@b/c": "1", d: "1" } },
      "node_modules/a/node_modules/d": {},
    };
    assert.deepEqual(findMissingInLock(packages), ["@b/c"]);
  });

  test("a connector without a file or a registry line is reported", () => {
    assert.deepEqual(findIncompleteConnectors(["src/connectors/ics/index.ts", "src/connectors/ics/readme.md"], ""), [
      "src/connectors/ics has no schema.ts",
      "src/connectors/registry.ts has no line for ics",
    ]);
  });
});

function file(path: string, text: string): SourceFile {
  return { path, text };
}
