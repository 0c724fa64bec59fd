import type { Actor, Item } from "../core/item.ts";
import { findPerson, type People, type Person } from "../core/person.ts";
import { fact, prose, type Prose } from "../core/prose.ts";

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

/** Whom names and addresses were found to be: rules ask the same of each letter and meeting. */
const found = new WeakMap<People, Map<string, Person | undefined>>();
/** Beyond so many names they are looked up anew, so that a long life does not gather them all. */
const MOST_FOUND = 20_000;

/** Whether this is the workspace's owner. */
export function isMe(people: People, actor: Actor): boolean {
  return personOf(people, actor)?.key === "me";
}

/** Whether somebody works elsewhere: their address is of another domain than the owner's. Of nobody without an address is that known. */
export function isExternal(people: People, actor: Actor): boolean {
  const domain = domainOf(actor.email);
  if (domain === undefined) return false;
  if (PUBLIC_DOMAINS.has(domain)) return personOf(people, actor) === undefined;
  const own = people.all.filter((person) => person.key === "me").flatMap((person) => person.emails.map(domainOf));
  return own.length > 0 && !own.includes(domain);
}

/** Whether config marks this person as important. */
export function isVip(people: People, actor: Actor): boolean {
  return personOf(people, actor)?.vip === true;
}

/** What to call somebody: as config does, else as the source does, else by address. */
export function displayName(people: People, actor: Actor): string {
  return personOf(people, actor)?.name ?? (actor.name === "" ? (actor.email ?? "somebody") : actor.name);
}

/** What to call one of an item's actors in a sentence: `you`, the name that config has, or the one that the source writes. */
export function calledIn(item: Item, index: number, people: People): Prose {
  const actor = item.actors[index];
  if (actor === undefined) return prose`somebody`;
  const person = personOf(people, actor);
  if (person?.key === "me") return prose`you`;
  return person === undefined ? [fact(item, `actors.${index}.name`)] : prose`${person.name}`;
}

/** What tells people apart who are counted: whom config knows, by their key there, whatever a source calls them; others by that name. */
export function countedAs(people: People, actor: Actor): string {
  return personOf(people, actor)?.key ?? actor.name.toLowerCase();
}

/**
 * The person of config whom a source means; undefined where config knows nobody of that address or account. Whoever writes chooses the
 * name that stands before it, so a name counts only where there is nothing else, or for people of whom config has only the name.
 */
export function personOf(people: People, { name, email, account }: Actor): Person | undefined {
  const known = found.get(people) ?? new Map<string, Person | undefined>();
  found.set(people, known);
  const key = [name, email, account].join("\n");
  if (known.has(key)) return known.get(key);
  if (known.size >= MOST_FOUND) known.clear();
  const named = findPerson(people, { name });
  const isNameAll = email === undefined && account === undefined;
  const isNamedOnly = named?.emails.length === 0 && (named.accounts ?? []).length === 0;
  const person = byAccount(people, account) ?? byEmail(people, email) ?? (isNameAll || isNamedOnly ? named : undefined);
  known.set(key, person);
  return person;
}

function byAccount(people: People, account: string | undefined): Person | undefined {
  return account === undefined ? undefined : findPerson(people, { account });
}

function byEmail(people: People, email: string | undefined): Person | undefined {
  return email === undefined ? undefined : findPerson(people, { email });
}

function domainOf(email: string | undefined): string | undefined {
  return email?.split("@").at(-1)?.toLowerCase();
}
