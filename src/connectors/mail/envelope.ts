import type { Fetched } from "../../core/ports/outside.ts";
import type { Marks } from "./marks.ts";

/** Where a letter lies, before it is read. */
export interface Envelope {
  /** The file, relative to the workspace with `/` between folders. */
  path: string;
  /** The letter's first byte in an mbox; null where the file is the letter. */
  offset: number | null;
  /** In bytes. */
  size: number;
  /** Tells a letter from every other while its flags change: what was read under this key need not be read again. */
  key: string;
  /** Name of the mailbox. */
  folder: string;
  /** What its file's name tells of it; undefined where it tells nothing. */
  marks: Marks | undefined;
  /** No earlier than the letter was sent, in milliseconds: when its file last changed. */
  changedMs: number;
}

/** A part that can't be read. */
export type Failure = Fetched["failures"][number];

/** The key of a letter: its path without what a Maildir changes in it, and its size. */
export function keyOf(path: string, offset: number | null, size: number): string {
  const steady = path.replace(/\/(?:cur|new)\/([^/]*?)(?:[:;!]2,[A-Za-z]*)?$/, "/*/$1");
  return offset === null ? `${steady} ${size}` : `${steady}#${offset} ${size}`;
}
