import { z } from "zod";
import type { Ref } from "./refs.ts";

/** All repositories of a grant share this many tips, so that a cursor stays far below 64 kB. */
const MOST_TIPS = 800;
const MOST_TAGS = 50;
/** Room for all repositories together, in characters of JSON. */
const LARGEST = 60_000;

const repositoryCursor = z.object({
  /** The commits that branches, remotes and tags led to, latest first. */
  tips: z.array(z.string().regex(/^[0-9a-f]{40,64}$/)),
  /** Where tips were left out: everything led to by then counts as known. */
  knownUntil: z.iso.datetime().optional(),
  /** The latest tags by name. */
  tags: z.array(z.string()),
  /** Where tags were left out: those of before count as known. */
  tagsKnownUntil: z.iso.datetime().optional(),
});
const gitCursor = z.object({ repositories: z.record(z.string(), repositoryCursor) });

/** How far one repository was read. */
export type RepositoryCursor = z.infer<typeof repositoryCursor>;
export type GitCursor = z.infer<typeof gitCursor>;

/** What an earlier fetch left; undefined where it left nothing, or something that can't be understood. */
export function parseCursor(value: unknown): GitCursor | undefined {
  return gitCursor.safeParse(value).data;
}

/** Remembers the tips of all refs, and which tags there were. `share` is the number of repositories that share the room. */
export function toCursor(refs: readonly Ref[], heads: readonly string[], share: number): RepositoryCursor {
  const latest = refs.toSorted((a, b) => compare(b.committedAt, a.committedAt) || compare(a.name, b.name));
  const tips = [...new Set([...heads, ...latest.map((ref) => ref.sha)])];
  const room = Math.max(1, Math.floor(MOST_TIPS / share));
  const kept = new Set(tips.slice(0, room));
  const firstLeftOut = latest.find((ref) => !kept.has(ref.sha));
  const tags = latestTags(refs);
  const tagRoom = Math.max(1, Math.min(MOST_TAGS, Math.floor(200 / share)));
  const firstTagLeftOut = tags[tagRoom];
  return {
    tips: [...kept],
    tags: tags.slice(0, tagRoom).map((tag) => tag.short),
    ...(firstLeftOut && { knownUntil: firstLeftOut.committedAt }),
    ...(firstTagLeftOut && { tagsKnownUntil: firstTagLeftOut.createdAt }),
  };
}

/**
 * One cursor of what was read now and, as far as there is room, of what was not: a repository that is away goes on from where it was
 * once it is back. The ones read last come first, so that those go which were away for longest.
 */
export function joinCursors(
  read: readonly (readonly [path: string, cursor: RepositoryCursor])[],
  before: GitCursor | undefined,
): GitCursor {
  const paths = new Set(read.map(([path]) => path));
  let size = JSON.stringify(read).length;
  const away = Object.entries(before?.repositories ?? {}).filter((entry) => {
    if (paths.has(entry[0])) return false;
    size += JSON.stringify(entry).length;
    return size <= LARGEST;
  });
  return { repositories: Object.fromEntries([...read, ...away]) };
}

/** The commits behind which nothing is new. */
export function knownTips(refs: readonly Ref[], cursor: RepositoryCursor): string[] {
  const { tips, knownUntil } = cursor;
  const old = knownUntil === undefined ? [] : refs.filter((ref) => ref.committedAt <= knownUntil).map((ref) => ref.sha);
  return [...new Set([...tips, ...old])];
}

/** The tags that came since: by name, since a tag that is fetched late is older than the last look. */
export function newTags(refs: readonly Ref[], cursor: RepositoryCursor | undefined, since: string): Ref[] {
  const tags = latestTags(refs);
  if (cursor === undefined) return tags.filter((tag) => tag.createdAt >= since);
  const known = new Set(cursor.tags);
  return tags.filter((tag) => !known.has(tag.short) && !(cursor.tagsKnownUntil !== undefined && tag.createdAt <= cursor.tagsKnownUntil));
}

function latestTags(refs: readonly Ref[]): Ref[] {
  return refs.filter((ref) => ref.kind === "tag").toSorted((a, b) => compare(b.createdAt, a.createdAt) || compare(a.name, b.name));
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
