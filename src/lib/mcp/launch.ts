import { access, realpath } from "node:fs/promises";
import { isAbsolute } from "node:path";
import type { McpConnection } from "../../core/connection.ts";
import { PermanentError } from "../../core/errors.ts";
import { isSeenFrom, isWithin, type Invocation } from "../confine/box.ts";
import { confinementFor } from "../confine/confinement.ts";
import type { Launch } from "./program.ts";

/** A connection to a program. */
export type McpProgram = McpConnection & { command: string };

export interface LaunchParts {
  readSecret(reference: string): string;
}

/**
 * What holds inside a box and outside of one, for each process: no more than 2 GiB of memory of its own, five minutes of processor, files
 * of half a GiB, no memory dumps; and, where we are not root, 128 processes. Shells know the last by different letters.
 */
const LIMITS =
  'ulimit -c 0; ulimit -d 2097152; ulimit -t 300; ulimit -f 1048576; (ulimit -u 128) 2>/dev/null && ulimit -u 128 || ulimit -p 128; exec "$@"';

/** How the program of a connection is started. Throws PermanentError `mcp-unconfined` where it may only run in a box and there is none, `mcp-out-of-sight` where it would not see what its own words name. */
export async function launchOf(connection: McpProgram, { readSecret }: LaunchParts): Promise<Launch> {
  const { command, args, paths, writable, hidden = [], network } = connection;
  const folders = await withTargets(paths);
  const need = { program: command, folders, writable, hidden: await within([...folders, ...writable], hidden), network };
  const confinement = await confinementFor(need, connection.confinement ?? "refused");
  if (confinement.kind === "refused") throw confinement.unseen ? outOfSight(command, confinement.unseen) : unconfined(confinement);
  const limited: Invocation = { program: "/bin/sh", args: ["-c", LIMITS, "sh", command, ...args] };
  if (confinement.kind === "confined") await expectSeen(need, args);
  const environment = {
    // Inside the box it is empty and gone with it.
    HOME: confinement.kind === "confined" ? "/tmp" : "/nonexistent",
    ...Object.fromEntries(Object.entries(connection.env).map(([name, reference]) => [name, readSecret(reference)])),
  };
  return { invocation: confinement.kind === "confined" ? confinement.wrap(limited) : limited, environment };
}

/** Where links lead is seen by the name that it has there. */
async function withTargets(paths: readonly string[]): Promise<string[]> {
  const real = await Promise.all(paths.map((path) => realpath(path).catch(() => path)));
  return [...new Set([...paths, ...real])];
}

async function within(folders: readonly string[], hidden: readonly string[]): Promise<string[]> {
  const real = await Promise.all(hidden.map((path) => realpath(path).catch(() => [])));
  return real.flat().filter((path) => folders.some((folder) => isWithin(folder, path)));
}

async function expectSeen(need: Parameters<typeof isSeenFrom>[0], args: readonly string[]): Promise<void> {
  for (const arg of args.filter((each) => isAbsolute(each) && !isSeenFrom(need, each))) {
    const isThere = await access(arg).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    throw new PermanentError("mcp-out-of-sight", `expected the MCP server to see what its own words name, got ${arg} outside of its box`, {
      hint: "Name it, or the folder that it lies in, under `paths` of the connection; or under `writable` where it is to be written.",
    });
  }
}

function outOfSight(command: string, unseen: readonly string[]): PermanentError {
  const paths = unseen.join(" and ");
  return new PermanentError(
    "mcp-out-of-sight",
    `expected the box of the MCP server to show its program, ${command}, got it outside: ${paths}`,
    {
      hint: `Add ${paths} to \`paths\` of the connection, and the folder of whatever it brings along; or install it from the packages of your system.`,
    },
  );
}

function unconfined({ reason, hint }: { reason: string; hint: string }): PermanentError {
  return new PermanentError("mcp-unconfined", `expected a box for a program of others to run in, got none: ${reason}`, {
    hint: `${hint} Where you trust the server as you trust Chief, write \`confinement: unconfined\` into the connection.`,
  });
}
