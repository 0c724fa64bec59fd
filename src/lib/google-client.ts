import type { Credentials, OAuth2Client } from "google-auth-library";
import { z } from "zod";
import type { Connections, GoogleConnection } from "../core/connection.ts";
import { learnSecret } from "./known-secrets.ts";

/** Access to an account at Google, for a client of one of its APIs. */
export interface GoogleAccess {
  /** Fetches tokens as they are needed, and ends with the signal. */
  auth: OAuth2Client;
  /** Where the API is called, unless at Google itself. */
  rootUrl?: string;
  /** Nothing is tried twice: what becomes of a failure is decided by whoever calls. */
  retry: false;
}

/** Fetched for one of those that read in one go, for all of them; undefined where none could be had. */
const tokens = new WeakMap<object, Map<string, Promise<Credentials | undefined>>>();

/**
 * What the clients of `googleapis` are made with: `gmail({ version: "v1", ...access })`, imported from the API's own file, since the root
 * of that package loads them all. One token does for all that are opened for the same round.
 */
export async function openGoogle(
  connection: GoogleConnection,
  context: Pick<Connections, "readSecret"> & { signal: AbortSignal; round?: object },
): Promise<GoogleAccess> {
  const { api, refreshToken } = connection;
  const auth = await createGoogleAuth(connection, context);
  auth.setCredentials({ refresh_token: context.readSecret(refreshToken) });
  // Whoever is left without one fetches one alone, and is told then why it can't be had.
  const shared = context.round && (await shareToken(auth, connection, context.round));
  if (shared) auth.setCredentials(shared);
  return { auth, retry: false, ...(api !== undefined && { rootUrl: api }) };
}

function shareToken(auth: OAuth2Client, { clientId, oauth }: GoogleConnection, round: object): Promise<Credentials | undefined> {
  const known = tokens.get(round) ?? new Map<string, Promise<Credentials | undefined>>();
  tokens.set(round, known);
  const key = [oauth.tokenUrl, clientId, auth.credentials.refresh_token].join("\n");
  const token =
    known.get(key) ??
    auth.getAccessToken().then(
      () => auth.credentials,
      () => undefined,
    );
  known.set(key, token);
  return token;
}

/** The client that signs in and fetches tokens, before anybody has signed in. */
export async function createGoogleAuth(
  { clientId, clientSecret, oauth }: GoogleConnection,
  { readSecret, signal }: Pick<Connections, "readSecret"> & { signal: AbortSignal },
): Promise<OAuth2Client> {
  // Loaded when Google is first asked, so that a start does not wait for it.
  const { OAuth2Client: Client } = await import("google-auth-library");
  const auth = new Client({
    clientId,
    clientSecret: readSecret(clientSecret),
    endpoints: { oauth2TokenUrl: oauth.tokenUrl, oauth2RevokeUrl: oauth.revokeUrl, oauth2AuthBaseUrl: oauth.authorizeUrl },
    // Google sends nobody elsewhere; whoever does would be sent the secrets.
    transporterOptions: { signal, retry: false, redirect: "error" },
  });
  auth.on("tokens", ({ access_token: token }) => {
    if (token) learnSecret(token);
  });
  // Fetching tokens asks for tries of its own, whatever the client was told.
  auth.transporter.interceptors.request.add({
    resolved: (request) => Promise.resolve(Object.assign(request, { retry: false, retryConfig: { retry: 0, noResponseRetries: 0 } })),
  });
  // Without this, an answer that holds no token would go on as a wrong one, and be refused as if the sign-in had ended.
  auth.transporter.interceptors.response.add({
    resolved: (answer) => {
      if (answer.config.url.href !== oauth.tokenUrl || tokenSchema.safeParse(answer.data).success) return Promise.resolve(answer);
      return Promise.reject(new Error("expected a token, got an answer without one"));
    },
  });
  return auth;
}

const tokenSchema = z.looseObject({ access_token: z.string().min(1) });
