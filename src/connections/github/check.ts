import { createPrivateKey } from "node:crypto";
import { z } from "zod";
import type { GitHubConnection } from "../../core/connection.ts";
import { durationInWords } from "../../lib/duration.ts";
import { openGitHub } from "../../lib/github-client.ts";
import { countOf } from "../../lib/text.ts";
import { refused } from "../failure.ts";
import type { Account, CheckContext } from "../service.ts";
import { strange, toFailure } from "./failure.ts";
import { scopesOfApp, scopesOfClassic } from "./permissions.ts";

const userSchema = z.looseObject({ login: z.string(), html_url: z.string().exactOptional() });
const installationSchema = z.looseObject({
  account: z.looseObject({ login: z.string() }),
  app_slug: z.string().exactOptional(),
  permissions: z.record(z.string(), z.string()).default({}),
  suspended_at: z.string().nullish(),
});

const repositoriesSchema = z.looseObject({ total_count: z.number() });

type Headers = Readonly<Record<string, unknown>>;

/** How far the two clocks may be apart: an app's key is good for minutes, and windows are cut by ours. */
const MOST_SKEW_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
const WRITES = /^(?:repo|public_repo|workflow|delete_repo|gist|user|project|(?:admin|write|manage_\w+):.+)$/;

/** Whose the token or the app is, and what it may do: one call that changes nothing. */
export async function checkGitHub(connection: GitHubConnection, context: CheckContext): Promise<Account> {
  const what = connection.app ? "private key" : "token";
  if (connection.app) expectKey(context.readSecret(connection.app.privateKey));
  const client = await openGitHub(connection, context);
  try {
    const { ask, read } = wayOf(connection, context);
    const answer: { data: unknown; headers: Headers } = await client.request(ask);
    const account = read(answer.data, answer.headers);
    return { ...account, remarks: [...account.remarks, ...skewRemarks(answer.headers, context.now), ...hookRemarks(connection)] };
  } catch (error) {
    throw toFailure(what, error, context.now);
  }
}

/** Whom GitHub is asked about, by what was shown: people and apps have no address in common. */
function wayOf(
  { app, token }: GitHubConnection,
  { readSecret }: CheckContext,
): { ask: string; read: (data: unknown, headers: Headers) => Account } {
  if (app) return { ask: `GET /app/installations/${encodeURIComponent(app.installation)}`, read: accountOfApp };
  const isOfApp = token !== undefined && readSecret(token).startsWith("ghs_");
  return isOfApp
    ? { ask: "GET /installation/repositories?per_page=1", read: accountOfAppToken }
    : { ask: "GET /user", read: accountOfToken };
}

function accountOfAppToken(data: unknown): Account {
  const found = repositoriesSchema.safeParse(data).data;
  if (!found) throw strange();
  const remarks = ["Such a token ends within an hour of being made: give Chief the app's key instead."];
  return { name: `an app, in ${countOf(found.total_count, "repository")}`, remarks };
}

function accountOfToken(data: unknown, headers: Headers): Account {
  const user = userSchema.safeParse(data).data;
  if (!user) throw strange();
  const name = `${user.login}${user.html_url === undefined ? "" : ` (${user.html_url})`}`;
  const expiresAt = expiryOf(headers["github-authentication-token-expiration"]);
  const known = { name, ...(expiresAt !== undefined && { expiresAt }) };
  const told = headers["x-oauth-scopes"];
  if (typeof told !== "string") {
    return { ...known, remarks: ["GitHub does not say what such a token may do: what it lacks is named when an automation reads it."] };
  }
  const scopes = scopesOfClassic(told);
  if (scopes.length === 0) return { ...known, remarks: ["It has no scopes, and reads public repositories only."] };
  return { ...known, scopes, remarks: scopes.some((scope) => WRITES.test(scope)) ? [MAY_WRITE] : [] };
}

const MAY_WRITE =
  "It is a classic token that may write, and Chief needs only to read: a fine-grained token can be held to that, https://github.com/settings/personal-access-tokens/new";

function accountOfApp(data: unknown): Account {
  const installation = installationSchema.safeParse(data).data;
  if (!installation) throw strange();
  const { account, app_slug: app = "an app", permissions, suspended_at: suspendedAt } = installation;
  if (typeof suspendedAt === "string") {
    throw refused(
      `expected the app to be let in by ${account.login}, got one that is suspended`,
      "Unsuspend it in the settings of the organisation.",
    );
  }
  const writes = Object.keys(permissions).filter((name) => permissions[name] !== "read");
  const remarks = writes.length === 0 ? [] : [`The app may write (${writes.join(", ")}), and Chief needs only to read.`];
  return { name: `${app} in ${account.login}`, scopes: scopesOfApp(permissions), remarks };
}

/** `2026-12-31 10:00:00 UTC`, or with an offset in the place of UTC. */
function expiryOf(header: unknown): string | undefined {
  const [, day, time, zone] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) (UTC|[+-]\d{4})$/.exec(String(header)) ?? [];
  if (day === undefined || zone === undefined) return undefined;
  const instant = Date.parse(`${day}T${time}${zone === "UTC" ? "Z" : zone.replace(/(\d{2})$/, ":$1")}`);
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
}

function skewRemarks({ date }: Headers, now: number): string[] {
  const skewMs = Date.parse(String(date)) - now;
  if (!(Math.abs(skewMs) > MOST_SKEW_MS)) return [];
  const apart = durationInWords(Math.round(Math.abs(skewMs) / MINUTE_MS) * MINUTE_MS);
  return [`The clock of this machine is ${apart} ${skewMs > 0 ? "behind" : "ahead of"} GitHub's: set it right.`];
}

function hookRemarks({ webhookSecret }: GitHubConnection): string[] {
  return webhookSecret === undefined ? [] : ["Signed webhooks are taken at /github/ and the name of the connection."];
}

/** The client's own words about a key would show parts of it. */
function expectKey(text: string): void {
  try {
    createPrivateKey(text);
  } catch {
    throw refused(
      "expected the private key to be the text of a PEM file, got something else",
      "Download a new one from the app's page, and name the file.",
    );
  }
}
