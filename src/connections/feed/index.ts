import type { FeedConnection } from "../../core/connection.ts";
import { ChiefError, TransientError } from "../../core/errors.ts";
import { systemClock } from "../../lib/clock.ts";
import { fetchWebFile, parseWebAddress } from "../../lib/web-file.ts";
import { refused, unreachable } from "../failure.ts";
import type { Account, CheckContext, Service } from "../service.ts";

const MOST_BYTES = 5 * 1_048_576;
const PATIENCE_MS = 15_000;

/** A feed whose address is a secret, such as that of a calendar of one's own. One that anybody may see needs no connection. */
export const feedService: Service<FeedConnection> = {
  kind: "feed",
  title: "a feed at a secret address",
  // A grant that names no connection reads open addresses, and must not be held to an account.
  serves: { deliveries: [], connectors: [], events: [] },
  guide: () => [
    "Only addresses that are secrets need this; any other stands in the automation itself, under http-feed.",
    "Google Calendar: https://calendar.google.com/calendar/r/settings, the calendar, Integrate calendar, Secret address in iCal format. Outlook: https://outlook.live.com/calendar/0/options/calendar/SharedCalendars, Publish a calendar, ICS.",
  ],
  questions: [
    {
      key: "address",
      what: "Address of the feed",
      secret: true,
      variable: "FEED_ADDRESS",
      form: { pattern: /^https?:\/\/\S+$/, wish: "start with https://" },
    },
  ],
  check: checkFeed,
  needs: () => [],
  example: (connection) => ["reads:", `  - http-feed: { feeds: [{ connection: ${connection ?? "feed"} }] }`],
};

/** Whether something is given there; what it is is seen when it is read. */
async function checkFeed({ address }: FeedConnection, { readSecret, signal }: CheckContext): Promise<Account> {
  const url = readSecret(address);
  const request = { url, hosts: [], accept: "*/*", mostBytes: MOST_BYTES, patienceMs: PATIENCE_MS };
  try {
    await fetchWebFile(request, { clock: systemClock, signal });
    return { name: `a feed at ${parseWebAddress(url).host}`, remarks: [] };
  } catch (error) {
    if (error instanceof TransientError) throw unreachable(error.message, error.hint ?? "");
    if (error instanceof ChiefError) throw refused(error.message, error.hint ?? "");
    throw error;
  }
}
