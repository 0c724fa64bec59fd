import type { Logger, WebClient, WebClientOptions } from "@slack/web-api";
import { PermanentError } from "../../core/errors.ts";

/** What a client of Slack needs: address and token of the Web API, and what ends its calls. */
export interface SlackAccess {
  api: string;
  token: string;
  signal: AbortSignal;
}

type Fetch = NonNullable<WebClientOptions["fetch"]>;

/** Slack's own client. It tries nothing twice and logs nothing: what becomes of a failure is decided by whoever calls. */
export async function createClient({ api, token, signal }: SlackAccess): Promise<WebClient> {
  // Loaded when the first message is sent, so that a start does not wait for it.
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
    fetch: createFetch(new URL(api).origin, signal),
  });
}

/** Ends with the signal. Files go where Slack says: the token stays behind, and nothing goes there in the clear. */
function createFetch(origin: string, signal: AbortSignal): Fetch {
  return async (address, { headers = {}, ...init } = {}) => {
    const url = new URL(address);
    if (url.origin === origin) return fetch(url, { ...init, headers, signal });
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
