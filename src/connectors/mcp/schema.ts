import { z } from "zod";
import { knownName } from "../../lib/known-name.ts";

/** One call of a tool, with the constants that it is called with. */
export interface McpCall {
  name: string;
  arguments: Readonly<Record<string, unknown>>;
  /** JSON pointers (https://www.rfc-editor.org/rfc/rfc6901): to a list in what the tool gives back, each member of which is a thing of its own. */
  items?: string;
  /** From a member on. */
  id?: string;
  title?: string;
  url?: string;
  at?: string;
}

export interface McpOptions {
  /** The only one there is when absent. */
  connection?: string;
  /** Addresses, or patterns with `*` and `{name}`, which stand for one that is listed. */
  resources: string[];
  tools: McpCall[];
  /** Of resources, and of the things in each answer. */
  max: number;
}

/** Such as `/data/issues`; the empty one is the whole answer. */
const pointer = z
  .string()
  .regex(/^(?:\/(?:[^~/]|~[01])*)*$/, { error: "to be a JSON pointer such as /data/issues" })
  .max(200);

/** Tools of other names could look like one that they are not: https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool-names */
const toolName = z.string().regex(/^[A-Za-z0-9_.-]{1,128}$/, { error: "to be the name of a tool: letters of English, digits, and . _ -" });

const call = z
  .strictObject({
    name: toolName.describe("The tool, as its server calls it. Only one that was confirmed to be reading can be called."),
    arguments: z.record(z.string(), z.json()).default({}).describe("What it is called with, every time: constants."),
    items: pointer
      .exactOptional()
      .describe("Where in its answer the list is whose members are things of their own, as a JSON pointer such as /issues."),
    id: pointer.exactOptional().describe("Where in a member its id is, such as /number; needed with items."),
    title: pointer.exactOptional().describe("Where in a member its title is."),
    url: pointer.exactOptional().describe("Where in a member its address is."),
    at: pointer.exactOptional().describe("Where in a member the time is at which it last changed."),
  })
  .refine(
    ({ items, id, title, url, at }) => (items === undefined ? [id, title, url, at].every((each) => each === undefined) : id !== undefined),
    {
      path: ["id"],
      error: "to be there with items, and neither of these nor title, url and at without it",
    },
  );

/** What a definition may say under `mcp:`; connections are checked where their names are known. */
export function mcpReadSchema(connections: readonly string[] | undefined): z.ZodType<McpOptions> {
  return z
    .strictObject({
      connection: knownName("a connection to an MCP server in config/chief.yaml", connections, "Make one with `chief connect mcp NAME`.")
        .exactOptional()
        .describe("The connection to an MCP server that is meant. Default: the only one."),
      resources: z
        .array(z.string().min(1).max(500))
        .max(50)
        .default([])
        .describe("Addresses of resources, or patterns with * for anything and {name} for one part of those that the server lists."),
      tools: z.array(call).max(20).default([]).describe("Tools to call, with what they are called with."),
      max: z.int().min(1).max(1000).default(100).describe("At most this many resources, and things of each answer, are read."),
    })
    .refine(({ resources, tools }) => resources.length + tools.length > 0, {
      path: ["resources"],
      error: "to name resources, or tools in their place: of a server of others nothing is read that is not named",
    })
    .describe("Resources and answers of tools of an MCP server.");
}
