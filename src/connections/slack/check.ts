import type { WebClient } from "@slack/web-api";
import type { SlackConnection } from "../../core/connection.ts";
import type { SecretReference } from "../../core/secret.ts";
import type { Account, CheckContext } from "../service.ts";
import { vitalsOf, type Vitals } from "../../lib/vitals.ts";
import { refused, signedOut } from "../failure.ts";
import { toFailure, type Refusal } from "./failure.ts";

/** Who the bot is and what it may do (auth.test), and whether the app may listen (apps.connections.open, of which no use is made). */
export async function checkSlack(connection: SlackConnection, context: CheckContext): Promise<Account> {
  let vitals: Vitals = {};
  const bot = await openClient(connection, connection.token, context, (headers) => (vitals = vitalsOf(headers, context.now)));
  const auth = await asking("bot token", signedOut, () => bot.auth.test());
  const { appToken } = connection;
  if (appToken !== undefined) {
    const app = await openClient(connection, appToken, context);
    // Without it nobody is heard, but all else goes on.
    await asking("app token", refused, () => app.apps.connections.open({}));
  }
  const scopes = auth.response_metadata?.scopes;
  return {
    name: `${auth.user ?? "a bot"} in ${auth.team ?? "a workspace"}${auth.url === undefined ? "" : ` (${auth.url})`}`,
    ...(scopes && { scopes: scopes.toSorted() }),
    ...(auth.expires_in !== undefined && { expiresAt: new Date(context.now + auth.expires_in * 1_000).toISOString() }),
    ...vitals,
    remarks: [remarkOf(connection)],
  };
}

function remarkOf({ appToken, signingSecret }: SlackConnection): string {
  if (appToken !== undefined) return "The app token works: what people answer is heard.";
  return signingSecret === undefined ? "Without an app token it only writes, and hears no answers." : "What people answer comes over HTTP.";
}

async function openClient(
  { api }: SlackConnection,
  token: SecretReference,
  { readSecret, signal }: CheckContext,
  heard: (headers: Headers) => void = () => {},
): Promise<WebClient> {
  const { WebClient: Client, LogLevel } = await import("@slack/web-api");
  return new Client(readSecret(token), {
    slackApiUrl: api,
    // Only whoever asks for the check decides on another try, and nothing is written to a log of the client's own.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: { ...silent, getLevel: () => LogLevel.ERROR },
    fetch: async (url, init) => {
      const answer = await fetch(url, { ...init, redirect: "error", signal });
      heard(answer.headers);
      return answer;
    },
  });
}

async function asking<Answer>(what: string, refusal: Refusal, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw toFailure(what, error, refusal);
  }
}

const nothing = (): void => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing };
