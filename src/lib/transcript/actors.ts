import type { Actor } from "../../core/item.ts";
import type { TranscriptText } from "./parse-transcript.ts";

const MOST = 200;

/** Who speaks in a transcript, in the order of their first words, and who else was there. */
export function actorsOf({ turns, attendees }: Pick<TranscriptText, "turns" | "attendees">): Actor[] {
  const speakers = [...new Set(turns.flatMap(({ speaker }) => speaker ?? []))];
  const actors = [...speakers.map((name) => ({ name, role: "speaker" })), ...attendees.map((name) => ({ name, role: "attendee" }))];
  return actors.slice(0, MOST);
}
