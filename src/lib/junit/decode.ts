import { TextDecoder } from "node:util";

/** How the bytes of a document are read, and whether that is what it asks for. */
export interface Encoding {
  label: string;
  /** The name that it gives its encoding, where there is no such one. */
  unknown: string | null;
}

/** Enough for an XML declaration in any encoding. */
const HEAD_BYTES = 400;
/** Characters that are understood in one go: about a millisecond of work. */
const PIECE = 32 * 1024;
const DECLARED = /^[^<]{0,10}<\?xml[^>]*\bencoding\s*=\s*["']([^"']{1,60})["']/i;

/** The encoding that the beginning of a document shows: its byte order mark, its zero bytes, or what it declares; else UTF-8. */
export function findEncoding(head: Uint8Array): Encoding {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return { label: "utf-16le", unknown: null };
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return { label: "utf-16be", unknown: null };
  if (first === 0xef && second === 0xbb) return { label: "utf-8", unknown: null };
  const declared = DECLARED.exec(Buffer.from(head).toString("latin1"))?.[1]?.trim() ?? "utf-8";
  // Whoever could read that declaration as single bytes is not reading UTF-16.
  if (/^(?:utf|ucs|iso-10646-ucs)-?(?:16|2|32|4)/i.test(declared)) return { label: "utf-8", unknown: null };
  return isKnown(declared) ? { label: declared, unknown: null } : { label: "utf-8", unknown: declared };
}

/** The text of a document in pieces; `onEncoding` is told once how it is read, as `find` sees it. Bytes that mean nothing become U+FFFD. */
export async function* decodePieces(
  chunks: AsyncIterable<Uint8Array | string>,
  onEncoding: (encoding: Encoding) => void,
  find = findEncoding,
): AsyncGenerator<string> {
  let head: Buffer = Buffer.alloc(0);
  let decoder: TextDecoder | undefined;
  const begin = (): TextDecoder => {
    const encoding = find(head.subarray(0, HEAD_BYTES));
    onEncoding(encoding);
    return new TextDecoder(encoding.label);
  };
  for await (const chunk of chunks) {
    if (typeof chunk === "string") yield* piecesOf(chunk);
    else if (decoder) yield* piecesOf(decoder.decode(chunk, { stream: true }));
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length < HEAD_BYTES) continue;
      decoder = begin();
      yield* piecesOf(decoder.decode(head, { stream: true }));
    }
  }
  yield* piecesOf(decoder ? decoder.decode() : begin().decode(head));
}

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}
