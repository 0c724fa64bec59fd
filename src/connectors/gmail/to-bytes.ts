import { isUtf8 } from "node:buffer";
import { hashOfBytes } from "../../lib/hash.ts";
import { partSchema, type Part } from "./wire.ts";

/** More of a part's words is not read. */
const MOST_BYTES = 512 * 1024;
const MOST_PARTS = 500;
const DEEPEST = 20;
const LONGEST_HEADER = 16 * 1024;
/** Headers that tell how a part was packed on its way; here it is unpacked. */
const PACKING = /^content-(?:type|transfer-encoding|length|disposition)$/i;
/** Charsets all of whose bytes are ASCII, so that they look like UTF-8. */
const SEVEN_BIT = /^(?:iso-2022-|hz|utf-7)/i;

interface Content {
  part: Part;
  bytes: Buffer;
  children: Content[];
}

/**
 * A letter as it would come over the wire, from the parts into which Gmail has taken it apart; of attached files only their heads. What goes
 * beyond all measure is left out.
 */
export function bytesOfLetter(payload: Part): Buffer {
  const room = { parts: MOST_PARTS };
  const content = contentOf(payload, 0, room);
  // No text can hold the hash of itself, so that none can end a part.
  const edge = hashOfBytes(Buffer.concat(bytesIn(content))).slice(3);
  return Buffer.concat(write(content, edge));
}

function contentOf(part: Part, depth: number, room: { parts: number }): Content {
  room.parts -= 1;
  const children: Content[] = [];
  for (const each of depth < DEEPEST ? part.parts : []) {
    if (room.parts <= 0) break;
    const child = partSchema.safeParse(each);
    if (child.success) children.push(contentOf(child.data, depth + 1, room));
  }
  return { part, bytes: part.filename === "" || isCalendar(part) ? decode(part.data) : Buffer.alloc(0), children };
}

function isCalendar({ mimeType }: Part): boolean {
  return /^(?:text\/calendar|application\/ics)$/i.test(mimeType);
}

/** A cut that tears a character apart is mended where the letter's words are cut. */
function decode(data = ""): Buffer {
  return Buffer.from(data.slice(0, Math.ceil((MOST_BYTES * 4) / 3)), "base64url");
}

function bytesIn({ bytes, children }: Content): Buffer[] {
  return [bytes, ...children.flatMap(bytesIn)];
}

function write({ part, bytes, children }: Content, edge: string, depth = 0): Buffer[] {
  const boundary = `${edge}-${depth}`;
  const headers = part.headers.filter(({ name }) => !PACKING.test(name)).map(({ name, value }) => `${oneLine(name)}: ${oneLine(value)}`);
  const type = [`Content-Type: ${typeOf(part, bytes, boundary)}`, "Content-Transfer-Encoding: 8bit", ...dispositionOf(part)];
  const head = [...headers, ...type, "", ""].join("\r\n");
  const inner = children.flatMap((child) => [Buffer.from(`\r\n--${boundary}\r\n`), ...write(child, edge, depth + 1)]);
  return [Buffer.from(head), bytes, ...inner, ...(isMultipart(part) ? [Buffer.from(`\r\n--${boundary}--\r\n`)] : [])];
}

function isMultipart({ mimeType }: Part): boolean {
  return /^multipart\//i.test(mimeType);
}

function typeOf(part: Part, bytes: Buffer, boundary: string): string {
  const type = /^[\w.+-]{1,80}\/[\w.+-]{1,120}$/.exec(part.mimeType)?.[0] ?? "text/plain";
  if (isMultipart(part)) return `${type}; boundary="${boundary}"`;
  return /^text\//i.test(type) ? `${type}; charset="${charsetOf(part, bytes)}"` : type;
}

/** A part with a name is a file, whatever its own head says; only a picture may stand within the text. */
function dispositionOf({ filename, headers }: Part): string[] {
  if (filename === "") return [];
  const said = valueOf(headers, "content-disposition");
  const name = oneLine(filename).replaceAll(/["\\]/g, "'");
  return [`Content-Disposition: ${/^\s*inline\b/i.test(said) ? "inline" : "attachment"}; filename="${name}"`];
}

/** Gmail hands words over as UTF-8 or as they came, and says the charset in which they came either way. */
function charsetOf({ headers }: Part, bytes: Buffer): string {
  const said = /;\s*charset\s*=\s*"?([\w.:+-]{1,40})/i.exec(valueOf(headers, "content-type"))?.[1] ?? "utf-8";
  return isUtf8(withoutTorn(bytes)) && !(SEVEN_BIT.test(said) && bytes.includes(27)) ? "utf-8" : said;
}

function valueOf(headers: Part["headers"], wanted: string): string {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value ?? "";
}

/** Without the last character, which the cut may have torn. */
function withoutTorn(bytes: Buffer): Buffer {
  let end = bytes.length;
  for (let back = 0; back < 4 && end > 0 && (bytes[end - 1] ?? 0) >= 0x80; back += 1) end -= 1;
  return bytes.subarray(0, end);
}

function oneLine(text: string): string {
  return text.slice(0, LONGEST_HEADER).replaceAll(/[\r\n\0]+/g, " ");
}
