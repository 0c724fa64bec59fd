import type { Octokit } from "octokit";
import { z } from "zod";
import type { Accounts } from "../../core/connection.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import { openGitHub } from "../../lib/github-client.ts";
import { readGitHubFailure, toGitHubError } from "../../lib/github-failure.ts";
import { formatInstant } from "../../render/prose.ts";
import { oddPart, refusedPart, type Failure } from "./failure.ts";

/** A pause that GitHub asks for is waited for up to this; what takes longer is left for the next run. */
const LONGEST_WAIT_MS = 20_000;
const MOST_WAITS = 3;
/** Where GitHub does not say how long: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
const UNTOLD_WAIT_MS = 60_000;

/** An answer of GitHub, or why this part has none. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

/** One page of a list; null where nothing has changed since the ETag that was shown. */
export type Page = { data: unknown; etag: string | undefined; hasNext: boolean } | null;

const errorSchema = z.looseObject({ type: z.string().optional(), path: z.array(z.union([z.string(), z.number()])).default([]) });
const graphSchema = z.looseObject({ data: z.record(z.string(), z.unknown()).nullish(), errors: z.array(errorSchema).default([]) });
export type GraphAnswer = { data: Record<string, unknown>; errors: z.infer<typeof errorSchema>[] };

/** Asks GitHub for one part, named `what` for people. Throws where nothing at all can be read. */
export interface Ask {
  /** The login that the token belongs to; null for an app. */
  viewer(): Promise<Answer<string | null>>;
  /** One page by its path with the query; what is switched off there is an empty list. */
  page(what: string, path: string, etag?: string): Promise<Answer<Page>>;
  graph(what: string, query: string): Promise<Answer<GraphAnswer>>;
  /** Where GitHub keeps a log or an archive, an address that is signed; null where it keeps it no more. */
  address(what: string, path: string): Promise<Answer<URL | null>>;
}

/** What all calls of one fetch have in common. */
export interface Asking {
  signal: AbortSignal;
  clock: Clock;
  /** The reader's, in which pauses are told. */
  timezone: string;
}

/** The client of a connection; its token is read now and goes nowhere else. Calls are made one after the other, as GitHub wishes. */
export async function openAsk(accounts: Accounts<"github">, name: string | undefined, asking: Asking): Promise<Ask> {
  const { signal } = asking;
  const connection = accounts.get(name);
  const client = await openGitHub(connection, { readSecret: (reference) => accounts.readSecret(reference), signal });
  const attempt = createAttempt({ connection: connection.name, ...asking });
  return {
    viewer: () => attempt("the account", async () => (connection.app ? null : readLogin(client))),
    page: (what, path, etag) => attempt(what, () => readPage(client, path, etag)),
    graph: (what, query) => attempt(what, () => readGraph(client, connection.api, query)),
    address: async (what, path) => {
      const answer = await attempt(what, () => readLocation(client, path, signal));
      if (!answer.ok) return answer;
      return answer.value === null ? { ok: true, value: null } : addressOf(what, answer.value, connection.api);
    },
  };
}

type Attempt = <Value>(what: string, call: () => Promise<Value>) => Promise<Answer<Value>>;

function createAttempt({ connection, signal, clock, timezone }: Asking & { connection: string }): Attempt {
  let answers = 0;
  let pausedUntil: number | undefined;
  return async function attempt(what, call) {
    for (let waits = 0; pausedUntil === undefined; waits += 1) {
      signal.throwIfAborted();
      try {
        const value = await call();
        answers += 1;
        return { ok: true, value };
      } catch (error) {
        signal.throwIfAborted();
        const { isTooFast, retryAfterMs = UNTOLD_WAIT_MS } = readGitHubFailure(error, clock.now());
        if (isTooFast && retryAfterMs <= LONGEST_WAIT_MS && waits < MOST_WAITS) await pass(retryAfterMs, clock, signal);
        else if (isTooFast && answers > 1) pausedUntil = clock.now() + retryAfterMs;
        else {
          const whole = toGitHubError(error, connection, clock.now());
          if (whole) throw whole;
          return { ok: false, failure: refusedPart(what, error) };
        }
      }
    }
    return { ok: false, failure: pausedPart(what, formatInstant(instantOf(pausedUntil), { timezone, asOf: instantOf(clock.now()) })) };
  };
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}

function pausedPart(what: string, until: string): Failure {
  return { what, error: `GitHub counts calls and asks for a pause until ${until}`, hint: "What is missing is read at the next run." };
}

/** Resolves after so long; throws at once when told to stop. */
async function pass(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const cancel = clock.after(ms, resolve);
    signal.addEventListener("abort", () => (cancel(), resolve()), { once: true });
  });
  signal.throwIfAborted();
}

async function readLogin(client: Octokit): Promise<string> {
  return z.looseObject({ login: z.string().regex(/^[\w.-]{1,100}$/) }).parse((await client.request("GET /user")).data).login;
}

/** A conditional request whose answer is that nothing has changed does not count (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate). */
async function readPage(client: Octokit, path: string, etag: string | undefined): Promise<Page> {
  try {
    const headers = etag === undefined ? {} : { "if-none-match": etag };
    const { data, headers: told } = responseSchema.parse(await client.request(`GET ${path}`, { headers }));
    // Only whether there is more is read of the links: an address that an answer names is never sent the token.
    return { data, etag: told.etag, hasNext: /rel="next"/.test(told.link ?? "") };
  } catch (error) {
    const status = statusSchema.safeParse(error).data?.status;
    if (status === 304) return null;
    if (status === 410) return { data: [], etag: undefined, hasNext: false };
    throw error;
  }
}

const responseSchema = z.looseObject({
  data: z.unknown(),
  headers: z.looseObject({ etag: z.string().optional(), link: z.string().optional() }),
});
const statusSchema = z.looseObject({ status: z.number() });

/** Where an answer points to, without going there: the token stays behind. */
async function readLocation(client: Octokit, path: string, signal: AbortSignal): Promise<string | null> {
  try {
    const { headers } = await client.request(`GET ${path}`, { request: { redirect: "manual", signal } });
    return headers.location ?? "";
  } catch (error) {
    const status = statusSchema.safeParse(error).data?.status;
    if (status === 404 || status === 410) return null;
    throw error;
  }
}

/** What GitHub keeps lies behind https; only a GitHub that is spoken to in the clear itself, as on this machine, may keep it otherwise. */
function addressOf(what: string, location: string, api: string): Answer<URL> {
  const url = URL.parse(location);
  const isFit = url?.protocol === "https:" || (url?.protocol === "http:" && api.startsWith("http:"));
  return url && isFit ? { ok: true, value: url } : { ok: false, failure: oddPart(what) };
}

/** Always a query, never a mutation. Too many calls are told here in an answer that looks sound, and mean the same as elsewhere. */
async function readGraph(client: Octokit, api: string, query: string): Promise<GraphAnswer> {
  const response = await client.request(`POST ${api.replace(/\/v3$/, "")}/graphql`, { query });
  const { data, errors } = graphSchema.parse(response.data);
  if (errors.some(({ type }) => type === "RATE_LIMITED")) throw Object.assign(new Error("too many calls"), { status: 429, response });
  if (!data) throw new Error("GitHub could not put an answer together");
  return { data, errors };
}
