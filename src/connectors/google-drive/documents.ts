import { countOf } from "../../lib/text.ts";
import type { Window } from "../../core/item.ts";
import type { Ask } from "./ask.ts";
import { createPageWatch } from "../../lib/google-pages.ts";
import { brokenPart, refusedPart, type Failure } from "./failure.ts";
import { FILE_FIELDS, filePageSchema, type WireFile } from "./wire.ts";

/** Google takes no more at once where drives of teams are looked through: https://developers.google.com/workspace/drive/api/reference/rest/v3/files/list */
const LARGEST_PAGE = 100;
const NO_FOLDER =
  "trashed = false and mimeType != 'application/vnd.google-apps.folder' and mimeType != 'application/vnd.google-apps.shortcut'";

export interface FoundDocuments {
  /** The newest first, each once. */
  files: WireFile[];
  failures: Failure[];
  notes: string[];
}

/** Documents that were changed, by anybody, or shared with me within a span. */
export async function findDocuments(ask: Ask, span: Window, max: number): Promise<FoundDocuments> {
  const found: FoundDocuments = { files: [], failures: [], notes: [] };
  const changed = { q: `modifiedTime > '${span.from}' and ${NO_FOLDER}`, orderBy: "modifiedTime desc" };
  const shared = { q: `sharedWithMe = true and ${NO_FOLDER}`, orderBy: "sharedWithMeTime desc" };
  const limits = { span, max };
  await list(ask, { ...changed, ...limits, what: "documents that have changed", when: ({ modifiedTime }) => modifiedTime }, found);
  await list(ask, { ...shared, ...limits, what: "documents shared with you", when: ({ sharedWithMeTime }) => sharedWithMeTime }, found);
  const files = [...new Map(found.files.map((file) => [file.id, file])).values()];
  const newest = files.toSorted((a, b) => (lastOf(a, span) < lastOf(b, span) ? 1 : -1)).slice(0, max);
  return { ...found, files: newest, notes: [...new Set(found.notes)] };
}

/** When a document was changed or shared last, within a span. */
export function lastOf({ modifiedTime, sharedWithMeTime = "" }: WireFile, span: Window): string {
  return (
    [modifiedTime, sharedWithMeTime]
      .filter((instant) => isWithin(instant, span))
      .toSorted()
      .at(-1) ?? modifiedTime
  );
}

/** Whether an instant lies in a span. */
export function isWithin(instant: string, { from, to }: Window): boolean {
  return from <= instant && instant <= to;
}

interface Listing {
  what: string;
  q: string;
  /** By the same instant as `when`, the newest first. */
  orderBy: string;
  when(file: WireFile): string | undefined;
  span: Window;
  max: number;
}

async function list(ask: Ask, { what, q, orderBy, when, span, max }: Listing, found: FoundDocuments): Promise<void> {
  const args = { q, orderBy, pageSize: Math.min(max, LARGEST_PAGE), fields: `nextPageToken,files(${FILE_FIELDS})` };
  const everywhere = { corpora: "user", includeItemsFromAllDrives: true, supportsAllDrives: true };
  const wanted: WireFile[] = [];
  const next = createPageWatch();
  let broken = 0;
  let pageToken: string | undefined;
  do {
    const at = pageToken === undefined ? {} : { pageToken };
    const page = await ask(filePageSchema, (client) => client.files.list({ ...args, ...everywhere, ...at }));
    if (!page.ok) return void found.failures.push(refusedPart(what, page.refusal) ?? { what, error: "Google knows no such list" });
    const { entries: files } = page.value.files;
    broken += page.value.files.broken;
    wanted.push(...files.filter((file) => isWithin(when(file) ?? "", span)));
    const last = files.at(-1);
    const isPast = last !== undefined && (when(last) ?? "") < span.from;
    pageToken = isPast ? undefined : next(page.value.nextPageToken);
  } while (pageToken !== undefined && wanted.length < max);
  const isCut = wanted.length > max || pageToken !== undefined;
  if (isCut) found.notes.push(`Looked at the newest ${countOf(max, "document")} and left out older ones.`);
  found.failures.push(...brokenPart(what, broken));
  found.files.push(...wanted.slice(0, max));
}
