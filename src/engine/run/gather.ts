import { CONNECTION_MISSING, REAUTH_NEEDED } from "../../core/connection.ts";
import { toStoredError, UNEXPECTED, type StoredError } from "../../core/errors.ts";
import type { ReadGrant } from "../../core/grant.ts";
import type { SourceHealth, Window } from "../../core/item.ts";
import type { Context } from "../../core/ports/engine.ts";
import type { Fetched } from "../../core/ports/outside.ts";
import type { Identity } from "../../core/person.ts";
import type { Run } from "../../core/run.ts";
import { connectorOf } from "../../analysis/source.ts";
import { instantOf } from "../../lib/clock.ts";
import { durationInWords } from "../../lib/duration.ts";
import { countOf } from "../../lib/text.ts";
import { STEP_TIMEOUT } from "../execution/step.ts";
import type { Frozen, SourceMemory } from "./freeze.ts";
import { healthOf as healthOfEvents, itemsOf } from "./gather-events.ts";
import { doubted, findVanished, isBare, type Answer } from "./gone.ts";
import type { RunnerParts } from "./parts.ts";
import { standIn } from "./stand-in.ts";

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
  me?: Fetched["me"];
  covers?: Window;
  /** It had nothing where there was much; one more such answer is believed. */
  isDoubted?: true;
}

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

/** What became of one source, and what to remember of it. */
export interface Read {
  gathered: Gathered;
  memory: SourceMemory | undefined;
  /** There is no account to read it by. */
  isUnconnected?: boolean;
}

/** Reads all sources side by side; one that fails is told by its health, and never takes the others with it. */
export async function gather(context: Context, parts: RunnerParts, run: Run, frozen: Frozen): Promise<Gathering> {
  const answers = await Promise.all(frozen.automation.reads.map((grant) => readSource(context, parts, run, frozen, grant)));
  const read = await standIn(context, parts, frozen, answers);
  const events = await gatherEvents(parts, frozen, context.asOf);
  const fetched = read.map(({ gathered }) => gathered);
  const told = [...events, ...fetched];
  const held = await heldBefore(parts, frozen);
  const before = held && new Set([...held.values()].flat());
  const isNews = (hash: string): boolean => before?.has(hash) !== true;
  const items = told.flatMap((gathered) => gathered.items);
  const now = new Set(items);
  const lost = (grant: string): string[] => (held?.get(grant) ?? []).filter((hash) => !now.has(hash));
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
  const items = itemsOf(events);
  await store.items.put(items);
  return [{ health: healthOfEvents(events, asOf), items: items.map((item) => item.contentHash) }];
}

async function readSource(context: Context, parts: RunnerParts, run: Run, frozen: Frozen, grant: ReadGrant): Promise<Read> {
  const before = frozen.memory.sources?.[grant.name];
  const window = windowOf(before, context.asOf);
  try {
    const hash = await context.step(`gather ${grant.name}`, (signal) => fetchOnce(parts, run, frozen, grant, window, signal));
    const gathered = withReturn(await parts.store.documents.get<Gathered>(hash), before);
    return { gathered, memory: { readTo: gathered.health.ok ? context.asOf : (before?.readTo ?? window.from), gathered: hash } };
  } catch (error) {
    context.signal.throwIfAborted();
    const { code, message, hint } = inWords(error, frozen.automation.stepTimeoutMs);
    const isShutOut = code === REAUTH_NEEDED;
    parts.loggerOf(run).warn({}, `${grant.name} could not be read: ${message}`);
    const health = { source: grant.name, ok: false, fetchedAt: context.asOf, window, count: 0, error: message, ...(hint && { hint }) };
    const shutOut = isShutOut && { shutOut: await shutOutOf(parts, grant, before) };
    const memory = isShutOut && before ? { ...before, wasShutOut: true as const } : undefined;
    return { gathered: { health: { ...health, ...shutOut }, items: [] }, memory, isUnconnected: code === CONNECTION_MISSING };
  }
}

/** Of what its reader knows nothing of, a step or a fault of our own, only what it comes to is told. */
function inWords(error: unknown, timeoutMs: number): StoredError {
  const stored = toStoredError(error);
  if (stored.code === UNEXPECTED) return { ...stored, hint: "The next run tries again; if that goes on, report it as a fault of Chief's." };
  if (stored.code !== STEP_TIMEOUT) return stored;
  return {
    code: stored.code,
    message: `expected an answer within ${durationInWords(timeoutMs)}, got none`,
    hint: "The next run asks again; if it always takes that long, raise stepTimeout in the automation, or ask for less at once.",
  };
}

async function shutOutOf({ connectors }: RunnerParts, grant: ReadGrant, before: SourceMemory | undefined) {
  const { title } = await connectors.load(grant.connector);
  return { title, ...(before && { since: before.readTo }) };
}

/** The first answer after its account let us in no more says so. */
function withReturn(gathered: Gathered, before: SourceMemory | undefined): Gathered {
  if (!before?.wasShutOut) return gathered;
  const { health } = gathered;
  const note = `${health.source} is included again, with what came while it was not.`;
  return { ...gathered, health: { ...health, notes: [note, ...(health.notes ?? [])] } };
}

async function fetchOnce(parts: RunnerParts, run: Run, frozen: Frozen, grant: ReadGrant, window: Window, signal: AbortSignal) {
  const { documents, items } = parts.store;
  const remembered = frozen.memory.sources?.[grant.name];
  const before = remembered && (await documents.get<Gathered>(remembered.gathered));
  const connector = await parts.connectors.load(grant.connector);
  const fetched = await connector.fetch({
    options: grant.options,
    root: frozen.workspace.root,
    timezone: frozen.automation.timezone,
    window,
    cursor: before?.cursor,
    picture: before ? await items.get(before.items) : [],
    signal,
    logger: parts.loggerOf(run),
    progress: (message) => parts.progress(run, `${grant.name}: ${message}`),
  });
  await items.put(fetched.items);
  const vanished = await vanishedSince(parts, before, fetched);
  const answered = healthOf(grant, window, fetched, instantOf(parts.clock));
  const health = vanished === undefined ? answered : doubted(answered, vanished);
  parts
    .loggerOf(run)
    .info({}, `${grant.name}: ${countOf(fetched.items.length, "item")}${health.error === undefined ? "" : `; ${health.error}`}`);
  const hashes = fetched.items.map((item) => item.contentHash);
  const known = before && !health.ok ? { known: [...new Set([...(before.known ?? before.items), ...hashes])] } : {};
  const { missing, covers, me } = fetched;
  const more = {
    ...(me && { me }),
    ...(missing && { missing }),
    ...(covers && { covers }),
    ...(vanished !== undefined && { isDoubted: true }),
  };
  return documents.put("gathered", { health, items: hashes, cursor: fetched.cursor, ...known, ...more });
}

/** How much of the last answer an answer without anything is missing; once that was said, no more. */
async function vanishedSince({ store }: RunnerParts, before: Gathered | undefined, fetched: Fetched): Promise<number | undefined> {
  if (before === undefined || before.isDoubted || !isBare(fetched)) return undefined;
  return findVanished(await store.items.get(before.known ?? before.items), fetched.covers);
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

/** By grant, the hashes of what the last successful run had; undefined where there was none. */
async function heldBefore(parts: RunnerParts, { memory }: Frozen): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  if (!memory.sources) return undefined;
  const held = Object.entries(memory.sources).map(async ([grant, source]) => {
    const { known, items } = await parts.store.documents.get<Gathered>(source.gathered);
    return [grant, known ?? items] as const;
  });
  return new Map(await Promise.all(held));
}
