import type { Bullet } from "../../core/briefing.ts";
import { instancesIn, type Instance } from "../../core/kinds/instance.ts";
import type { Material } from "../../core/ports/agent.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { joined } from "../facts.ts";
import { connectorOf } from "../source.ts";
import { counted, more } from "./counted.ts";
import type { Summarise } from "./summary.ts";

/** Names in one line; the rest is counted. */
const MOST_NAMES = 3;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Where a calendar does not say when something was entered, what lies farther ahead has merely come into view. */
const NEAR_MS = 7 * DAY_MS;

/** Meetings ahead that were moved, entered or taken out since the last run. On the first nothing is news: the agenda tells the day. */
export const summariseCalendar: Summarise = (news, material) => {
  if (material.earlier === undefined) return [];
  const told = new Set(material.findings.map(({ finding }) => finding.primary));
  const isUntold = ({ item, start }: Instance): boolean => start > material.asOf && !told.has(item.id);
  const ahead = instancesIn(news).filter(isUntold);
  const before = new Map(instancesIn(material.earlier).map((instance) => [instance.item.id, instance]));
  // What is gone from another calendar is told among its own news.
  const own = new Set(news.map(({ source }) => source));
  const gone = instancesIn(material.gone).filter((each) => own.has(each.item.source) && isUntold(each));
  const cancelled = ahead.filter(({ status, item }) => status === "cancelled" && before.get(item.id)?.status !== "cancelled");
  const held = ahead.filter(({ status }) => status !== "cancelled");
  const known = new Set(instancesIn(material.items.filter((item) => !news.includes(item))).map(({ uid }) => uid));
  return [
    ...line(
      "Moved",
      held.filter(({ item, start }) => (before.get(item.id)?.start ?? start) !== start),
      whenAndWhat,
    ),
    ...line(
      "Entered",
      held.filter((each) => !before.has(each.item.id) && !known.has(each.uid) && isNew(each, material)),
      whenAndWhat,
    ),
    ...line("Cancelled", [...cancelled, ...gone], ({ item }) => [fact(item, "title")]),
  ];
};

/** Whether it was entered since the last look, rather than having come into view as time went by. */
function isNew({ created, start, item }: Instance, { sources, asOf }: Material): boolean {
  const from = sources.find((health) => connectorOf(health.source) === item.source)?.window.from ?? asOf;
  return created === null ? Date.parse(start) - Date.parse(asOf) < NEAR_MS : created >= from;
}

function whenAndWhat({ item, allDay }: Instance): Prose {
  return prose`${fact(item, "title")}, ${fact(item, "fields.start", allDay ? "date" : "instant")}`;
}

function line(label: string, instances: readonly Instance[], tell: (instance: Instance) => Prose): Bullet[] {
  if (instances.length === 0) return [];
  const named = instances.slice(0, MOST_NAMES);
  const items = instances.map(({ item }) => item);
  const text = prose`${label}: ${joined([...named.map(tell), ...more(items.slice(MOST_NAMES))], "; ")}.`;
  const short = prose`${label}: ${counted(items, "meeting")}.`;
  return [{ kind: "fact", text, short, cites: named.map(({ item }) => item.id), flags: [] }];
}
