import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readLogLines } from "../../src/lib/log-lines.ts";

async function read(...chunks: readonly (string | Uint8Array)[]) {
  const remarks = new Set<string>();
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  const lines: string[] = [];
  for await (const batch of readLogLines(bytes(), 20, { remarks })) lines.push(...batch);
  return { lines, remarks: [...remarks] };
}

test("a line ends by \\n, \\r\\n or \\r, wherever the pieces are parted", async () => {
  const expected = ["a", "b", "", "c", "d"];
  const text = `${"x".repeat(20)}\n`.repeat(30);
  const before = Array.from({ length: 30 }, () => "x".repeat(20));
  for (const pieces of [["a\r\nb\n\r", "c\rd"], ["a\r", "\nb\n", "\rc\r", "d"], ["a\r\nb\r\n\nc\nd\n"]]) {
    assert.deepEqual((await read(...pieces)).lines, expected);
    assert.deepEqual((await read(text, ...pieces)).lines, [...before, ...expected]);
  }
  assert.deepEqual(await read(), { lines: [], remarks: ["it is empty"] });
  assert.deepEqual((await read("", "a\n\n")).lines, ["a", ""]);
});

test("a line of any length is cut and said so, and what follows keeps its number", async () => {
  const { lines, remarks } = await read("a\n", ...Array.from({ length: 200 }, () => "b".repeat(10_000)), "\nc");
  assert.deepEqual(lines, ["a", "b".repeat(20), "c"]);
  assert.deepEqual(remarks, ["lines beyond 20 characters were cut"]);
});

test("whoever takes no more lines lets go of the file, and what is packed is unpacked no further", async () => {
  let isFree = false;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield gzipSync("a\n".repeat(100_000));
    } finally {
      isFree = true;
    }
  }
  for await (const lines of readLogLines(bytes(), 20, { remarks: new Set() })) if (lines.length > 0) break;
  assert.equal(isFree, true);
});

test("gzip and UTF-16 are read as what they hold, and what breaks off or is no log is told", async () => {
  const text = Array.from({ length: 2_000 }, (_, index) => `line ${(index * 7_919) % 9_973}`).join("\n");
  const packed = gzipSync(text);
  assert.equal((await read(packed)).lines.join("\n"), text);
  const half = await read(packed.subarray(0, packed.length / 2));
  assert.deepEqual(half.remarks, ["its gzip breaks off, so its end is missing"]);
  assert.equal(half.lines[0], "line 0");
  assert.deepEqual((await read(Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]))).remarks, ["it is no gzip that can be unpacked"]);
  for (const bytes of [
    Buffer.from("\ufeffone\ntwo é", "utf16le"),
    Buffer.from("one\ntwo é", "utf16le"),
    Buffer.from("one\ntwo é", "utf16le").swap16(),
  ]) {
    assert.deepEqual(
      (await read(bytes)).lines.map((line) => line.replace("\ufeff", "")),
      ["one", "two é"],
    );
  }
  const twice = await read(gzipSync(gzipSync("a\nb")));
  assert.deepEqual(twice, { lines: ["a", "b"], remarks: [] });
  const deep = await read(gzipSync(gzipSync(gzipSync(gzipSync("a")))));
  assert.deepEqual(deep, { lines: [], remarks: ["it is packed with gzip more than 3 times: unpack it first"] });
  for (const behind of [Buffer.from([0x1f, 0x8b, 1, 2]), Buffer.from("more")]) {
    const { lines } = await read(Buffer.concat([packed, behind]));
    assert.deepEqual([lines[0], lines.length >= 1_500], ["line 0", true]);
  }
  assert.deepEqual(await read(gzipSync("")), { lines: [], remarks: ["it is empty"] });
  assert.deepEqual((await read("a\n", Buffer.alloc(20))).remarks, ["parts of it are no text"]);
  assert.deepEqual(await read("PK\u0003\u0004..."), { lines: [], remarks: ["it is no text but a ZIP archive: unpack it first"] });
});
