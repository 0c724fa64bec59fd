import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { findStamp } from "../render/stamp.ts";
import type { Seen } from "./file-paths.ts";

/** Larger files are told apart by their size and time alone. */
const LARGEST_HASHED = 50 * 1024 * 1024;
/** Chief's own briefings are far smaller. */
const LARGEST_BRIEFING = 1024 * 1024;

/** What a file holds, as far as it matters here. */
export interface Content {
  hash: string;
  /** Chief wrote it: no news to anybody, and following it would go round in circles. */
  isOwn: boolean;
}

/** Reads a file piece by piece, so that a large one does not keep the event loop. Rejects where it can't be read. */
export async function readContent(absolute: string, { bytes, modifiedAt }: Seen): Promise<Content> {
  if (bytes > LARGEST_HASHED) return { hash: `${bytes}-${modifiedAt}`, isOwn: false };
  const hash = createHash("sha256");
  const pieces: Buffer[] = [];
  for await (const piece of createReadStream(absolute)) {
    if (!Buffer.isBuffer(piece)) continue;
    hash.update(piece);
    if (bytes <= LARGEST_BRIEFING) pieces.push(piece);
  }
  return { hash: hash.digest("hex").slice(0, 32), isOwn: findStamp(Buffer.concat(pieces).toString("utf8")) !== undefined };
}
