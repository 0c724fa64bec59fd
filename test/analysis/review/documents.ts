import type { DraftItem, Item } from "../../../src/core/item.ts";
import { readChecklist } from "../../../src/analysis/review/checklist.ts";
import { itemOf } from "../../support/items.ts";
import { CHECKLIST } from "./contracts.ts";

/** The items of a checklist, as the files connector makes them. */
export function requirementItems(text = CHECKLIST): Item[] {
  return readChecklist(text).lines.map(({ name, severity, advice, asked }) =>
    itemOf({
      id: `files:checklists/contract.md#${name}`,
      source: "files",
      kind: "requirement",
      title: `${name}: ${asked}`,
      body: asked,
      fields: { name, severity, advice, path: "checklists/contract.md" },
    }),
  );
}

/** A document as the files connector makes it. */
export function documentItem(path: string, body: string, changes: Partial<DraftItem> = {}): Item {
  const fields = { path, words: body.split(/\s+/).length, unread: null, ...changes.fields };
  return itemOf({ id: `files:${path}`, source: "files", kind: "text_file", title: path, body, ...changes, fields });
}
