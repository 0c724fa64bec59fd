import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { KnownNames } from "../../../src/core/workspace.ts";
import { definitionJsonSchema } from "../../../src/definitions/json-schema.ts";
import { formatProblem } from "../../../src/lib/problem.ts";
import { eventSources } from "../../../src/triggers/event-sources.ts";
import { loadFiles, markdown, only } from "../../definitions/workspace.ts";
import { contextFor } from "../contract.ts";
import { shippedConnectors } from "../../support/connectors.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { repositoryRoot } from "../../support/source-files.ts";

type Named = KnownNames["connections"];
const ACME: Named = [
  { name: "acme", kind: "slack" },
  { name: "office", kind: "smtp" },
];

/** What is said of a definition that reads Slack so. */
async function load(context: TestContext, grant: string, connections: Named) {
  const file = { "a.md": markdown(`reads:\n  - ${grant}`) };
  return loadFiles(context, file, { connectors: shippedConnectors({ names: { connections } }) });
}

describe("a grant to read Slack", () => {
  it("may name its connection, which has to be one to Slack", async (t) => {
    const { reads } = only(await load(t, "slack: { connection: acme, channels: [C0123456789] }", ACME));
    assert.deepEqual(reads[0]?.options, { connection: "acme", channels: ["C0123456789"], max: 500 });
    const { problems } = await load(t, "slack: { connection: office }", ACME);
    assert.match(problems.map(formatProblem).join("\n"), /connection to be acme, got "office"/);
  });

  it("is an error with the way out where there is no connection of that name, nor any", async (t) => {
    const { problems } = await load(t, "slack: { connection: acme }", []);
    const said = problems.map(formatProblem).join("\n");
    assert.match(said, /to be the name of a connection to Slack in config\/chief\.yaml, which has none, got "acme"/);
    assert.match(said, /Make one with `chief connect slack`\./);
  });

  it("may stand before there is a connection: what Slack is asked for follows from it", async (t) => {
    assert.deepEqual(only(await load(t, "slack", [])).reads[0]?.options, { max: 500 });
  });

  it("names channels by their ids", async (t) => {
    const { problems } = await load(t, 'slack: { channels: ["#risk"] }', ACME);
    assert.match(problems.map(formatProblem).join("\n"), /to be a channel's id such as C0123456789, got "#risk"/);
  });
});

it("a grant is described, and the form of definitions shown, where there is no account and no secret", async () => {
  const connectors = shippedConnectors();
  const slack = await connectors.load("slack");
  assert.equal(slack.account, "slack");
  assert.equal(slack.describe(slack.schema.parse({})), "messages of the last two weeks in all Slack channels that the app is in");
  assert.equal(
    slack.describe(slack.schema.parse({ channels: ["C0123456789", "G0123456789"], connection: "acme" })),
    "messages of the last two weeks in the Slack channels C0123456789 and G0123456789 through acme",
  );
  const schema = await definitionJsonSchema({ connectors, deliveries: shippedDeliveries(), eventSources });
  assert.match(JSON.stringify(schema), /Ids of channels, which Slack shows/);
});

it("a fetch without an account says how to get one", async () => {
  const slack = await shippedConnectors().load("slack");
  const window = { from: "2026-11-12T08:00:00.000Z", to: "2026-11-19T08:00:00.000Z" };
  await assert.rejects(slack.fetch(contextFor(slack, { root: "/", options: {}, window })), {
    ...{ name: "PermanentError", code: "connection-missing", hint: "Run `chief connect slack`, or take it out of the automation." },
  });
});

it("the automation of the readme is one", async (t) => {
  const readme = await readFile(join(repositoryRoot, "src/connectors/slack/readme.md"), "utf8");
  const example = readme.split("\n\n").find((part) => part.startsWith("    ---\n")) ?? "";
  const file = { "asked.md": example.replaceAll(/^ {4}/gm, "") };
  const parts = { connectors: shippedConnectors(), deliveries: shippedDeliveries() };
  assert.deepEqual(
    only(await loadFiles(t, file, parts)).reads.map(({ connector }) => connector),
    ["slack"],
  );
});
