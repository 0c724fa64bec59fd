import type { Item } from "../../core/item.ts";
import { incidentsIn } from "../../core/kinds/incident.ts";
import { issuesIn } from "../../core/kinds/issue.ts";
import { messagesIn, type Message } from "../../core/kinds/message.ts";
import { rolloutsIn, type Rollout } from "../../core/kinds/rollout.ts";
import { mergesIn } from "../digest/merges.ts";
import type { Merge } from "../digest/merge.ts";
import { saidIn, type Said } from "./said.ts";

/** Something that broke, whichever kind of item tells of it. */
export interface Trouble {
  item: Item;
  state: "open" | "mitigated" | "resolved";
  service: string | null;
  /** Paths of its instants, as far as they are known. */
  detected?: string;
  mitigated?: string;
  resolved?: string;
  /** When it was over, or else undefined. */
  until?: string;
  isRow: boolean;
}

/** What belongs to it. */
export interface Story {
  trouble: Trouble;
  /** What people wrote in its channel, the oldest first. */
  messages: readonly Message[];
  said: readonly Said[];
  rollouts: readonly Rollout[];
  /** Merged while it lasted, to take something back. */
  reverts: readonly Merge[];
  /** Other incidents of these days. */
  others: readonly Trouble[];
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** What was over earlier is told no more. */
const DAYS_TOLD = 14;
/** Channels are opened when somebody notices, and used for a while after. */
const BEFORE_MS = 2 * HOUR_MS;
const AFTER_MS = 3 * DAY_MS;
/** What was rolled out so long before may have to do with it. */
const ROLLED_OUT_BEFORE_MS = 6 * HOUR_MS;
const CHANNEL = /^#?(?:inc|incident|outage|sev)(?:[-_\d]|$)/i;
const LABEL = /^(?:type:\s*)?(?:incident|outage|sev[- ]?\d)\b/i;

/** The incident to tell of, with all that belongs to it: one that is open before one that is over, the latest first. */
export function storyIn(items: readonly Item[], asOf: string): Story | undefined {
  const all = troublesIn(items, asOf).filter(
    ({ item, until = asOf }) => item.ts <= asOf && Date.parse(asOf) - Date.parse(until) < DAYS_TOLD * DAY_MS,
  );
  const ranked = all.toSorted((a, b) => rankOf(a) - rankOf(b) || b.item.ts.localeCompare(a.item.ts) || (a.item.id < b.item.id ? -1 : 1));
  const [trouble, ...others] = ranked;
  if (trouble === undefined) return undefined;
  const channel = messagesIn(items).filter((message) => isInChannel(message));
  const messages = channel.filter((message) => isAbout(message, trouble, all, asOf)).toSorted((a, b) => a.item.ts.localeCompare(b.item.ts));
  const written = [
    ...messages.filter(({ bot }) => !bot).map(({ item }) => item),
    ...(trouble.item.kind === "message" ? [] : [trouble.item]),
  ];
  return {
    trouble,
    messages,
    said: written.flatMap(saidIn),
    rollouts: rolloutsIn(items).filter((rollout) => isNearby(rollout, trouble, asOf)),
    reverts: mergesIn(items).filter((merge) => isTakenBack(merge) && isDuring(merge.at, trouble, asOf, 0)),
    others,
  };
}

function rankOf({ state }: Trouble): number {
  return state === "open" ? 0 : state === "mitigated" ? 1 : 2;
}

/** Rows and issues; a channel of its own speaks for an incident that nothing else tells of. */
function troublesIn(items: readonly Item[], asOf: string): Trouble[] {
  const rows = incidentsIn(items).map((incident): Trouble => {
    const { item, state, service, detectedAt, mitigatedAt, resolvedAt } = incident;
    const until = mitigatedAt ?? resolvedAt;
    return {
      item,
      state,
      service,
      isRow: true,
      ...(detectedAt !== null && { detected: "fields.detectedAt" }),
      ...(mitigatedAt !== null && { mitigated: "fields.mitigatedAt" }),
      ...(resolvedAt !== null && { resolved: "fields.resolvedAt" }),
      ...(until !== null && { until }),
    };
  });
  const issues = issuesIn(items).flatMap((issue): Trouble[] => {
    if (!issue.labels.some((label) => LABEL.test(label))) return [];
    const closed = issue.closedAt === null ? {} : { resolved: "fields.closedAt", until: issue.closedAt };
    return [{ item: issue.item, state: issue.state === "open" ? "open" : "resolved", service: null, isRow: false, ...closed }];
  });
  const known = [...rows, ...issues];
  const byChannel = Map.groupBy(messagesIn(items).filter(isInChannel), ({ channel }) => channel);
  const channels = [...byChannel.values()].flatMap((messages): Trouble[] => {
    const first = messages.toSorted((a, b) => a.item.ts.localeCompare(b.item.ts))[0];
    const isQuiet = messages.every(({ item }) => Date.parse(asOf) - Date.parse(item.ts) >= DAYS_TOLD * DAY_MS);
    const isKnown = first === undefined || isQuiet || known.some((trouble) => isAbout(first, trouble, known, first.item.ts));
    return isKnown ? [] : [{ item: first.item, state: "open", service: null, isRow: false }];
  });
  return [...known, ...channels];
}

function isInChannel({ channelName }: Message): boolean {
  return CHANNEL.test(channelName);
}

/** In a channel whose name has a word of it, or in the only one that there is while it lasts. */
function isAbout(message: Message, trouble: Trouble, all: readonly Trouble[], asOf: string): boolean {
  if (trouble.item.kind === "message") return message.channel === trouble.item.fields["channel"];
  if (!isDuring(message.item.ts, trouble, asOf, AFTER_MS)) return false;
  const words = wordsOf(message.channelName.replace(CHANNEL, " "));
  const isNamed = ({ item, service }: Trouble): boolean => [...wordsOf(`${item.title} ${service ?? ""}`)].some((word) => words.has(word));
  return (
    isNamed(trouble) || !all.some((other) => other !== trouble && (isNamed(other) || isDuring(message.item.ts, other, asOf, AFTER_MS)))
  );
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !/^(?:incident|outage|error|errors|fails?|down)$/.test(word)),
  );
}

function isDuring(at: string, { item, until }: Trouble, asOf: string, afterMs: number): boolean {
  const instant = Date.parse(at);
  return instant >= Date.parse(item.ts) - (afterMs === 0 ? 0 : BEFORE_MS) && instant <= Date.parse(until ?? asOf) + afterMs && at <= asOf;
}

function isNearby({ service, item, stageSince }: Rollout, trouble: Trouble, asOf: string): boolean {
  const isSame = trouble.service !== null && service.toLowerCase().split("/").includes(trouble.service.toLowerCase());
  const from = Date.parse(trouble.item.ts) - ROLLED_OUT_BEFORE_MS;
  const until = Date.parse(trouble.until ?? asOf);
  return isSame && [item.ts, stageSince].some((at) => Date.parse(at) >= from && Date.parse(at) <= until);
}

function isTakenBack({ reverts, item }: Merge): boolean {
  return reverts !== null || /^revert\b/i.test(item.title);
}
