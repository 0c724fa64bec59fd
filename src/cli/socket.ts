import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashOfBytes } from "../lib/hash.ts";

/** A socket's path must fit into 108 bytes on Linux, 104 on macOS. */
const LONGEST_PATH = 100;

/** Where the daemon of a data directory listens for commands; in the system's folder for passing files where the path would be too long. */
export function socketPath(dataDirectory: string): string {
  const path = join(dataDirectory, "daemon.sock");
  if (Buffer.byteLength(path) <= LONGEST_PATH) return path;
  return join(tmpdir(), `chief-${hashOfBytes(dataDirectory).slice(3, 19)}.sock`);
}
