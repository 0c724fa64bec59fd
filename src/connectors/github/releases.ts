import { z } from "zod";
import type { DraftItem, Item, Window } from "../../core/item.ts";
import { releasesIn, type ReleaseFields } from "../../core/kinds/release.ts";
import { sealItem } from "../../lib/hash.ts";
import { actorOf, instantOf, webAddress } from "./actors.ts";
import type { Ask } from "./ask.ts";
import type { Memory } from "./cursor.ts";
import type { Failure } from "./failure.ts";
import { plainLine, plainLines } from "./plain-text.ts";
import { readList } from "./read-list.ts";

/** https://docs.github.com/rest/releases/releases#list-releases */
const releaseSchema = z.looseObject({
  id: z.number(),
  tag_name: z.string(),
  target_commitish: z.string().nullish(),
  name: z.string().nullish(),
  body: z.string().nullish(),
  draft: z.boolean().catch(false),
  prerelease: z.boolean().catch(false),
  created_at: z.string(),
  published_at: z.string().nullish(),
  html_url: z.string(),
  author: z.looseObject({ login: z.string() }).nullish(),
});
type WireRelease = z.infer<typeof releaseSchema>;

/** The releases of a repository that were published within the window. */
export async function readReleases(
  ask: Ask,
  repository: string,
  { window, memory, picture, max }: { window: Window; memory: Memory; picture: readonly Item[]; max: number },
): Promise<{ items: Item[]; failures: Failure[]; notes: string[] }> {
  const isWithin = ({ ts }: { ts: string }): boolean => ts >= window.from && ts <= window.to;
  const wanted = {
    what: `releases of ${repository}`,
    path: `/repos/${repository}/releases`,
    row: releaseSchema,
    isEnough: ({ published_at: at }: WireRelease) => Date.parse(at ?? "") < Date.parse(window.from),
    isLater: (release: WireRelease) => publishedAt(release) > window.to,
    max,
  };
  const { rows, isUnchanged, failures, notes } = await readList(ask, wanted, memory);
  const known = releasesIn(picture).flatMap((release) => (release.repository === repository ? [release.item] : []));
  const items = isUnchanged ? known : rows.filter(({ draft }) => !draft).map((row) => sealItem(toDraft(row, repository)));
  return { items: items.filter(isWithin), failures, notes };
}

function publishedAt({ published_at: published, created_at: created }: WireRelease): string {
  return instantOf(published) ?? instantOf(created) ?? "";
}

function toDraft(release: WireRelease, repository: string): DraftItem {
  const { id, tag_name: tag, target_commitish: target, name, prerelease, author } = release;
  const url = webAddress(release.html_url);
  const ts = publishedAt(release);
  const fields: ReleaseFields = { repository, tag: plainLine(tag), target: target ? plainLine(target) : null, prerelease };
  return {
    ...{ id: `github:${repository}/releases/${id}`, source: "github", kind: "release", ts, updatedAt: ts },
    title: plainLine(name ? name : tag),
    body: plainLines(release.body ?? ""),
    ...(url !== undefined && { url }),
    actors: [actorOf(author?.login, "author")],
    fields: { ...fields },
  };
}
