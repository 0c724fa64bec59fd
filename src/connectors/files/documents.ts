import type { DraftItem } from "../../core/item.ts";
import { sealItem } from "../../lib/hash.ts";
import { textOfHtml } from "../../lib/letter/html-text.ts";
import { shorten } from "../../lib/text.ts";
import type { Collection } from "./collection.ts";
import { parseDocument } from "../../lib/tables/document.ts";
import { findExample } from "./example.ts";
import type { ReadFile, Unread } from "./read-text.ts";

const LONGEST_TITLE = 300;
const TEXT = /\.(?:md|markdown|txt|text|html?)$/i;
const HTML = /\.html?$/i;
const MARKDOWN = /\.(?:md|markdown)$/i;
/** What people keep contracts in beside text, and the way to text. */
const OTHERS: readonly (readonly [ending: RegExp, reason: string])[] = [
  [/\.pdf$/i, "PDF files are not read: export it as text, Markdown or HTML"],
  [/\.(?:docx?|odt|rtf|pages)$/i, "files of word processors are not read: save it as text or HTML"],
  [/\.eml$/i, "letters are not read here: name its folder under mail"],
];

/** Adds a document with all of its text; one of another kind, or without any, is there with the reason why nothing of it was read. */
export function collectDocument(collection: Collection, { path, text, changedAtMs }: ReadFile): void {
  const reason = reasonOf(path);
  if (reason !== undefined) {
    add(collection, path, changedAtMs, { unread: reason });
    return;
  }
  const { frontMatter, headings } = MARKDOWN.test(path) ? parseDocument(text) : NO_MARKDOWN;
  const example = findExample(frontMatter, collection.window.to, collection.timezone);
  const body = bodyOf(path, text);
  const words = body.match(/\S+/g)?.length ?? 0;
  const title = frontMatter.get("title") ?? headings[0] ?? nameOf(path);
  const unread = /[\p{L}\p{N}]/u.test(body) ? null : "it is empty";
  const changed = example?.editedAtMs ?? changedAtMs;
  add(collection, path, changed, { unread, title, words, body: unread === null ? body : "", isExample: example !== undefined });
}

const NO_MARKDOWN = { frontMatter: new Map<string, string>(), headings: [] };

/** Adds a document that could not be read at all. */
export function collectUnread(collection: Collection, { path, reason }: Unread): void {
  add(collection, path, Date.parse(collection.window.to), { unread: reasonOf(path) ?? reason });
}

function reasonOf(path: string): string | undefined {
  const other = OTHERS.find(([ending]) => ending.test(path))?.[1];
  return other ?? (TEXT.test(path) ? undefined : "only text, Markdown and HTML are read");
}

/** Without a mark of byte order and without front matter, which says how a file is to be read. */
function bodyOf(path: string, text: string): string {
  const plain = text.replace(/^\ufeff/, "").replaceAll(/\r\n?/g, "\n");
  // A heading stays one only as long as it stands by itself.
  if (HTML.test(path)) return textOfHtml(plain.replaceAll(/<\/h[1-6]\s*>/gi, "$&<p></p>"), Infinity);
  return MARKDOWN.test(path) ? plain.replace(/^---[ \t]*\n(?:(?!---|\.\.\.).*\n)*(?:---|\.\.\.)[ \t]*\n/, "") : plain;
}

interface Content {
  unread: string | null;
  title?: string;
  body?: string;
  words?: number;
  isExample?: boolean;
}

function add({ window, items }: Collection, path: string, changedAtMs: number, content: Content): void {
  const { unread, title = nameOf(path), body = "", words = 0, isExample = false } = content;
  // Nothing may seem to come from the run's future.
  const at = new Date(Math.min(changedAtMs, Date.parse(window.to))).toISOString();
  const draft: DraftItem = {
    id: `files:${path}`,
    source: "files",
    kind: "text_file",
    title: shorten(title, LONGEST_TITLE),
    body,
    actors: [],
    fields: { path, words, unread, ...(isExample && { example: true }) },
    // Of what could not be read nobody knows when it changed: the same thing must stay the same.
    ts: unread === null ? at : UNKNOWN,
    updatedAt: unread === null ? at : UNKNOWN,
  };
  items.push(sealItem(draft));
}

const UNKNOWN = new Date(0).toISOString();

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
