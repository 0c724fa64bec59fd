import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { commentsIn, documentsIn } from "../../core/kinds/document.ts";
import type { Material } from "../../core/ports/agent.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { joined } from "../facts.ts";
import { connectorOf } from "../source.ts";
import { counted, more } from "./counted.ts";
import type { Summarise } from "./summary.ts";

/** Names in one line; the rest is counted. */
const MOST_NAMES = 3;

/** Comments that wait for the reader, then documents that others have changed or shared: `Google Drive: 2 documents: Plan and Numbers.` */
export const summariseDocuments = summariseDocumentsOf("google-drive", prose`Google Drive`, "document");

/** The same of any service that keeps documents, by its connector, its title, and what one of its documents is called. */
export function summariseDocumentsOf(connector: string, title: Prose, unit: string): Summarise {
  return (news, material) => {
    const fresh = freshIn(news, connector, material);
    const comments = commentsIn(fresh).flatMap(({ item, answered }) => (answered ? [] : [item]));
    const documents = documentsIn(fresh).map(({ item }) => item);
    return [
      ...line(comments, prose`You are named in ${counted(comments, "comment")}`, commentInWords),
      ...line(documents, prose`${title}: ${counted(documents, unit)}`, (item) => [fact(item, "title")]),
    ];
  };
}

/** On the first run what happened in its time; later what was not there before, or happened again. */
function freshIn(news: readonly Item[], connector: string, { earlier, sources }: Material): Item[] {
  const before = new Map(earlier?.map((item) => [item.id, item.ts]));
  const from = sources.find((health) => connectorOf(health.source) === connector)?.window.from ?? "";
  return news.filter((item) => (earlier === undefined ? item.ts >= from : before.get(item.id) !== item.ts));
}

function commentInWords(item: Item): Prose {
  return prose`${fact(item, "title")} (${fact(item, "fields.documentTitle")})`;
}

function line(items: readonly Item[], head: Prose, tell: (item: Item) => Prose): Bullet[] {
  if (items.length === 0) return [];
  const named = items.slice(0, MOST_NAMES);
  const names = joined([...named.map(tell), ...more(items.slice(MOST_NAMES))], ", ", " and ");
  return [{ kind: "fact", text: prose`${head}: ${names}.`, short: prose`${head}.`, cites: named.map(({ id }) => id), flags: [] }];
}
