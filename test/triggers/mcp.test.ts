import assert from "node:assert/strict";
import { test } from "node:test";
import { mcpSource, type McpEventOptions } from "../../src/triggers/mcp.ts";
import { itemOf } from "../support/items.ts";
import { polledWorld } from "./poll-world.ts";

const note = (body: string, uri = "notes://team/plan") =>
  itemOf({ id: `mcp:house/${uri}`, source: "mcp", kind: "resource", title: "plan", body, fields: { server: "house", uri } });

test("a resource that is new or says something else is told once, and no answer of a tool", async (context) => {
  const hear = async (options: McpEventOptions): Promise<readonly string[]> => {
    const world = polledWorld(context, mcpSource);
    world.items.push(note("Friday"));
    const looking = await world.begin(options);
    const states = [[note("Friday")], [note("Monday"), note("new", "notes://other")], [note("Monday")]];
    for (const items of states) {
      world.items.splice(0, Infinity, ...items, itemOf({ id: "mcp:house/look/1", source: "mcp", kind: "tool_result", title: "look" }));
      await world.clock.advance(300_000);
    }
    return looking.told.map(({ id, title }) => `${id.split("@")[0]} ${title}`);
  };
  assert.deepEqual(await hear({}), ["mcp:house/notes://team/plan plan has changed", "mcp:house/notes://other plan has changed"]);
  assert.deepEqual(await hear({ resource: "notes://other" }), ["mcp:house/notes://other plan has changed"]);
  assert.equal(mcpSource.describe({ resource: "notes://" }), "when a resource of an MCP server below notes:// is new or has changed");
});
