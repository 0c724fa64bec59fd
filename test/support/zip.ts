import { crc32, deflateRawSync } from "node:zlib";

const LOCAL_HEADER = 30;
const CENTRAL_HEADER = 46;
const END = 22;

/** A ZIP archive of files by their paths (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT); `claim` is what it says that each unfolds to. */
export function zipOf(files: Readonly<Record<string, string>>, claim?: number): Buffer {
  const [parts, heads]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const { data, about } = packed(text, claim);
    const name = Buffer.from(path);
    const local = Buffer.alloc(LOCAL_HEADER);
    local.writeUInt32LE(0x04034b50, 0);
    about.copy(local, 4);
    local.writeUInt16LE(name.length, 26);
    const head = Buffer.alloc(CENTRAL_HEADER);
    head.writeUInt32LE(0x02014b50, 0);
    about.copy(head, 6);
    head.writeUInt16LE(name.length, 28);
    head.writeUInt32LE(offset, 42);
    parts.push(local, name, data);
    heads.push(head, name);
    offset += local.length + name.length + data.length;
  }
  return Buffer.concat([...parts, ...heads, endOf(heads.length / 2, Buffer.concat(heads).length, offset)]);
}

/** What both headers say of a file: version, flags, method, time, date, checksum and sizes. */
function packed(text: string, claim = Buffer.byteLength(text)): { data: Buffer; about: Buffer } {
  const data = deflateRawSync(text);
  const about = Buffer.alloc(22);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(8, 4);
  about.writeUInt32LE(crc32(text), 10);
  about.writeUInt32LE(data.length, 14);
  about.writeUInt32LE(claim, 18);
  return { data, about };
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(END);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
