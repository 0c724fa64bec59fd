import { readLetter } from "../../../src/analysis/language/read-letter.ts";
import type { Letter, Reading } from "../../../src/analysis/language/reading.ts";

/** A Wednesday, 11:00 in Berlin. */
export const wednesday = "2026-11-18T10:00:00Z";

/** What is read in a letter to Ana Silva, written in Berlin on a Wednesday at 11:00 unless told otherwise. */
export function read(text: string, about: Partial<Letter> = {}): Reading[] {
  return readLetter({ text, quoteSpans: [], writtenAt: wednesday, timezone: "Europe/Berlin", readerNames: ["Ana Silva"], ...about });
}

/** Whether anything in it counts as a request. */
export function asks(text: string, about: Partial<Letter> = {}): boolean {
  return read(text, about).some(({ request }) => request >= 0.5);
}
