import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The folder of a workspace that skills are in, each in a folder of its own. */
export const SKILLS_FOLDER = "skills";

/** Names of the folders that hold skills; none where there is no such folder. */
export function skillNames(root: string): string[] {
  try {
    const entries = readdirSync(join(root, SKILLS_FOLDER), { withFileTypes: true });
    return entries.flatMap((entry) => (entry.name.startsWith(".") || entry.isFile() ? [] : [entry.name])).toSorted();
  } catch {
    // Most workspaces have none; of one that can't be read none is known, which whoever names one is told.
    return [];
  }
}

/** The folders in which a change may make a skill another one, absolute. */
export function skillFolders(root: string): string[] {
  const folder = join(root, SKILLS_FOLDER);
  return [folder, ...skillNames(root).map((name) => join(folder, name))];
}
