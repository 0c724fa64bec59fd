import type { Audience, Reach } from "../core/audience.ts";
import { countOf, listOf } from "../lib/text.ts";

/** Who can read something, as a part of a sentence: `you`, `you and ana`, `whoever is let into C0123456789 (slack)`. */
export function audienceInWords(audience: readonly Audience[]): string {
  return listOf([...new Set(audience.map(oneInWords))]);
}

/** What the readers of a place are now: `#risk: 23 readers, another company and 2 guests among them`. */
export function reachInWords({ name, count, outsiders }: Reach): string {
  const readers = count === undefined ? "people who can't be counted" : countOf(count, "reader");
  const strangers = outsiders.length === 0 ? "nobody from outside" : listOf(outsiders);
  return `${name === undefined ? "" : `${name}: `}${readers}, ${strangers} among them`;
}

function oneInWords(audience: Audience): string {
  switch (audience.kind) {
    case "public":
      return "everybody";
    case "person":
      return audience.person === "me" ? "you" : audience.person;
    case "place":
      return placeInWords(audience.place);
  }
}

/** A star in the place of a name stands for each place of a service. */
function placeInWords(place: string): string {
  const [service = "", ...name] = place.split(":");
  return name.join(":") === "*"
    ? `whoever is let into each of its places (${service})`
    : `whoever is let into ${name.join(":")} (${service})`;
}
