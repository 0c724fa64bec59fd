import { CONNECTION_MISSING, REAUTH_NEEDED } from "../../core/connection.ts";
import { toStoredError, UNEXPECTED, type StoredError } from "../../core/errors.ts";
import type { ReadGrant } from "../../core/grant.ts";
import type { Coverage, SourceHealth, Window } from "../../core/item.ts";
import type { Context } from "../../core/ports/engine.ts";
import type { Fetched, Shelf } from "../../core/ports/outside.ts";
import type { ShelfPlace } from "../../core/ports/shelf.ts";
import type { Run } from "../../core/run.ts";
import { instantOf } from "../../lib/clock.ts";
import { durationInWords } from "../../lib/duration.ts";
import { valueWithoutSecrets } from "../../lib/known-secrets.ts";
import { countOf } from "../../lib/text.ts";
import { STEP_TIMEOUT } from "../execution/step.ts";
import type { Frozen, SourceMemory } from "./freeze.ts";
import { doubted, findVanished, type Vanished } from "./gone.ts";
import { askedBy, rememberedOf } from "./narrowed.ts";
import type { RunnerParts } from "./parts.ts";
import { askedSince } from "./question.ts";

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
  covers?: Coverage;
  /** It had nothing where there was much; one more such answer is believed. */
  isDoubted?: true;
}

/** What became of one source, and what to remember of it. */
export interface Read {
  gathered: Gathered;
  memory: SourceMemory | undefined;
  /** There is no account to read it by. */
  isUnconnected?: boolean;
}

/** One of the sources that are read in one go. */
export interface Asked {
  grant: ReadGrant;
  /** The same for all of them. */
  round: object;
}

/** Reads one source; what fails is told by its health. */
export async function readSource(context: Context, parts: RunnerParts, run: Run, frozen: Frozen, asked: Asked): Promise<Read> {
  const { grant } = asked;
  const before = rememberedOf(frozen.memory, grant);
  const window = windowOf(before, context.asOf, askedSince(frozen.automation, context.asOf));
  try {
    const hash = await context.step(`gather ${grant.name}`, (signal) => fetchOnce(parts, run, frozen, asked, window, signal));
    const gathered = withReturn(await parts.store.documents.get<Gathered>(hash), before);
    const readTo = gathered.health.ok ? context.asOf : (before?.readTo ?? window.from);
    return { gathered, memory: { readTo, gathered: hash, asked: askedBy(grant) } };
  } catch (error) {
    context.signal.throwIfAborted();
    const { code, message, hint } = inWords(error, frozen.automation.stepTimeoutMs);
    const isShutOut = code === REAUTH_NEEDED;
    const isUnconnected = code === CONNECTION_MISSING;
    parts.loggerOf(run)[isUnconnected ? "info" : "warn"]({}, `${grant.name} could not be read: ${message}`);
    const health = { source: grant.name, ok: false, fetchedAt: context.asOf, window, count: 0, error: message, ...(hint && { hint }) };
    const shutOut = isShutOut && { shutOut: await shutOutOf(parts, grant, before) };
    const memory = isShutOut && before ? { ...before, wasShutOut: true as const } : undefined;
    return { gathered: { health: { ...health, ...shutOut }, items: [] }, memory, isUnconnected };
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

async function fetchOnce(parts: RunnerParts, run: Run, frozen: Frozen, { grant, round }: Asked, window: Window, signal: AbortSignal) {
  const { documents, items } = parts.store;
  const remembered = rememberedOf(frozen.memory, grant);
  const before = remembered && (await documents.get<Gathered>(remembered.gathered));
  const connector = await parts.connectors.load(grant.connector);
  const fetched = wellSpoken(
    await connector.fetch({
      options: grant.options,
      root: frozen.workspace.root,
      timezone: frozen.automation.timezone,
      window,
      cursor: before?.cursor,
      picture: before ? await items.get(before.items) : [],
      signal,
      round,
      shelf: shelfOf(parts, { automation: run.automation, grant: grant.name }),
      logger: parts.loggerOf(run),
      progress: (message) => parts.progress(run, `${grant.name}: ${message}`),
    }),
  );
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

function shelfOf({ store, clock }: RunnerParts, place: ShelfPlace): Shelf {
  return {
    find: (name) => store.shelf.find(place, name, instantOf(clock)),
    keep: (name, text) => store.shelf.keep(place, name, text, instantOf(clock)),
  };
}

/** What a source says of itself is told on: a service that answers with what it was sent must not have us tell our secrets. */
function wellSpoken({ failures, notes, missing, ...fetched }: Fetched): Fetched {
  return { ...fetched, ...valueWithoutSecrets({ failures, notes, ...(missing && { missing }) }) };
}

/** How much of the last answer is missing beyond belief; once that was said, no more. */
async function vanishedSince({ store }: RunnerParts, before: Gathered | undefined, fetched: Fetched): Promise<Vanished | undefined> {
  if (before === undefined || before.isDoubted) return undefined;
  return findVanished(await store.items.get(before.known ?? before.items), fetched);
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

function windowOf(before: SourceMemory | undefined, asOf: string, since: string | undefined): Window {
  const usual = before ? Date.parse(before.readTo) - OVERLAP_MS : Date.parse(asOf) - FIRST_WINDOW_MS;
  const from = since === undefined ? usual : Date.parse(since);
  return { from: new Date(Math.min(from, Date.parse(asOf))).toISOString(), to: asOf };
}
