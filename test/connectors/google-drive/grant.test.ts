import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { formatProblem } from "../../../src/lib/problem.ts";
import { loadFiles, markdown, only } from "../../definitions/workspace.ts";
import { shippedConnectors } from "../../support/connectors.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { repositoryRoot } from "../../support/source-files.ts";
import { contextFor } from "../contract.ts";
import { WEEK } from "../workspaces.ts";

it("a grant may name its connection, which has to be one to Google", async (t) => {
  const connections = [
    { name: "ana", kind: "google" },
    { name: "acme", kind: "slack" },
  ] as const;
  const load = (grant: string) =>
    loadFiles(t, { "a.md": markdown(`reads:\n  - ${grant}`) }, { connectors: shippedConnectors({ names: { connections } }) });
  assert.deepEqual(only(await load("google-drive: { connection: ana }")).reads[0]?.options, { connection: "ana", max: 100 });
  const { problems } = await load("google-drive: { connection: acme }");
  assert.match(problems.map(formatProblem).join("\n"), /connection to be ana, got "acme"/);
});

it("a fetch without an account says how to get one", async () => {
  const drive = await shippedConnectors().load("google-drive");
  assert.equal(drive.account, "google");
  await assert.rejects(drive.fetch(contextFor(drive, { root: "/", options: {}, window: WEEK })), {
    ...{ name: "PermanentError", code: "connection-missing", hint: "Run `chief connect google`, or take it out of the automation." },
  });
});

it("the automation of the readme is one", async (t) => {
  const readme = await readFile(join(repositoryRoot, "src/connectors/google-drive/readme.md"), "utf8");
  const example = readme.split("\n\n").find((part) => part.startsWith("    ---\n")) ?? "";
  const parts = { connectors: shippedConnectors(), deliveries: shippedDeliveries() };
  const { reads } = only(await loadFiles(t, { "asked.md": example.replaceAll(/^ {4}/gm, "") }, parts));
  assert.deepEqual(
    reads.map(({ connector }) => connector),
    ["google-drive"],
  );
});
