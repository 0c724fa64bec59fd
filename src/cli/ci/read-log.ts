import { createReadStream } from "node:fs";
import { addGreen, takeLog, type GreenLines, type Log } from "../../analysis/ci/log.ts";
import { LINES } from "../../analysis/ci/parameters.ts";
import { PermanentError } from "../../core/errors.ts";
import { readLogLines } from "../../lib/log-lines.ts";
import type { Session } from "../session.ts";

/** A log as a command reads it. */
export interface ReadLog {
  readonly log: Log;
  readonly remarks: readonly string[];
}

/** The bytes of a file, or of what is piped in for `-`. Relative paths are meant from where the command was called. */
export function bytesOf(session: Session, file: string): AsyncIterable<Uint8Array> {
  return file === "-" ? session.surroundings.stdin : createReadStream(session.absolute(file));
}

/** Reads one log beside its green ones. Throws PermanentError for a file that can't be read. */
export async function readLog(session: Session, file: string, greens: readonly string[]): Promise<ReadLog> {
  const green: GreenLines | null = greens.length === 0 ? null : { keys: new Set() };
  for (const each of greens) if (green) await eachBatch(session, each, new Set(), (lines) => addGreen(green, lines));
  const remarks = new Set<string>();
  const taker = takeLog(green);
  await eachBatch(session, file, remarks, taker.push);
  return { log: taker.end(), remarks: [...remarks] };
}

/** Calls `take` with the lines of a file, batch by batch. */
export async function eachBatch(
  session: Session,
  file: string,
  remarks: Set<string>,
  take: (lines: readonly string[]) => void,
): Promise<void> {
  try {
    for await (const lines of readLogLines(bytesOf(session, file), LINES.longest, { remarks })) take(lines);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new PermanentError("file-unreadable", `expected ${file} to be a file that can be read, got ${code}`, {
      hint: "Name a log, or - for what is piped in.",
    });
  }
}
