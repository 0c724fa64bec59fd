import type { Context } from "../../core/ports/engine.ts";
import type { Identity } from "../../core/person.ts";
import type { Run } from "../../core/run.ts";
import { connectorOf } from "../../analysis/source.ts";
import type { Frozen, SourceMemory } from "./freeze.ts";
import { healthOf as healthOfEvents, itemsOf } from "./gather-events.ts";
import type { Answer } from "./gone.ts";
import { rememberedOf } from "./narrowed.ts";
import { linesAskedAbout } from "./question.ts";
import type { RunnerParts } from "./parts.ts";
import { readSource, type Gathered } from "./read-source.ts";
import { standIn } from "./stand-in.ts";

/** Everything that the sources answered, those that failed included. Items are named by their content hashes: there may be many. */
export interface Gathering {
  /** Those of the run's own events included. */
  items: readonly string[];
  /** Items that the last successful run did not have. */
  news: readonly string[];
  /** The connectors that they came from. */
  newsFrom: readonly string[];
  /** What the last successful run had that is not so any more; absent where there was none. */
  earlier?: readonly string[];
  /** What each source promises of its answer. */
  answers: readonly Answer[];
  /** What its reader is known by at the services that tell. */
  me: readonly Identity[];
  asOf: string;
  /** What to remember of each source that answered. */
  memory: Readonly<Record<string, SourceMemory>>;
}

/** Reads all sources side by side; one that fails is told by its health, and never takes the others with it. */
export async function gather(context: Context, parts: RunnerParts, run: Run, frozen: Frozen): Promise<Gathering> {
  const round = {};
  const answers = await Promise.all(frozen.automation.reads.map((grant) => readSource(context, parts, run, frozen, { grant, round })));
  const read = await standIn(context, parts, frozen, answers);
  const events = await gatherEvents(parts, frozen, context.asOf);
  const fetched = read.map(({ gathered }) => gathered);
  const told = [...events, ...fetched];
  const held = await heldBefore(parts, frozen);
  const before = held && new Set([...held.values()].flat());
  const isNews = (hash: string): boolean => before?.has(hash) !== true;
  // Two grants may bring the same thing, such as a plan that is also one of the notes: it counts once.
  const now = new Set(told.flatMap((gathered) => gathered.items));
  const items = [...now];
  const asSame = new Set(frozen.automation.reads.filter((grant) => rememberedOf(frozen.memory, grant)).map(({ name }) => name));
  const lost = (grant: string): string[] => (asSame.has(grant) ? (held?.get(grant) ?? []).filter((hash) => !now.has(hash)) : []);
  const newsFrom = told.filter((gathered) => gathered.items.some(isNews)).map(({ health }) => connectorOf(health.source));
  return {
    items,
    news: items.filter(isNews),
    newsFrom: [...new Set(newsFrom)],
    ...(before && { earlier: [...before].filter((hash) => !now.has(hash)) }),
    answers: [...answersOf(events, lost), ...answersOf(fetched, lost)],
    me: fetched.flatMap(({ me }) => me ?? []),
    asOf: context.asOf,
    memory: Object.fromEntries(read.flatMap(({ gathered, memory }) => (memory ? [[gathered.health.source, memory]] : []))),
  };
}

async function gatherEvents({ store }: RunnerParts, { events }: Frozen, asOf: string): Promise<Gathered[]> {
  if (events.length === 0) return [];
  const items = [...itemsOf(events), ...(await linesAskedAbout(store, events))];
  await store.items.put(items);
  return [{ health: healthOfEvents(events, asOf), items: items.map((item) => item.contentHash) }];
}

/** A folder that nobody named need not be there, unless there is nothing else either: then its reader is told what to do. */
function answersOf(gathered: readonly Gathered[], lost: (grant: string) => string[]): Answer[] {
  const isAnythingThere = gathered.some(({ items }) => items.length > 0);
  return gathered.map(({ health, missing, covers }) => {
    const answer = { health, lost: lost(health.source), ...(covers && { covers }) };
    if (missing === undefined || isAnythingThere) return answer;
    const { what, error, hint } = missing;
    return { ...answer, health: { ...health, ok: false, error: `${what}: ${error}`, ...(hint !== undefined && { hint }) } };
  });
}

/** By grant, the hashes of what the last successful run had; undefined where there was none. */
async function heldBefore(parts: RunnerParts, { memory }: Frozen): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  if (!memory.sources) return undefined;
  const held = Object.entries(memory.sources).map(async ([grant, source]) => {
    const { known, items } = await parts.store.documents.get<Gathered>(source.gathered);
    return [grant, known ?? items] as const;
  });
  return new Map(await Promise.all(held));
}
