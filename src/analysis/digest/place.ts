import type { ChangedFile } from "./merge.ts";

/** A change happened in a folder once this part of its lines lies there. */
const MOST_OF_IT = 0.6;
/** Folders that every project of a kind has: they say nothing about what is in them. */
const PLAIN = new Set(
  "src source lib libs app apps packages pkg internal cmd crates modules services components main java kotlin com org io test tests docs".split(
    " ",
  ),
);
/** What programs write, and what only keeps versions. */
const WRITTEN_BY_PROGRAMS =
  /(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|[^/]*\.lock|go\.sum|[^/]*-lock\.[^/]*|dist|build|vendor|node_modules|generated|__generated__|__snapshots__)(?:\/|$)|\.(?:min\.\w+|map|snap|pb\.go|g\.dart)$|[._]generated\./i;
/** What goes along with a change, and says less about it than the change itself. */
const ACCOMPANYING =
  /(?:^|\/)(?:tests?|__tests__|spec|docs?|fixtures|changelog[^/]*|readme[^/]*)(?:\/|$)|[._-](?:test|spec)\.\w+$|\.mdx?$/i;

/**
 * The folder that a change is about, by name: the deepest that holds most of its changed lines, or the first above it that says something. Of tests and
 * documents only where there is nothing else; undefined where it is scattered or lies at the top.
 */
export function placeOf(files: readonly ChangedFile[]): string | undefined {
  const own = files.filter(({ path }) => !WRITTEN_BY_PROGRAMS.test(path));
  const code = own.filter(({ path }) => !ACCOMPANYING.test(path));
  return tellingPart(deepest(code.length > 0 ? code : own));
}

/** The folders that a change is in, as far as they say something, with the part of its lines in each. */
export function sharesOf(files: readonly ChangedFile[]): ReadonlyMap<string, number> {
  const own = files.filter(({ path }) => !WRITTEN_BY_PROGRAMS.test(path));
  const all = own.reduce((sum, { lines }) => sum + lines, 0);
  const shares = new Map<string, number>();
  for (const { path, lines } of own) {
    const folder = tellingPart(foldersOf(path).at(-1));
    if (folder !== undefined && all > 0) shares.set(folder, (shares.get(folder) ?? 0) + lines / all);
  }
  return shares;
}

function deepest(files: readonly ChangedFile[]): string | undefined {
  const all = files.reduce((sum, { lines }) => sum + lines, 0);
  const lines = new Map<string, number>();
  for (const file of files) for (const folder of foldersOf(file.path)) lines.set(folder, (lines.get(folder) ?? 0) + file.lines);
  const most = [...lines].filter(([, count]) => all > 0 && count >= all * MOST_OF_IT);
  return most.toSorted(([a], [b]) => b.length - a.length)[0]?.[0];
}

function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_part, index) => parts.slice(0, index + 1).join("/"));
}

function tellingPart(folder: string | undefined): string | undefined {
  const parts = folder?.split("/") ?? [];
  const index = parts.findIndex((part) => !PLAIN.has(part.toLowerCase()));
  return parts[index];
}
