import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { formatProblem } from "../../src/lib/problem.ts";
import { notAskedFor } from "../../src/definitions/by-words/asked-for.ts";
import { explain } from "../../src/shipped.ts";
import { shippedConnectors } from "../support/connectors.ts";
import { shippedDeliveries } from "../support/deliveries.ts";
import { workspaceAt } from "../support/workspace.ts";
import { loadFiles, markdown, only } from "./workspace.ts";

const nothing = { emails: [], aliases: [], absences: [], vip: false };
const people = {
  all: [
    { ...nothing, key: "me", name: "Sam Rivera" },
    { ...nothing, key: "ana", name: "Ana", accounts: ["slack:U0ANA", "github:ana-k"] },
    { ...nothing, key: "ben", name: "Ben", accounts: ["slack:U0BEN"] },
  ],
};
const names = { hooks: [], webhooks: [], pings: [], connections: [], people: people.all.map(({ key }) => key) };
const ON = "on: { github: { event: workflow_run.failed } }";
const FLOWS = "flows: [{ from: github, to: slack }, { from: events, to: slack }]";

function load(context: TestContext, lines: Partial<Record<"on" | "reads" | "to", string>>) {
  const { on = ON, reads = "github: { include: [checks, pull_requests] }", to = "{ to: author, people: [me, ana] }" } = lines;
  const content = markdown(`${on}\nreads: [{ ${reads} }]\nwrites: [{ slack: ${to} }]\n${FLOWS}`);
  return loadFiles(
    context,
    { "checks.md": content },
    { people, names, connectors: shippedConnectors(), deliveries: shippedDeliveries({ names }) },
  );
}

test("an author who can be written to is nothing to warn of, and is told in words with all who may be it", async (context) => {
  const loaded = await load(context, { to: "{ to: author, people: [ana, ben] }" });
  const slack = (await explain(only(loaded), undefined, workspaceAt("/", people))).find(({ about }) => about === "write");
  assert.equal(
    slack?.text,
    "Can WRITE ONLY to the author of the pull request, in Slack, where that is Ana or Ben: one message a run, read by ana and ben.",
  );
  assert.deepEqual((await load(context, {})).warnings.map(formatProblem), []);
});

test("what keeps every author from being written to is warned of", async (context) => {
  const said = async (lines: Parameters<typeof load>[1]) => (await load(context, lines)).warnings.map(formatProblem).join("\n");
  assert.match(
    await said({ on: "on: { github: { event: release.published } }" }),
    /^checks.md:3:5: expected a pull request that can set it off/,
  );
  assert.match(await said({ on: "on: { github: { event: workflow_run.failed }, coalesce: 5m }" }), /expected a run for each pull request/);
  assert.match(await said({ reads: "github: { include: [checks] }" }), /^checks.md:4:8: expected pull requests to be read/);
  assert.match(await said({ to: "{ to: author, people: [ana, ben] }" }), /^checks.md:5:9: expected ben to have an account at GitHub/);
});

test("people and author go together, and whom it may be is somebody", async (context) => {
  const said = async (to: string) => (await load(context, { to })).problems.map(formatProblem);
  assert.deepEqual(await said("{ to: author }"), [
    'checks.md:5:19: expected writes.slack.people to say whom author may be, got nothing\n  Add a line "people: ...".',
  ]);
  assert.deepEqual(await said("{ to: ana, people: [ben] }"), [
    "checks.md:5:38: expected writes.slack.people to be left out, since only author and roster may be one of several, got a list",
  ]);
  assert.deepEqual(await said("{ to: author, people: [ana, zoe] }"), [
    'checks.md:5:47: expected an entry of writes.slack.people to be me or the key of another person in config/people.yaml, got "zoe"',
  ]);
  assert.match((await said("{ to: author, people: [bem] }")).join(), /Did you mean ben\?$/);
});

test("a sentence that names an author names nobody whom that may be", async (context) => {
  const automation = only(await load(context, {}));
  const told = (sentence: string) => notAskedFor(sentence, automation).filter((fault) => fault.startsWith("It may write"));
  assert.equal(told("tell author in slack what failed in github").length, 1);
  assert.equal(told("tell ana in slack what failed in github").length, 0);
});
