import { basename, dirname, join, relative } from "node:path";
import { ChiefError, toStoredError } from "../../core/errors.ts";
import type { Window } from "../../core/item.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { joinCursors, parseCursor, type GitCursor } from "./cursor.ts";
import { createOpenGit, type GitLimits, type OpenGit } from "./git.ts";
import type { Label } from "./items.ts";
import { readLayout, type Layout } from "./layout.ts";
import { readRepository, type Reading } from "./repository.ts";
import type { GitOptions } from "./schema.ts";
import { findRepositories, type Failure, type Found, type Place } from "./search.ts";
import { mapSideBySide } from "./side-by-side.ts";

/** Repositories read at once: each asks several questions of git side by side. */
const AT_ONCE = 4;

/** How far a repository is looked back upon when it is first read. */
const FIRST_LOOK_MS = 7 * 24 * 60 * 60 * 1000;

interface Part {
  place: Place;
  label: Label;
  layout?: Layout;
  failure?: Failure;
}

/** What has happened in the repositories of a grant, asked of git within the limits; throws where there is no git, and where it is told to stop. */
export async function fetchRepositories(context: FetchContext<GitOptions>, limits: Omit<GitLimits, "signal">): Promise<Fetched> {
  const { signal, root } = context;
  signal.throwIfAborted();
  const openGit = createOpenGit({ signal, ...limits });
  const cursor = parseCursor(context.cursor);
  const found = await findRepositories(context.options, root, cursor === undefined, signal);
  const opened = await mapSideBySide(found.places, AT_ONCE, (place) => openPart(place, found, context, openGit));
  const parts = nameApart(await withoutServed(once(opened)));
  const readings = await mapSideBySide(parts, AT_ONCE, (part) => read(part, context, cursor, parts.length));
  return {
    items: readings.flatMap((each) => each.reading?.items ?? []),
    failures: [...found.failures, ...readings.flatMap((each) => each.failure ?? [])],
    notes: [...found.notes, ...readings.flatMap((each) => each.reading?.notes ?? [])],
    cursor: joinCursors(
      readings.flatMap(({ part, reading }) => (reading ? [[part.label.path, reading.cursor] as const] : [])),
      cursor,
    ),
  };
}

async function openPart(place: Place, { granted }: Found, { root, signal }: FetchContext<GitOptions>, openGit: OpenGit): Promise<Part> {
  try {
    const layout = await readLayout(place, granted, openGit);
    return { place, label: labelOf(layout.home, root), layout };
  } catch (error) {
    const label = labelOf(place.folder, root);
    return { place, label, failure: toFailure(error, label, signal) };
  }
}

interface Outcome {
  part: Part;
  reading?: Reading;
  failure?: Failure;
}

async function read(part: Part, context: FetchContext<GitOptions>, cursor: GitCursor | undefined, share: number): Promise<Outcome> {
  const { label, layout, failure } = part;
  if (layout === undefined) return failure ? { part, failure } : { part };
  context.progress(`reading ${label.name}`);
  try {
    const before = cursor?.repositories[label.path];
    const { weeks, range } = context.options;
    const window = cursor !== undefined && before === undefined ? firstLook(context.window) : context.window;
    return { part, reading: await readRepository(layout, label, { window, cursor: before, share, weeks, range }) };
  } catch (error) {
    return { part, failure: toFailure(error, label, context.signal) };
  }
}

/** A repository that joins others later has its own first week told, whenever those were last read. */
function firstLook({ from, to }: Window): Window {
  const week = new Date(Date.parse(to) - FIRST_LOOK_MS).toISOString();
  return { from: week < from ? week : from, to };
}

/** Work trees of one repository are found apart and read together. */
function once(parts: readonly Part[]): Part[] {
  const seen = new Set<string>();
  return parts.filter((part) => {
    const key = part.layout?.commonFolder ?? part.place.folder;
    return seen.size < seen.add(key).size;
  });
}

function labelOf(home: string, root: string): Label {
  return { path: relative(root, home) || ".", name: basename(home) || home };
}

/** A bare repository that a clone beside it comes from tells the same story twice: the clone tells it. */
async function withoutServed(parts: readonly Part[]): Promise<Part[]> {
  const remotes = await Promise.all(parts.map(async ({ layout }) => (await layout?.localRemotes()) ?? []));
  const served = new Set(remotes.flat());
  return parts.filter(({ layout }) => layout === undefined || layout.workTrees.length > 0 || !served.has(layout.commonFolder));
}

/** Repositories of the same name are told apart by the folder that they lie in. */
function nameApart(parts: readonly Part[]): Part[] {
  const count = (name: string): number => parts.filter((part) => part.label.name === name).length;
  return parts.map((part) => {
    const { path, name } = part.label;
    if (count(name) < 2) return part;
    const home = part.layout?.home ?? part.place.folder;
    return { ...part, label: { path, name: join(basename(dirname(home)), name) } };
  });
}

/** What one repository's error means for the whole: only a missing git or a call to stop ends everything. */
function toFailure(error: unknown, label: Label, signal: AbortSignal): Failure {
  signal.throwIfAborted();
  if (error instanceof ChiefError && error.code === "command-not-found") throw error;
  const { message, hint } = toStoredError(error);
  return { what: label.name, error: message, ...(hint !== undefined && { hint }) };
}
