import { importsOf, packageOf, type Import, type SourceFile } from "./source-files.ts";

/** The floors of `src`, lowest first. Imports go down only, and folders of one floor do not know each other. */
export const FLOORS: readonly (readonly string[])[] = [
  ["core"],
  ["lib"],
  ["analysis", "verify", "policy", "render", "store", "definitions", "config"],
  ["connectors", "triggers", "deliveries", "agents", "connections"],
  ["engine"],
  ["shipped.ts", "workflow.ts"],
  ["app.ts"],
  ["cli", "web", "main.ts"],
];

/** The pure folders above analysis: they may use its types. */
const READERS_OF_ANALYSIS: readonly string[] = ["verify", "policy", "render"];
/** What the engine reaches only through the interfaces in core/ports, although it lies below. */
const HIDDEN_FROM_ENGINE: readonly string[] = ["connectors", "deliveries", "agents", "connections", "store"];
/** Entrances that other entrances open: `main.ts` the command line, and the command `start` the server. */
const ENTRANCES_OPENED_BY: Readonly<Record<string, readonly string[]>> = { "main.ts": ["cli", "web"], cli: ["web"] };
const MAX_LINES = 300;

/** Whether files of the folder `from` may import files of the folder `to`; both are names in FLOORS. */
export function mayImport(from: string, to: string): boolean {
  if (from === to) return true;
  if (ENTRANCES_OPENED_BY[from]?.includes(to)) return true;
  if (from === "engine" && HIDDEN_FROM_ENGINE.includes(to)) return false;
  if (to === "analysis" && READERS_OF_ANALYSIS.includes(from)) return true;
  return floorOf(to) < floorOf(from);
}

/** Imports that climb, that reach a neighbour, or that start in a folder that no floor holds. */
export function findForbiddenImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const from = partOf(file.path);
    if (floorOf(from) === -1) return [`${file.path} lies in ${from}, which is on no floor`];
    return importsOf(file).flatMap((each) => whyForbidden(file.path, each) ?? []);
  });
}

function whyForbidden(path: string, { target, typeOnly }: Import): string | undefined {
  if (target?.startsWith("src/") !== true) return undefined;
  const [from, to] = [partOf(path), partOf(target)];
  if (!mayImport(from, to)) return `${path} imports ${target}: ${from} may not import ${to}`;
  if (to === "analysis" && READERS_OF_ANALYSIS.includes(from) && !typeOnly) return `${path} imports more than types of ${target}`;
  const leavesConnector = connectorOf(path) !== undefined && to === "connectors" && connectorOf(target) !== connectorOf(path);
  return leavesConnector ? `${path} imports ${target}: a connector knows no other connector` : undefined;
}

/** Circles of imports, types included, each written once as a path. */
export function findCircles(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map((file) => [file.path, importsOf(file).flatMap(({ target }) => target ?? [])]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return circles;
}

/** The packages that are loaded with a file: its own, and those of all that it imports before any of it runs. */
export function findLoadedPackages(path: string, files: readonly SourceFile[]): string[] {
  const texts = new Map(files.map((file) => [file.path, file]));
  const reached = new Set([path]);
  const packages = new Set<string>();
  for (const each of reached) {
    const file = texts.get(each);
    for (const { specifier, target, typeOnly, lazy } of file ? importsOf(file) : []) {
      if (typeOnly || lazy) continue;
      if (target !== undefined) reached.add(target);
      const name = packageOf(specifier);
      if (name !== undefined) packages.add(name);
    }
  }
  return [...packages].toSorted();
}

/** Files that pass on what other files export: one import through them would pull in the whole folder. */
export function findBarrels(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => /^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*(?:as\s+\w+\s*)?from\s/m.test(file.text))
    .map((file) => file.path);
}

/** Relative imports whose ending is not that of a file Node can run or read as it is. */
export function findWrongEndings(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ specifier }) => specifier.startsWith(".") && !/\.(?:ts|json)$/.test(specifier))
      .map(({ specifier }) => `${file.path} imports ${specifier}`),
  );
}

/** Files that have grown past the length at which they should be two. */
export function findLongFiles(files: readonly SourceFile[]): string[] {
  return files
    .map((file) => ({ path: file.path, lines: file.text.trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}

/** Packages that `files` import and `declared` does not hold. */
export function findUndeclaredPackages(files: readonly SourceFile[], declared: readonly string[]): string[] {
  return files.flatMap((file) =>
    packagesOf(file)
      .filter((name) => !declared.includes(name))
      .map((name) => `${file.path} imports ${name}`),
  );
}

/** Declared packages that no file imports. */
export function findUnusedPackages(files: readonly SourceFile[], declared: readonly string[]): string[] {
  const used = new Set(files.flatMap(packagesOf));
  return declared.filter((name) => !used.has(name));
}

/** Packages without a line of their own in the decision records: "- `name`: the reason". */
export function findUnexplainedPackages(records: readonly SourceFile[], declared: readonly string[]): string[] {
  return declared.filter((name) => !records.some((record) => record.text.includes(`\n- \`${name}\`: `)));
}

/** Packages that a lock file refers to and does not hold, those for other platforms included: `npm ci` refuses such a file. */
export function findMissingInLock(packages: Readonly<Record<string, LockedPackage>>): string[] {
  const installed = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)));
  const wanted = Object.values(packages).flatMap((entry) => [
    ...Object.keys(entry.dependencies ?? {}),
    ...Object.keys(entry.optionalDependencies ?? {}),
  ]);
  return [...new Set(wanted)].filter((name) => !installed.has(name));
}

/** What matters here of an entry of package-lock.json. */
export interface LockedPackage {
  dependencies?: Readonly<Record<string, string>> | undefined;
  optionalDependencies?: Readonly<Record<string, string>> | undefined;
}

/** What a connector's folder lacks: one of its three files, or its line in the registry. */
export function findIncompleteConnectors(paths: readonly string[], registry: string): string[] {
  const ids = new Set(paths.flatMap((path) => connectorOf(path) ?? []));
  return [...ids].flatMap((id) => {
    const missing = ["index.ts", "schema.ts", "readme.md"].filter((name) => !paths.includes(`src/connectors/${id}/${name}`));
    const problems = missing.map((name) => `src/connectors/${id} has no ${name}`);
    return registry.includes(`"./${id}/index.ts"`) ? problems : [...problems, `src/connectors/registry.ts has no line for ${id}`];
  });
}

function floorOf(part: string): number {
  return FLOORS.findIndex((floor) => floor.includes(part));
}

/** The folder or file directly under src. */
function partOf(path: string): string {
  return path.split("/")[1] ?? "";
}

function connectorOf(path: string): string | undefined {
  return /^src\/connectors\/([^/]+)\//.exec(path)?.[1];
}

function packagesOf(file: SourceFile): string[] {
  return importsOf(file).flatMap(({ specifier }) => packageOf(specifier) ?? []);
}
