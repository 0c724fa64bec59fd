import { toStoredError } from "../../core/errors.ts";
import type { ReadGrant } from "../../core/grant.ts";
import type { Change, Item, SourceHealth, Window } from "../../core/item.ts";
import type { Context } from "../../core/ports/engine.ts";
import type { Fetched } from "../../core/ports/outside.ts";
import type { Run } from "../../core/run.ts";
import { instantOf } from "../../lib/clock.ts";
import { countOf } from "../../lib/text.ts";
import { changesAfter } from "./changes.ts";
import type { Frozen, SourceMemory } from "./freeze.ts";
import { healthOf as healthOfEvents, itemsOf } from "./gather-events.ts";
import { divide, doubted, findVanished, type Answer } from "./gone.ts";
import type { RunnerParts } from "./parts.ts";

/** How far the first run looks back. */
const FIRST_WINDOW_MS = 7 * 24 * 60 * 60 * 1000;
/** Windows overlap by this, so that what arrived late at the source is still seen. */
const OVERLAP_MS = 10 * 60 * 1000;

/** One source's answer as a document. */
export interface Gathered {
  health: SourceHealth;
  /** Content hashes, in the source's order. */
  items: readonly string[];
  /** With those of an earlier answer that this one, being partial, could not see: none of them is news when it is seen again. */
  known?: readonly string[];
  cursor?: unknown;
  missing?: Fetched["missing"];
  covers?: Window;
  /** It had nothing where there was much; one more such answer is believed. */
  isDoubted?: true;
}

/** Everything that the sources answered, those that failed included. */
export interface Gathering {
  items: readonly Item[];
  /** Items that the last successful run did not have. */
  news: readonly Item[];
  /** What the last successful run had of the news; absent where there was none. */
  earlier?: readonly Item[];
  /** What stood at the last successful run and is there no more, of sources that answered in full. */
  gone: readonly Item[];
  /** What became of the items' fields lately, oldest first. */
  changes: readonly Change[];
  sources: readonly SourceHealth[];
  asOf: string;
  /** What to remember of each source that answered. */
  memory: Readonly<Record<string, SourceMemory>>;
}

/** Reads all sources side by side; one that fails is told by its health, and never takes the others with it. */
export async function gather(context: Context, parts: RunnerParts, run: Run, frozen: Frozen): Promise<Gathering> {
  const answers = await Promise.all(frozen.automation.reads.map((grant) => readSource(context, parts, run, frozen, grant)));
  const read = await Promise.all(answers.map(async ({ gathered, fetched }) => fetched ?? parts.store.items.get(gathered.items)));
  const items = [...itemsOf(frozen.events), ...read.flat()];
  const held = await heldBefore(parts, frozen);
  const before = held && new Set([...held.values()].flatMap((hashes) => [...hashes]));
  const promised = answersOf(
    answers.map(({ gathered }) => gathered),
    held,
  );
  const health = promised.map((answer) => answer.health);
  const news = items.filter((item) => !before?.has(item.contentHash));
  const earlier = await findEarlier(parts, before ?? new Set(), items);
  const { past, gone } = divide(earlier, items, promised);
  return {
    items,
    news,
    ...(before && { earlier: past }),
    gone,
    changes: changesAfter(frozen.memory.changes ?? [], past, items, context.asOf),
    sources: [...(frozen.events.length > 0 ? [healthOfEvents(frozen.events, context.asOf)] : []), ...health],
    asOf: context.asOf,
    memory: Object.fromEntries(answers.flatMap((answer) => (answer.memory ? [[answer.gathered.health.source, answer.memory]] : []))),
  };
}

async function readSource(context: Context, parts: RunnerParts, run: Run, frozen: Frozen, grant: ReadGrant) {
  const before = frozen.memory.sources?.[grant.name];
  const window = windowOf(before, context.asOf);
  // Only what an earlier execution of this run has fetched must be read again.
  let fetched: readonly Item[] | undefined;
  try {
    const hash = await context.step(`gather ${grant.name}`, async (signal) => {
      const answer = await fetchOnce(parts, run, frozen, grant, window, signal);
      fetched = answer.items;
      return answer.hash;
    });
    const gathered = await parts.store.documents.get<Gathered>(hash);
    return { gathered, fetched, memory: { readTo: gathered.health.ok ? context.asOf : (before?.readTo ?? window.from), gathered: hash } };
  } catch (error) {
    context.signal.throwIfAborted();
    const { message, hint } = toStoredError(error);
    parts.loggerOf(run).warn({}, `${grant.name} could not be read: ${message}`);
    const health = { source: grant.name, ok: false, fetchedAt: context.asOf, window, count: 0, error: message, ...(hint && { hint }) };
    return { gathered: { health, items: [] }, fetched: [], memory: undefined };
  }
}

async function fetchOnce(parts: RunnerParts, run: Run, frozen: Frozen, grant: ReadGrant, window: Window, signal: AbortSignal) {
  const { documents, items } = parts.store;
  const remembered = frozen.memory.sources?.[grant.name];
  const before = remembered && (await documents.get<Gathered>(remembered.gathered));
  const picture = before ? await items.get(before.items) : [];
  const connector = await parts.connectors.load(grant.connector);
  const fetched = await connector.fetch({
    options: grant.options,
    root: frozen.workspace.root,
    timezone: frozen.automation.timezone,
    window,
    cursor: before?.cursor,
    picture,
    signal,
    logger: parts.loggerOf(run),
    progress: (message) => parts.progress(run, `${grant.name}: ${message}`),
  });
  await items.put(fetched.items);
  const vanished = before?.isDoubted ? undefined : findVanished(before?.known ? await items.get(before.known) : picture, fetched);
  const answered = healthOf(grant, window, fetched, instantOf(parts.clock));
  const health = vanished === undefined ? answered : doubted(answered, vanished);
  parts
    .loggerOf(run)
    .info({}, `${grant.name}: ${countOf(fetched.items.length, "item")}${health.error === undefined ? "" : `; ${health.error}`}`);
  const hashes = fetched.items.map((item) => item.contentHash);
  const known = before && !health.ok ? { known: [...new Set([...(before.known ?? before.items), ...hashes])] } : {};
  const { missing, covers } = fetched;
  const more = { ...(missing && { missing }), ...(covers && { covers }), ...(vanished !== undefined && { isDoubted: true }) };
  return {
    items: fetched.items,
    hash: await documents.put("gathered", { health, items: hashes, cursor: fetched.cursor, ...known, ...more }),
  };
}

/** A folder that nobody named need not be there, unless there is nothing else either: then its reader is told what to do. */
function answersOf(gathered: readonly Gathered[], held: HeldBefore | undefined): Answer[] {
  const isAnythingThere = gathered.some(({ items }) => items.length > 0);
  return gathered.map(({ health, missing, covers }) => {
    const answer = { health, before: held?.get(health.source) ?? new Set(), ...(covers && { covers }) };
    if (missing === undefined || isAnythingThere) return answer;
    const { what, error, hint } = missing;
    return { ...answer, health: { ...health, ok: false, error: `${what}: ${error}`, ...(hint !== undefined && { hint }) } };
  });
}

function healthOf(grant: ReadGrant, window: Window, fetched: Fetched, fetchedAt: string): SourceHealth {
  const failure = fetched.failures.map(({ what, error }) => `${what}: ${error}`).join("; ");
  const hint = fetched.failures.find((each) => each.hint)?.hint;
  return {
    source: grant.name,
    ok: fetched.failures.length === 0,
    fetchedAt,
    window,
    count: fetched.items.length,
    notes: fetched.notes,
    ...(failure && { error: failure }),
    ...(hint && { hint }),
  };
}

function windowOf(before: SourceMemory | undefined, asOf: string): Window {
  const from = before ? Date.parse(before.readTo) - OVERLAP_MS : Date.parse(asOf) - FIRST_WINDOW_MS;
  return { from: new Date(Math.min(from, Date.parse(asOf))).toISOString(), to: asOf };
}

/** By grant, the hashes of what the last successful run had. */
type HeldBefore = ReadonlyMap<string, ReadonlySet<string>>;

/** Undefined where there was no successful run. */
async function heldBefore(parts: RunnerParts, { memory }: Frozen): Promise<HeldBefore | undefined> {
  if (!memory.sources) return undefined;
  const gathered = Object.entries(memory.sources).map(async ([grant, source]) => {
    const { known, items } = await parts.store.documents.get<Gathered>(source.gathered);
    return [grant, new Set(known ?? items)] as const;
  });
  return new Map(await Promise.all(gathered));
}

/** What the last successful run had that is not so any more. */
async function findEarlier(parts: RunnerParts, before: ReadonlySet<string>, items: readonly Item[]): Promise<Item[]> {
  const now = new Set(items.map((item) => item.contentHash));
  return parts.store.items.get([...before].filter((hash) => !now.has(hash)));
}
