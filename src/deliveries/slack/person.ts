import type { WebClient } from "@slack/web-api";
import { PermanentError } from "../../core/errors.ts";
import type { People, Person } from "../../core/person.ts";
import { failureOf, wordOf } from "./failure.ts";

const ACCOUNT = "slack:";

/** Opens a direct message to a person; resolves with its channel. */
export type OpenDirect = (client: WebClient, connection: string, person: Person) => Promise<string>;

/** Whom Slack knows by which address is asked once and remembered as long as messages can be opened to them. */
export function createDirect(): OpenDirect {
  const known = new Map<string, string>();
  return async (client, connection, person) => {
    const mark = `${connection} ${person.key}`;
    const user = accountOf(person) ?? known.get(mark) ?? (await findByAddress(client, person));
    try {
      const { channel } = await client.conversations.open({ users: user });
      if (channel?.id === undefined) throw nobody(person);
      known.set(mark, user);
      return channel.id;
    } catch (error) {
      known.delete(mark);
      throw error instanceof PermanentError ? error : failureOf(error, { place: person.name, writes: false });
    }
  };
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

function accountOf({ accounts }: Person): string | undefined {
  return accounts?.find((account) => account.startsWith(ACCOUNT))?.slice(ACCOUNT.length);
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
