import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** The root of this repository. */
export const repositoryRoot: string = join(import.meta.dirname, "../..");

/** A file of the repository: its path from the root with forward slashes, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

/** One import or re-export, as written, and the file it leads to where it is relative. */
export interface Import {
  specifier: string;
  typeOnly: boolean;
  /** Whether it is loaded only when that line is reached. */
  lazy: boolean;
  target?: string;
}

/** Every file with one of the endings under a folder of the repository; none where there is no such folder. */
export function readSourceFiles(folder: string, endings: readonly string[] = [".ts"]): SourceFile[] {
  return readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(repositoryRoot.length + 1).replaceAll("\\", "/"), text: readFileSync(path, "utf8") }));
}

const STATIC_IMPORT = /^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm;
const DYNAMIC_IMPORT = /\bimport\(\s*"([^"]+)"\s*\)/g;

/** What a file imports: statically, as types, and at run time by a constant name. */
export function importsOf(file: SourceFile): Import[] {
  const fixed = [...file.text.matchAll(STATIC_IMPORT)].map((match) =>
    toImport(file, match[2] ?? "", { typeOnly: match[1] !== undefined, lazy: false }),
  );
  const lazy = [...file.text.matchAll(DYNAMIC_IMPORT)].map((match) => toImport(file, match[1] ?? "", { typeOnly: false, lazy: true }));
  return [...fixed, ...lazy];
}

/** The package of a specifier, without the path inside it; undefined for relative ones and for Node's own modules. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith(".") || specifier.startsWith("node:")) return undefined;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function toImport(file: SourceFile, specifier: string, way: Pick<Import, "typeOnly" | "lazy">): Import {
  if (!specifier.startsWith(".")) return { specifier, ...way };
  return { specifier, ...way, target: posix.normalize(posix.join(dirname(file.path), specifier)) };
}
