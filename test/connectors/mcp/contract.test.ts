import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { createMcpConnector } from "../../../src/connectors/mcp/index.ts";
import { accepted, accountsTo, connectionTo } from "../../support/mcp/accounts.ts";
import { HOUSE } from "../../support/mcp/answers.ts";
import { startMcp } from "../../support/mcp/server.ts";
import { describeConnector, type Prepared } from "../contract.ts";

const server = await startMcp(HOUSE);
const connection = await accepted(connectionTo({ url: server.url }), ["list_issues", "fail", "picture"]);
const root = await mkdtemp(join(tmpdir(), "chief-mcp-"));
after(async () => {
  await Promise.all([server.close(), rm(root, { recursive: true })]);
});

const THINGS = { name: "list_issues", arguments: { state: "open" }, items: "/issues", id: "/number", title: "/title" };

function prepared(options: object): Prepared {
  return { root, options, window: { from: "2026-11-20T00:00:00.000Z", to: "2026-11-21T00:00:00.000Z" } };
}

describeConnector({
  connector: createMcpConnector(accountsTo(() => connection)),
  isStanding: () => true,
  prepare: async () => prepared({ connection: "house", resources: ["notes://team/*"], tools: [THINGS, { name: "picture" }] }),
  prepareHostile: async () => prepared({ resources: ["notes://team/plan"] }),
  prepareBroken: async () =>
    prepared({ resources: ["notes://gone", "notes://team/plan"], tools: [{ name: "fail" }, { name: "delete_issue" }] }),
  prepareTooMuch: async () => prepared({ resources: ["*"], tools: [THINGS], max: 1 }),
  prepareAway: async () => prepared({ connection: "gone", resources: ["notes://team/plan"] }),
});
