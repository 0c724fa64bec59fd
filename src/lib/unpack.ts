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

/** In small parts, since of a part that is damaged nothing comes out, and what was unpacked before it is to be read. */
async function* gunzip(all: AsyncIterable<Uint8Array>, remarks: Set<string>): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip();
  let unpacked: Uint8Array[] = [];
  let [isSound, isAny] = [true, false];
  let go = (): void => undefined;
  unzip.on("data", (chunk: Uint8Array) => unpacked.push(chunk));
  // What stands behind the end is passed over: of that nobody is told by a callback.
  unzip.on("end", () => go());
  unzip.on("error", () => {
    isSound = false;
    go();
  });
  const until = (give: () => void): Promise<void> =>
    new Promise((resolve) => {
      go = resolve;
      give();
    });
  for await (const part of partsOf(all)) {
    await until(() => unzip.write(part, () => go()));
    isAny ||= unpacked.length > 0;
    yield* unpacked;
    unpacked = [];
    if (!isSound || unzip.readableEnded) break;
  }
  if (isSound && !unzip.readableEnded) await until(() => unzip.end());
  isAny ||= unpacked.length > 0;
  yield* unpacked;
  unzip.destroy();
  if (!isSound) remarks.add(isAny ? "its gzip breaks off, so its end is missing" : "it is no gzip that can be unpacked");
}

const [SMALLEST_PART, LARGEST_PART] = [16, 16_384];

/** Smaller ones at first: most logs are packed into little, of which as much as can be is to be saved. */
async function* partsOf(all: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of all) {
    for (let at = 0, size = 0; at < chunk.length; at += size, read += size) {
      size = Math.min(LARGEST_PART, Math.max(SMALLEST_PART, read >> 3));
      yield chunk.subarray(at, at + size);
    }
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
