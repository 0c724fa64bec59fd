import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Connector, FetchContext, Fetched } from "../../src/core/ports/outside.ts";
import { contextFor, type Prepared } from "./contract.ts";

/** When files of test workspaces changed. */
const EDITED = new Date("2026-11-18T10:00:00.000Z");
/** A week that ends on a Thursday morning. */
export const WEEK = { from: "2026-11-12T08:00:00.000Z", to: "2026-11-19T08:00:00.000Z" };

/** Workspaces whose files lie in one folder, and a connector that reads them. */
export interface Workspaces {
  /** For the end of a test file. */
  remove(): Promise<void>;
  /** A new workspace with these files in its folder. */
  create(files: Readonly<Record<string, string | Uint8Array>>): Promise<string>;
  /** Writes a file into the folder of a workspace. */
  write(root: string, path: string, content: string | Uint8Array, at?: Date): Promise<void>;
  /** Reads a workspace as a definition with these options would. */
  fetch(root: string, options?: unknown, changes?: Partial<FetchContext<unknown>>): Promise<Fetched>;
}

export async function openWorkspaces<Options>(connector: Connector<Options>, folder: string): Promise<Workspaces> {
  const top = await mkdtemp(join(tmpdir(), `chief-${connector.id}-`));
  const write: Workspaces["write"] = async (root, path, content, at = EDITED) => {
    const full = join(root, folder, path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, content);
    await utimes(full, at, at);
  };
  return {
    write,
    remove: () => rm(top, { recursive: true }),
    async create(files) {
      const root = await mkdtemp(join(top, "workspace-"));
      await mkdir(join(root, folder));
      for (const [path, content] of Object.entries(files)) await write(root, path, content);
      return root;
    },
    fetch(root, options = {}, changes = {}) {
      const context = contextFor(connector, prepared(root, options), changes);
      return connector.fetch({ ...context, options: connector.schema.parse(options) });
    },
  };
}

/** What the contract's tests are given. */
export function prepared(root: string, options: unknown = {}): Prepared {
  return { root, options, window: WEEK };
}
