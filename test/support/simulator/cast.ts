import type { Actor } from "../../../src/core/item.ts";
import type { People, Person } from "../../../src/core/person.ts";

/** Whoever turns up in simulated days. */
export type Name = keyof typeof CAST;

const CAST = {
  me: ["Sam Rivera", "sam@harbor.example"],
  grace: ["Grace Okafor", "grace@harbor.example"],
  lee: ["Lee Park", "lee@harbor.example"],
  jonas: ["Jonas Brandt", "jonas@harbor.example"],
  asha: ["Asha Gurung", "asha@harbor.example"],
  dana: ["Dana Whitfield", "dana@acme.example"],
  omar: ["Omar Haddad", "omar@brightline.example"],
} as const;

const ZONES: Partial<Record<Name, string>> = { lee: "America/Los_Angeles", jonas: "Europe/Berlin", asha: "Asia/Kathmandu" };

/** Those whom the workspace's people file marks as important; Omar is in no file at all. */
const IMPORTANT: ReadonlySet<Name> = new Set<Name>(["grace", "dana"]);
const KNOWN: readonly Name[] = ["me", "grace", "lee", "jonas", "asha", "dana"];

/** When somebody is away: plain dates, both included. */
export type Absences = Partial<Record<Name, Person["absences"]>>;

/** The people file of the simulated workspace. */
export function peopleWith(absences: Absences = {}): People {
  return { all: KNOWN.map((key) => personOf(key, absences[key] ?? [])) };
}

/** Somebody as a source names them. */
export function actorOf(name: Name, role: string, response?: Actor["response"]): Actor {
  const actor = { name: CAST[name][0], email: CAST[name][1], role };
  return response === undefined ? actor : { ...actor, response };
}

/** Somebody's full name. */
export function fullName(name: Name): string {
  return CAST[name][0];
}

function personOf(key: Name, absences: Person["absences"]): Person {
  const timezone = ZONES[key];
  const [name, email] = CAST[key];
  const aliases = [name.split(" ")[0] ?? name];
  const accounts = [`github:${key}`];
  return { key, name, emails: [email], aliases, accounts, absences, vip: IMPORTANT.has(key), ...(timezone !== undefined && { timezone }) };
}
