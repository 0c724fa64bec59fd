import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { decodePieces, findEncoding, type Encoding } from "./junit/decode.ts";
import { nextTurn } from "./next-turn.ts";

/** How a log was read, filled in while it is. */
export interface LogReading {
  /** What is odd about it, as sentence parts. */
  readonly remarks: Set<string>;
}

/** Characters after which a log is not read on: an archive of a few bytes can hold more than any disk. */
const MOST_CHARACTERS = 2_000_000_000;
const LINE_ENDS = /\r\n|\n|\r/;
const FOREIGN: readonly (readonly [sign: string, noun: string])[] = [
  ["PK\u0003\u0004", "a ZIP archive: unpack it first"],
  ["%PDF", "a PDF document"],
  ["\u0089PNG", "a picture"],
  ["\u007fELF", "a program"],
];
const GZIP = "\u001f\u008b";
/** Of the first bytes of text in UTF-16, about every second is zero. */
const ZERO_SHARE = 0.3;

/**
 * The lines of a log in batches, each ended by \n, \r\n or \r, with no more than `longest` characters of each; unpacked where it is gzip, and
 * decoded where it is UTF-16. Everything else has its turn between two batches. What breaks off or is no text is told in `remarks`; throws
 * only what `chunks` throw.
 */
export async function* readLogLines(
  chunks: AsyncIterable<Uint8Array>,
  longest: number,
  { remarks }: LogReading,
): AsyncGenerator<readonly string[]> {
  const split = splitter(longest, () => remarks.add(`lines beyond ${longest.toLocaleString("en-US")} characters were cut`));
  let characters = 0;
  for await (const piece of decodePieces(unpacked(chunks, remarks), () => undefined, encodingOf)) {
    characters += piece.length;
    if (characters > MOST_CHARACTERS) {
      remarks.add("it was not read on after two billion characters");
      break;
    }
    yield split.push(piece);
    await nextTurn();
  }
  yield split.end();
}

function splitter(longest: number, cut: () => void) {
  let rest = "";
  let endedByReturn = false;
  const capped = (line: string): string => {
    if (line.length <= longest) return line;
    cut();
    return line.slice(0, longest);
  };
  return {
    push(piece: string): string[] {
      // \r\n may be split between two pieces.
      const text = endedByReturn && piece.startsWith("\n") ? piece.slice(1) : piece;
      if (piece !== "") endedByReturn = piece.endsWith("\r");
      const lines = text.split(LINE_ENDS);
      lines[0] = rest + (lines[0] ?? "");
      rest = lines.pop() ?? "";
      // One more than is kept, so that it shows that there was more.
      if (rest.length > longest) rest = rest.slice(0, longest + 1);
      return lines.map(capped);
    },
    end: (): string[] => (rest === "" ? [] : [capped(rest)]),
  };
}

async function* unpacked(chunks: AsyncIterable<Uint8Array>, remarks: Set<string>): AsyncGenerator<Uint8Array> {
  const [head, all] = await peek(chunks);
  const signs = Buffer.from(head.subarray(0, 8)).toString("latin1");
  const foreign = FOREIGN.find(([sign]) => signs.startsWith(sign));
  if (foreign) {
    remarks.add(`it is no log but ${foreign[1]}`);
    return;
  }
  if (signs.startsWith(GZIP)) yield* gunzipped(all, remarks);
  else yield* all;
}

async function* gunzipped(all: AsyncIterable<Uint8Array>, remarks: Set<string>): AsyncGenerator<Uint8Array> {
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
  }
}

/** The first chunk that holds anything, and all chunks including it. */
async function peek(chunks: AsyncIterable<Uint8Array>): Promise<[head: Uint8Array, all: AsyncIterable<Uint8Array>]> {
  const iterator = chunks[Symbol.asyncIterator]();
  let first = await iterator.next();
  while (first.done !== true && first.value.length === 0) first = await iterator.next();
  const head = first.done === true ? new Uint8Array() : first.value;
  async function* all(): AsyncGenerator<Uint8Array> {
    yield head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  return [head, all()];
}

function encodingOf(head: Uint8Array): Encoding {
  const found = findEncoding(head);
  if (found.label !== "utf-8" || head[0] === 0xef) return { ...found, unknown: null };
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length * ZERO_SHARE && even < odd / 4) return { label: "utf-16le", unknown: null };
  if (even > head.length * ZERO_SHARE && odd < even / 4) return { label: "utf-16be", unknown: null };
  return { label: "utf-8", unknown: null };
}
