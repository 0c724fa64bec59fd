import { readFileSync, statSync } from "node:fs";
import { hashOfBytes } from "./hash.ts";
import { problemAt, type Problem } from "./problem.ts";

/** The longest file that people write for Chief: far above what anybody writes, far below what blocks the loop. */
const MAX_BYTES = 512 * 1024;

/** A text file as it stands on disk: a leading byte order mark is dropped, line ends are LF. */
export interface WrittenFile {
  ok: true;
  /** As it is shown in messages. */
  path: string;
  text: string;
  /** Of its bytes. */
  hash: string;
}

/**
 * Reads a file that a person wrote. Never throws: what cannot be read is a problem of the file `shownAs`.
 * Synchronous, because a hundred small files take a start 3 ms this way, and 20 ms in turns of the event loop.
 */
export function readWrittenFile(absolute: string, shownAs: string): WrittenFile | { ok: false; problem: Problem } {
  const refuse = (message: string, hint: string) => ({
    ok: false as const,
    problem: problemAt(shownAs, { line: 1, column: 1 }, message, hint),
  });
  try {
    const found = statSync(absolute);
    // A pipe would block the read for ever.
    if (!found.isFile()) return refuse("expected a regular file, got something else", "Move it out of this folder.");
    if (found.size > MAX_BYTES) {
      return refuse(
        `expected at most ${MAX_BYTES / 1024} KiB, got ${Math.ceil(found.size / 1024)} KiB`,
        "Keep the data elsewhere, and let the file refer to it.",
      );
    }
    const bytes = readFileSync(absolute);
    if (bytes.includes(0)) return refuse("expected text in UTF-8, got binary data or UTF-16", "Save the file as UTF-8.");
    return { ok: true, path: shownAs, text: decode(bytes), hash: hashOfBytes(bytes) };
  } catch (error) {
    const { message, hint } = explainFailure(error);
    return refuse(message, hint);
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\r\n", "\n");
}

/** What a failed access of the file system means, in words, with the way out. */
export function explainFailure(error: unknown): { message: string; hint: string } {
  if (error instanceof TypeError) return { message: "expected text in UTF-8, got other bytes", hint: "Save the file as UTF-8." };
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
  const known = FAILURES[code];
  return known ?? { message: `expected to be able to read it, got the error ${code}`, hint: "Check the disk and the file's permissions." };
}

const FAILURES: Readonly<Record<string, { message: string; hint: string }>> = {
  EACCES: {
    message: "expected to be allowed to read it, got permission denied",
    hint: "Give the user that runs Chief the right to read it.",
  },
  ELOOP: { message: "expected a file, got a symbolic link that leads back to itself", hint: "Remove the link." },
  ENOENT: { message: "expected it to exist, got nothing", hint: "Create it, or remove what points to it." },
  ENOTDIR: { message: "expected a folder, got a file", hint: "Name a folder." },
};
