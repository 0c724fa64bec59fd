import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";
import type { GoogleConnection } from "../../src/core/connection.ts";

/** How a small Google behaves, by https://developers.google.com/identity/protocols/oauth2/native-app; as it should where nothing is said. */
export interface SignInPlan {
  /** What the person does on the page: another state is what somebody else's page would send. */
  consent?: "yes" | "no" | "another state";
  /** Boxes that are left empty, once. */
  unticked?: readonly string[];
  withoutRefreshToken?: boolean;
  /** Seconds; Google tells them where a sign-in does not last. */
  refreshTokenExpiresIn?: number;
  /** What the address for tokens answers instead. */
  tokens?: Answer;
  /** What the address to take back answers instead. */
  revocation?: Answer;
  /** What an API answers instead, by the first part of its path. */
  apis?: Readonly<Record<string, Answer>>;
}

/** `hangs` never answers. */
export type Answer = "hangs" | { status: number; body: unknown; type?: string };

/** One call that came in; secrets are in the form only. */
export interface SignInCall {
  path: string;
  form: Readonly<Record<string, string>>;
}

export interface GoogleSignIn {
  /** A connection to it, whose secrets are at `stored:google.clientSecret` and `stored:google.refreshToken`. */
  connection: GoogleConnection;
  /** The same as settings of the command line. */
  settings: string[];
  calls: SignInCall[];
  plan: SignInPlan;
  /** Refresh tokens that are good, and what each was granted. */
  granted: Map<string, readonly string[]>;
  /** A person opens an address that Chief has printed, in a browser that goes wherever it is sent; resolves with where it ends. */
  browse(address: string): Promise<{ address: string; page: string }>;
  /** The same where the browser can't reach the address that it is sent back to. */
  browseFarAway(address: string): Promise<string>;
}

export const CLIENT_SECRET = "GOCSPX-canary-client-secret";
export const ADDRESS = "ana@example.com";

interface Pending {
  challenge: string;
  redirect: string;
  scopes: readonly string[];
}

/** Starts one on loopback; it ends with the test. */
export async function startGoogleSignIn(test: TestContext, plan: SignInPlan = {}): Promise<GoogleSignIn> {
  const state = { plan, calls: [], granted: new Map(), pending: new Map() } satisfies State;
  const server = createServer((request, response) => {
    void answerTo(request, state).then((answer) => {
      if (answer === "hangs") return;
      const { status, body, type = "application/json", location } = answer;
      response.writeHead(status, { "content-type": type, ...(location !== undefined && { location }) });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const oauth = { authorizeUrl: `${origin}/auth`, tokenUrl: `${origin}/token`, revokeUrl: `${origin}/revoke` };
  const settings = { clientId: "the-client", api: `${origin}/` };
  return Object.assign(state, {
    connection: {
      ...{ kind: "google" as const, ...settings, oauth },
      ...{ clientSecret: "stored:google.clientSecret", refreshToken: "stored:google.refreshToken" },
    },
    settings: [...Object.entries(settings), ...Object.entries(oauth).map(([key, url]) => [`oauth.${key}`, url])].map((pair) =>
      pair.join("="),
    ),
    browse: async (page: string) => {
      const response = await fetch(page);
      return { address: response.url, page: await response.text() };
    },
    browseFarAway: async (page: string) => (await fetch(page, { redirect: "manual" })).headers.get("location") ?? "",
  });
}

interface State {
  plan: SignInPlan;
  calls: SignInCall[];
  granted: Map<string, readonly string[]>;
  pending: Map<string, Pending>;
}

type Sent = "hangs" | { status: number; body: unknown; type?: string; location?: string };

async function answerTo(request: IncomingMessage, state: State): Promise<Sent> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  const form = Object.fromEntries(new URLSearchParams(await text(request)));
  state.calls.push({ path: pathname, form });
  if (pathname === "/auth") return consentTo(searchParams, state);
  if (pathname === "/token") return state.plan.tokens ?? tokensFor(form, state);
  if (pathname === "/revoke") return state.plan.revocation ?? revoke(form, state);
  const [, api = ""] = pathname.split("/");
  return state.plan.apis?.[api] ?? profileOf(api);
}

function consentTo(query: URLSearchParams, { plan, pending }: State): Sent {
  const [redirect, challenge] = [query.get("redirect_uri") ?? "", query.get("code_challenge") ?? ""];
  const isSound = ["offline", "consent", "false", "S256", "code"].join() === SOUND.map((key) => query.get(key)).join();
  if (!isSound || !/^http:\/\/127\.0\.0\.1:\d+$/.test(redirect)) return refusal(400, "invalid_request");
  const location = new URL(redirect);
  location.searchParams.set("state", plan.consent === "another state" ? "someone-elses" : (query.get("state") ?? ""));
  if (plan.consent === "no") location.searchParams.set("error", "access_denied");
  else {
    const code = `4/${randomUUID()}-canary-code`;
    const scopes = (query.get("scope") ?? "").split(" ").filter((scope) => !plan.unticked?.includes(scope));
    pending.set(code, { challenge, redirect, scopes });
    location.searchParams.set("code", code);
  }
  return { status: 302, body: "", location: location.href };
}

const SOUND = ["access_type", "prompt", "include_granted_scopes", "code_challenge_method", "response_type"];

function tokensFor(form: SignInCall["form"], { plan, pending, granted }: State): Sent {
  if (form["client_id"] !== "the-client" || form["client_secret"] !== CLIENT_SECRET) return refusal(401, "invalid_client");
  const lifetime = plan.refreshTokenExpiresIn === undefined ? {} : { refresh_token_expires_in: plan.refreshTokenExpiresIn };
  const answer = { access_token: "ya29.canary-access", expires_in: 3599, token_type: "Bearer" };
  if (form["grant_type"] === "refresh_token") {
    const scopes = granted.get(form["refresh_token"] ?? "");
    return scopes ? { status: 200, body: { ...answer, scope: scopes.join(" ") } } : refusal(400, "invalid_grant");
  }
  const { code = "", code_verifier: verifier = "", redirect_uri: redirect } = form;
  const asked = pending.get(code);
  pending.delete(code);
  const isSame = asked?.redirect === redirect && asked?.challenge === createHash("sha256").update(verifier).digest("base64url");
  if (!asked || !isSame) return refusal(400, "invalid_grant");
  const refreshToken = `1//${randomUUID()}-canary-refresh`;
  if (!plan.withoutRefreshToken) granted.set(refreshToken, asked.scopes);
  const lasting = plan.withoutRefreshToken ? {} : { refresh_token: refreshToken };
  return { status: 200, body: { ...answer, ...lasting, ...lifetime, scope: asked.scopes.join(" ") } };
}

function revoke({ token = "" }: SignInCall["form"], { granted }: State): Sent {
  return granted.delete(token) ? { status: 200, body: {} } : refusal(400, "invalid_token");
}

function refusal(status: number, error: string): Sent {
  return { status, body: { error, error_description: "Bad Request" } };
}

function profileOf(api: string): Sent {
  if (api === "gmail") return { status: 200, body: { emailAddress: ADDRESS } };
  if (api === "drive") return { status: 200, body: { user: { emailAddress: ADDRESS } } };
  return api === "calendar" ? { status: 200, body: { summary: ADDRESS } } : { status: 404, body: {} };
}
