import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, constants, readFile, realpath, stat } from "node:fs/promises";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import type { McpConnection, McpPin } from "../../core/connection.ts";
import { safePath } from "../command.ts";
import { isSeenFrom } from "../confine/box.ts";
import { hashOf } from "../hash.ts";
import { listOf } from "../text.ts";

/** A tool, with all that its server says of it. */
export interface McpTool {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  inputSchema: Readonly<Record<string, unknown>>;
  outputSchema?: unknown;
  annotations?: Readonly<Record<string, unknown>> | undefined;
}

/** A pattern of addresses, as its server describes it. */
export interface McpTemplate {
  name: string;
  uriTemplate: string;
  title?: string | undefined;
  description?: string | undefined;
  mimeType?: string | undefined;
}

/** What a server offers, as it was listed. */
export interface McpOffer {
  tools: readonly McpTool[];
  /** Of resources that can't be listed one by one. */
  templates: readonly McpTemplate[];
}

/** Long enough to tell two of one server apart; what is held against the server is the hash of all. */
const SHORT = 12;
/** A program's own script is smaller. */
const LARGEST_SCRIPT = 50 * 1_048_576;
/** Of programs, not of the data that they work on, which may change. */
const SCRIPT = /\.(?:[cm]?[jt]s|pyz?|rb|php|pl|jar|sh|wasm)$/i;

/** The pin of a server as it is now. */
export async function pinOf(connection: McpConnection, offer: McpOffer): Promise<McpPin> {
  const tools = offer.tools.map((tool) => `${tool.name} ${shortHashOf(tool)}`).toSorted();
  return { command: await commandHashOf(connection), schema: schemaHashOf(offer), tools };
}

/** Of the order in which a server lists things nothing follows. */
function schemaHashOf({ tools, templates }: McpOffer): string {
  const byName = <Named extends { name: string }>(all: readonly Named[]): Named[] =>
    all.toSorted((a, b) => (a.name < b.name ? -1 : a.name === b.name ? 0 : 1));
  return hashOf({ tools: byName(tools), templates: byName(templates) });
}

/**
 * Of the program that is started, where that leads to, and its words; of a script that one of these names, the program itself where it is
 * none of the system's, and the packages that these belong to, what is in them. Of a server elsewhere only the address can be pinned.
 */
export async function commandHashOf({ command, args, url }: McpConnection): Promise<string> {
  if (command === undefined) return hashOf({ url });
  const program = await resolved(command);
  const own = isSeenFrom({ folders: [] }, program) ? [] : [program];
  const scripts = args.filter((arg) => isAbsolute(arg) && SCRIPT.test(arg));
  const files = await Promise.all([...own, ...scripts].map(readScript));
  return hashOf({ program, args, files: files.flat() });
}

/** What is different between what was accepted and what there is, as words that complete "its"; undefined where nothing is. */
export function changeOf(pinned: McpPin, offer: McpOffer): string | undefined {
  if (pinned.schema === schemaHashOf(offer)) return undefined;
  const before = new Map(pinned.tools.map((line): [string, string] => [line.split(" ")[0] ?? "", line.split(" ")[1] ?? ""]));
  const now = new Map(offer.tools.map((tool): [string, string] => [tool.name, shortHashOf(tool)]));
  const added = [...now.keys()].filter((name) => !before.has(name));
  const removed = [...before.keys()].filter((name) => !now.has(name));
  const changed = [...now].filter(([name, hash]) => before.has(name) && before.get(name) !== hash).map(([name]) => name);
  const parts = [told("added", added), told("removed", removed), told("changed", changed)].flat();
  return parts.length === 0 ? "what it says of its resources was changed" : `tools were ${parts.join("; ")}`;
}

const MOST_NAMES = 8;

function told(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, MOST_NAMES).map((name) => JSON.stringify(name.slice(0, 100)));
  return [`${what}: ${listOf(names.length > MOST_NAMES ? [...shown, `${names.length - MOST_NAMES} more`] : shown)}`];
}

function shortHashOf(tool: McpTool): string {
  return hashOf(tool).slice(3, 3 + SHORT);
}

async function resolved(command: string): Promise<string> {
  const candidates = isAbsolute(command)
    ? [command]
    : safePath()
        .split(delimiter)
        .map((folder) => join(folder, command));
  for (const path of candidates) {
    const real = await access(path, constants.X_OK).then(
      () => realpath(path),
      () => undefined,
    );
    if (real !== undefined) return real;
  }
  return command;
}

/** A file with what is in it, and the package.json above it: a new version of the package is another program. */
async function readScript(path: string): Promise<string[]> {
  const real = await realpath(path).catch(() => undefined);
  const status = real === undefined ? undefined : await stat(real);
  if (real === undefined || status?.isFile() !== true || status.size > LARGEST_SCRIPT) return [];
  return [real, await contentHashOf(real), ...(await readPackage(dirname(real)))];
}

async function readPackage(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(() => undefined);
  if (text !== undefined) return [hashOf(text)];
  const above = dirname(folder);
  return above === folder ? [] : readPackage(above);
}

async function contentHashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) if (Buffer.isBuffer(chunk)) hash.update(chunk);
  return hash.digest("hex");
}
