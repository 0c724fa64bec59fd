import assert from "node:assert/strict";
import { test } from "node:test";
import { isGeneratedPath } from "../../src/lib/generated-paths.ts";

test("lock files, snapshots, generated and copied files are known by their paths", () => {
  const generated = [
    "package-lock.json",
    "apps/web/pnpm-lock.yaml",
    "Cargo.lock",
    "go.sum",
    "test/__snapshots__/page.test.ts.snap",
    "vendor/github.com/lib/pq/conn.go",
    "dist/index.js",
    "static/app.min.js",
    "api/tides.pb.go",
    "src/__generated__/schema.ts",
    "src/schema.generated.ts",
  ];
  assert.deepEqual(
    generated.filter((path) => !isGeneratedPath(path)),
    [],
  );
});

test("what people write is not, however near its name comes", () => {
  const written = [
    "package.json",
    "src/lock.ts",
    "src/snapshot.ts",
    "docs/vendors.md",
    "src/distance/index.ts",
    "src/admin.js",
    "src/generator.ts",
    "go.mod",
    "src/clock.lock.ts",
  ];
  assert.deepEqual(written.filter(isGeneratedPath), []);
});
