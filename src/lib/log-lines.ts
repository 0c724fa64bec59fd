import { decodePieces, findEncoding, type Encoding } from "./junit/decode.ts";
import { nextTurn } from "./next-turn.ts";
import { unpack } from "./unpack.ts";

/** How a log was read, filled in while it is. */
export interface LogReading {
  /** What is odd about it, as sentence parts. */
  readonly remarks: Set<string>;
}

/** Characters and lines after which a log is not read on: an archive of a few bytes can hold more than any disk. */
const MOST_CHARACTERS = 2_000_000_000;
const MOST_LINES = 20_000_000;
const LINE_ENDS = /\r\n|\n|\r/;
/** What no text has, and bytes that mean nothing in its encoding. */
// oxlint-disable-next-line no-control-regex -- these are looked for
const NO_TEXT = /[\u0000-\u0006\u000e-\u001a\ufffd]/g;
const NO_TEXT_TOLD = "parts of it are no text";
/** Of a piece, the share from which on it is told. */
const NO_TEXT_SHARE = 0.1;
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
  let [characters, count] = [0, 0];
  for await (const piece of decodePieces(unpack(chunks, remarks), () => undefined, encodingOf)) {
    if (!remarks.has(NO_TEXT_TOLD) && isUnreadable(piece)) remarks.add(NO_TEXT_TOLD);
    const lines = split.push(piece);
    characters += piece.length;
    count += lines.length;
    if (characters > MOST_CHARACTERS || count > MOST_LINES) {
      remarks.add("it was not read on after two billion characters or 20 million lines");
      break;
    }
    yield lines;
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

function isUnreadable(piece: string): boolean {
  // Most pieces have neither, which is seen at once.
  if (!piece.includes("\u0000") && !piece.includes("\ufffd")) return false;
  return (piece.match(NO_TEXT)?.length ?? 0) > piece.length * NO_TEXT_SHARE;
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
