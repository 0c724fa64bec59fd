import type { WebClient } from "@slack/web-api";
import type { Accounts } from "../../core/connection.ts";
import { createSlackClient } from "../../lib/slack-client.ts";
import { toPartFailure, type Failure } from "./failure.ts";

/** An answer of Slack, or why this part has none; `word` is Slack's own name for that. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Failure; word: string };

/** Asks Slack for one part, named `what` for people. Throws where nothing at all can be read. */
export type Ask = <Value>(what: string, call: (client: WebClient) => Promise<Value>) => Promise<Answer<Value>>;

/** The client of a connection; its token is read now and goes nowhere else. */
export async function openSlack(accounts: Accounts<"slack">, name: string | undefined, signal: AbortSignal): Promise<Ask> {
  const { api, token, name: connection } = accounts.get(name);
  const client = await createSlackClient({ api, token: accounts.readSecret(token), signal });
  return async (what, call) => {
    signal.throwIfAborted();
    try {
      return { ok: true, value: await call(client) };
    } catch (error) {
      signal.throwIfAborted();
      return { ok: false, ...toPartFailure(what, error, connection) };
    }
  };
}

interface Page {
  response_metadata?: { next_cursor?: string };
}

/** Where a call goes on: nothing on the first page. */
export interface PageCursor {
  cursor?: string;
}

/** The answers of a call that comes in pages, until one fails or is the last. */
export async function* pagesOf<Answered extends Page>(
  ask: Ask,
  what: string,
  call: (client: WebClient, page: PageCursor) => Promise<Answered>,
): AsyncGenerator<Answer<Answered>> {
  let cursor = "";
  do {
    const page = cursor === "" ? {} : { cursor };
    const answer = await ask(what, (client) => call(client, page));
    yield answer;
    cursor = answer.ok ? (answer.value.response_metadata?.next_cursor ?? "") : "";
  } while (cursor !== "");
}
