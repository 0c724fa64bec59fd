import type { DraftItem } from "../../core/item.ts";
import { parseMailDate } from "../../lib/letter/dates.ts";
import { draftMail, marksOf, type Moment } from "./draft.ts";
import type { Envelope, Failure } from "./envelope.ts";
import { moveExample } from "./example.ts";
import { codeOfFileError, explainFileError } from "../../lib/file-error.ts";
import { parseLetter, type Letter } from "../../lib/letter/parse-letter.ts";
import { HEAD_BYTES, LARGEST_BYTES, readBytes } from "./read-bytes.ts";

/** Between which instants letters are told of, in milliseconds, and where the reader is. */
export interface Span {
  fromMs: number;
  toMs: number;
  timezone: string;
  /** Whether letters may say that they are made up: anybody could write so. */
  example: boolean;
}

/** What became of a letter that was to be read. */
export type Verdict =
  | { kind: "read"; draft: DraftItem }
  /** Outside the span; thrown away or not sent yet; removed since it was found. */
  | { kind: "older" | "later" | "discarded" | "gone" }
  | { kind: "broken"; reason: string }
  | { kind: "failure"; failure: Failure };

/** The beginning of a letter, which is all of it for most, or why it need not be read. Throws nothing. */
export async function loadHead(root: string, envelope: Envelope, span: Span): Promise<Buffer | Verdict> {
  // Only a Maildir tells marks beforehand; its files are as old as their delivery, so that an archive costs nothing.
  if (envelope.marks !== undefined && envelope.offset === null && envelope.changedMs < span.fromMs) return { kind: "older" };
  try {
    const head = await readBytes(root, envelope, HEAD_BYTES);
    const sentMs = dateInHead(head);
    return sentMs !== undefined && sentMs < span.fromMs ? { kind: "older" } : head;
  } catch (error) {
    return verdictOn(envelope, error);
  }
}

/** Takes a letter apart whose head is loaded; of a larger one the rest is loaded now, so that no two of them are in memory at once. Throws nothing. */
export async function readLetter(root: string, envelope: Envelope, head: Buffer, span: Span): Promise<Verdict> {
  try {
    const isWhole = envelope.size <= HEAD_BYTES || envelope.size > LARGEST_BYTES;
    return await judgeLetter(envelope, isWhole ? head : await readBytes(root, envelope), span);
  } catch (error) {
    return verdictOn(envelope, error);
  }
}

function verdictOn(envelope: Envelope, error: unknown): Verdict {
  if (codeOfFileError(error) === "ENOENT") return { kind: "gone" };
  return { kind: "failure", failure: { what: nameOf(envelope), ...explainFileError(error) } };
}

async function judgeLetter(envelope: Envelope, bytes: Buffer, span: Span): Promise<Verdict> {
  if (bytes.toString("latin1", 0, 1000).trim() === "") return { kind: "broken", reason: "it is empty" };
  const letter = await parseLetter(bytes).catch(() => undefined);
  if (letter === undefined) return { kind: "broken", reason: "it does not begin with the head of a letter" };
  if (marksOf(envelope, letter).isDiscarded) return { kind: "discarded" };
  const moved = span.example ? moveExample(letter, new Date(span.toMs).toISOString(), span.timezone) : undefined;
  const moment = moved ? momentOfExample(moved, span) : momentOf(letter, envelope, span);
  if (moment === undefined) return { kind: "later" };
  if (moment.ms < span.fromMs) return { kind: "older" };
  return { kind: "read", draft: draftMail(envelope, moved ?? letter, moment, moved !== undefined) };
}

/** When a letter says in its head that it was sent, in milliseconds; undefined where it takes more to know. */
export function dateInHead(bytes: Buffer): number | undefined {
  const text = bytes.toString("latin1", 0, HEAD_BYTES);
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const head = text.slice(0, end);
  if (/^x-chief-example-anchor:/im.test(head)) return undefined;
  return parseMailDate(/^date:\s*(.*)$/im.exec(head)?.[1] ?? "")?.ms;
}

/** How a letter is called in a note. */
export function nameOf({ path, offset }: Envelope): string {
  return offset === null ? path : `${path} (the letter at byte ${offset})`;
}

/** Its own date, unless that has not come yet: then when it was received, or when its file last changed. Undefined where none has come yet. */
function momentOf({ sent, receivedMs }: Letter, { changedMs }: Envelope, { toMs }: Span): Moment | undefined {
  if (sent && sent.ms <= toMs) return { ms: sent.ms, isGuessed: false };
  const ms = [receivedMs, changedMs].find((known) => known !== undefined && known <= toMs);
  return ms === undefined ? undefined : { ms, isGuessed: true };
}

/** Made-up letters of later today are told of already, as of now. */
function momentOfExample({ sent }: Letter, { toMs }: Span): Moment {
  return { ms: Math.min(sent?.ms ?? toMs, toMs), isGuessed: false };
}
