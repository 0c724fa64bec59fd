import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { codeOfFileError, explainFileError } from "../../lib/file-error.ts";

const LARGEST_BYTES = 1024 * 1024;

/** A file's text with the time of its last change, or why there is none. `gone` is a file removed since it was found. */
export type FileText =
  | { kind: "text"; path: string; text: string; changedAtMs: number }
  | { kind: "too-large"; path: string }
  | { kind: "gone" }
  /** `isOther` where it could be read, and is no text in UTF-8. */
  | { kind: "failure"; what: string; error: string; hint: string; isOther?: true };

/** A file that could be read. */
export type ReadFile = Extract<FileText, { kind: "text" }>;

/** A file that could not be read, and why. */
export interface Unread {
  path: string;
  reason: string;
}

/** Reads one file as UTF-8, at most 1 MiB. Never throws. */
export async function readText(root: string, path: string): Promise<FileText> {
  try {
    const status = await stat(join(root, path));
    if (status.size > LARGEST_BYTES) return { kind: "too-large", path };
    const { text, error } = decode(await readFile(join(root, path)));
    if (text === undefined) {
      return { kind: "failure", what: path, error, hint: "Save it as UTF-8, or take it out of paths.", isOther: true };
    }
    return { kind: "text", path, text, changedAtMs: Math.floor(status.mtimeMs) };
  } catch (error) {
    return codeOfFileError(error) === "ENOENT" ? { kind: "gone" } : { kind: "failure", what: path, ...explainFileError(error) };
  }
}

function decode(bytes: Uint8Array): { text: string; error?: never } | { text?: never; error: string } {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return { error: "expected UTF-8 text, got UTF-16" };
  if (bytes.includes(0)) return { error: "expected UTF-8 text, got binary data" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    // The decoder tells no more than that some byte is wrong.
    return { error: "expected UTF-8 text, got another encoding" };
  }
}
