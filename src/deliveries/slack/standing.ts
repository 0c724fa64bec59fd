import { z } from "zod";
import { failureOf, wordOf } from "./failure.ts";
import type { Door } from "./channel.ts";

/** What somebody in a channel is to the workspace; `app` stands for whatever is nobody: apps, and accounts that were ended. */
export type Standing = "member" | "guest" | "stranger" | "app";

/** As much of a member as tells their standing: https://docs.slack.dev/reference/objects/user-object. */
export const userSchema = z.looseObject({
  id: z.string(),
  team_id: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  enterprise_user: z.looseObject({ enterprise_id: z.string().optional(), teams: z.array(z.string()).optional() }).optional(),
});
type User = z.infer<typeof userSchema>;
const listSchema = z.looseObject({ members: z.array(userSchema) });
const oneSchema = z.looseObject({ user: userSchema });

/** Slack takes no more at once: https://docs.slack.dev/reference/methods/users.list */
const PAGE = 999;
/** Of some 10,000 people; whoever is not among them is asked for alone, which Slack takes more often in a minute. */
const MOST_PAGES = 10;
/** Fewer than this are asked for alone. */
const FEW = 2;
/** Whom Slack does not know, or not to us, is no member. */
const UNKNOWN: ReadonlySet<string | undefined> = new Set(["user_not_found", "user_not_visible"]);

/** Who asks: `team` is the workspace's id, where it is known. */
export type Asking = Door & { team?: string };

/** Learns what these people are, into `standings`; what is there is not asked for again. Throws as any call to Slack does, and keeps what it has learnt. */
export async function learnStandings(ids: readonly string[], standings: Map<string, Standing>, asking: Asking): Promise<void> {
  const unknown = (): string[] => ids.filter((id) => !standings.has(id));
  if (unknown().length >= FEW) {
    for await (const users of pagesOf(asking)) {
      for (const user of users) standings.set(user.id, standingOf(user, asking.team));
      if (unknown().length < FEW) break;
    }
  }
  for (const id of unknown()) standings.set(id, await askFor(id, asking));
}

async function* pagesOf({ client, place }: Asking): AsyncGenerator<User[]> {
  let pages = 0;
  try {
    for await (const page of client.paginate("users.list", { limit: PAGE })) {
      yield listSchema.parse(page).members;
      if ((pages += 1) === MOST_PAGES) return;
    }
  } catch (error) {
    throw isWithoutScope(error) ? error : failureOf(error, { place, writes: false });
  }
}

async function askFor(id: string, { client, place, team }: Asking): Promise<Standing> {
  try {
    return standingOf(oneSchema.parse(await client.users.info({ user: id })).user, team);
  } catch (error) {
    if (UNKNOWN.has(wordOf(error))) return "stranger";
    throw isWithoutScope(error) ? error : failureOf(error, { place, writes: false });
  }
}

/** Whether the app may not know who anybody is. */
export function isWithoutScope(error: unknown): boolean {
  return wordOf(error) === "missing_scope";
}

/** What a member is to the workspace of that id. */
export function standingOf(user: User, team: string | undefined): Standing {
  if (user.deleted || user.is_bot) return "app";
  if (user.is_stranger || isElsewhere(user, team)) return "stranger";
  return user.is_restricted || user.is_ultra_restricted ? "guest" : "member";
}

function isElsewhere({ team_id, enterprise_user: { enterprise_id, teams = [] } = {} }: User, team: string | undefined): boolean {
  return team !== undefined && team_id !== undefined && ![team_id, enterprise_id, ...teams].includes(team);
}
