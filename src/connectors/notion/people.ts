import { z } from "zod";
import type { Actor } from "../../core/item.ts";
import type { Identity } from "../../core/person.ts";
import { plainLine } from "../../lib/plain-text.ts";
import { shorten } from "../../lib/text.ts";
import { pagesOf, type Ask } from "./ask.ts";
import type { Failure } from "./failure.ts";
import { selfSchema, userListSchema, userSchema, type WireUser } from "./wire.ts";

const LONGEST_NAME = 80;
/** People who are asked for by one fetch, one call each; the rest is named by the next. */
const MOST_ASKED = 20;
const MOST_KEPT = 300;
/** People change their names, so after this they are asked for anew. */
const KNOWN_MS = 7 * 24 * 60 * 60 * 1000;

type Person = Omit<Actor, "role">;

const rememberedSchema = z.object({
  learnedAt: z.iso.datetime(),
  users: z.array(z.object({ id: z.string(), name: z.string(), email: z.string().optional() })),
});

/** Who people are, as far as Notion says. */
export interface People {
  /** Notion's id and address of whom it is read for; absent where nobody knows. */
  me?: { id: string; email?: string };
  identities: Identity[];
  failures: Failure[];
  /** Somebody; undefined where Notion does not say who that is. */
  person(user: WireUser): Person | undefined;
  /** Asks for those of whom only the id is known. */
  learn(users: readonly WireUser[]): Promise<void>;
  /** The id of somebody by an address. */
  findAddress(address: string): Promise<string | undefined>;
  /** To be handed to `openPeople` of the next fetch. */
  kept(): unknown;
}

/** Asks who the connection reads for; `user` is the address that the configuration names, `before` what an earlier fetch kept. */
export async function openPeople(
  ask: Ask,
  { user, before, now }: { user: string | undefined; before: unknown; now: string },
): Promise<People> {
  const users = new Map<string, WireUser>();
  const remembered = rememberedSchema.safeParse(before).data;
  const isFresh = remembered !== undefined && Math.abs(Date.parse(now) - Date.parse(remembered.learnedAt)) < KNOWN_MS;
  const learnedAt = isFresh ? remembered.learnedAt : now;
  for (const each of isFresh ? remembered.users : []) users.set(each.id, userOf(each));
  const failures: Failure[] = [];
  let mayAsk = true;

  const findAddress = async (address: string): Promise<string | undefined> => {
    const wanted = address.toLowerCase();
    const found = [...users.values()].find(({ person }) => person?.email?.toLowerCase() === wanted);
    if (found || !mayAsk) return found?.id;
    const what = "the people of the workspace";
    for await (const page of pagesOf(ask, {
      what,
      schema: userListSchema,
      call: (client, at) => client.users.list({ page_size: 100, ...at }),
    })) {
      if (!page.ok) {
        mayAsk = false;
        return void failures.push({ ...page.failure, hint: "Allow the connection to read user information including email addresses." });
      }
      const match = page.value.results.entries.find(({ person }) => person?.email?.toLowerCase() === wanted);
      if (match) {
        users.set(match.id, match);
        return match.id;
      }
    }
    return undefined;
  };

  const learn = async (met: readonly WireUser[]): Promise<void> => {
    for (const each of met) if (typeof each.name === "string" && each.name !== "") users.set(each.id, each);
    const unknown = [...new Set(met.map(({ id }) => id))].filter((id) => !users.has(id)).slice(0, MOST_ASKED);
    for (const id of unknown) {
      if (!mayAsk) return;
      const answer = await ask({
        what: "who people are",
        schema: userSchema,
        call: (client) => client.users.retrieve({ user_id: id }),
        isOneOfMany: true,
      });
      if (answer.ok) users.set(id, answer.value);
      else if (answer.status !== 404) mayAsk = false;
    }
  };

  const self = await ask({ what: "the connection", schema: selfSchema, call: (client) => client.users.me({}) });
  if (!self.ok) failures.push(self.failure);
  const owner = self.ok ? self.value.bot?.owner?.user : undefined;
  if (owner) users.set(owner.id, owner);
  const id = owner?.id ?? (user === undefined ? undefined : await findAddress(user));
  if (id === undefined && user !== undefined && failures.length === 0) failures.push(unknownUser(user));
  const email = owner?.person?.email ?? user;
  const me = id === undefined ? undefined : { id, ...(email !== undefined && { email }) };
  return {
    ...(me && { me }),
    identities: me ? [{ account: `notion:${me.id}`, ...(email !== undefined && { email }) }] : [],
    failures,
    person: (each) => personOf(users.get(each.id) ?? each),
    learn,
    findAddress,
    kept: () => ({ learnedAt, users: [...users.values()].slice(-MOST_KEPT).flatMap(keptOf) }),
  };
}

function personOf({ id, name, person }: WireUser): Person | undefined {
  const email = person?.email;
  const called = shorten(plainLine(name ?? "") || plainLine(email ?? ""), LONGEST_NAME);
  return called === "" ? undefined : { name: called, ...(email !== undefined && { email }), account: `notion:${id}` };
}

function userOf({ id, name, email }: z.infer<typeof rememberedSchema>["users"][number]): WireUser {
  return { id, name, ...(email !== undefined && { person: { email } }) };
}

function keptOf(user: WireUser): { id: string; name: string; email?: string }[] {
  const person = personOf(user);
  return person ? [{ id: user.id, name: person.name, ...(person.email !== undefined && { email: person.email }) }] : [];
}

function unknownUser(user: string): Failure {
  return {
    what: "what is yours",
    error: `expected somebody of the workspace to have the address ${user}, got nobody whose address Notion shows`,
    hint: "Check `user:` of the connection in config/chief.yaml, and that the connection may read email addresses.",
  };
}
