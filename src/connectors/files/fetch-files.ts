import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf } from "../../lib/text.ts";
import { findStamp } from "../../render/stamp.ts";
import { endFile, finishCollection, startCollection, type Collection } from "./collection.ts";
import { NOT_THERE } from "../../lib/file-error.ts";
import { placesOf } from "../../lib/places.ts";
import { findFiles, type Found } from "../../lib/find-files.ts";
import { forms, type Form } from "./forms.ts";
import { readText, type FileText } from "./read-text.ts";
import { readers, type TextReader } from "./readers.ts";
import { asNow, pathsOf, type FilesOptions } from "./schema.ts";

/** Files read side by side: enough to keep the disk busy, few enough to keep memory small. */
const SIDE_BY_SIDE = 16;

/** What the files hold that a grant names; throws where it is told to stop. */
export async function fetchFiles(context: FetchContext<FilesOptions>): Promise<Fetched> {
  const { root, signal } = context;
  const options = asNow(context.options);
  const [form, reader] = [forms[options.as], readers[options.as]];
  const found = withoutUnasked(await findFiles(root, pathsOf(options), { ...form, most: options.maxFiles }, signal), form, {
    ...context,
    options,
  });
  if ("fetchAll" in reader) {
    const fetched = await reader.fetchAll(found, { ...context, options: { paths: pathsOf(options) } });
    return { ...fetched, ...(found.missing && { missing: found.missing }) };
  }
  const collection = startCollection(context, options.columns);
  collection.failures.push(...found.failures);
  collection.notes.push(...found.notes);
  if (found.files.length === 0 && found.failures.length === 0 && !found.missing && context.cursor === undefined) {
    collection.notes.push(`There are no ${form.noun}s in ${placesOf(pathsOf(options))}.`);
  }
  for (let start = 0; start < found.files.length; start += SIDE_BY_SIDE) {
    signal.throwIfAborted();
    const some = found.files.slice(start, start + SIDE_BY_SIDE);
    const texts = await Promise.all(some.map(({ path }) => readText(root, path)));
    for (const text of texts) {
      collectText(collection, { ...form, ...reader }, text);
      if (text.kind === "text") endFile(collection, text.path);
      await nextTurn();
    }
    context.progress(`read ${start + some.length} of ${countOf(found.files.length, "file")}`);
  }
  return { ...finishCollection(collection), ...(found.missing && { missing: found.missing }) };
}

/** The folder where such files lie as a rule need not be there; once it was, it is missed. */
function withoutUnasked(
  found: Found,
  { folder }: Form,
  { options, picture }: FetchContext<FilesOptions>,
): Found & Pick<Fetched, "missing"> {
  const isUnasked = pathsOf(options).join("\n") === folder && picture.length === 0;
  const missing = isUnasked ? found.failures.find(({ error }) => error === NOT_THERE.error) : undefined;
  if (!missing) return found;
  const hint = "Create it, or name another one under paths.";
  return { ...found, failures: found.failures.filter((each) => each !== missing), missing: { ...missing, hint } };
}

function collectText(collection: Collection, form: Form & TextReader, text: FileText): void {
  if (text.kind === "failure") {
    // What is no text is told beside the documents that are; what may not be read has to be mended.
    const isKept = form.collectUnread !== undefined && text.isOther === true;
    if (!isKept) collection.failures.push({ what: text.what, error: text.error, hint: text.hint });
    form.collectUnread?.(collection, { path: text.what, reason: text.error });
  }
  if (text.kind === "too-large") {
    if (form.collectUnread) form.collectUnread(collection, { path: text.path, reason: "it is larger than 1 MiB" });
    else if (form.folder === undefined) collection.notes.push(`${text.path} was left out: it is larger than 1 MiB.`);
    // What is kept in a folder of its own is asked for: what was known of it must not seem to be over.
    else collection.failures.push({ what: text.path, ...TOO_LARGE });
  }
  if (text.kind !== "text") return;
  // What Chief wrote into the workspace, and what tells it what to do, is no news to its reader.
  const own = findStamp(text.text) === undefined ? undefined : "it ends as a briefing of Chief's does";
  if (own !== undefined) form.collectUnread?.(collection, { path: text.path, reason: own });
  else if (!isDefinition(text)) form.collect(collection, text);
}

const TOO_LARGE = { error: "expected at most 1 MiB, got more", hint: "Part it into several files in the same folder." };

const DEFINITION = /^---\r?\n(?:(?!---).*\r?\n)*?(?:on|reads|writes):/;

/** Whether a file is an automation. */
function isDefinition({ path, text }: { path: string; text: string }): boolean {
  return path.startsWith("automations/") && DEFINITION.test(text);
}
