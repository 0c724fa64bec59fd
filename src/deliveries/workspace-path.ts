import { z } from "zod";

/** Folders that hold what runs obey: no run writes there. */
const OWN_FOLDERS: ReadonlySet<string> = new Set(["automations", "config", "prompts", "skills", "node_modules"]);

/** The path of a file in the workspace that a run may write. */
export const workspacePath = z
  .string()
  .refine(isWithin, { error: "to be a path within the workspace, without hidden folders", abort: true })
  .refine((path) => !OWN_FOLDERS.has(path.split("/")[0] ?? ""), { error: "to lie outside the folders that runs obey", abort: true });

function isWithin(path: string): boolean {
  return path.split("/").every((name) => name !== "" && !name.startsWith(".")) && !/[\\\p{Cc}]|^[A-Za-z]:/u.test(path);
}
