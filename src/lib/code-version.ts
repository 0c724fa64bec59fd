import { readdirSync, statSync } from "node:fs";
import { hashOfBytes } from "./hash.ts";

/** The version of the code that lies in a folder: it differs whenever a file of it does, also between releases. */
export function codeVersionOf(folder: string, release: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => {
    const { mtimeMs, size } = statSync(`${parentPath}/${name}`);
    return `${parentPath}/${name} ${mtimeMs} ${size}`;
  });
  return `${release}+${hashOfBytes(files.toSorted().join("\n")).slice(3, 15)}`;
}
