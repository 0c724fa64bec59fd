import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { findPlanless } from "../../src/definitions/plan-files.ts";
import { formatProblem } from "../../src/lib/problem.ts";
import { explain } from "../../src/shipped.ts";
import { makeFolder } from "../support/chief.ts";
import { shippedConnectors } from "../support/connectors.ts";
import { shippedDeliveries } from "../support/deliveries.ts";
import { workspaceAt } from "../support/workspace.ts";
import { loadFiles, markdown, only } from "./workspace.ts";

const people = { all: [] };
const connections = [
  { name: "wiki", kind: "notion" as const },
  { name: "planner", kind: "notion" as const },
];
const names = { hooks: [], webhooks: [], pings: [], connections, people: ["me"] };
const SOURCE = "2f0a1b3c-0000-4000-8000-0123456789ab";

function load(context: TestContext, plan: string, reads = `notion: { dataSource: ${SOURCE}, as: plan, connection: wiki }`) {
  const content = markdown(`reads: [{ ${reads} }]\nwrites: [{ plan: ${plan} }]\nflows: [{ from: notion, to: plan }]`);
  return loadFiles(
    context,
    { "plan.md": content },
    { people, names, connectors: shippedConnectors(), deliveries: shippedDeliveries({ names }) },
  );
}

const notion = (connection: string, more = ""): string =>
  `{ notion: { dataSource: ${SOURCE}, connection: ${connection}, fields: { status: Status, eta: ETA } }${more} }`;

test("a plan is told in words: the place, the fields, and who is asked before", async (context) => {
  const loaded = await load(context, notion("planner", ", propose: true"));
  assert.deepEqual([loaded.problems, loaded.warnings].flat().map(formatProblem), []);
  assert.equal(only(loaded).writes[0]?.proposed, true);
  const said = await explain(only(loaded), undefined, workspaceAt("/", people));
  const write = said.find(({ about }) => about === "write")?.text ?? "";
  assert.ok(
    write.startsWith(`Can WRITE ONLY to the data source ${SOURCE} in Notion: of tasks Status and ETA, nothing else through planner:`),
    write,
  );
  assert.match(write, /those who can see .* in Notion\. .* Each one waits until a person has said yes to it\.$/);
  assert.match(said.find(({ about }) => about === "approval")?.text ?? "", /^Each message waits for/);
});

test("a plan that is changed by the account that reads is warned of", async (context) => {
  const { warnings } = await load(context, notion("wiki"));
  assert.match(
    warnings.map(formatProblem).join("\n"),
    /expected the plan to be changed through a connection of its own, got the one that reads notion/,
  );
});

test("one place and named fields of it are asked for, within the workspace", async (context) => {
  const said = async (plan: string) => (await load(context, plan)).problems.map(formatProblem).join("\n");
  assert.match(await said("{}"), /to name one place: notion, file or github/);
  assert.match(await said("{ file: { path: plan.csv, fields: {} } }"), /to name the column of one of status, eta and blocker/);
  assert.match(await said("{ file: { path: plan.csv, fields: { state: Status } } }"), /This version knows status, eta and blocker here/);
  assert.match(await said("{ file: { path: plan.csv, fields: { owner: x } } }"), /owner/);
  assert.match(await said("{ file: { path: ../plan.csv, fields: { eta: x } } }"), /within the workspace/);
  assert.match(await said("{ file: { path: automations/plan.md, fields: { eta: x } } }"), /outside the folders that runs obey/);
  assert.match(await said("{ file: { path: plan.txt, fields: { eta: x } } }"), /to end in/);
  assert.match(await said(notion("nobody")), /nobody/);
  assert.match(await said("{ github: { repository: shop } }"), /a repository such as acme\/shop/);
});

test("a plan that is not there, or has no such column, is warned of, with what was meant", async (context) => {
  const root = makeFolder(context, {
    "plan/launch.csv": "# launch: Spring\nKey;Task;Status;ETA\nT-1;Docs;To do;\n",
    "plan/table.md": "# Plan\n\n| Task | Status |\n| --- | --- |\n| Docs | To do |\n",
    "plan/list.md": "- [ ] Docs\n\n| People | Zone |\n| ------ | ---- |\n| Ana    | UTC  |\n",
    "plan/launch.yaml": "- task: Docs\n",
  });
  const said = async (path: string, fields: string) => {
    const { automations } = await load(context, `{ file: { path: ${path}, fields: ${fields} } }`);
    return (await findPlanless(automations, root)).map(({ message, hint }) => `${message}. ${hint}`).join();
  };
  assert.equal(await said("plan/launch.csv", "{ status: status, eta: eta }"), "");
  assert.match(
    await said("plan/launch.csv", "{ status: Statis, eta: ETA }"),
    /^expected plan\/launch.csv to have the column Statis, got none: .* Did you mean Status\?$/,
  );
  assert.match(await said("plan/table.md", "{ blocker: Waiting for }"), /to have the column Waiting for, .* It has Task and Status\.$/);
  assert.match(await said("plan/lunch.csv", "{ status: Status }"), /^expected the file plan\/lunch.csv to be there/);
  assert.equal(await said("plan/list.md", "{ status: done }"), "");
  assert.equal(await said("plan/launch.yaml", "{ status: status }"), "");
});
