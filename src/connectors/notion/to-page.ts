import type { DraftItem } from "../../core/item.ts";
import type { DocumentFields } from "../../core/kinds/document.ts";
import { plainLine } from "../../lib/plain-text.ts";
import { shorten } from "../../lib/text.ts";
import { commonFields } from "./to-row.ts";
import type { Known, ReadValue } from "./values.ts";
import { plainOf, richTextSchema, userSchema, type WireDataSource, type WirePage, type WireUser } from "./wire.ts";

const LONGEST_TITLE = 300;

/** What a page is called. */
export function titleOf({ properties }: WirePage): string {
  const title = Object.values(properties).find(({ type }) => type === "title")?.["title"];
  return shorten(plainLine(plainOf(richTextSchema.safeParse(title).data ?? [])) || "A page without a title", LONGEST_TITLE);
}

/** Everybody whom a page names, as Notion hands them over. */
export function usersIn({ last_edited_by: editor, properties }: WirePage): WireUser[] {
  const named = Object.values(properties).flatMap(({ people }): unknown[] => (Array.isArray(people) ? people : []));
  return [...(editor ? [editor] : []), ...named.flatMap((each) => userSchema.safeParse(each).data ?? [])];
}

/** A page as a document. */
export function documentDraft(id: string, page: WirePage, values: ReadonlyMap<string, ReadValue>, known: Known, body: string): DraftItem {
  const { last_edited_by: editor, last_edited_time: modifiedAt } = page;
  const by = editor && known.person(editor);
  const fields: DocumentFields = { document: page.id, type: "page", modifiedAt, modifiedBy: by?.name ?? null, sharedAt: null };
  return {
    ...{ id, source: "notion", kind: "document", title: titleOf(page), body },
    ...(page.url.startsWith("https://") && { url: page.url }),
    ...{ ts: modifiedAt, updatedAt: modifiedAt, actors: by ? [{ ...by, role: "editor" }] : [] },
    fields: { ...fields, ...commonFields(page, values) },
  };
}

/** A data source as a document. */
export function sourceDraft({ id, title, url, last_edited_time: modifiedAt, created_time: createdAt }: WireDataSource): DraftItem {
  const fields: DocumentFields = { document: id, type: "data source", modifiedAt, modifiedBy: null, sharedAt: null };
  return {
    ...{ id: `notion:${id}`, source: "notion", kind: "document", body: "" },
    title: shorten(plainLine(plainOf(title)) || "A data source without a name", LONGEST_TITLE),
    ...(url.startsWith("https://") && { url }),
    ...{ ts: modifiedAt, updatedAt: modifiedAt, actors: [], fields: { ...fields, createdAt } },
  };
}
