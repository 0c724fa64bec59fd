import { textFaults, type Fault, type Look } from "./outgoing-text.ts";

/** What Slack obeys stands between angle brackets. https://docs.slack.dev/messaging/formatting-message-text */
const ORDER = /<[^<>]*>/g;
/** A date with its words; a third part would be a link. */
const DATE = /^!date\^\d+\^[^|^]*\|/;
/** A letter to machines, which Chief writes for a sign that would format: people and Slack see an end of the word in it. */
const GRAVE_LETTER = "\u02cb";
const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** What is wrong with a text in Slack's own markup: whom it calls, where it leads, and what its words look like. */
export function* mrkdwnFaults(markup: string, look: Look): Generator<Fault> {
  for (const [order] of markup.matchAll(ORDER)) yield* orderFaults(inside(order), look);
  const words = markup.replaceAll(ORDER, (order) => inside(order).slice(inside(order).indexOf("|") + 1));
  if (/[<>]/.test(words)) yield { kind: "mention", got: "half of an order to Slack" };
  // Signs of emphasis are not shown, so that what they part is read as one.
  yield* textFaults(decode(words).replaceAll("*", "").replaceAll(GRAVE_LETTER, "`"), look);
}

function orderFaults(order: string, look: Look): Fault[] {
  if (DATE.test(order)) return [];
  if (/^[!@#]/.test(order)) return [{ kind: "mention", got: decode(order) }];
  const stroke = order.indexOf("|");
  const address = decode(stroke === -1 ? order : order.slice(0, stroke));
  return look.isOwn(address) ? [] : [{ kind: "link", got: address }];
}

function inside(order: string): string {
  return order.slice(1, -1);
}

function decode(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}
