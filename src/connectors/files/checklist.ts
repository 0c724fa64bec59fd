import { readChecklist } from "../../analysis/review/checklist.ts";
import { sealItem } from "../../lib/hash.ts";
import { shorten } from "../../lib/text.ts";
import type { Collection } from "./collection.ts";
import { parseDocument } from "../../lib/tables/document.ts";
import { findExample } from "./example.ts";
import type { ReadFile } from "./read-text.ts";

const LONGEST_TITLE = 300;

/** Adds what a checklist asks for, each line by itself; a line that is not understood is a failure, since it would be left out in silence. */
export function collectChecklist(collection: Collection, { path, text, changedAtMs }: ReadFile): void {
  const { lines, problems } = readChecklist(text);
  const example = findExample(parseDocument(text).frontMatter, collection.window.to, collection.timezone);
  const at = new Date(Math.min(example?.editedAtMs ?? changedAtMs, Date.parse(collection.window.to))).toISOString();
  for (const { name, severity, advice, asked } of lines) {
    collection.items.push(
      sealItem({
        id: `files:${path}#${name}`,
        source: "files",
        kind: "requirement",
        title: shorten(`${name}: ${asked}`, LONGEST_TITLE),
        body: asked,
        actors: [],
        fields: { name, severity, advice, path, ...(example && { example: true }) },
        ts: at,
        updatedAt: at,
      }),
    );
  }
  for (const { line, error, hint } of problems) collection.failures.push({ what: `${path}:${line}`, error, hint });
  if (lines.length === 0 && problems.length === 0) collection.notes.push(`${path} asks for nothing: it has no list item.`);
}
