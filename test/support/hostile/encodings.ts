import { gzipSync } from "node:zlib";
import type { Chance } from "../simulator/random.ts";
import { ANY_FAILURE, bytesOf, FAILING, FOUND, logOf, noise, type HostileKind } from "./build.ts";

const PACKED = ["BZh91AY&SY", "PK\u0003\u0004", "\u00fd7zXZ\u0000", "(\u00b5/\u00fd", "7z\u00bc\u00af'\u001c", "Rar!\u001a\u0007"] as const;
const MEDIA = [
  "\u0089PNG\r\n\u001a\n",
  "%PDF-1.7\n",
  "\u007fELF\u0002",
  "\u00ff\u00d8\u00ff\u00e0",
  "GIF89a",
  "SQLite format 3\u0000",
] as const;
const TEXT = (chance: Chance): string => `${noise(chance, 50 + chance.upTo(100))}\n${FAILING}\n`;

function packed(text: string | Uint8Array, times: number): Buffer {
  let bytes = gzipSync(text);
  for (let layer = 1; layer < times; layer += 1) bytes = gzipSync(bytes);
  return bytes;
}

function startingWith(sign: string, chance: Chance): Buffer {
  return Buffer.concat([Buffer.from(sign, "latin1"), bytesOf(chance, 600 + chance.upTo(2_000))]);
}

/** Bytes that are packed, cut or encoded in some way. */
export const ENCODINGS: Readonly<Record<string, HostileKind>> = {
  "gzip that breaks off": (chance) => {
    const bytes = packed(TEXT(chance), 1);
    return logOf(bytes.subarray(0, 12 + chance.upTo(bytes.length - 20)), /breaks off|no gzip that can be unpacked/);
  },
  gzip: (chance) => logOf(packed(TEXT(chance), 1), FOUND, "build.log.gz"),
  "gzip of gzip": (chance) => logOf(packed(TEXT(chance), 2 + chance.upTo(2)), FOUND),
  "gzip of gzip of gzip and on": (chance) => logOf(packed(TEXT(chance), 4 + chance.upTo(3)), /packed with gzip more than 3 times/),
  "gzip with more behind": (chance) => logOf(Buffer.concat([packed(TEXT(chance), 1), bytesOf(chance, 40)]), /TS2345|breaks off/),
  "gzip with a damaged middle": (chance) => {
    const bytes = packed(TEXT(chance), 1);
    bytes.fill(chance.upTo(256), 20 + chance.upTo(bytes.length - 60), bytes.length - 20);
    return logOf(bytes, /breaks off|no gzip that can be unpacked/);
  },
  "gzip of zeros without end": (_, scale) => logOf(packed(Buffer.alloc(200_000_000 * scale), 1), /parts of it are no text/),
  "gzip of empty lines": (_, scale) => logOf(packed("\n".repeat(5_000_000 * scale), 1), /nothing in it says that anything failed/),
  "an archive": (chance) => logOf(startingWith(chance.of(PACKED), chance), /it is no text but .*: unpack it first/),
  "a tar": (chance) => {
    const bytes = Buffer.alloc(2_048);
    bytes.write("build.log", 0);
    bytes.write("ustar", 257);
    return logOf(chance.percent(50) ? bytes : packed(bytes, 1), /it is no text but a tar archive: unpack it first/);
  },
  "no text": (chance) => logOf(startingWith(chance.of(MEDIA), chance), /it is no text but a /),
  "UTF-16": (chance) => {
    const little = Buffer.from(`${chance.percent(50) ? "\ufeff" : ""}${FAILING}\n${noise(chance, 30)}`, "utf16le");
    return logOf(chance.percent(50) ? little : little.swap16(), FOUND);
  },
  "UTF-16 cut within a character": (chance) => {
    const bytes = Buffer.from(`\ufeff${FAILING}\n\u{1f389}\u{1f389}`, "utf16le");
    return logOf(bytes.subarray(0, bytes.length - 1 - chance.upTo(6)), FOUND);
  },
  "UTF-8 cut within a character": (chance) => {
    const bytes = Buffer.from(`${FAILING}\n\u6f22\u{1f389}`);
    return logOf(bytes.subarray(0, bytes.length - 1 - chance.upTo(6)), FOUND);
  },
  "UTF-32": (chance) => {
    const codes = Uint32Array.from([0xfeff, ...[...TEXT(chance)].map((character) => character.codePointAt(0) ?? 0)]);
    return logOf(Buffer.from(codes.buffer), FOUND);
  },
  "UTF-16 behind UTF-8": (chance) => logOf(Buffer.concat([Buffer.from(TEXT(chance)), Buffer.from(noise(chance, 20), "utf16le")]), FOUND),
  "Latin-1": (chance) => logOf(Buffer.from(`${"\u00e9\u00fc ".repeat(chance.upTo(40))}\n${FAILING}`, "latin1"), FOUND),
  "zeros within": (chance) => {
    const [zeros, text] = [Buffer.alloc(1_000 + chance.upTo(100_000)), Buffer.from(`\n${FAILING}\n`)];
    return logOf(Buffer.concat(chance.percent(50) ? [zeros, text] : [text, zeros]), /(?=.*TS2345)(?=.*parts of it are no text)/s);
  },
  "nothing but zeros": (chance) => logOf(Buffer.alloc(1 + chance.upTo(300_000)), /parts of it are no text/),
  "bytes by chance": (chance) => logOf(Buffer.concat([Buffer.from("x"), bytesOf(chance, 5_000)]), /parts of it are no text/),
  nothing: () => logOf("", /it is empty/),
  "blanks and marks alone": (chance) => logOf(chance.of(["\ufeff", " ", "\r\n\r\n", "\t\n \n"]), /nothing in it says that anything failed/),
  "bytes changed here and there": (chance) => {
    const bytes = Buffer.from(`${noise(chance, 30)}\n${FAILING}\n${FAILING}\n`);
    for (let index = 0; index < 8; index += 1) bytes[chance.upTo(bytes.length - FAILING.length)] = chance.upTo(256);
    return logOf(bytes, ANY_FAILURE);
  },
};
