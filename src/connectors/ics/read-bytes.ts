import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOfFileError, explainFileError } from "../../lib/file-error.ts";
import { toUtf8 } from "../../lib/ics/to-utf8.ts";

const LARGEST_BYTES = 50 * 1024 * 1024;
const BINARY = { error: "expected a calendar, got binary data", hint: "Export it anew, or take it out of paths." };

/** A calendar's bytes as UTF-8 or Windows-1252, or why there are none. `gone` is a file removed since it was found. */
export type FileBytes = { kind: "bytes"; bytes: Buffer } | { kind: "gone" } | { kind: "failure"; error: string; hint: string };

/** Reads one file of at most 50 MiB. Never throws. */
export async function readBytes(root: string, path: string, size: number): Promise<FileBytes> {
  if (size > LARGEST_BYTES) {
    return { kind: "failure", error: "expected at most 50 MiB, got more", hint: "Export a shorter time, or split the calendar." };
  }
  try {
    const bytes = toUtf8(await readFile(join(root, path)));
    return bytes ? { kind: "bytes", bytes } : { kind: "failure", ...BINARY };
  } catch (error) {
    return codeOfFileError(error) === "ENOENT" ? { kind: "gone" } : { kind: "failure", ...explainFileError(error) };
  }
}
