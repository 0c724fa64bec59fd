import { collectChecklist } from "./checklist.ts";
import { ROW_FORMS, type RowForm } from "../../core/row.ts";
import { collectFile, type Collection } from "./collection.ts";
import { parseDocument } from "../../lib/tables/document.ts";
import { collectDocument, collectUnread } from "./documents.ts";
import { fetchLogs } from "./logs/fetch.ts";
import { collectTranscript } from "./transcripts.ts";
import type { ReadFile, Unread } from "./read-text.ts";
import { collectTable } from "./collect-table.ts";
import { TABLE_FILES } from "../../lib/tables/read-table.ts";

/** What the files of a grant may hold, as `as:` says it. */
export const FORM_NAMES = ["notes", "documents", "checklist", "transcripts", "logs", ...ROW_FORMS] as const;
export type FormName = (typeof FORM_NAMES)[number];

/** How files of one form are found. */
interface AnyForm {
  /** Of their names. */
  pattern: RegExp;
  /** What one is called: `Markdown file`. */
  noun: string;
  /** What they hold, as a sentence part: `tasks and notes`. */
  what: string;
  /** Read where no paths are named, and need not be there; the whole workspace where it is absent. */
  folder?: string;
}

/** How files are understood one by one. */
export interface TextForm extends AnyForm {
  collect(collection: Collection, file: ReadFile): void;
  /** Keeps count of a file that could not be read, where each one counts. */
  collectUnread?(collection: Collection, file: Unread): void;
}

/** How files are understood together, whatever their size. */
export interface WholeForm extends AnyForm {
  fetchAll: typeof fetchLogs;
}

export type Form = TextForm | WholeForm;

/** A new form is a line here and a file beside this one. */
export const forms: Readonly<Record<FormName, Form>> = {
  notes: {
    pattern: /\.(?:md|markdown)$/i,
    noun: "Markdown file",
    what: "tasks and notes",
    collect: (collection, file) => {
      const document = parseDocument(file.text);
      // A file that says where its tasks lead is a plan, whoever asks.
      if (document.frontMatter.has("launch")) collectTable("plan", collection, file);
      else collectFile(collection, { ...file, ...document });
    },
  },
  documents: {
    // Whatever lies in the folder is to be accounted for.
    pattern: /^[^.~]/,
    noun: "document",
    what: "the whole text of documents",
    folder: "contracts",
    collect: collectDocument,
    collectUnread,
  },
  checklist: {
    pattern: /\.(?:md|markdown)$/i,
    noun: "checklist",
    what: "what documents are held against",
    folder: "checklists/contract.md",
    collect: collectChecklist,
  },
  transcripts: {
    pattern: /\.(?:vtt|srt|txt|md|markdown)$/i,
    noun: "transcript",
    what: "what was said in meetings",
    folder: "transcripts",
    collect: collectTranscript,
  },
  logs: {
    pattern: /^[^.~]/,
    noun: "log or test report",
    what: "what failed in builds",
    folder: "ci-logs",
    fetchAll: fetchLogs,
  },
  tasks: tableForm("tasks", "tasks"),
  plan: tableForm("plan", "tasks that lead to a launch"),
  rollouts: tableForm("rollouts", "rollouts"),
  incidents: tableForm("incidents", "incidents"),
  feedback: tableForm("feedback", "what customers said"),
};

/** Rows in CSV, YAML and Markdown, in the folder that is called as the form is. */
function tableForm(form: RowForm, what: string): TextForm {
  const collect: TextForm["collect"] = (collection, file) => {
    collectTable(form, collection, file);
  };
  return { pattern: TABLE_FILES, noun: "CSV, YAML or Markdown file", what, folder: form, collect };
}
