/** Something that a person wants an automation to keep in mind. What was fetched never becomes one: only people say it. */
export interface Note {
  /** Short, unique within the workspace, such as `n4f2a9c`. */
  id: string;
  automation: string;
  /** One line. */
  text: string;
  /** Who said it: a key of config/people.yaml. */
  by: string;
  /** Where it was said: a command, or a message, as people would find it again. */
  from: string;
  /** When: a UTC instant. */
  at: string;
  /** From this UTC instant on it counts no more. */
  expiresAt: string;
}

/** How long a note counts where nobody says otherwise. */
export const USUAL_NOTE_DAYS = 180;
/** The longest that one may be, in characters: a model reads them all. */
export const MOST_NOTE_CHARACTERS = 280;
/** So many count at once for one automation. */
export const MOST_NOTES = 20;
