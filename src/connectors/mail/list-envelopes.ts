import { stat } from "node:fs/promises";
import { join } from "node:path";
import { keyOf, type Envelope, type Failure } from "./envelope.ts";
import { codeOfFileError, explainFileError } from "../../lib/file-error.ts";
import type { MailFile } from "./find-mailboxes.ts";
import { splitMbox } from "./mbox.ts";
import { isUnchanged, type Picture, type SettledFile } from "./picture.ts";
import { marksOfHeaders, marksOfName } from "./marks.ts";

/** Files looked at side by side. */
const SIDE_BY_SIDE = 64;

/** Where all letters lie. */
export interface Listed {
  envelopes: Envelope[];
  /** The mbox files among them; their letters are not counted yet. */
  mboxes: Omit<SettledFile, "count">[];
  failures: Failure[];
}

/** Looks up every letter without reading it; an mbox that has not changed is not opened either. */
export async function listEnvelopes(root: string, files: readonly MailFile[], picture: Picture, signal: AbortSignal): Promise<Listed> {
  const listed: Listed = { envelopes: [], mboxes: [], failures: [] };
  for (let start = 0; start < files.length; start += SIDE_BY_SIDE) {
    signal.throwIfAborted();
    const some = files.slice(start, start + SIDE_BY_SIDE);
    const results = await Promise.all(some.map((file) => listFile(root, file, picture, listed, signal)));
    for (const envelopes of results) for (const envelope of envelopes) listed.envelopes.push(envelope);
  }
  return listed;
}

async function listFile(root: string, file: MailFile, picture: Picture, listed: Listed, signal: AbortSignal): Promise<Envelope[]> {
  try {
    const { size, mtimeMs } = await stat(join(root, file.path));
    const changedMs = Math.floor(mtimeMs);
    if (file.kind !== "mbox") return [envelopeOf(file, size, changedMs)];
    listed.mboxes.push({ path: file.path, size, changedMs });
    if (isUnchanged(picture, file.path, size, changedMs)) return knownEnvelopes(file, picture, changedMs);
    const slices = await splitMbox(join(root, file.path), signal);
    return slices.map((slice) => ({ ...placeOf(file, slice.offset, slice.size, changedMs), marks: marksInHead(slice.head) }));
  } catch (error) {
    signal.throwIfAborted();
    // A letter that was moved since its folder was read is found in its new place the next time.
    if (codeOfFileError(error) !== "ENOENT") listed.failures.push({ what: file.path, ...explainFileError(error) });
    return [];
  }
}

function envelopeOf(file: MailFile, size: number, changedMs: number): Envelope {
  const isNew = /\/new\/[^/]+$/.test(file.path);
  return { ...placeOf(file, null, size, changedMs), marks: file.kind === "maildir" ? marksOfName(file.path, isNew) : undefined };
}

function knownEnvelopes(file: MailFile, picture: Picture, changedMs: number): Envelope[] {
  const places = [...picture.letters.values()].filter(({ path }) => path === file.path);
  const copies = [...picture.copies.keys()].flatMap((key) => {
    const [, path, offset, size] = /^(.*)#(\d+) (\d+)$/.exec(key) ?? [];
    return path === file.path ? [{ offset: Number(offset), size: Number(size) }] : [];
  });
  return [...places, ...copies].map(({ offset, size }) => placeOf(file, offset, size, changedMs));
}

function placeOf({ path, folder }: MailFile, offset: number | null, size: number, changedMs: number): Envelope {
  return { path, offset, size, key: keyOf(path, offset, size), folder, marks: undefined, changedMs };
}

/** Mozilla overwrites its bits in place, so that nothing else of the letter changes. */
function marksInHead(head: Buffer): Envelope["marks"] {
  const bits = /^X-Mozilla-Status: *([0-9a-f]{4})\r?$/im.exec(head.toString("latin1"))?.[1];
  return bits === undefined ? undefined : marksOfHeaders(new Map([["x-mozilla-status", bits]]));
}
