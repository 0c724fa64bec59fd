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
import { WEEK } from "./world.ts";

it("a grant to read Gmail says in words what it reads", async () => {
  const gmail = await shippedConnectors().load("gmail");
  const said = (options: unknown): string => gmail.describe(gmail.schema.parse(options));
  assert.equal(gmail.account, "google");
  assert.deepEqual(gmail.schema.parse({}), { max: 2_000 });
  assert.equal(said({}), "letters in Gmail");
  assert.equal(said({ labels: ["INBOX"] }), "letters in Gmail with the label INBOX");
  assert.equal(
    said({ labels: ["INBOX", "Clients/Acme"], connection: "home" }),
    "letters in Gmail with the labels INBOX and Clients/Acme through home",
  );
});

it("its connection has to be one to Google", async (t) => {
  const connectors = shippedConnectors({ names: { connections: [{ name: "acme", kind: "slack" }] } });
  const { problems } = await loadFiles(t, { "a.md": markdown("reads:\n  - gmail: { connection: acme }") }, { connectors });
  assert.match(problems.map(formatProblem).join("\n"), /Make one with `chief connect google`\./);
});

it("a fetch without an account says how to get one", async () => {
  const gmail = await shippedConnectors().load("gmail");
  const context = contextFor(gmail, { root: "/", options: {}, window: WEEK });
  await assert.rejects(gmail.fetch(context), { name: "PermanentError", code: "connection-missing", hint: /`chief connect google/ });
});

it("the automation of the readme is one", async (t) => {
  const readme = await readFile(join(repositoryRoot, "src/connectors/gmail/readme.md"), "utf8");
  const example = readme.split("\n\n").find((part) => part.startsWith("    ---\n")) ?? "";
  const parts = { connectors: shippedConnectors(), deliveries: shippedDeliveries() };
  const { reads } = only(await loadFiles(t, { "mail.md": example.replaceAll(/^ {4}/gm, "") }, parts));
  assert.deepEqual(
    reads.map(({ connector }) => connector),
    ["gmail"],
  );
});
