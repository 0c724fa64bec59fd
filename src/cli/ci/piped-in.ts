import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** How what is piped in is named on the command line, and how it is told. */
export const PIPED = "-";
export const PIPED_NAME = "piped in";

/** Calls `work` with the path of a file that holds what is piped in, since it is read more than once; afterwards that is gone. */
export async function withPipedIn<Result>(stdin: Readable, work: (path: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "chief-ci-"));
  try {
    const path = join(folder, PIPED_NAME);
    await pipeline(stdin, createWriteStream(path));
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
