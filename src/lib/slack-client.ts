import type { Logger, WebClient, WebClientOptions } from "@slack/web-api";
import { z } from "zod";
import { PermanentError } from "../core/errors.ts";

/** What a client of Slack needs: address and token of the Web API, and what ends its calls. */
export interface SlackAccess {
  api: string;
  token: string;
  signal: AbortSignal;
  /** Is told the headers of each answer of the Web API. */
  heard?(headers: Headers): void;
}

type Fetch = NonNullable<WebClientOptions["fetch"]>;

/** Slack's own client. It tries nothing twice and logs nothing: what becomes of a failure is decided by whoever calls. */
export async function createSlackClient({ api, token, signal, heard }: SlackAccess): Promise<WebClient> {
  // Loaded when Slack is first asked, so that a start does not wait for it.
  const { WebClient, LogLevel } = await import("@slack/web-api");
  const nothing = (): void => {};
  const logger: Logger = {
    ...{ debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing },
    getLevel: () => LogLevel.ERROR,
  };
  return new WebClient(token, {
    ...{ slackApiUrl: api, logger, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, allowAbsoluteUrls: false },
    // A connection that was kept may be closed just now by the other side, and would put a message in doubt that never left.
    headers: { connection: "close" },
    fetch: createFetch(new URL(api).origin, signal, heard),
  });
}

/** Ends with the signal. Files go where Slack says: the token stays behind, and nothing goes there in the clear. */
function createFetch(origin: string, signal: AbortSignal, heard: SlackAccess["heard"]): Fetch {
  return async (address, { headers = {}, ...init } = {}) => {
    const url = new URL(address);
    if (url.origin === origin) {
      // The Web API leads nowhere else: a redirect is somebody in between, who is not to have the token.
      const answer = await fetch(url, { ...init, headers, redirect: "error", signal });
      heard?.(answer.headers);
      return answer;
    }
    if (url.protocol !== "https:") throw unsafeUpload(url.protocol);
    const { Authorization: _token, ...others } = headers;
    return fetch(url, { ...init, headers: others, signal });
  };
}

function unsafeUpload(protocol: string): PermanentError {
  return new PermanentError("slack-address", `expected Slack to take a file at an address of https://, got one of ${protocol}//`, {
    hint: "Check `api` of the connection in config/chief.yaml.",
  });
}

/** The errors of Slack's own client, as far as they are used (https://docs.slack.dev/tools/node-slack-sdk/web-api/#handle-errors). */
const failureSchema = z.looseObject({
  data: z.looseObject({ error: z.string(), needed: z.string().optional() }).optional(),
  retryAfter: z.number().optional(),
  original: z.instanceof(Error).optional(),
});

const TOO_FAST: ReadonlySet<string> = new Set(["ratelimited", "rate_limited", "message_limit_exceeded"]);
/** What stands where Slack names an error may be a whole page of somebody in between. */
const WORD = /^[a-z_]{1,60}$/;
const SCOPES = /^[a-z:.,_-]{1,200}$/;

/** Why a call to Slack failed, without anything that was sent. */
export interface SlackFailure {
  /** Slack's own name for why it refused; absent where it did not get to that. */
  word?: string;
  /** The permissions that are missing. */
  needed?: string;
  /** Slack wishes for a pause. */
  isTooFast: boolean;
  /** How long that pause is, where Slack says so. */
  retryAfterMs?: number;
  /** What the connection failed with. */
  original?: Error;
}

/** Reads what Slack's own client threw; anything else is a failure of which nothing is known. */
export function readSlackFailure(error: unknown): SlackFailure {
  const { data, retryAfter, original } = failureSchema.safeParse(error).data ?? {};
  const word = data && WORD.test(data.error) ? data.error : undefined;
  return {
    ...(word !== undefined && { word }),
    ...(data?.needed !== undefined && SCOPES.test(data.needed) && { needed: data.needed }),
    isTooFast: retryAfter !== undefined || TOO_FAST.has(word ?? ""),
    ...(retryAfter !== undefined && { retryAfterMs: retryAfter * 1_000 }),
    ...(original && { original }),
  };
}
