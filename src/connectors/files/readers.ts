import type { RowForm } from "../../core/row.ts";
import { collectChecklist } from "./checklist.ts";
import { collectFile, type Collection } from "./collection.ts";
import { parseDocument } from "../../lib/tables/document.ts";
import { collectDocument, collectUnread } from "./documents.ts";
import type { FormName } from "./forms.ts";
import { fetchLogs } from "./logs/fetch.ts";
import type { ReadFile, Unread } from "./read-text.ts";
import { collectTable } from "./collect-table.ts";
import { collectTranscript } from "./transcripts.ts";

/** How files are understood one by one. */
export interface TextReader {
  collect(collection: Collection, file: ReadFile): void;
  /** Keeps count of a file that could not be read, where each one counts. */
  collectUnread?(collection: Collection, file: Unread): void;
}

/** How files are understood together, whatever their size. */
export interface WholeReader {
  fetchAll: typeof fetchLogs;
}

/** How the files of each form are understood. */
export const readers: Readonly<Record<FormName, TextReader | WholeReader>> = {
  notes: { collect: collectNotes },
  documents: { collect: collectDocument, collectUnread },
  checklist: { collect: collectChecklist },
  transcripts: { collect: collectTranscript },
  logs: { fetchAll: fetchLogs },
  tasks: tableReader("tasks"),
  plan: tableReader("plan"),
  rollouts: tableReader("rollouts"),
  incidents: tableReader("incidents"),
  feedback: tableReader("feedback"),
};

function collectNotes(collection: Collection, file: ReadFile): void {
  const document = parseDocument(file.text);
  // A file that says where its tasks lead is a plan, whoever asks.
  if (document.frontMatter.has("launch")) collectTable("plan", collection, file);
  else collectFile(collection, { ...file, ...document });
}

function tableReader(form: RowForm): TextReader {
  return {
    collect: (collection, file) => {
      collectTable(form, collection, file);
    },
  };
}
