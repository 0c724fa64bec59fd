import { open } from "node:fs/promises";
import { nextTurn } from "../../lib/next-turn.ts";

/** Where a letter lies in an mbox, in bytes, without the line that separates it from the one before. */
export interface Slice {
  offset: number;
  size: number;
  /** The beginning of its head, which holds the flags that programs overwrite in place. */
  head: Buffer;
}

const CHUNK = 1024 * 1024;
/** The longest separating line that is looked at, and how much of a letter's head is handed over. */
const LOOK = 1024;
const SEPARATOR = /^From (?:\S+ +)?(?:\S+ +)?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? .{0,80}\r?\n/i;

interface Scan {
  held: Buffer;
  /** Where `held` begins in the file. */
  start: number;
  /** Where in the file the next separating line is looked for. */
  next: number;
  /** Where the letter begins whose end is looked for. */
  current: { offset: number; head: Buffer } | undefined;
}

/** Cuts an mbox file into its letters. The file is read once through, a piece of 1 MiB at a time. */
export async function splitMbox(file: string, signal: AbortSignal): Promise<Slice[]> {
  const handle = await open(file, "r");
  const slices: Slice[] = [];
  const scan: Scan = { held: Buffer.alloc(0), start: 0, next: 0, current: undefined };
  try {
    for (let position = 0, isOver = false; !isOver;) {
      signal.throwIfAborted();
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, position);
      position += bytesRead;
      isOver = bytesRead === 0;
      scan.held = Buffer.concat([scan.held, buffer.subarray(0, bytesRead)]);
      takeSeparators(scan, slices, isOver);
      await nextTurn();
    }
  } finally {
    await handle.close();
  }
  if (scan.current) closeSlice(scan.current, scan.start + scan.held.length, slices);
  return slices;
}

function takeSeparators(scan: Scan, slices: Slice[], isOver: boolean): void {
  const { held, start } = scan;
  // What may go on in the next piece is looked at once it is here.
  const limit = isOver ? held.length : held.length - 2 * LOOK;
  for (let at = nextFrom(scan); at !== -1 && at < limit; at = nextFrom(scan)) {
    scan.next = start + at + 1;
    const line = SEPARATOR.exec(held.toString("latin1", at, at + LOOK))?.[0];
    // The file's first line separates whatever follows it: without it the file would be no mbox.
    if (line === undefined && start + at > 0) continue;
    const begin = at + (line?.length ?? held.indexOf("\n", at) - at + 1);
    if (scan.current) closeSlice(scan.current, start + at, slices);
    scan.current = { offset: start + begin, head: Buffer.from(held.subarray(begin, begin + LOOK)) };
  }
  scan.next = Math.max(scan.next, start + limit);
  // Two bytes before a line tell whether an empty one precedes it.
  const kept = Math.max(0, scan.next - start - 3);
  scan.held = Buffer.from(held.subarray(kept));
  scan.start = start + kept;
}

/** Where in `held` the next line begins with `From ` behind an empty one, or at the beginning of the file; -1 for nowhere. */
function nextFrom({ held, start, next }: Scan): number {
  if (next === 0 && held.toString("latin1", 0, 5) === "From ") return 0;
  const from = Math.max(next - start - 1, 0);
  for (let at = held.indexOf("\nFrom ", from, "latin1"); at !== -1; at = held.indexOf("\nFrom ", at + 1, "latin1")) {
    if (held[at - 1] === 10 || (held[at - 1] === 13 && held[at - 2] === 10)) return at + 1;
  }
  return -1;
}

function closeSlice({ offset, head }: NonNullable<Scan["current"]>, end: number, slices: Slice[]): void {
  const size = Math.max(0, end - offset);
  slices.push({ offset, size, head: head.subarray(0, size) });
}

/** A letter of an mbox as it was before it was put there: `>From ` at the beginning of a line lost its mark. */
export function withoutMboxMarks(bytes: Buffer): Buffer {
  if (!bytes.includes("\n>", 0, "latin1")) return bytes;
  return Buffer.from(bytes.toString("latin1").replace(/^>(>*From )/gm, "$1"), "latin1");
}
