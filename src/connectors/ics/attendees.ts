import type { Actor } from "../../core/item.ts";
import { shorten } from "../../lib/text.ts";
import { unescapeText, type Property } from "./property.ts";

const RESPONSES: Readonly<Record<string, NonNullable<Actor["response"]>>> = {
  ACCEPTED: "accepted",
  COMPLETED: "accepted",
  "IN-PROCESS": "accepted",
  DECLINED: "declined",
  // Who sends somebody else does not come.
  DELEGATED: "declined",
  TENTATIVE: "tentative",
};

/** Everybody who is asked to come, the organizer first; each once. The organizer's own answer is the one among the attendees, if any. */
export function actorsOf(organizer: Property | undefined, attendees: readonly Property[]): Actor[] {
  const asked = attendees.map(toActor);
  if (organizer === undefined) return unique(asked);
  const { name, email } = toActor(organizer);
  const same = asked.find((actor) => email !== undefined && actor.email === email);
  const response = same?.response === undefined || same.response === "needs_action" ? "accepted" : same.response;
  const first: Actor = { name: name || (same?.name ?? ""), ...(email === undefined ? {} : { email }), role: "organizer", response };
  return unique([first, ...asked.filter((actor) => actor !== same)]);
}

function toActor({ parameters, value }: Property): Actor {
  const email = emailOf(parameters.get("EMAIL") ?? value) ?? emailOf(value);
  const name = shorten(unescapeText(parameters.get("CN") ?? "").trim(), 200) || (email ?? shorten(value.trim(), 200));
  const response = RESPONSES[(parameters.get("PARTSTAT") ?? "").toUpperCase()] ?? "needs_action";
  return { name, ...(email === undefined ? {} : { email }), role: roleOf(parameters), response };
}

function emailOf(value: string): string | undefined {
  const address = value
    .trim()
    .replace(/^mailto:/i, "")
    .trim();
  return /^[^\s@]{1,200}@[^\s@]{1,200}$/.test(address) ? address.toLowerCase() : undefined;
}

function roleOf(parameters: Property["parameters"]): string {
  if (/^(?:RESOURCE|ROOM)$/i.test(parameters.get("CUTYPE") ?? "")) return "resource";
  return /^(?:OPT|NON)-PARTICIPANT$/i.test(parameters.get("ROLE") ?? "") ? "optional" : "required";
}

function unique(actors: readonly Actor[]): Actor[] {
  const seen = new Set<string>();
  return actors.filter((actor) => {
    const key = actor.email ?? actor.name;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
