import { randomBytes } from "node:crypto";
import { PermanentError } from "../core/errors.ts";
import { MOST_NOTE_CHARACTERS, USUAL_NOTE_DAYS, type Note } from "../core/note.ts";
import type { Clock } from "../core/ports/ambient.ts";
import type { NoteWords } from "../core/ports/operations.ts";
import { instantOf } from "../lib/clock.ts";
import { plainLine } from "../lib/plain-text.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_DAYS = 3_650;

/** What a person says, as it is kept. Throws PermanentError `note-unusable` where it is empty or too long, or is to count for no time or too long. */
export function noteOf(automation: string, { text: written, by, from, days = USUAL_NOTE_DAYS }: NoteWords, clock: Clock): Note {
  const text = plainLine(written);
  if (text === "" || text.length > MOST_NOTE_CHARACTERS) {
    throw unusable(
      `expected a note of 1 to ${MOST_NOTE_CHARACTERS} characters, got ${text.length}`,
      "Say in one sentence what is to be kept in mind.",
    );
  }
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    throw unusable(
      `expected a note to count for 1 to ${MOST_DAYS} days, got ${days}`,
      `Say nothing of days for ${USUAL_NOTE_DAYS} of them.`,
    );
  }
  const id = `n${randomBytes(3).toString("hex")}`;
  return {
    id,
    automation,
    text,
    by,
    from: plainLine(from),
    at: instantOf(clock),
    expiresAt: new Date(clock.now() + days * DAY_MS).toISOString(),
  };
}

function unusable(message: string, hint: string): PermanentError {
  return new PermanentError("note-unusable", message, { hint });
}
