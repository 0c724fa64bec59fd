import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOfFileError, explainFileError } from "../../lib/file-error.ts";

const LARGEST_BYTES = 50 * 1024 * 1024;

/** A calendar's bytes as UTF-8 or Windows-1252, or why there are none. `gone` is a file removed since it was found. */
export type FileBytes = { kind: "bytes"; bytes: Buffer } | { kind: "gone" } | { kind: "failure"; error: string; hint: string };

/** Reads one file of at most 50 MiB. Never throws. */
export async function readBytes(root: string, path: string, size: number): Promise<FileBytes> {
  if (size > LARGEST_BYTES) {
    return { kind: "failure", error: "expected at most 50 MiB, got more", hint: "Export a shorter time, or split the calendar." };
  }
  try {
    return toUtf8(await readFile(join(root, path)));
  } catch (error) {
    return codeOfFileError(error) === "ENOENT" ? { kind: "gone" } : { kind: "failure", ...explainFileError(error) };
  }
}

const BINARY = { error: "expected a calendar, got binary data", hint: "Export it anew, or take it out of paths." };
function toUtf8(bytes: Buffer): FileBytes {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { kind: "bytes", bytes: Buffer.from(new TextDecoder("utf-16le").decode(bytes)) };
  if (first === 0xfe && second === 0xff) return { kind: "bytes", bytes: Buffer.from(new TextDecoder("utf-16be").decode(bytes)) };
  if (bytes.includes(0)) return { kind: "failure", ...BINARY };
  const text = first === 0xef && second === 0xbb && third === 0xbf ? bytes.subarray(3) : bytes;
  return { kind: "bytes", bytes: text.includes(10) ? text : withNewlines(text) };
}

/** Programs of the old Macintosh end lines with a return alone. */
function withNewlines(bytes: Buffer): Buffer {
  return bytes.includes(13) ? Buffer.from(bytes.map((byte) => (byte === 13 ? 10 : byte))) : bytes;
}
