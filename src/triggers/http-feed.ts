import { z } from "zod";
import { OWNER_ONLY } from "../core/audience.ts";
import { entriesIn } from "../core/kinds/entry.ts";
import { listOf } from "../lib/text.ts";
import { momentFields, type Look, type Moment } from "./moment.ts";
import { pollingSource, pollKeys } from "./poll.ts";

const text = z.string().trim().min(1).max(200);

const schema = z
  .strictObject({
    feed: text.exactOptional().describe("Only from this feed, by the name that it has in the automation's read of http-feed."),
    words: text.exactOptional().describe("Only where the title has these words, in upper or lower case."),
    every: pollKeys.every,
  })
  .describe("Runs when a feed has a new entry; looks in the automation's own read of http-feed.");

export type HttpFeedEventOptions = z.infer<typeof schema>;

/** An entry that is dated so long before the last look has only come into view, as where a feed has lost a newer one. */
const STALE_MS = 7 * 24 * 3_600_000;

/** New entries of feeds, each once, whatever becomes of it later. Dates of calendars are none: `before` is for these. */
export const httpFeedSource = pollingSource<HttpFeedEventOptions>({
  id: "http-feed",
  schema,
  // As often as most feeds ask for.
  everyMs: 15 * 60_000,
  describe({ feed, words }) {
    const filters = [...(feed === undefined ? [] : [`of ${feed}`]), ...(words === undefined ? [] : [`with "${words}" in its title`])];
    return `when there is a new entry ${filters.length === 0 ? "in a feed" : listOf(filters)}`;
  },
  audience: () => OWNER_ONLY,
  moments: entryMoments,
  isMeant: ({ fields, title }, { feed, words }) =>
    (feed === undefined || fields["feed"] === feed) && (words === undefined || title.toLowerCase().includes(words.toLowerCase())),
});

function entryMoments({ items }: Look, before: Look | undefined): Moment[] {
  const earliest = before ? new Date(Date.parse(before.at) - STALE_MS).toISOString() : "";
  return entriesIn(items).map(({ item, feed }) => ({
    ...{ id: item.id, event: "published", at: item.ts, title: item.title },
    fields: momentFields("published", item, { feed }),
    isStale: item.ts < earliest,
  }));
}
