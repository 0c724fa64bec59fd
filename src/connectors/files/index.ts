import { OWNER_ONLY } from "../../core/audience.ts";
import type { Connector, FetchContext, Fetched } from "../../core/ports/outside.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { findStamp } from "../../render/stamp.ts";
import { finishCollection, startCollection, type Collection } from "./collection.ts";
import { NOT_THERE } from "../../lib/file-error.ts";
import { findFiles, type Found } from "../../lib/find-files.ts";
import { forms, pathsOf, type Form } from "./forms.ts";
import { readText, type FileText } from "./read-text.ts";
import { filesSchema, type FilesOptions } from "./schema.ts";

/** Files read side by side: enough to keep the disk busy, few enough to keep memory small. */
const SIDE_BY_SIDE = 16;

/** What lies in files of the workspace: tasks (`- [ ]`) and notes in Markdown, or what else `as` says. */
export const filesConnector: Connector<FilesOptions> = {
  id: "files",
  title: "Files",
  alias: "F",
  schema: filesSchema,
  mentions: ["Tasks", "Notes", "Markdown"],
  describe: (options) => `${forms[options.as].what} in the ${forms[options.as].noun}s of ${placesOf(options)}`,
  audience: () => OWNER_ONLY,
  fetch: fetchFiles,
};

async function fetchFiles(context: FetchContext<FilesOptions>): Promise<Fetched> {
  const { options, root, signal } = context;
  const form = forms[options.as];
  const found = withoutUnasked(await findFiles(root, pathsOf(options), { ...form, most: options.maxFiles }, signal), options);
  const collection = startCollection(context.window, context.timezone, context.cursor);
  collection.failures.push(...found.failures);
  collection.notes.push(...found.notes);
  if (found.files.length === 0 && found.failures.length === 0 && context.cursor === undefined) {
    collection.notes.push(`There are no ${form.noun}s in ${placesOf(options)}.`);
  }
  for (let start = 0; start < found.files.length; start += SIDE_BY_SIDE) {
    signal.throwIfAborted();
    const some = found.files.slice(start, start + SIDE_BY_SIDE);
    const texts = await Promise.all(some.map(({ path }) => readText(root, path)));
    for (const text of texts) {
      collectText(collection, form, text);
      await nextTurn();
    }
    context.progress(`read ${start + some.length} of ${countOf(found.files.length, "file")}`);
  }
  return finishCollection(collection);
}

/** The folder of a form that nobody named need not be there: nothing is there to read then. */
function withoutUnasked(found: Found, { paths }: FilesOptions): Found {
  if (paths !== undefined) return found;
  return { ...found, failures: found.failures.filter(({ error }) => error !== NOT_THERE.error) };
}

function placesOf(options: FilesOptions): string {
  return listOf(pathsOf(options).map((path) => (path === "." ? "the workspace" : path)));
}

function collectText(collection: Collection, form: Form, text: FileText): void {
  if (text.kind === "failure") collection.failures.push({ what: text.what, error: text.error, hint: text.hint });
  if (text.kind === "too-large") collection.notes.push(`${text.path} was left out: it is larger than 1 MiB.`);
  // What Chief wrote into the workspace, and what tells it what to do, is no news to its reader.
  if (text.kind !== "text" || findStamp(text.text) !== undefined || isDefinition(text)) return;
  form.collect(collection, text);
}

const DEFINITION = /^---\r?\n(?:(?!---).*\r?\n)*?(?:on|reads|writes):/;

/** Whether a file is an automation. */
function isDefinition({ path, text }: { path: string; text: string }): boolean {
  return path.startsWith("automations/") && DEFINITION.test(text);
}
