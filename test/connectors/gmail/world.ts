import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGmailConnector } from "../../../src/connectors/gmail/index.ts";
import { accountsOf } from "../../../src/core/connection.ts";
import { mailIn, type Mail } from "../../../src/core/kinds/mail.ts";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import type { Connector, FetchContext, Fetched } from "../../../src/core/ports/outside.ts";
import { createHastyClock } from "../../support/clock.ts";
import { connectionsToGmail, startGmail, type GmailServer } from "../../support/gmail-server.ts";
import { contextFor, type Prepared } from "../contract.ts";

/** A week that ends on a Thursday morning. */
export const WEEK = { from: "2026-11-12T08:00:00.000Z", to: "2026-11-19T08:00:00.000Z" };

/** A mailbox at Gmail, and the connector that reads it. */
export interface GmailWorld {
  gmail: GmailServer;
  connector: Connector;
  /** The workspace folder, which is empty. */
  root: string;
  prepared(options?: unknown): Prepared;
  fetch(options?: unknown, changes?: Partial<FetchContext<unknown>>): Promise<Fetched>;
  /** Once more, with what the fetch before left. */
  fetchAgain(before: Fetched, options?: unknown, changes?: Partial<FetchContext<unknown>>): Promise<Fetched>;
  close(): Promise<void>;
}

export async function startWorld(clock: Clock = createHastyClock()): Promise<GmailWorld> {
  const gmail = await startGmail();
  const root = await mkdtemp(join(tmpdir(), "chief-gmail-"));
  const connections = await connectionsToGmail(gmail);
  const names = ["home", "gone"].map((name) => ({ name, kind: "google" as const }));
  const accounts = accountsOf("google", connections, names);
  const connector: Connector = createGmailConnector({ ...accounts, get: (name = "home") => accounts.get(name) }, clock);
  const prepared = (options: unknown = {}): Prepared => ({ root, options, window: WEEK });
  const fetch: GmailWorld["fetch"] = (options, changes = {}) => connector.fetch(contextFor(connector, prepared(options), changes));
  return {
    ...{ gmail, connector, root, prepared, fetch },
    fetchAgain: ({ cursor, items }, options, changes = {}) =>
      fetch(options, { cursor: JSON.parse(JSON.stringify(cursor)), picture: items, ...changes }),
    close: async () => {
      await gmail.close();
      await rm(root, { recursive: true });
    },
  };
}

/** A letter's text: these headers over sensible ones, and a body. */
export function letter(headers: Readonly<Record<string, string>> = {}, body = "Can you send the plan by Friday?\r\n"): string {
  const all = {
    From: "Dana Reyes <dana@acme.example>",
    To: "Sam Tan <sam@home.example>",
    Subject: "The plan",
    Date: "Wed, 18 Nov 2026 10:00:00 +0100",
    "Message-ID": "<plan-1@acme.example>",
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === "" ? [] : [`${name}: ${value}`]));
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

/** A letter with a number of its own, `minutes` before the one of `letter()`. */
export function numbered(number: number, headers: Readonly<Record<string, string>> = {}): string {
  const at = new Date(Date.parse("2026-11-18T09:00:00.000Z") - number * 60_000).toUTCString();
  return letter({ "Message-ID": `<number-${number}@acme.example>`, Subject: `Number ${number}`, Date: at, ...headers });
}

/** The one letter of an answer; throws where there is not exactly one. */
export function onlyMail({ items }: Fetched): Mail {
  const [mail, ...more] = mailIn(items);
  if (mail === undefined || more.length > 0) throw new RangeError(`expected one letter, got ${items.length}`);
  return mail;
}

export function titlesOf({ items }: Fetched): string[] {
  return items.map(({ title }) => title);
}
