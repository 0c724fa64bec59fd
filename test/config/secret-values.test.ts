import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { secretValues } from "../../src/config/secret-values.ts";
import { knownSecrets, learnSecret } from "../../src/lib/known-secrets.ts";
import { temporaryDirectory } from "../support/store.ts";

// oxlint-disable no-template-curly-in-string -- references as people write them

test("all secrets that a configuration refers to are known by value, but for those that are not there", (t) => {
  const root = temporaryDirectory(t);
  writeFileSync(join(root, "token"), "from-a-file\n", { mode: 0o600 });
  const env = {
    HOOK: "of-a-hook",
    URL: "https://example.com/of-a-webhook",
    SIGN: "of-a-signature",
    PING: "of-a-ping",
    LOOKUP: "of-a-lookup",
    CHIEF_MASTER_KEY: "of-all-that-is-stored",
  };
  const workspace = {
    ...{ root, dataDirectory: root },
    hooks: { ci: { secret: "${env:HOOK}", perSecond: 1, maxBytes: 1 }, again: { secret: "${env:HOOK}", perSecond: 1, maxBytes: 1 } },
    webhooks: {
      office: { url: "${env:URL}", secret: "${env:SIGN}", lookup: "${env:LOOKUP}" },
      open: { url: "https://example.com/open", secret: "${env:MISSING}" },
    },
    pings: { up: "${env:PING}", open: "https://example.com/ping" },
    connections: { work: { kind: "slack" as const, token: "file:token", appToken: "stored:none", api: "https://slack.com/api/" } },
  };
  const values = [
    "of-a-hook",
    "https://example.com/of-a-webhook",
    "of-a-signature",
    "of-a-lookup",
    "of-a-ping",
    "from-a-file",
    "of-all-that-is-stored",
  ];
  const before = new Set(knownSecrets());
  const told = (variables: Partial<typeof env>): string[] => secretValues(workspace, variables).filter((value) => !before.has(value));
  assert.deepEqual(told(env), values);
  learnSecret("a-token-that-was-fetched");
  assert.deepEqual(told({}).toSorted(), [...values, "a-token-that-was-fetched"].toSorted());
});
