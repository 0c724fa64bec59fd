/** What is left of a letter once everything is gone that is not read: attached files, and what goes beyond all measure. */

const MOST_HEAD_BYTES = 128 * 1024;
const MOST_HEAD_LINES = 3000;
/** How far behind the lines that are kept the end of a head is looked for. */
const LONGEST_HEAD = 1024 * 1024;
const LONGEST_LINE = 16 * 1024;
const MOST_TEXT_BYTES = 256 * 1024;
/** Each line costs a parser some microseconds, however short it is. */
const MOST_TEXT_LINES = 5000;
const MOST_PARTS = 500;
const DEEPEST = 20;
/** Lines that may look like the end of a part before the rest is given up: what they cost stays far below a turn of the loop. */
const MOST_MARKS = 10_000;

const LF = 10;
const CR = 13;
const READ_TYPES = /^(?:text\/(?:plain|html|calendar)|application\/ics|message\/delivery-status)$/;
/** What a delivery report returns of a letter: its head says which letter that was. */
const RETURNED_TYPES = /^(?:message\/rfc822|text\/rfc822-headers)$/;

interface Cutting {
  bytes: Buffer;
  position: number;
  kept: Buffer[];
  boundaries: Buffer[];
  headRoom: number;
  headLines: number;
  textRoom: number;
  textLines: number;
  parts: number;
  marks: number;
  /** Once there are plain words, the same in HTML is not needed. */
  hasPlainWords: boolean;
  /** Only a delivery report's letter is looked into. */
  hasReport: boolean;
}

interface Head {
  type: string;
  boundary: string | undefined;
  isAttached: boolean;
}

/**
 * The same letter with the heads of its parts, and with the bodies only of those that are read, so that a parser is never given more
 * than 400 kB, 500 parts or 20 levels, whatever came in.
 */
export function keepReadable(bytes: Buffer): Buffer {
  const cutting: Cutting = {
    bytes,
    position: 0,
    kept: [],
    boundaries: [],
    headRoom: MOST_HEAD_BYTES,
    headLines: MOST_HEAD_LINES,
    textRoom: MOST_TEXT_BYTES,
    textLines: MOST_TEXT_LINES,
    parts: 0,
    marks: 0,
    hasPlainWords: false,
    hasReport: false,
  };
  do takePart(cutting);
  while (cutting.parts < MOST_PARTS && takeBoundary(cutting));
  return Buffer.concat(cutting.kept);
}

/** Takes a part's head and, where it is read, its body up to the next boundary. */
function takePart(cutting: Cutting): void {
  cutting.parts += 1;
  const head = parseHead(takeHead(cutting));
  const isMultipart = head.boundary !== undefined && cutting.boundaries.length < DEEPEST;
  if (isMultipart) cutting.boundaries.push(Buffer.from(`--${head.boundary}`, "latin1"));
  const start = cutting.position;
  cutting.position = findBoundary(cutting);
  if (!isMultipart && isRead(head, cutting)) keepText(cutting, start, head.type);
}

function isRead({ type, isAttached }: Head, { hasPlainWords, hasReport }: Cutting): boolean {
  if (RETURNED_TYPES.test(type)) return hasReport;
  if (type === "text/html" && hasPlainWords) return false;
  const isOwnText = type === "text/plain" || type === "text/html";
  return READ_TYPES.test(type) && !(isOwnText && isAttached);
}

function keepText(cutting: Cutting, start: number, type: string): void {
  const last = RETURNED_TYPES.test(type) ? endOfHead(cutting.bytes, start) : cutting.position;
  const limit = Math.min(cutting.position, last, start + cutting.textRoom);
  let end = start;
  for (; end < limit && cutting.textLines > 0; cutting.textLines -= 1) end = Math.min(limit, endOfLine(cutting.bytes, end));
  cutting.textRoom -= end - start;
  cutting.kept.push(cutting.bytes.subarray(start, end));
  cutting.hasReport ||= type === "message/delivery-status";
  cutting.hasPlainWords ||=
    type === "text/plain" && cutting.bytes.toString("latin1", start, Math.min(end, start + LONGEST_LINE)).trim() !== "";
  if (cutting.bytes[end - 1] !== LF) cutting.kept.push(Buffer.from("\n"));
}

/** Keeps the lines of a head, cut where they are too long or too many, and moves behind the empty line that ends it. */
function takeHead(cutting: Cutting): string {
  const { bytes, kept } = cutting;
  const lines: Buffer[] = [];
  while (cutting.position < bytes.length) {
    const end = endOfLine(bytes, cutting.position);
    const line = bytes.subarray(cutting.position, Math.min(end, cutting.position + LONGEST_LINE));
    const isEmpty = line[0] === LF || (line[0] === CR && line[1] === LF);
    if ((cutting.headRoom <= 0 || cutting.headLines <= 0) && !isEmpty) {
      cutting.position = endOfHead(bytes, cutting.position);
      break;
    }
    cutting.position = end;
    if (isEmpty) break;
    cutting.headRoom -= line.length;
    cutting.headLines -= 1;
    lines.push(line);
    if (line.at(-1) !== LF) lines.push(Buffer.from("\n"));
  }
  kept.push(...lines, Buffer.from("\n"));
  return Buffer.concat(lines).toString("latin1");
}

function endOfLine(bytes: Buffer, from: number): number {
  const found = bytes.indexOf(LF, from);
  return found === -1 ? bytes.length : found + 1;
}

function endOfHead(bytes: Buffer, from: number): number {
  const near = bytes.subarray(from, from + LONGEST_HEAD);
  const ends = ["\n\n", "\n\r\n"].flatMap((mark) => {
    const found = near.indexOf(mark, 0, "latin1");
    return found === -1 ? [] : [from + found + mark.length];
  });
  return Math.min(bytes.length, ...ends);
}

function parseHead(head: string): Head {
  const line = (name: string): string => new RegExp(`^${name}:((?:.*(?:\\r?\\n[ \\t].*)*))`, "im").exec(head)?.[1] ?? "";
  const type = line("content-type");
  const name = /^[\s]*([\w.+-]+\/[\w.+-]+)/.exec(type)?.[1]?.toLowerCase() ?? "text/plain";
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(type);
  return {
    type: name,
    boundary: name.startsWith("multipart/") ? (boundary?.[1] ?? boundary?.[2])?.trimEnd() : undefined,
    isAttached: /^\s*attachment\b/i.test(line("content-disposition")),
  };
}

/** Where the next line starts that is a boundary of a part that is open; the letter's end where there is none. */
function findBoundary(cutting: Cutting): number {
  const { bytes, boundaries } = cutting;
  if (boundaries.length === 0) return bytes.length;
  let at = cutting.position;
  if (openBoundary(cutting, at) !== -1) return at;
  while (cutting.marks < MOST_MARKS) {
    const found = bytes.indexOf("\n--", at, "latin1");
    if (found === -1) return bytes.length;
    cutting.marks += 1;
    if (openBoundary(cutting, found + 1) !== -1) return found + 1;
    at = found + 1;
  }
  return bytes.length;
}

/** Which of the open boundaries stands at a place, counted from the outermost; -1 for none. */
function openBoundary({ bytes, boundaries }: Cutting, at: number): number {
  return boundaries.findLastIndex(
    (boundary) =>
      bytes.compare(boundary, 0, boundary.length, at, Math.min(at + boundary.length, bytes.length)) === 0 &&
      isLineEnd(bytes, at + boundary.length),
  );
}

function isLineEnd(bytes: Buffer, at: number): boolean {
  const rest = bytes.toString("latin1", at, Math.min(at + 80, bytes.length));
  return /^(?:--)?[ \t]*(?:\r?\n|$)/.test(rest);
}

/** Keeps the boundary lines at hand; true where a part follows. */
function takeBoundary(cutting: Cutting): boolean {
  const { bytes, boundaries } = cutting;
  while (cutting.position < bytes.length) {
    const depth = openBoundary(cutting, cutting.position);
    const length = boundaries[depth]?.length ?? 0;
    const end = endOfLine(bytes, cutting.position);
    const isLast = bytes.toString("latin1", cutting.position + length, cutting.position + length + 2) === "--";
    cutting.kept.push(bytes.subarray(cutting.position, end));
    cutting.position = end;
    boundaries.length = isLast ? depth : depth + 1;
    if (!isLast) return true;
    cutting.position = findBoundary(cutting);
  }
  return false;
}
