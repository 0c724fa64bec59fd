import { z } from "zod";
import { OWNER_ONLY } from "../core/audience.ts";
import type { Item } from "../core/item.ts";
import { hashOf } from "../lib/hash.ts";
import { momentFields, type Moment } from "./moment.ts";
import { pollingSource, pollKeys } from "./poll.ts";

const schema = z
  .strictObject({
    resource: z.string().min(1).max(500).exactOptional().describe("Only where the address of the resource begins so."),
    ...pollKeys,
  })
  .describe("Runs when a resource of an MCP server is new or has changed; looks in the automation's own read of mcp.");

export type McpEventOptions = z.infer<typeof schema>;

/** Resources that are new or say something else, each state once. Answers of tools are none: what changes in them is for the run to see. */
export const mcpSource = pollingSource<McpEventOptions>({
  id: "mcp",
  schema,
  // Each look may start a program.
  everyMs: 300_000,
  describe: ({ resource }) => `when a resource of an MCP server${resource === undefined ? "" : ` below ${resource}`} is new or has changed`,
  audience: () => OWNER_ONLY,
  moments: ({ items }) => items.flatMap(momentOf),
  isMeant: ({ fields }, { resource }) => resource === undefined || String(fields["uri"]).startsWith(resource),
});

/** Its text stands for its state: servers often tell no time. */
function momentOf(item: Item): Moment[] {
  if (item.kind !== "resource") return [];
  const { server, uri } = item.fields;
  const fields = momentFields("changed", item, { server: String(server), uri: String(uri) });
  return [
    {
      id: `${item.id}@${hashOf([item.title, item.body]).slice(3, 19)}`,
      event: "changed",
      at: item.updatedAt,
      title: `${item.title} has changed`,
      fields,
    },
  ];
}
