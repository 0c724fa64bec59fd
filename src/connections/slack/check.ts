import type { WebClient } from "@slack/web-api";
import type { SlackConnection } from "../../core/connection.ts";
import type { SecretReference } from "../../core/secret.ts";
import type { Account, CheckContext } from "../service.ts";
import { toFailure } from "./failure.ts";

/** Who the bot is and what it may do (auth.test), and whether the app may listen (apps.connections.open, of which no use is made). */
export async function checkSlack(connection: SlackConnection, context: CheckContext): Promise<Account> {
  const bot = await openClient(connection, connection.token, context);
  const auth = await asking("bot token", () => bot.auth.test());
  const { appToken } = connection;
  if (appToken !== undefined) {
    const app = await openClient(connection, appToken, context);
    await asking("app token", () => app.apps.connections.open({}));
  }
  const scopes = auth.response_metadata?.scopes;
  return {
    name: `${auth.user ?? "a bot"} in ${auth.team ?? "a workspace"}${auth.url === undefined ? "" : ` (${auth.url})`}`,
    ...(scopes && { scopes: scopes.toSorted() }),
    ...(auth.expires_in !== undefined && { expiresAt: new Date(context.now + auth.expires_in * 1_000).toISOString() }),
    remarks: [remarkOf(connection)],
  };
}

function remarkOf({ appToken, signingSecret }: SlackConnection): string {
  if (appToken !== undefined) return "The app token works: what people answer is heard.";
  return signingSecret === undefined ? "Without an app token it only writes, and hears no answers." : "What people answer comes over HTTP.";
}

async function openClient({ api }: SlackConnection, token: SecretReference, { readSecret, signal }: CheckContext): Promise<WebClient> {
  const { WebClient: Client, LogLevel } = await import("@slack/web-api");
  return new Client(readSecret(token), {
    slackApiUrl: api,
    // Only whoever asks for the check decides on another try, and nothing is written to a log of the client's own.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: { ...silent, getLevel: () => LogLevel.ERROR },
    fetch: (url, init) => fetch(url, { ...init, redirect: "error", signal }),
  });
}

async function asking<Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw toFailure(what, error);
  }
}

const nothing = (): void => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing };
