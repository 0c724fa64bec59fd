/** What a name is written with; particles such as `de` may stand in it, never at its beginning. */
const FIRST = String.raw`\p{Lu}[\p{L}\p{M}\p{N}'’._-]*`;
const NEXT = String.raw`(?:${FIRST}|\d{1,3}|(?:de|da|di|du|van|von|der|den|ter|la|le|el|al|bin|dos|y|e)|\([\p{L} .]{1,30}\))`;

/** A name of at most five words, for use within a pattern with the flag `u`. */
export const NAME = `${FIRST}(?: ${NEXT}){0,4}`;

const LONGEST_NAME = 60;
/** Words that stand before a colon and are nobody. */
const NO_NAME =
  /^(?:date|title|subject|topic|time|day|when|where|location|attendees?|participants?|present|absent|people|duration|recorded|recording|meeting|agenda|notes?|summary|transcript|transcription|action(?: items?)?|actions|decisions?|next steps?|todo|ps|note|example|anchor|edited|language|kind|https?|re|fwd?|file|source)$/i;

/** The name as it is kept; undefined where the words are no name. */
export function nameFrom(text: string | undefined): string | undefined {
  const name = (text ?? "")
    .replaceAll(/[*_`]+/g, (marks) => (marks.includes("_") ? marks : ""))
    .replaceAll(/\s+/g, " ")
    .trim();
  return name === "" || name.length > LONGEST_NAME || NO_NAME.test(name) ? undefined : name;
}
