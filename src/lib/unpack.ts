import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** How the bytes of what can't be read as text begin, and at which of them that shows. */
const FOREIGN: readonly (readonly [sign: string, noun: string, at?: number])[] = [
  ["PK\u0003\u0004", "a ZIP archive: unpack it first"],
  ["BZh", "packed with bzip2: unpack it first"],
  ["\u00fd7zXZ\u0000", "packed with xz: unpack it first"],
  ["(\u00b5/\u00fd", "packed with zstd: unpack it first"],
  ["\u0004\u0022M\u0018", "packed with lz4: unpack it first"],
  ["7z\u00bc\u00af'\u001c", "a 7-Zip archive: unpack it first"],
  ["Rar!\u001a\u0007", "a RAR archive: unpack it first"],
  ["ustar", "a tar archive: unpack it first", 257],
  ["%PDF", "a PDF document"],
  ["\u0089PNG", "a picture"],
  ["\u00ff\u00d8\u00ff", "a picture"],
  ["GIF8", "a picture"],
  ["\u007fELF", "a program"],
  ["SQLite format 3\u0000", "a database"],
];
const GZIP = "\u001f\u008b";
/** Enough for each sign. */
const HEAD_BYTES = 512;
/** Nobody packs a log more often, but for those who want to do harm. */
const MOST_LAYERS = 3;

/**
 * The bytes of a file, unpacked where it is gzip, also where that was done twice. What breaks off, or can't be read as text however it is
 * decoded, is told in `remarks`; throws only what `chunks` throw.
 */
export async function* unpack(chunks: AsyncIterable<Uint8Array>, remarks: Set<string>, layer = 0): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    const head = await headOf(iterator);
    const signs = Buffer.from(head.subarray(0, HEAD_BYTES)).toString("latin1");
    const foreign = FOREIGN.find(([sign, , at = 0]) => signs.startsWith(sign, at));
    if (signs === "" && remarks.size === 0) remarks.add("it is empty");
    else if (foreign) remarks.add(`it is no text but ${foreign[1]}`);
    else if (!signs.startsWith(GZIP)) yield* withHead(head, iterator);
    else if (layer === MOST_LAYERS) remarks.add(`it is packed with gzip more than ${MOST_LAYERS} times: unpack it first`);
    else yield* unpack(gunzip(withHead(head, iterator), remarks), remarks, layer + 1);
  } finally {
    // Whoever takes no more lets go of the file.
    await iterator.return?.();
  }
}

async function* gunzip(all: AsyncIterable<Uint8Array>, remarks: Set<string>): AsyncGenerator<Uint8Array> {
  const packed = Readable.from(all);
  const unzip = packed.pipe(createGunzip());
  packed.once("error", (error) => unzip.destroy(error));
  let read = 0;
  try {
    for await (const chunk of unzip) {
      if (!(chunk instanceof Uint8Array)) continue;
      read += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && String(error.code).startsWith("Z_"))) throw error;
    remarks.add(read === 0 ? "it is no gzip that can be unpacked" : "its gzip breaks off, so its end is missing");
  } finally {
    packed.destroy();
  }
}

async function headOf(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < HEAD_BYTES) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return head;
}

async function* withHead(head: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
}
