/** Someone of config/people.yaml. */
export interface Person {
  /** The key in the file; `me` is the workspace's owner. */
  key: string;
  name: string;
  emails: readonly string[];
  /** Other names that sources use for this person. */
  aliases: readonly string[];
  /** Service and id there, such as `slack:U0123`; absent where none is known. */
  accounts?: readonly string[];
  timezone?: string;
  /** Plain dates on which this person does not work, both ends included. */
  absences: readonly { from: string; to: string }[];
  vip: boolean;
}

/** What somebody is known by at a service: an address, or an account such as `github:octocat`. */
export interface Identity {
  email?: string;
  account?: string;
}

/** Everybody known, looked up by what sources call them. */
export interface People {
  all: readonly Person[];
}

/** The same people, the owner known by these as well, unless they are somebody else's. */
export function withOwner(people: People, identities: readonly Identity[]): People {
  const fresh = identities.filter((identity) => findPerson(people, identity) === undefined);
  if (fresh.length === 0) return people;
  const nobody: Person = { key: "me", name: "You", emails: [], aliases: [], absences: [], vip: false };
  const { emails, accounts = [], ...me } = people.all.find(({ key }) => key === "me") ?? nobody;
  const owner: Person = {
    ...me,
    emails: [...new Set([...emails, ...fresh.flatMap(({ email }) => email ?? [])])],
    accounts: [...new Set([...accounts, ...fresh.flatMap(({ account }) => account ?? [])])],
  };
  return { all: [owner, ...people.all.filter(({ key }) => key !== "me")] };
}

/** The person whom a source calls by this name, address or account; undefined when nobody is. */
export function findPerson(people: People, called: { name?: string; email?: string; account?: string }): Person | undefined {
  const name = called.name?.trim().toLowerCase();
  const email = called.email?.trim().toLowerCase();
  return people.all.find(
    (person) =>
      (called.account !== undefined && person.accounts?.includes(called.account) === true) ||
      (email !== undefined && person.emails.some((known) => known.toLowerCase() === email)) ||
      (name !== undefined && [person.key, person.name, ...person.aliases].some((known) => known.toLowerCase() === name)),
  );
}

/** Everybody whose first name this is. */
export function peopleOfFirstName(people: People, word: string): Person[] {
  const wanted = word.trim().toLowerCase();
  return people.all.filter(({ name }) => name.split(" ")[0]?.toLowerCase() === wanted);
}

/**
 * The person whom a task's own word for its owner means, such as the `nora` of `@nora`: by key, name, alias or address, or else by a first
 * name that only one person has. In tasks people write of those they know; what comes from outside is not to be believed that easily.
 */
export function findPersonNamed(people: People, word: string): Person | undefined {
  const named = findPerson(people, { name: word, email: word });
  if (named) return named;
  const [only, ...others] = peopleOfFirstName(people, word);
  return others.length === 0 ? only : undefined;
}
