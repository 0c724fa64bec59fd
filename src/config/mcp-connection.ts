import { basename, isAbsolute, join } from "node:path";
import { z } from "zod";
import type { Connection } from "../core/connection.ts";
import type { Workspace } from "../core/workspace.ts";
import { findUnpinnedPackage } from "../lib/mcp/package-runner.ts";
import { CONFIG_FOLDER } from "./sources.ts";

interface Parts {
  reference: z.ZodType<string>;
  line: z.ZodType<string>;
  address: z.ZodType<string>;
}

/** Under `kind: mcp`: a program with its words, or an address, and what its owner has accepted of it. */
export function mcpSchema({ reference, line, address }: Parts) {
  const path = line.refine(isAbsolute, { error: "to be a path from the root on, such as /home/ana/notes" });
  const hash = z.string().regex(/^v1:[0-9a-f]{64}$/, { error: "to be what `chief connect mcp` has written there" });
  const variable = z.string().regex(/^[A-Za-z_]\w*$/, { error: "to be the name of an environment variable" });
  return z
    .strictObject({
      kind: z.literal("mcp"),
      command: line.exactOptional(),
      args: z.array(line).default([]),
      env: z.record(variable, reference).default({}),
      paths: z.array(path).default([]),
      writable: z.array(path).default([]),
      network: z.boolean().default(false),
      confinement: z.enum(["refused", "unconfined"]).exactOptional(),
      url: address.exactOptional(),
      token: reference.exactOptional(),
      readOnly: z.array(line).default([]),
      pinned: z.strictObject({ command: hash, schema: hash, tools: z.array(line) }).exactOptional(),
    })
    .refine(({ command, url }) => (command === undefined) !== (url === undefined), {
      path: ["command"],
      error: "to be there, or url in its place: one of them",
    })
    .refine(({ command, token }) => command === undefined || token === undefined, {
      path: ["token"],
      error: "to be there only beside url: a program is given its secrets by env",
    })
    .refine(({ command = "", args }) => findUnpinnedPackage(basename(command), args) === undefined, {
      path: ["args"],
      error: "to name an exact version of the package, such as @acme/server@1.2.3: without it another program may be fetched tomorrow",
    });
}

/** A connection with what the workspace says for all servers of others: what becomes of them without a box, and what of ours they don't see. */
export function inWorkspace<Made extends Connection>(
  connection: Made,
  { confinement, dataDirectory, root }: Pick<Workspace, "confinement" | "dataDirectory" | "root">,
): Made {
  if (connection.kind !== "mcp") return connection;
  return { ...connection, confinement: connection.confinement ?? confinement.mcp, hidden: [dataDirectory, join(root, CONFIG_FOLDER)] };
}
