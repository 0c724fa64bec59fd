import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { ChiefError, PermanentError, TransientError } from "../core/errors.ts";
import { findStamp } from "../render/stamp.ts";

/** A briefing in the form in which it is to lie in a file. */
export interface FileContent {
  text: string;
  /** Of its message; it stands in the text. */
  key: string;
  asOf: string;
}

/** What passes by itself: a full disk that is cleared, too many open files. */
const PASSING: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EMFILE", "ENFILE", "EAGAIN", "EBUSY", "EINTR"]);

/**
 * Puts a briefing into the file at `path` below `root`, in place of an earlier one, and gives the path; a later one that is there
 * already stays. Folders are created on the way, and the file comes to be by renaming a neighbour. Throws PermanentError `file-outside`
 * where links lead out of `root`, `file-foreign` where the file is none of Chief's, `file-unwritable` where it can't be written;
 * TransientError `file-busy` for what passes by itself.
 */
export async function replaceFile(root: string, path: string, content: FileContent): Promise<string> {
  return place(root, path, async (folder) => {
    const target = join(folder, basename(path));
    const present = await readPresent(target, path);
    if (present === undefined || (!isSame(present, content) && present.asOf <= content.asOf)) await write(target, content.text);
    return path;
  });
}

/** The same without replacing anything: the first of `x.md`, `x-2.md`, `x-3.md` … that is free or holds this very message. Throws the same. */
export async function addFile(root: string, path: string, content: FileContent): Promise<string> {
  return place(root, path, async (folder) => {
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? path : path.replace(/(\.\w+)$/, `-${number}$1`);
      const target = join(folder, basename(name));
      const present = await readPresent(target, name);
      if (present === undefined) await write(target, content.text);
      if (present === undefined || isSame(present, content)) return name;
    }
  });
}

async function place(root: string, path: string, put: (folder: string) => Promise<string>): Promise<string> {
  try {
    return await put(await openFolder(root, dirname(path)));
  } catch (error) {
    throw translate(error, path);
  }
}

/** The folder without symbolic links, created where it is missing: checked before anything is created, so that no link is followed out. */
async function openFolder(root: string, folder: string): Promise<string> {
  let real = await realpath(root);
  const top = real;
  for (const name of folder.split("/").filter((each) => each !== ".")) {
    const next = join(real, name);
    await mkdir(next).catch(ignoreExisting);
    real = await realpath(next);
    expectWithin(top, real, folder);
  }
  return real;
}

function expectWithin(top: string, real: string, path: string): void {
  const native = relative(top, real);
  if (native === ".." || native.startsWith(`..${sep}`) || isAbsolute(native)) {
    throw new PermanentError("file-outside", `expected ${path} to lie in the workspace, got a link that leads out of it`, {
      hint: "Replace the symbolic link by a folder, or name another path.",
    });
  }
}

/** The briefing that lies there; undefined where nothing does. */
async function readPresent(target: string, path: string): Promise<Pick<FileContent, "text" | "asOf"> | undefined> {
  const text = await readFile(target, "utf8").catch(ignoreMissing);
  if (text === undefined) return undefined;
  const asOf = findStamp(text);
  if (asOf === undefined) {
    throw new PermanentError("file-foreign", `expected ${path} to be free or an earlier briefing, got a file that Chief did not write`, {
      hint: "Move that file away, or name another path.",
    });
  }
  return { text, asOf };
}

/** A file of the workspace that people keep, to be changed by them and by us. */
export interface KeptFile {
  text: string;
  /** Puts this in its place, whole or not at all; throws TransientError `file-busy` where somebody has changed it since. */
  replace(text: string): Promise<void>;
}

/**
 * Opens the file at `path` below `root`; undefined where there is none. Throws PermanentError `file-outside` where links lead out of
 * `root`, `file-foreign` where it is no text in UTF-8, and as `replaceFile` does.
 */
export async function openKept(root: string, path: string): Promise<KeptFile | undefined> {
  try {
    const target = await realpath(join(root, path)).catch(ignoreMissing);
    if (target === undefined) return undefined;
    expectWithin(await realpath(root), target, path);
    const bytes = await readFile(target);
    const { mode } = await stat(target);
    const replace = async (text: string): Promise<void> => {
      try {
        if (!(await readFile(target)).equals(bytes)) throw changedSince(path);
        await write(target, text, mode);
      } catch (error) {
        throw translate(error, path);
      }
    };
    return { text: decode(bytes, path), replace };
  } catch (error) {
    throw translate(error, path);
  }
}

/** With its mark of byte order, which has to stay. */
function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new PermanentError("file-foreign", `expected ${path} to be text in UTF-8, got something else`, {
      cause,
      hint: "Save it as UTF-8.",
    });
  }
}

function changedSince(path: string): TransientError {
  return new TransientError("file-busy", `expected ${path} to stay as it is for a moment, got a change of somebody else's`, {
    hint: "It is tried again.",
  });
}

function isSame({ text }: Pick<FileContent, "text">, { key }: FileContent): boolean {
  return text.includes(key);
}

async function write(target: string, text: string, mode?: number): Promise<void> {
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const file = await open(draft, "wx");
    try {
      if (mode !== undefined) await file.chmod(mode);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function translate(cause: unknown, path: string): unknown {
  const code = codeOf(cause);
  if (cause instanceof ChiefError || code === undefined) return cause;
  const message = `expected ${path} to be writable, got ${code}`;
  if (PASSING.has(code)) return new TransientError("file-busy", message, { cause, hint: "Make room on the disk." });
  return new PermanentError("file-unwritable", message, {
    cause,
    hint: "Give the user that runs Chief the right to write there, or name another path.",
  });
}

function ignoreExisting(error: unknown): void {
  if (codeOf(error) !== "EEXIST") throw error;
}

function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== "ENOENT") throw error;
  return undefined;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
