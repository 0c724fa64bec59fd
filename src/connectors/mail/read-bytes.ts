import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Envelope } from "./envelope.ts";
import { withoutMboxMarks } from "./mbox.ts";

/** Letters beyond this are not read but for their head. */
export const LARGEST_BYTES = 25 * 1024 * 1024;
/** The beginning of a letter: all of it for most. */
export const HEAD_BYTES = 64 * 1024;

/** The bytes of a letter; its beginning only where it is too large, or where no more than `most` are asked for. Throws the system's errors. */
export async function readBytes(root: string, envelope: Envelope, most = Infinity): Promise<Buffer> {
  const wanted = Math.min(envelope.size > LARGEST_BYTES ? HEAD_BYTES : envelope.size, most);
  const handle = await open(join(root, envelope.path), "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, envelope.offset ?? 0);
    const bytes = buffer.subarray(0, bytesRead);
    return envelope.offset === null ? bytes : withoutMboxMarks(bytes);
  } finally {
    await handle.close();
  }
}
