import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { fact, prose } from "../../core/prose.ts";
import { counted } from "./counted.ts";
import type { Summarise } from "./summary.ts";

/** Events told one by one; the rest is counted. */
const MOST_TOLD = 5;

/** What set the run off: the titles of its events, the latest first. */
export const summariseEvents: Summarise = (news) => {
  const latestFirst = news.toSorted((a, b) => (a.ts < b.ts ? 1 : -1));
  const rest = latestFirst.slice(MOST_TOLD);
  return [...latestFirst.slice(0, MOST_TOLD).map(line), ...(rest.length > 0 ? [restOf(rest)] : [])];
};

function line(event: Item): Bullet {
  const text = prose`${fact(event, "title")}, ${fact(event, "ts", "instant")}.`;
  return { kind: "fact", text, cites: [event.id], flags: [], short: prose`${fact(event, "title")}.` };
}

function restOf(events: readonly Item[]): Bullet {
  const text = prose`Before that: ${counted(events, "more event")}.`;
  return { kind: "fact", text, cites: events.slice(0, 1).map((event) => event.id), flags: [], short: text };
}
