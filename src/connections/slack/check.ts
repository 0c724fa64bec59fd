import type { SlackConnection } from "../../core/connection.ts";
import type { Account, CheckContext } from "../service.ts";
import { createSlackClient } from "../../lib/slack-client.ts";
import { vitalsOf, type Vitals } from "../../lib/vitals.ts";
import { refused, signedOut } from "../failure.ts";
import { toFailure, type Refusal } from "./failure.ts";

/** Who the bot is and what it may do (auth.test), and whether the app may listen (apps.connections.open, of which no use is made). */
export async function checkSlack(connection: SlackConnection, context: CheckContext): Promise<Account> {
  let vitals: Vitals = {};
  const { api, appToken } = connection;
  const { now, readSecret, signal } = context;
  const heard = (headers: Headers): void => void (vitals = vitalsOf(headers, now));
  const bot = await createSlackClient({ api, token: readSecret(connection.token), signal, heard });
  const auth = await asking("bot token", signedOut, () => bot.auth.test());
  if (appToken !== undefined) {
    const app = await createSlackClient({ api, token: readSecret(appToken), signal });
    // Without it nobody is heard, but all else goes on.
    await asking("app token", refused, () => app.apps.connections.open({}));
  }
  const scopes = auth.response_metadata?.scopes;
  return {
    name: `${auth.user ?? "a bot"} in ${auth.team ?? "a workspace"}${auth.url === undefined ? "" : ` (${auth.url})`}`,
    ...(scopes && { scopes: scopes.toSorted() }),
    ...(auth.expires_in !== undefined && { expiresAt: new Date(now + auth.expires_in * 1_000).toISOString() }),
    ...vitals,
    remarks: [remarkOf(connection)],
  };
}

function remarkOf({ appToken, signingSecret }: SlackConnection): string {
  if (appToken !== undefined) return "The app token works: what people answer is heard.";
  return signingSecret === undefined ? "Without an app token it only writes, and hears no answers." : "What people answer comes over HTTP.";
}

async function asking<Answer>(what: string, refusal: Refusal, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw toFailure(what, error, refusal);
  }
}
