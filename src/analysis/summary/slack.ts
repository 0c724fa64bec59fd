import { messagesIn, type Message } from "../../core/kinds/message.ts";
import type { Material } from "../../core/ports/agent.ts";
import { derived, fact, getFact, prose, type Prose } from "../../core/prose.ts";
import { joined } from "../facts.ts";
import { connectorOf } from "../source.ts";
import { counted, more } from "./counted.ts";
import type { Summarise } from "./summary.ts";

/** Channels that are named; the rest is counted. */
const MOST_NAMES = 3;

/** How many messages there are that nobody was told of, and in which channels, the busiest first: `12 messages in 3 channels: #risk, #launch and #it.` */
export const summariseMessages: Summarise = (news, material) => {
  const fresh = freshIn(messagesIn(news), material);
  if (fresh.length === 0) return [];
  const channels = [...Map.groupBy(fresh, ({ channel }) => channel).values()].toSorted((a, b) => b.length - a.length);
  const heads = channels.flatMap(([first]) => first ?? []);
  const count = derived(
    heads.length,
    "channel",
    heads.map(({ item }) => getFact(item, "fields.channel")),
  );
  const items = fresh.map(({ item }) => item);
  const named = heads.slice(0, MOST_NAMES).map(({ item }): Prose => [fact(item, "fields.channelName")]);
  const names = joined([...named, ...more(heads.slice(MOST_NAMES).map(({ item }) => item))], ", ", " and ");
  const short = prose`Slack: ${counted(items, "message")} in ${count}.`;
  const text = prose`Slack: ${counted(items, "message")} in ${count}: ${names}.`;
  return [{ kind: "fact", text, cites: heads.slice(0, MOST_NAMES).map(({ item }) => item.id), flags: [], short }];
};

/** On the first run what was written in its time; later what was not there before. A reaction makes no message new. */
function freshIn(messages: readonly Message[], { earlier, sources }: Material): Message[] {
  const before = new Set(earlier?.map(({ id }) => id));
  const from = sources.find((health) => connectorOf(health.source) === "slack")?.window.from ?? "";
  return messages.filter(({ item }) => (earlier === undefined ? item.ts >= from : !before.has(item.id)));
}
