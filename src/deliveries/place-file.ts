import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { PermanentError, TransientError } from "../core/errors.ts";
import { findStamp } from "../render/stamp.ts";

/** A briefing in the form in which it is to lie in a file. */
export interface FileContent {
  text: string;
  asOf: string;
}

/** What passes by itself: a full disk that is cleared, too many open files. */
const PASSING: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EMFILE", "ENFILE", "EAGAIN", "EBUSY", "EINTR"]);

/**
 * Puts a briefing into the file at `path` below `root`, through a neighbour that is renamed, creating folders on the way.
 * A later briefing that is there already stays. Throws PermanentError `file-outside` where links lead out of `root`,
 * `file-foreign` where the file is none of Chief's, `file-unwritable` where it can't be written;
 * TransientError `file-busy` for what passes by itself.
 */
export async function placeFile(root: string, path: string, content: FileContent): Promise<void> {
  try {
    const folder = await openFolder(root, dirname(path));
    const target = join(folder, basename(path));
    if (await isNeeded(target, path, content)) await replace(target, content.text);
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
    const native = relative(top, real);
    if (native === ".." || native.startsWith(`..${sep}`) || isAbsolute(native)) {
      throw new PermanentError("file-outside", `expected ${folder} to lie in the workspace, got a link that leads out of it`, {
        hint: "Replace the symbolic link by a folder, or name another path.",
      });
    }
  }
  return real;
}

/** False where the file holds this briefing or a later one, which an overdue delivery must not undo. */
async function isNeeded(target: string, path: string, { text, asOf }: FileContent): Promise<boolean> {
  const present = await readFile(target, "utf8").catch(ignoreMissing);
  if (present === undefined) return true;
  const stamp = findStamp(present);
  if (stamp === undefined) {
    throw new PermanentError("file-foreign", `expected ${path} to be free or an earlier briefing, got a file that Chief did not write`, {
      hint: "Move that file away, or name another path.",
    });
  }
  return present !== text && stamp <= asOf;
}

async function replace(target: string, text: string): Promise<void> {
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const file = await open(draft, "wx");
    try {
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
  if (cause instanceof PermanentError || code === undefined) return cause;
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
