import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Letter } from "../analysis/language/reading.ts";
import { parseLetter } from "../lib/letter/parse-letter.ts";
import { findQuoteSpans } from "../lib/letter/zones.ts";
import { PermanentError } from "../core/errors.ts";

/** A letter as it lies in a file, and who wrote it where that is known. */
export interface LetterFile {
  letter: Letter;
  from?: string;
}

/** What stands in for what a file does not tell. */
export interface Assumed {
  /** Now: a UTC instant. */
  writtenAt: string;
  /** An IANA name. */
  timezone: string;
  readerNames: readonly string[];
}

const LARGEST_BYTES = 50_000_000;

/** Reads an .eml file, or plain text, which counts as written now; `-` is stdin. Throws PermanentError `file-unreadable`. */
export async function loadLetterFile(path: string, stdin: Readable, assumed: Assumed): Promise<LetterFile> {
  const bytes = path === "-" ? Buffer.from(await text(stdin)) : await readFile(path).catch(refuse(path));
  if (bytes.length > LARGEST_BYTES) throw unreadable(path, "at most 50 MB long", `${bytes.length} bytes`);
  return (looksLikeMail(bytes) ? await readMail(bytes, assumed) : undefined) ?? readText(bytes, assumed);
}

/** A letter begins with lines such as `From: Ana`, and has an empty line after them. */
function looksLikeMail(bytes: Buffer): boolean {
  return /^(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2}/.test(bytes.toString("latin1", 0, 20_000));
}

async function readMail(bytes: Buffer, assumed: Assumed): Promise<LetterFile | undefined> {
  const mail = await parseLetter(bytes);
  if (!mail) return undefined;
  const { body, sent, actors } = mail;
  const from = actors.find(({ role }) => role === "from");
  const writtenAt = sent ? new Date(sent.ms).toISOString() : assumed.writtenAt;
  const timezone = sent?.offsetMinutes === undefined || sent.offsetMinutes === null ? assumed.timezone : offsetName(sent.offsetMinutes);
  const letter = { text: body, quoteSpans: findQuoteSpans(body), writtenAt, timezone, readerNames: assumed.readerNames };
  return { letter, ...(from && { from: from.email === undefined ? from.name : `${from.name} <${from.email}>` }) };
}

function readText(bytes: Buffer, assumed: Assumed): LetterFile {
  const body = bytes.toString("utf8").replaceAll("\r\n", "\n");
  return { letter: { text: body, quoteSpans: findQuoteSpans(body), ...assumed } };
}

/** Minutes ahead of UTC as a zone, such as `+05:45`. */
function offsetName(minutes: number): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

function refuse(path: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw unreadable(path, "a file that can be read", error.code ?? error.message);
  };
}

function unreadable(path: string, wanted: string, got: string): PermanentError {
  return new PermanentError("file-unreadable", `expected ${path} to be ${wanted}, got ${got}`, {
    hint: "Name an .eml file or a file of plain text, or - for what is piped in.",
  });
}
