import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { AuditHead } from "../../core/audit.ts";

/**
 * Where the record's last entry is noted outside the database, once it is on the disk. Entries that are missing at the end show by it,
 * such as after an older copy of the database was put in its place. Whoever can change this file too can hide that; only a head that
 * was noted on another machine shows it then. A process that dies may leave its last entries unnoted.
 */
export interface HeadNote {
  note(head: AuditHead | undefined): void;
  close(): void;
}

/** Enough for any head, so that one is written over another in one piece. */
const NOTE_CHARACTERS = 128;

export function openHeadNote(directory: string): HeadNote {
  const file = openSync(pathOf(directory), "a", 0o600);
  closeSync(file);
  const note = openSync(pathOf(directory), "r+");
  let noted = 0;
  return {
    note(head) {
      if (!head || head.sequence === noted) return;
      writeSync(note, `${`${head.sequence} ${head.hash}`.padEnd(NOTE_CHARACTERS - 1)}\n`, 0);
      noted = head.sequence;
    },
    close: () => closeSync(note),
  };
}

/** The head that was noted last; undefined where none is, or what is there says nothing. */
export function findNotedHead(directory: string): AuditHead | undefined {
  const [, sequence, hash] = /^(\d+) (v\d+:[0-9a-f]{64}) *\n$/.exec(read(pathOf(directory))) ?? [];
  return sequence === undefined || hash === undefined ? undefined : { sequence: Number(sequence), hash };
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

function pathOf(directory: string): string {
  return join(directory, "audit.head");
}
