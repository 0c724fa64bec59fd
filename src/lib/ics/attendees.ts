import type { Actor } from "../../core/item.ts";
import { emailOf, withOrganizer } from "../calendar/actors.ts";
import { shorten } from "../text.ts";
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

/** Everybody who is asked to come, the organizer first; each once. */
export function actorsOf(organizer: Property | undefined, attendees: readonly Property[]): Actor[] {
  return withOrganizer(organizer && toActor(organizer), attendees.map(toActor));
}

function toActor({ parameters, value }: Property): Actor {
  const email = emailOf(parameters.get("EMAIL") ?? value) ?? emailOf(value);
  const name = shorten(unescapeText(parameters.get("CN") ?? "").trim(), 200) || (email ?? shorten(value.trim(), 200));
  const response = RESPONSES[(parameters.get("PARTSTAT") ?? "").toUpperCase()] ?? "needs_action";
  return { name, ...(email === undefined ? {} : { email }), role: roleOf(parameters), response };
}

function roleOf(parameters: Property["parameters"]): string {
  if (/^(?:RESOURCE|ROOM)$/i.test(parameters.get("CUTYPE") ?? "")) return "resource";
  return /^(?:OPT|NON)-PARTICIPANT$/i.test(parameters.get("ROLE") ?? "") ? "optional" : "required";
}
