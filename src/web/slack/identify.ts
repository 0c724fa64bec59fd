import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { findPerson, type People, type Person } from "../../core/person.ts";
import { standingOf, userSchema, type Standing } from "../../deliveries/slack/standing.ts";

const memberSchema = z.object({ user: userSchema.extend({ profile: z.object({ email: z.string().optional() }) }) });

const OWN: ReadonlySet<Standing> = new Set(["member", "guest"]);

/** Finds the person behind a member of Slack. */
export type Identify = (user: string, client: WebClient) => Promise<Person | undefined>;

/**
 * By the account that config/people.yaml names, else by the address that Slack knows of the member, as briefings are sent; asked once
 * for each member. Nobody where Slack does not tell, and nobody of another workspace: whoever runs that one gives its members what addresses they like.
 */
export function createIdentify(people: () => People): Identify {
  const addresses = new Map<string, Promise<string | undefined>>();
  return async (user, client) => {
    const named = findPerson(people(), { account: `slack:${user}` });
    if (named) return named;
    const asked = addresses.get(user) ?? addressOf(user, client);
    addresses.set(user, asked);
    const email = await asked;
    const person = email === undefined ? undefined : findPerson(people(), { email });
    // Whoever has an account of Slack in people.yaml is that member and no other.
    return person?.accounts?.some((account) => account.startsWith("slack:")) === true ? undefined : person;
  };
}

async function addressOf(user: string, client: WebClient): Promise<string | undefined> {
  try {
    const [told, { team_id: team }] = await Promise.all([client.users.info({ user }), client.auth.test()]);
    const { user: member } = memberSchema.parse(told);
    return OWN.has(standingOf(member, team)) ? member.profile.email : undefined;
  } catch {
    // Without the permission to ask, people are known by their accounts alone.
    return undefined;
  }
}
