import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { createAddresses } from "../../../src/config/addresses.ts";
import { createSlackConnector } from "../../../src/connectors/slack/index.ts";
import { accountsOf } from "../../../src/core/connection.ts";
import type { Item } from "../../../src/core/item.ts";
import { messagesIn, type Message } from "../../../src/core/kinds/message.ts";
import type { Connector, FetchContext, Fetched } from "../../../src/core/ports/outside.ts";
import { freePort, startSlack, type SlackFault, type SlackServer, type SlackUser } from "../../support/slack-server.ts";
import { contextFor, type Prepared } from "../contract.ts";

/** A week that ends on a Thursday morning, for messages that tests write themselves. */
export const WEEK = { from: "2026-11-12T08:00:00.000Z", to: "2026-11-19T08:00:00.000Z" };

/** A Slack with two people in it, and the connector that reads it. */
export interface SlackWorld {
  slack: SlackServer;
  connector: Connector;
  /** The workspace folder, which is empty. */
  root: string;
  /** What Slack says to one method from now on, whatever is there. */
  plant(method: string, say: (args: Readonly<Record<string, string>>) => SlackFault | undefined): void;
  /** Somebody writes in the channel `#risk`, or in the thread of a message there; resolves with its timestamp. */
  write(by: SlackUser, text: string, thread?: string): Promise<string>;
  /** The id of somebody. */
  idOf(name: SlackUser): Promise<string>;
  /** The instant of the last message, and an hour around it. */
  prepared(options?: unknown): Prepared;
  fetch(options?: unknown, changes?: Partial<FetchContext<unknown>>): Promise<Fetched>;
  /** Once more, with what the fetch before left. */
  fetchAgain(before: Fetched, options?: unknown): Promise<Fetched>;
  close(): Promise<void>;
}

type Plants = Map<string, (args: Readonly<Record<string, string>>) => SlackFault | undefined>;

/** Starts one; what the emulator lacks, the list of the app's own channels, holds `#risk`. */
export async function startWorld(): Promise<SlackWorld> {
  const plants: Plants = new Map();
  const slack = await startSlack({ faultOf: ({ method, args }) => plants.get(method)?.(args) });
  const root = await mkdtemp(join(tmpdir(), "chief-slack-"));
  const connector = await connectorTo(slack);
  const prepared = (options: unknown = {}): Prepared => ({ root, options, window: aroundNow() });
  plants.set("users.conversations", () => ({ answer: { ok: true, channels: [{ id: slack.channel, name: "risk" }] } }));
  const fetch: SlackWorld["fetch"] = (options, changes = {}) => {
    const context = contextFor(connector, prepared(options), changes);
    return connector.fetch(context);
  };
  return {
    ...{ slack, connector, root, prepared, fetch },
    plant: (method, say) => void plants.set(method, say),
    write: async (by, text, thread) => {
      const args = { channel: slack.channel, text, ...(thread !== undefined && { thread_ts: thread }) };
      return z.object({ ts: z.string() }).parse(await slack.call("chat.postMessage", args, by)).ts;
    },
    idOf: async (name) => z.object({ user_id: z.string() }).parse(await slack.call("auth.test", {}, name)).user_id,
    fetchAgain: ({ cursor, items }, options) => fetch(options, { cursor: structuredClone(cursor), picture: items }),
    close: async () => {
      await slack.close();
      await rm(root, { recursive: true });
    },
  };
}

async function connectorTo({ api, token }: SlackServer): Promise<Connector> {
  const reference = "${env:SLACK_BOT_TOKEN}"; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const gone = `http://127.0.0.1:${await freePort()}/api/`;
  const connections = { acme: { kind: "slack", token: reference, api }, gone: { kind: "slack", token: reference, api: gone } } as const;
  const book = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections };
  const addresses = createAddresses(() => book, { SLACK_BOT_TOKEN: token });
  const names = Object.keys(connections).map((name) => ({ name, kind: "slack" as const }));
  const accounts = accountsOf("slack", addresses.connections, names);
  return createSlackConnector({ ...accounts, get: (name = "acme") => accounts.get(name) });
}

function aroundNow(): Prepared["window"] {
  const hour = 60 * 60 * 1_000;
  return { from: new Date(Date.now() - hour).toISOString(), to: new Date(Date.now() + hour).toISOString() };
}

/** A message of the week as Slack would hand it over. */
export function wire(seconds: number, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { type: "message", user: "U0SAM", text: "All is well here.", ts: timestamp(seconds), ...changes };
}

/** The timestamp so many seconds before the end of the week. */
export function timestamp(seconds: number): string {
  return `${Date.parse(WEEK.to) / 1_000 - seconds}.000100`;
}

/** The one message of an answer; throws where there is not exactly one. */
export function onlyMessage({ items }: { items: readonly Item[] }): Message {
  const [message, ...more] = messagesIn(items);
  if (message === undefined || more.length > 0) throw new RangeError(`expected one message, got ${items.length}`);
  return message;
}
