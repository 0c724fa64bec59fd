import { shorten } from "../../lib/text.ts";
import { isTimezone } from "../../lib/timezone.ts";
import { pagesOf, type Ask } from "./ask.ts";
import { LARGEST_PAGE } from "./channels.ts";
import { userOf, type User } from "./cursor.ts";
import type { Failure } from "./failure.ts";
import { plainLine } from "../../lib/plain-text.ts";
import { expectList, userSchema } from "./wire.ts";

/** From so many unknown people on, the list of all is asked for instead. */
const MANY = 20;
/** Pages of that list that are read at most: some 20,000 people. */
const MOST_PAGES = 20;
const LONGEST_NAME = 80;
const LONGEST_ADDRESS = 254;

const PEOPLE = "the names of people";

/** Learns who has these ids, into `users`, each once; says what keeps it from that. */
export async function learn(ids: ReadonlySet<string>, users: Map<string, User>, ask: Ask): Promise<Failure[]> {
  const unknown = (): string[] => [...ids].filter((id) => !users.has(id));
  if (unknown().length > MANY) {
    const failure = await learnAll(users, unknown, ask);
    if (failure) return [failure];
  }
  for (const id of unknown().slice(0, MANY)) {
    const answer = await ask(PEOPLE, (client) => client.users.info({ user: id }));
    if (!answer.ok && answer.word !== "user_not_found") return [answer.failure];
    users.set(id, toUser(answer.ok ? answer.value.user : undefined));
  }
  return [];
}

async function learnAll(users: Map<string, User>, unknown: () => string[], ask: Ask): Promise<Failure | undefined> {
  let pages = 0;
  for await (const page of pagesOf(ask, PEOPLE, (client, at) => client.users.list({ limit: LARGEST_PAGE, ...at }))) {
    if (!page.ok) return page.failure;
    const wanted = new Set(unknown());
    for (const user of expectList(userSchema, page.value.members)) if (wanted.has(user.id)) users.set(user.id, toUser(user));
    pages += 1;
    if (unknown().length === 0 || pages === MOST_PAGES) return undefined;
  }
  return undefined;
}

/** Whom Slack knows no more is somebody. */
function toUser(told: unknown): User {
  const user = userSchema.safeParse(told).data;
  if (user === undefined) return { name: "somebody" };
  const name = user.profile?.real_name || user.real_name || user.profile?.display_name || user.name || "somebody";
  const email = user.profile?.email;
  const isSound = email !== undefined && email !== "" && email.length <= LONGEST_ADDRESS;
  return userOf(shorten(plainLine(name), LONGEST_NAME), isSound ? email : undefined, zoneOf(user.tz));
}

/** A zone that nobody can count with is none. */
function zoneOf(tz: string | null | undefined): string | undefined {
  return typeof tz === "string" && isTimezone(tz) ? tz : undefined;
}
