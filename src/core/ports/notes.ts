import type { Note } from "../note.ts";

/** What people have asked automations to keep in mind. */
export interface NoteStore {
  /** Throws PermanentError `notes-full` where as many as may count do already. */
  add(note: Note): Promise<void>;
  /** Those that count at an instant, oldest first. */
  list(automation: string, at: string): Promise<Note[]>;
  /** False where there is none; `by` is who takes it back. */
  remove(automation: string, id: string, taken: { by: string; at: string }): Promise<boolean>;
}
