import { collectFile, type Collection } from "./collection.ts";
import { parseDocument } from "./document.ts";
import type { FileText } from "./read-text.ts";
import { collectTranscript } from "./transcripts.ts";

/** What the files of a grant may hold, as `as:` says it. */
export const FORM_NAMES = ["notes", "transcripts"] as const;
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
  /** Read where no paths are named, and need not be there; the whole workspace where it is absent. */
  folder?: string;
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
  transcripts: {
    pattern: /\.(?:vtt|srt|txt|md|markdown)$/i,
    noun: "transcript",
    what: "what was said in meetings",
    folder: "transcripts",
    collect: collectTranscript,
  },
};

/** Where files of a form lie, as far as a definition says nothing else. */
export function pathsOf({ as, paths }: { as: FormName; paths?: readonly string[] | undefined }): readonly string[] {
  return paths ?? [forms[as].folder ?? "."];
}
