import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { entriesIn } from "../../core/kinds/entry.ts";
import type { Material } from "../../core/ports/agent.ts";
import { fact, prose } from "../../core/prose.ts";
import { joined } from "../facts.ts";
import { connectorOf } from "../source.ts";
import { counted, more } from "./counted.ts";
import { summariseCalendar } from "./ics.ts";
import type { Summarise } from "./summary.ts";

/** Titles in one line; the rest is counted. */
const MOST_TITLES = 3;

/** A line for each feed with its newest entries: `Status of Acme: 2 new entries: Outage and Maintenance.` Then what is new in calendars. */
export const summariseFeeds: Summarise = (news, material) => {
  const fresh = entriesIn(freshIn(news, material)).map(({ item }) => item);
  const byFeed = [...Map.groupBy(fresh, ({ fields }) => fields["feed"]).values()];
  return [...byFeed.flatMap(line), ...summariseCalendar(news, material)];
};

/** On the first run what was published in its time, later what was not there before; what was only corrected is no news. */
function freshIn(news: readonly Item[], { earlier, sources }: Material): Item[] {
  const before = new Set(earlier?.map(({ id }) => id));
  const from = sources.find((health) => connectorOf(health.source) === "http-feed")?.window.from ?? "";
  return news.filter(({ id, ts }) => (earlier === undefined ? ts >= from : !before.has(id)));
}

function line(items: readonly Item[]): Bullet[] {
  const inOrder = items.toSorted((a, b) => (a.ts === b.ts ? 0 : a.ts < b.ts ? 1 : -1));
  const [newest] = inOrder;
  if (!newest) return [];
  const named = inOrder.slice(0, MOST_TITLES);
  const titles = joined([...named.map((item) => [fact(item, "title")]), ...more(inOrder.slice(MOST_TITLES))], ", ", " and ");
  const head = prose`${fact(newest, typeof newest.fields["feedTitle"] === "string" ? "fields.feedTitle" : "fields.feed")}: ${counted(items, "new entry")}`;
  return [{ kind: "fact", text: prose`${head}: ${titles}.`, short: prose`${head}.`, cites: named.map(({ id }) => id), flags: [] }];
}
