import type { WebClient } from "@slack/web-api";
import { PermanentError } from "../../core/errors.ts";
import type { People, Person } from "../../core/person.ts";
import { failureOf, wordOf } from "./failure.ts";

const ACCOUNT = "slack:";

/** Opens a direct message to a person; resolves with its channel. */
export type OpenDirect = (client: WebClient, connection: string, person: Person) => Promise<string>;

/** Of an account in another workspace, Slack says one of these: https://docs.slack.dev/reference/methods/conversations.open#errors */
const ELSEWHERE: ReadonlySet<string | undefined> = new Set(["user_not_found", "users_not_found", "user_not_visible"]);

/**
 * Of several accounts the one that the connection's workspace knows is meant. That, and whom Slack knows by which address, is asked once
 * and remembered as long as messages can be opened to them.
 */
export function createDirect(): OpenDirect {
  const known = new Map<string, string>();
  return async (client, connection, person) => {
    const mark = `${connection} ${person.key}`;
    const accounts = accountsOf(person);
    const before = known.get(mark);
    const isBefore = before !== undefined && (accounts.length === 0 || accounts.includes(before));
    const users = isBefore ? [before] : await findUsers(client, person);
    known.delete(mark);
    const { user, channel } = await openFirst(client, person, users);
    known.set(mark, user);
    return channel;
  };
}

async function openFirst(
  client: WebClient,
  person: Person,
  [user, ...others]: readonly string[],
): Promise<{ user: string; channel: string }> {
  if (user === undefined) throw nobody(person);
  try {
    const { channel } = await client.conversations.open({ users: user });
    if (channel?.id === undefined) throw nobody(person);
    return { user, channel: channel.id };
  } catch (error) {
    if (others.length > 0 && ELSEWHERE.has(wordOf(error))) return openFirst(client, person, others);
    throw error instanceof PermanentError ? error : failureOf(error, { place: person.name, writes: false });
  }
}

/** The person of a key of config/people.yaml. */
export function findPersonByKey(people: People, key: string): Person | undefined {
  return people.all.find((person) => person.key === key);
}

/** Throws PermanentError `slack-person` where the key is nobody's. */
export function getPerson(people: People, key: string): Person {
  const person = findPersonByKey(people, key);
  if (person) return person;
  throw new PermanentError("slack-person", `expected ${key} to be a person in config/people.yaml, got nobody`, {
    hint: "Add the person there, or name another one in the automation.",
  });
}

function accountsOf({ accounts = [] }: Person): string[] {
  return accounts.filter((account) => account.startsWith(ACCOUNT)).map((account) => account.slice(ACCOUNT.length));
}

/** The members that somebody may be, those named in config/people.yaml first. Throws PermanentError `slack-person` where there is none. */
export async function findUsers(client: WebClient, person: Person): Promise<string[]> {
  const accounts = accountsOf(person);
  return accounts.length > 0 ? accounts : [await findByAddress(client, person)];
}

async function findByAddress(client: WebClient, person: Person): Promise<string> {
  for (const email of person.emails) {
    const { user } = await client.users.lookupByEmail({ email }).catch((error: unknown) => {
      if (wordOf(error) === "users_not_found") return { user: undefined };
      throw failureOf(error, { place: person.name, writes: false });
    });
    if (user?.id !== undefined) return user.id;
  }
  throw nobody(person);
}

function nobody({ key, name, emails }: Person): PermanentError {
  const got = emails.length === 0 ? "neither an account nor an address" : "none for the addresses in config/people.yaml";
  return new PermanentError("slack-person", `expected ${name} to have an account in Slack, got ${got}`, {
    hint: `Write \`accounts: { slack: U… }\` under ${key} in config/people.yaml: the member's id stands in the profile in Slack.`,
  });
}
