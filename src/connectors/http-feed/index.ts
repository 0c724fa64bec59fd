import { OWNER_ONLY } from "../../core/audience.ts";
import type { Accounts } from "../../core/connection.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { systemClock } from "../../lib/clock.ts";
import type { AddressFinder } from "../../lib/pinned-agent.ts";
import { listOf } from "../../lib/text.ts";
import { feedsOf, httpFeedSchema, type HttpFeedOptions } from "./schema.ts";

/** Entries and dates of feeds at addresses that the definition names, or that connections keep because they are secrets. */
export function createHttpFeedConnector(
  accounts: Accounts<"feed">,
  clock: Clock = systemClock,
  find?: AddressFinder,
): Connector<HttpFeedOptions> {
  return {
    id: "http-feed",
    title: "Feeds",
    alias: "E",
    schema: httpFeedSchema(accounts.names),
    mentions: ["Feed", "RSS"],
    describe(options) {
      const names = feedsOf(options).map(({ name, url }) => (url === undefined ? `the connection ${name}` : name));
      const others = options.hosts.length === 0 ? "" : ` and, where these lead on, from ${listOf(options.hosts)}`;
      return `entries (at most ${options.max} of each) and dates of the feeds ${listOf(names)}, fetched from there${others} and from nowhere else`.replaceAll(
        /[{}[\]]/g,
        "",
      );
    },
    audience: () => OWNER_ONLY,
    // The client takes a while to load.
    fetch: async (context) => (await import("./fetch-feeds.ts")).fetchFeeds(context, { accounts, clock, ...(find && { find }) }),
  };
}
