import assert from "node:assert/strict";
import { it } from "node:test";
import { commitSchema, toChangeItem } from "../../../src/connectors/github/ci-change-item.ts";
import { commitOf } from "./why-world.ts";

it("nothing that a commit changed is told that looks like a secret, nor are keys of several lines", () => {
  const key = ["-----BEGIN RSA PRIVATE KEY-----", "MIIEkeyone", "MIIEkeytwo", "-----END RSA PRIVATE KEY-----"];
  const came = [...key, `const token = "ghp_${"a".repeat(36)}";`, "const price = 3;"].map((line) => `+${line}`);
  const went = [...key, "DB_PASSWORD=hunter2hunter2"].map((line) => `-${line}`);
  const files = [{ filename: "src/a.ts", patch: ["@@ -1,5 +1,6 @@", ...went, ...came, " const kept = 1;"].join("\n") }];
  const { sha, ...rest } = commitOf("c2", "c1");
  const commit = { ...rest.commit, message: "Use https://dana:hunter2@example.net" };
  const item = toChangeItem(commitSchema.parse({ ...rest, sha, commit, files }), "dana/shop", "main");
  assert.doesNotMatch(JSON.stringify(item), /MIIE|hunter2|ghp_/);
  assert.deepEqual(item.body.split("\n").slice(1), [
    "-(secret)",
    "-DB_PASSWORD=(secret)",
    "+(secret)",
    '+const token = "(secret)";',
    "+const price = 3;",
  ]);
});
