/** The bytes of a calendar as UTF-8 or Windows-1252, each line ended by a newline; undefined where they are no text. */
export function toUtf8(bytes: Buffer): Buffer | undefined {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return Buffer.from(new TextDecoder("utf-16le").decode(bytes));
  if (first === 0xfe && second === 0xff) return Buffer.from(new TextDecoder("utf-16be").decode(bytes));
  if (bytes.includes(0)) return undefined;
  const text = first === 0xef && second === 0xbb && third === 0xbf ? bytes.subarray(3) : bytes;
  return text.includes(10) ? text : withNewlines(text);
}

/** Programs of the old Macintosh end lines with a return alone. */
function withNewlines(bytes: Buffer): Buffer {
  return bytes.includes(13) ? Buffer.from(bytes.map((byte) => (byte === 13 ? 10 : byte))) : bytes;
}
