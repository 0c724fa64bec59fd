import type { Actor } from "../core/item.ts";
import { findPerson, type People } from "../core/person.ts";

/** Mailboxes that anybody can have: their domain says nothing about where somebody works. */
const PUBLIC_DOMAINS: ReadonlySet<string> = new Set([
  "gmail.com",
  "googlemail.com",
  "outlook.com",
  "hotmail.com",
  "live.com",
  "yahoo.com",
  "icloud.com",
  "me.com",
  "proton.me",
  "protonmail.com",
  "gmx.de",
  "gmx.net",
  "web.de",
]);

/** Whether this is the workspace's owner. */
export function isMe(people: People, actor: Actor): boolean {
  return findPerson(people, calledAs(actor))?.key === "me";
}

/** Whether somebody works elsewhere: their address is of another domain than the owner's. Of nobody without an address is that known. */
export function isExternal(people: People, actor: Actor): boolean {
  const domain = domainOf(actor.email);
  if (domain === undefined) return false;
  if (PUBLIC_DOMAINS.has(domain)) return findPerson(people, calledAs(actor)) === undefined;
  const own = people.all.filter((person) => person.key === "me").flatMap((person) => person.emails.map(domainOf));
  return own.length > 0 && !own.includes(domain);
}

/** Whether config marks this person as important. */
export function isVip(people: People, actor: Actor): boolean {
  return findPerson(people, calledAs(actor))?.vip === true;
}

/** What to call somebody: as config does, else as the source does, else by address. */
export function displayName(people: People, actor: Actor): string {
  return findPerson(people, calledAs(actor))?.name ?? (actor.name === "" ? (actor.email ?? "somebody") : actor.name);
}

function calledAs({ name, email }: Actor): { name: string; email?: string } {
  return email === undefined ? { name } : { name, email };
}

function domainOf(email: string | undefined): string | undefined {
  return email?.split("@").at(-1)?.toLowerCase();
}
