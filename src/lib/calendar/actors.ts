import type { Actor } from "../../core/item.ts";

/** Everybody who is asked to come, the organizer first; each once. The organizer's own answer is the one among the attendees, if any. */
export function withOrganizer(organizer: Pick<Actor, "name" | "email" | "account"> | undefined, asked: readonly Actor[]): Actor[] {
  if (organizer === undefined) return unique(asked);
  const { name, email, account } = organizer;
  const same = asked.find((actor) => email !== undefined && actor.email === email);
  const response = same?.response === undefined || same.response === "needs_action" ? "accepted" : same.response;
  const known = { ...(email !== undefined && { email }), ...(account !== undefined && { account }) };
  // An address in the place of a name is none.
  const isNamed = name !== "" && name !== email;
  const first: Actor = { name: isNamed ? name : (same?.name ?? name), ...known, role: "organizer", response };
  return unique([first, ...asked.filter((actor) => actor !== same)]);
}

/** The address in a text that may begin with `mailto:`, in small letters; undefined where it is none. */
export function emailOf(value: string): string | undefined {
  const address = value
    .trim()
    .replace(/^mailto:/i, "")
    .trim();
  return /^[^\s@]{1,200}@[^\s@]{1,200}$/.test(address) ? address.toLowerCase() : undefined;
}

function unique(actors: readonly Actor[]): Actor[] {
  const seen = new Set<string>();
  return actors.filter((actor) => {
    const key = actor.email ?? actor.name;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
