import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { History } from "../../analysis/ci/group/types.ts";
import { VERSION } from "../../analysis/ci/group/parameters.ts";
import { PermanentError } from "../../core/errors.ts";
import { replaceFile } from "../../lib/replace-file.ts";

const FILE = "causes.json";
const remembered = z.strictObject({
  id: z.string(),
  keys: z.array(z.string()),
  messages: z.array(z.string()),
  class: z.enum(["BROKEN", "FLAKY", "INFRA", "unclear"]),
  primaryError: z.string(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  state: z.enum(["new", "ongoing", "regressed", "resolved"]),
  places: z.array(z.string()),
  suspect: z.string().nullable(),
});
const kept = z.strictObject({ version: z.int(), causes: z.array(remembered) });

/** What was remembered in a folder; nothing where it is new, or was written by other rules. Throws PermanentError for a broken file. */
export async function readHistory(folder: string): Promise<History> {
  const path = join(folder, FILE);
  try {
    const { version, causes } = kept.parse(JSON.parse(await readFile(path, "utf8")));
    return { causes: version === VERSION ? causes : [] };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { causes: [] };
    throw new PermanentError("history-unreadable", `expected ${path} to be a history of causes, got something else`, {
      hint: "Take it away to begin anew, or name another folder.",
      cause: error,
    });
  }
}

/** Keeps it for the next time. */
export function writeHistory(folder: string, { causes }: History): void {
  mkdirSync(folder, { recursive: true });
  replaceFile(join(folder, FILE), `${JSON.stringify({ version: VERSION, causes }, undefined, 1)}\n`);
}
