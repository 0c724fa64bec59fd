import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../../src/store/database/database.ts";

/** Room for data that can be used up and freed again. */
export interface Room {
  fill(): void;
  free(): void;
}

const BLOCKS = [65_536, 4_096, 512, 1];

/** A small disk of its own, filled to the last byte by a file beside the data. */
export function smallDisk(directory: string): Room {
  const path = join(directory, "filler");
  return {
    fill() {
      const file = openSync(path, "a");
      for (const size of BLOCKS) {
        const block = Buffer.alloc(size, 1);
        while (isWritten(file, block));
      }
      closeSync(file);
    },
    free: () => rmSync(path, { force: true }),
  };
}

function isWritten(file: number, block: Buffer): boolean {
  try {
    const written = writeSync(file, block);
    fsyncSync(file);
    return written === block.length;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return false;
    throw error;
  }
}

/** Where no disk can be made: the database refuses to grow, as on a full one, but still takes what fits into the pages that it has. */
export function boundedPages(database: Database): Room {
  return {
    fill: () => void database.pragma(`max_page_count = ${Number(database.pragma("page_count", { simple: true }))}`),
    free: () => void database.pragma("max_page_count = 1073741823"),
  };
}
