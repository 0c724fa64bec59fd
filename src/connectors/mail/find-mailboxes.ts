import type { Dirent } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { PermanentError } from "../../core/errors.ts";
import { countOf } from "../../lib/text.ts";
import type { Failure } from "./envelope.ts";
import { explainFileError } from "../../lib/file-error.ts";

/** A file that holds letters, or is one. */
export interface MailFile {
  kind: "letter" | "maildir" | "mbox";
  /** Relative to the workspace with `/` between folders. */
  path: string;
  /** Name of the mailbox. */
  folder: string;
}

/** The files that hold letters, and what stood in the way. */
export interface FoundMail {
  files: readonly MailFile[];
  failures: readonly Failure[];
  notes: readonly string[];
  /** Mailboxes of drafts and of what was thrown away, which are not read. */
  discarded: readonly string[];
}

interface Search {
  /** The workspace without symbolic links. */
  root: string;
  files: Map<string, MailFile>;
  failures: Failure[];
  notes: string[];
  discarded: string[];
  links: number;
  signal: AbortSignal;
}

const INBOX = "INBOX";
const DISCARDED =
  /^(?:drafts?|trash|deleted(?: items| messages)?|junk(?: e-?mail)?|spam|bulk mail|outbox|templates|entwürfe|papierkorb|gelöschte (?:elemente|objekte)|brouillons|corbeille|borradores|papelera)$/i;

/**
 * Finds the letters, Maildirs and mbox files at and below `paths`. Symbolic links are passed over, and a path that leads out of `root` is
 * a failure. Throws PermanentError `folder-unreadable` where `root` itself can't be read.
 */
export async function findMailboxes(root: string, paths: readonly string[], signal: AbortSignal): Promise<FoundMail> {
  const search: Search = { root: await realRoot(root), files: new Map(), failures: [], notes: [], discarded: [], links: 0, signal };
  for (const path of paths) await searchPath(search, path);
  const { files, failures, discarded, links } = search;
  const notes = links > 0 ? [...search.notes, `Did not follow ${countOf(links, "symbolic link")}.`] : search.notes;
  return { files: [...files.values()], failures, notes, discarded };
}

async function realRoot(root: string): Promise<string> {
  try {
    return await realpath(root);
  } catch (cause) {
    throw new PermanentError(
      "folder-unreadable",
      `expected the workspace ${root} to be a folder, got none: ${explainFileError(cause).error}`,
      { cause, hint: "Name a folder that exists with --dir." },
    );
  }
}

async function searchPath(search: Search, path: string): Promise<void> {
  search.signal.throwIfAborted();
  try {
    const real = await realpath(resolve(search.root, path));
    const native = relative(search.root, real);
    if (native === ".." || native.startsWith(`..${sep}`) || isAbsolute(native)) {
      search.failures.push({
        what: path,
        error: "expected a path within the workspace, got one that leads out of it",
        hint: "Move the letters into the workspace, or run with --dir naming the folder that holds them.",
      });
      return;
    }
    const status = await stat(real);
    if (status.isDirectory()) await searchFolder(search, native, "");
    else if (/\.eml$/i.test(native)) add(search, "letter", native, INBOX);
    else await addMbox(search, native, nameOfMbox(native));
  } catch (error) {
    search.signal.throwIfAborted();
    search.failures.push({ what: path, ...explainFileError(error) });
  }
}

/** `mailbox` is the folder's name as a mailbox; empty at the top. */
async function searchFolder(search: Search, folder: string, mailbox: string): Promise<void> {
  search.signal.throwIfAborted();
  if (DISCARDED.test(mailbox.slice(mailbox.lastIndexOf("/") + 1))) return void search.discarded.push(mailbox);
  const entries = await readdir(join(search.root, folder), { withFileTypes: true }).catch((error: unknown) => {
    search.failures.push({ what: slashed(folder), ...explainFileError(error) });
    return [];
  });
  const has = (name: string): boolean => entries.some((entry) => entry.name === name && entry.isDirectory());
  // A copy of a Maildir often lacks the folders that were empty.
  const isMaildir = has("cur") || (has("new") && has("tmp"));
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) search.links += 1;
    else if (entry.isDirectory()) await searchBelow(search, path, entry.name, mailbox, isMaildir);
    else if (!entry.name.startsWith(".") && !isMaildir) await addFile(search, path, mailbox, entry);
  }
}

async function searchBelow(search: Search, path: string, name: string, mailbox: string, isMaildir: boolean): Promise<void> {
  if (isMaildir && (name === "cur" || name === "new")) return addMaildir(search, path, mailbox || INBOX);
  if (isMaildir && name === "tmp") return;
  // A Maildir names the mailboxes within it `.Archive.2026`; elsewhere a leading dot hides what no program should read.
  if (name.startsWith(".")) return isMaildir ? searchFolder(search, path, name.slice(1).replaceAll(".", "/")) : undefined;
  if (/\.eml$/i.test(name)) search.notes.push(`${slashed(path)}: expected a letter, got a folder.`);
  await searchFolder(search, path, `${mailbox === "" ? "" : `${mailbox}/`}${name.replace(/\.sbd$/, "")}`);
}

async function addMaildir(search: Search, folder: string, mailbox: string): Promise<void> {
  try {
    const entries = await readdir(join(search.root, folder), { withFileTypes: true });
    for (const entry of entries) {
      if (entry.isSymbolicLink()) search.links += 1;
      else if (entry.isFile() && !entry.name.startsWith(".")) add(search, "maildir", join(folder, entry.name), mailbox);
    }
  } catch (error) {
    search.failures.push({ what: slashed(folder), ...explainFileError(error) });
  }
}

async function addFile(search: Search, path: string, mailbox: string, entry: Dirent): Promise<void> {
  const [name, isFile] = [entry.name, entry.isFile()];
  if (/\.eml$/i.test(name)) {
    if (isFile) add(search, "letter", path, mailbox || INBOX);
    else search.notes.push(`${slashed(path)}: expected a letter, got something that is no file.`);
  } else if (isFile && (/\.(?:mbox|mbx)$/i.test(name) || !name.includes("."))) {
    await addMbox(search, path, `${mailbox === "" ? "" : `${mailbox}/`}${nameOfMbox(name)}`);
  }
}

/** A file is an mbox when it begins as one; a name that says so without need gets a verdict, any other file is none of ours. */
async function addMbox(search: Search, path: string, mailbox: string): Promise<void> {
  if (DISCARDED.test(mailbox.slice(mailbox.lastIndexOf("/") + 1))) return void search.discarded.push(mailbox);
  try {
    const beginning = await readBeginning(join(search.root, path));
    if (beginning === "From ") add(search, "mbox", path, mailbox);
    else if (beginning !== "" && (path.includes(".") || search.files.size === 0)) {
      search.notes.push(`${slashed(path)}: expected an mbox file, which begins with "From ", got something else.`);
    }
  } catch (error) {
    search.failures.push({ what: slashed(path), ...explainFileError(error) });
  }
}

async function readBeginning(file: string): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(5), 0, 5, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function nameOfMbox(path: string): string {
  return slashed(path)
    .slice(slashed(path).lastIndexOf("/") + 1)
    .replace(/\.(?:mbox|mbx)$/i, "");
}

function add(search: Search, kind: MailFile["kind"], native: string, folder: string): void {
  const path = slashed(native);
  search.files.set(path, { kind, path, folder });
}

function slashed(native: string): string {
  return native === "" ? "." : native.split(sep).join("/");
}
