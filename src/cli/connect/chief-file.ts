import { randomUUID } from "node:crypto";
import { open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { referencesOf } from "../../config/connection-secrets.ts";
import { forgetCredentials } from "../../config/credentials.ts";
import { parseReference } from "../../config/secret-places.ts";
import { CHIEF_FILE, CONFIG_FOLDER } from "../../config/sources.ts";
import type { Connection } from "../../core/connection.ts";
import { ConfigError } from "../../core/errors.ts";
import type { Workspace } from "../../core/workspace.ts";
import { inTurn } from "../../store/database/lock.ts";

/** The configuration of the workspace in `root`. */
export function chiefFile(root: string): string {
  return join(root, CONFIG_FOLDER, CHIEF_FILE);
}

/** Its text. Throws ConfigError `workspace-missing` where a folder has none, and so is no workspace. */
export async function readChief(root: string): Promise<string> {
  try {
    return await readFile(chiefFile(root), "utf8");
  } catch (cause) {
    throw new ConfigError("workspace-missing", `expected ${chiefFile(root)} to be there, got nothing that can be read`, {
      cause,
      hint: "Make a workspace with `chief init DIRECTORY`, and name it with --dir.",
    });
  }
}

/** Puts another text in its place at once, with the same permissions. */
export async function writeChief(root: string, text: string): Promise<void> {
  const path = await realpath(chiefFile(root));
  const { mode } = await stat(path);
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(draft, "wx", mode & 0o777);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Forgets what Chief kept for a connection and no other one refers to; returns the references. */
export function forgetStored(
  { dataDirectory }: Pick<Workspace, "dataDirectory">,
  gone: Connection,
  others: readonly Connection[],
): string[] {
  const needed = new Set(others.flatMap((other) => referencesOf(other).map(({ text }) => text)));
  const free = referencesOf(gone).flatMap(({ text }) => {
    const place = parseReference(text);
    return place?.kind === "stored" && !needed.has(text) ? [{ text, name: place.name }] : [];
  });
  forgetCredentials(
    dataDirectory,
    free.map(({ name }) => name),
    (work) => inTurn(dataDirectory, work),
  );
  return free.map(({ text }) => text);
}
