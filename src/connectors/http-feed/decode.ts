/**
 * The text of a file: by the mark at its beginning, else by what the server says, else by its own XML declaration, else as UTF-8
 * (https://www.rfc-editor.org/rfc/rfc7303#section-3). Where a name is unknown or does not fit the bytes, the next one is taken; what fits none is read as Windows-1252, which reads all.
 */
export function decode(bytes: Buffer, contentType: string): string {
  const declared = /^[^<]{0,10}<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    bytes.subarray(0, 400).toString("latin1"),
  )?.[1];
  const said = /charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType)?.[1];
  for (const name of [markOf(bytes), said, declared, "utf-8"]) {
    const text = name === undefined ? undefined : tryAs(name, bytes);
    if (text !== undefined) return text;
  }
  return new TextDecoder("windows-1252").decode(bytes);
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xff && second === 0xfe ? "utf-16le" : undefined;
}

function tryAs(name: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(name, { fatal: true }).decode(bytes);
  } catch {
    return undefined; // no name of a charset, or bytes that it has no letters for
  }
}
