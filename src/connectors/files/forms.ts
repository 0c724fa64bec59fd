import { collectFile, type Collection } from "./collection.ts";
import { parseDocument } from "./document.ts";
import type { FileText } from "./read-text.ts";

/** What the files of a grant may hold, as `as:` says it. */
export const FORM_NAMES = ["notes"] as const;
export type FormName = (typeof FORM_NAMES)[number];

/** A file that could be read. */
export type ReadFile = Extract<FileText, { kind: "text" }>;

/** How files of one form are found and understood. */
export interface Form {
  /** Of their names. */
  pattern: RegExp;
  /** What one is called: `Markdown file`. */
  noun: string;
  /** What they hold, as a sentence part: `tasks and notes`. */
  what: string;
  collect(collection: Collection, file: ReadFile): void;
}

/** A new form is a line here and a file beside this one. */
export const forms: Readonly<Record<FormName, Form>> = {
  notes: {
    pattern: /\.(?:md|markdown)$/i,
    noun: "Markdown file",
    what: "tasks and notes",
    collect: (collection, file) => collectFile(collection, { ...file, ...parseDocument(file.text) }),
  },
};
