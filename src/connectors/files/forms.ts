import { ROW_FORMS, type RowForm } from "../../core/row.ts";

/** What the files of a grant may hold, as `as:` says it. */
export const FORM_NAMES = ["notes", "documents", "checklist", "transcripts", "logs", ...ROW_FORMS] as const;
export type FormName = (typeof FORM_NAMES)[number];

/** How files of one form are found. */
export interface Form {
  /** Of their names. */
  pattern: RegExp;
  /** What one is called: `Markdown file`. */
  noun: string;
  /** What they hold, as a sentence part: `tasks and notes`. */
  what: string;
  /** Read where no paths are named, and need not be there; the whole workspace where it is absent. */
  folder?: string;
}

/** A new form is a line here, one in `readers.ts` and a file beside them. */
export const forms: Readonly<Record<FormName, Form>> = {
  notes: { pattern: /\.(?:md|markdown)$/i, noun: "Markdown file", what: "tasks and notes" },
  documents: {
    // Whatever lies in the folder is to be accounted for.
    pattern: /^[^.~]/,
    noun: "document",
    what: "the whole text of documents",
    folder: "contracts",
  },
  checklist: {
    pattern: /\.(?:md|markdown)$/i,
    noun: "checklist",
    what: "what documents are held against",
    folder: "checklists/contract.md",
  },
  transcripts: {
    pattern: /\.(?:vtt|srt|txt|md|markdown)$/i,
    noun: "transcript",
    what: "what was said in meetings",
    folder: "transcripts",
  },
  logs: { pattern: /^[^.~]/, noun: "log or test report", what: "what failed in builds", folder: "ci-logs" },
  tasks: tableForm("tasks", "tasks"),
  plan: tableForm("plan", "tasks that lead to a launch"),
  rollouts: tableForm("rollouts", "rollouts"),
  incidents: tableForm("incidents", "incidents"),
  feedback: tableForm("feedback", "what customers said"),
};

/** Rows in CSV, YAML and Markdown, in the folder that is called as the form is. */
function tableForm(form: RowForm, what: string): Form {
  return { pattern: /\.(?:csv|tsv|ya?ml|md|markdown)$/i, noun: "CSV, YAML or Markdown file", what, folder: form };
}
