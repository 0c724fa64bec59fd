import type { Client } from "@notionhq/client";
import { z } from "zod";
import type { NotionConnection } from "../../core/connection.ts";
import type { ChiefError } from "../../core/errors.ts";
import { openNotion } from "../../lib/notion-client.ts";
import { NOTION_CONNECTIONS, readNotionFailure } from "../../lib/notion-failure.ts";
import { refused, signedOut, unreachable } from "../failure.ts";
import type { Account, CheckContext } from "../service.ts";

/** What it takes to be allowed, and what for: https://developers.notion.com/reference/capabilities */
export const SCOPES: Readonly<Record<string, string>> = {
  "content:read": "to read pages and databases",
  "users:read": "to know who people are",
};

const meSchema = z.looseObject({
  name: z.string().nullish(),
  bot: z.looseObject({
    owner: z.looseObject({
      type: z.string(),
      user: z.looseObject({ name: z.string().nullish(), person: z.looseObject({ email: z.string().optional() }).optional() }).optional(),
    }),
    workspace_name: z.string().nullish(),
  }),
});
const listSchema = z.looseObject({
  results: z.array(z.looseObject({ person: z.looseObject({ email: z.string().optional() }).optional() })),
});

/** Whose the token is, in which workspace, and what it may do: three calls that change nothing. */
export async function checkNotion(connection: NotionConnection, context: CheckContext): Promise<Account> {
  const client = await openNotion(connection, context);
  const about = meSchema.safeParse(await asking(client.users.me({}), context.now)).data;
  if (!about) throw strange();
  const [people, pages] = [await peopleOf(client, context.now), await pagesOf(client, context.now)];
  const { user } = about.bot.owner;
  const isOwn = user !== undefined;
  const who = user
    ? `${user.name ?? "a person"}${user.person?.email === undefined ? "" : ` (${user.person.email})`}`
    : (about.name ?? "a connection");
  return {
    name: `${who} in ${about.bot.workspace_name ?? "a workspace"}`,
    scopes: [...(pages === undefined ? [] : ["content:read"]), ...(people === undefined ? [] : ["users:read"])],
    ...(connection.tokenEnds !== undefined && { expiresAt: `${connection.tokenEnds}T00:00:00.000Z` }),
    remarks: [
      ...(pages === 0 ? [NOTHING_SHARED] : []),
      ...(people === undefined ? [WITHOUT_PEOPLE] : people.every((each) => each === undefined) ? [WITHOUT_ADDRESSES] : []),
      ...(isOwn || connection.user !== undefined ? [] : [NOBODYS]),
    ],
  };
}

const NOTHING_SHARED =
  "Nothing is shared with it yet: on each page or database that Chief is to read press •••, Connections, and choose it.";
const WITHOUT_PEOPLE = `It may not know who people are, so nobody has a name: allow it to read user information at ${NOTION_CONNECTIONS}.`;
const WITHOUT_ADDRESSES = `It may not see addresses, so people are known by name only: allow it to read user information including email addresses at ${NOTION_CONNECTIONS}.`;
const NOBODYS = "Chief does not know who you are there: say it with --set user=YOUR-ADDRESS, so that your tasks and mentions are known.";

/** Addresses of the people on the first page, undefined for those without; undefined where it may not know who people are. */
async function peopleOf(client: Client, now: number): Promise<(string | undefined)[] | undefined> {
  const list = await allowed(client.users.list({ page_size: 10 }), now);
  return list?.results.filter(({ person }) => person !== undefined).map(({ person }) => person?.email);
}

/** How many of one page it sees; undefined where it may not read. */
async function pagesOf(client: Client, now: number): Promise<number | undefined> {
  return (await allowed(client.search({ page_size: 1 }), now))?.results.length;
}

async function allowed(call: Promise<unknown>, now: number): Promise<z.infer<typeof listSchema> | undefined> {
  const answer = await asking(call, now, true);
  if (answer === undefined) return undefined;
  const list = listSchema.safeParse(answer).data;
  if (!list) throw strange();
  return list;
}

/** An answer, or undefined where one may be refused (`restricted_resource`) and is. */
async function asking(call: Promise<unknown>, now: number, mayBeRefused = false): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (mayBeRefused && readNotionFailure(error, now).status === 403) return undefined;
    throw toFailure(error, now);
  }
}

function toFailure(error: unknown, now: number): ChiefError {
  const { status, isTooFast, retryAfterMs } = readNotionFailure(error, now);
  if (isTooFast) {
    const seconds = Math.ceil((retryAfterMs ?? 60_000) / 1_000);
    return unreachable(`expected Notion to answer, got the wish to be asked again in ${seconds} seconds`, "Try again after that.");
  }
  if (status === undefined) return unreachable("expected Notion to answer, got no answer", "Check the network, and try again.");
  if (status >= 500) return unreachable(`expected Notion to answer, got the status ${status}`, "Look at https://www.notion-status.com.");
  const hint = `Copy it again, whole, from ${NOTION_CONNECTIONS}, and connect again.`;
  if (status === 401) return signedOut("expected a token that Notion takes, got one that it does not know, or no longer", hint);
  return refused(`expected a token that Notion takes, got the status ${status}`, hint);
}

/** Notion, or whoever stands at its address, has said something else than it does. */
function strange(): ChiefError {
  return unreachable("expected Notion to say whose token it is, got another answer", "Check api in config/chief.yaml, and the network.");
}
