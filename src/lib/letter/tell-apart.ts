import type { DraftItem } from "../../core/item.ts";
import { hashOfBytes } from "../hash.ts";

/**
 * Letters that claim a Message-ID which another one has get an id of their own, so that none hides another; the first of each keeps it.
 * What is the same letter once more is left out.
 */
export function tellApart<Entry extends { draft: DraftItem }>(entries: readonly Entry[]): Entry[] {
  const taken = new Set<string>();
  return entries.flatMap((entry) => {
    const base = baseId(entry.draft);
    const id = taken.has(base) ? `${base}#${hashOfBytes(`${entry.draft.ts}\n${senderOf(entry.draft)}`).slice(3, 13)}` : base;
    if (taken.has(id)) return [];
    taken.add(id);
    return [id === entry.draft.id ? entry : { ...entry, draft: { ...entry.draft, id } }];
  });
}

/** The id of a letter that has its Message-ID for itself. */
export function baseId({ source, fields }: Pick<DraftItem, "source" | "fields">): string {
  return `${source}:${String(fields["messageId"])}`;
}

/** The sender's address; empty where there is none. */
export function senderOf({ actors }: Pick<DraftItem, "actors">): string {
  return actors.find((actor) => actor.role === "from")?.email ?? "";
}
