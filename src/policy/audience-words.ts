import type { Audience, Reach } from "../core/audience.ts";
import { countOf, listOf } from "../lib/text.ts";

/** Who can read something, as a part of a sentence: `you`, `you and ana`, `those who can see C0123456789 in Slack`. */
export function audienceInWords(audience: readonly Audience[]): string {
  return listOf([...new Set(audience.map(oneInWords))]);
}

/** The same where it follows `seen by` or `read by`. */
export function readersInWords(audience: readonly Audience[]): string {
  const [first, ...others] = audience;
  if (!first) return "nobody knows whom";
  const words = audienceInWords(audience);
  return first.kind === "person" && others.length === 0 ? `${words} alone` : words;
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

const WHERE: Readonly<Record<string, string>> = { slack: "in Slack", github: "at GitHub", notion: "in Notion" };

/** A star in the place of a name stands for each place of a service. */
function placeInWords(place: string): string {
  const service = place.replace(/:.*/, "");
  const name = place.slice(service.length + 1);
  const where = WHERE[service];
  return where === undefined
    ? `whoever reads what the ${service} ${name} is sent`
    : `those who can see ${name === "*" ? "it" : name} ${where}`;
}
