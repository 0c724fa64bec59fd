import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAddresses } from "../../../src/config/addresses.ts";
import { createGoogleCalendarConnector } from "../../../src/connectors/google-calendar/index.ts";
import { accountsOf, type GoogleConnection } from "../../../src/core/connection.ts";
import { instancesIn, type Instance } from "../../../src/core/kinds/instance.ts";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import type { Connector, FetchContext, Fetched } from "../../../src/core/ports/outside.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { startGoogleCalendar, type GoogleCalendarServer } from "../../support/google-calendar-server.ts";
import type { WireEvent } from "../../support/google-calendar-book.ts";
import { freePort } from "../../support/slack-server.ts";
import { contextFor, type Prepared } from "../contract.ts";
import { WEEK } from "../workspaces.ts";

/** A Google with calendars, and the connector that reads them. */
export interface CalendarWorld {
  google: GoogleCalendarServer;
  connector: Connector;
  prepared(options?: unknown): Prepared;
  fetch(options?: unknown, changes?: Partial<FetchContext<unknown>>): Promise<Fetched>;
  /** Once more, with what the fetch before left. */
  fetchAgain(before: Fetched, options?: unknown, changes?: Partial<FetchContext<unknown>>): Promise<Fetched>;
  close(): Promise<void>;
}

export async function startWorld(clock: Clock = systemClock): Promise<CalendarWorld> {
  const google = await startGoogleCalendar();
  const root = await mkdtemp(join(tmpdir(), "chief-google-calendar-"));
  const connector = await connectorTo(google, clock);
  const prepared = (options: unknown = {}): Prepared => ({ root, options, window: WEEK });
  const fetch: CalendarWorld["fetch"] = (options, changes = {}) => connector.fetch(contextFor(connector, prepared(options), changes));
  return {
    ...{ google, connector, prepared, fetch },
    fetchAgain: ({ cursor, items }, options, changes) => fetch(options, { cursor: structuredClone(cursor), picture: items, ...changes }),
    async close() {
      await google.close();
      await rm(root, { recursive: true });
    },
  };
}

/** The connector for the account `sam`; `gone` is one at an address where nobody answers. */
export async function connectorTo(
  { api, tokenUrl }: Pick<GoogleCalendarServer, "api" | "tokenUrl">,
  clock: Clock = systemClock,
): Promise<Connector> {
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  const connections = { sam: connectionTo(api, tokenUrl), gone: connectionTo(`${nowhere}/`, `${nowhere}/token`) };
  const book = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections };
  const addresses = createAddresses(() => book, { GOOGLE_SECRET: "a-secret-of-the-tests" });
  const names = Object.keys(connections).map((name) => ({ name, kind: "google" as const }));
  const accounts = accountsOf("google", addresses.connections, names);
  return createGoogleCalendarConnector({ ...accounts, get: (name = "sam") => accounts.get(name) }, clock);
}

function connectionTo(api: string, tokenUrl: string): GoogleConnection {
  const reference = "${env:GOOGLE_SECRET}"; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const oauth = { authorizeUrl: tokenUrl, tokenUrl, revokeUrl: tokenUrl };
  return { kind: "google", clientId: "client", clientSecret: reference, refreshToken: reference, api, oauth };
}

/** An event of half an hour in Berlin; `start` is its wall time. */
export function event(id: string, start: string, changes: Readonly<Record<string, unknown>> = {}): WireEvent {
  const end = new Date(Date.parse(`${start}:00Z`) + 30 * 60_000).toISOString().slice(0, 16);
  const time = (wall: string) => ({ dateTime: `${wall}:00${offsetOf(wall)}`, timeZone: "Europe/Berlin" });
  const written = { created: "2026-11-01T08:00:00.000Z", updated: "2026-11-02T08:00:00.000Z" };
  return { id, summary: id, ...written, start: time(start), end: time(end), ...changes };
}

/** Berlin's, until the clocks go forward on 29 March 2027 at two. */
function offsetOf(wall: string): string {
  return wall >= "2026-03-29T02:00" && wall < "2026-10-25T03:00" ? "+02:00" : "+01:00";
}

/** What a fetch brought, in the order of time. */
export function instances(fetched: Fetched): readonly Instance[] {
  return instancesIn(fetched.items);
}

/** The one date that a fetch brought; throws where there is not exactly one. */
export function onlyInstance(fetched: Fetched): Instance {
  const [instance, ...more] = instances(fetched);
  if (instance === undefined || more.length > 0) throw new RangeError(`expected one date, got ${fetched.items.length}`);
  return instance;
}
