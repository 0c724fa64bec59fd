import type { OutboxEntry } from "../core/delivery.ts";
import type { People } from "../core/person.ts";
import { FORGOTTEN } from "../lib/mentions.ts";
import { formatInstant, type Reader } from "./prose.ts";

/** Who has decided about a message that waited for a person, when, and why where that was said; or that nobody did. */
export function outcomeInWords(entry: OutboxEntry, people: People, reader: Reader): string {
  const { state, decidedBy, decidedAt, expiresAt = reader.asOf } = entry;
  if (state === "held" && expiresAt > reader.asOf) return "Another question has taken its place.";
  if (state === "held" || decidedBy === undefined) return "Nobody said yes or no in time.";
  if (state === "denied" && decidedBy === FORGOTTEN) return "It ended, since somebody it was about was forgotten.";
  const [key = "", ...why] = decidedBy.split(": ");
  const who = people.all.find((person) => person.key === key)?.name ?? key;
  const when = decidedAt === undefined ? "" : `, ${formatInstant(decidedAt, reader)}`;
  const reason = why.length === 0 ? "" : ` (${why.join(": ")})`;
  return `${state === "denied" ? "Denied" : "Approved"} by ${who}${when}${reason}.`;
}
