import { OWNER_ONLY } from "../../core/audience.ts";
import type { Connector, FetchContext, Fetched } from "../../core/ports/outside.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { findStamp } from "../../render/stamp.ts";
import { collectFile, finishCollection, startCollection, type Collection } from "./collection.ts";
import { parseDocument } from "./document.ts";
import { findFiles } from "../../lib/find-files.ts";
import { readText, type FileText } from "./read-text.ts";
import { filesSchema, type FilesOptions } from "./schema.ts";

/** Files read side by side: enough to keep the disk busy, few enough to keep memory small. */
const SIDE_BY_SIDE = 16;
const MARKDOWN = /\.(?:md|markdown)$/i;

/** Tasks (`- [ ]`) and notes in Markdown files of the workspace. */
export const filesConnector: Connector<FilesOptions> = {
  id: "files",
  title: "Files",
  alias: "F",
  schema: filesSchema,
  mentions: ["Tasks", "Notes", "Markdown"],
  describe: (options) => `tasks and notes in the Markdown files of ${placesOf(options)}`,
  audience: () => OWNER_ONLY,
  fetch: fetchFiles,
};

async function fetchFiles(context: FetchContext<FilesOptions>): Promise<Fetched> {
  const { options, root, signal } = context;
  const found = await findFiles(root, options.paths, { pattern: MARKDOWN, noun: "Markdown file", most: options.maxFiles }, signal);
  const collection = startCollection(context.window, context.timezone, context.cursor);
  collection.failures.push(...found.failures);
  collection.notes.push(...found.notes);
  if (found.files.length === 0 && found.failures.length === 0 && context.cursor === undefined) {
    collection.notes.push(`There are no Markdown files in ${placesOf(options)}.`);
  }
  for (let start = 0; start < found.files.length; start += SIDE_BY_SIDE) {
    signal.throwIfAborted();
    const some = found.files.slice(start, start + SIDE_BY_SIDE);
    const texts = await Promise.all(some.map(({ path }) => readText(root, path)));
    for (const text of texts) {
      collectText(collection, text);
      await nextTurn();
    }
    context.progress(`read ${start + some.length} of ${countOf(found.files.length, "file")}`);
  }
  return finishCollection(collection);
}

function placesOf({ paths }: FilesOptions): string {
  return listOf(paths.map((path) => (path === "." ? "the workspace" : path)));
}

function collectText(collection: Collection, text: FileText): void {
  if (text.kind === "failure") collection.failures.push({ what: text.what, error: text.error, hint: text.hint });
  if (text.kind === "too-large") collection.notes.push(`${text.path} was left out: it is larger than 1 MiB.`);
  // What Chief wrote into the workspace, and what tells it what to do, is no news to its reader.
  if (text.kind !== "text" || findStamp(text.text) !== undefined || isDefinition(text)) return;
  collectFile(collection, { ...text, ...parseDocument(text.text) });
}

const DEFINITION = /^---\r?\n(?:(?!---).*\r?\n)*?(?:on|reads|writes):/;

/** Whether a file is an automation. */
function isDefinition({ path, text }: { path: string; text: string }): boolean {
  return path.startsWith("automations/") && DEFINITION.test(text);
}
