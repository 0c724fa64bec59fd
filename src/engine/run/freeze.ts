import type { History } from "../../analysis/ci/group/types.ts";
import type { Automation } from "../../core/automation.ts";
import { DefinitionError } from "../../core/errors.ts";
import type { Event } from "../../core/event.ts";
import type { OutboxState } from "../../core/delivery.ts";
import type { LedgerEntry } from "../../core/finding.ts";
import type { Graded } from "../../core/goal.ts";
import { takesBriefings } from "../../core/grant.ts";
import type { Change } from "../../core/item.ts";
import type { Guidance } from "../../core/ports/agent.ts";
import type { Context } from "../../core/ports/engine.ts";
import type { Store } from "../../core/ports/store.ts";
import type { Run } from "../../core/run.ts";
import type { Workspace } from "../../core/workspace.ts";
import { overheard } from "./chase/overheard.ts";
import { recordOf, type ChaseRecord } from "./chase/record.ts";
import { dayOffFor } from "./day-off.ts";
import { guidanceFor } from "./guidance-for.ts";
import type { RunnerParts } from "./parts.ts";
import { answering } from "./question.ts";

/** What one source gave at its last success: where the next fetch goes on, and what is no news any more. */
export interface SourceMemory {
  /** The instant up to which it was read. */
  readTo: string;
  /** Hash of the stored Gathered document. */
  gathered: string;
  /** Hash of what its grant asked for. */
  asked?: string;
  /** Since then its account let us in no more: the next answer is told of. */
  wasShutOut?: true;
}

/** Kept between the runs of one automation. */
export interface RunMemory {
  /** By the grant's name. */
  sources?: Record<string, SourceMemory>;
  /** What became of the fields of items in the last 90 days, oldest first. */
  changes?: readonly Change[];
  /** The instant that the last successful briefing spoke of. */
  reportedTo?: string;
  /** Where the goal stood, criterion by criterion. */
  goal?: readonly Graded[];
  /** Hash of the stored document that tells what is remembered of the causes of failing checks. */
  causes?: string;
  /** What the last run began with, by hash: to be gone back to where nobody got its briefing. */
  previous?: Known & { run: string };
  /** What the reader knew when days off began, while they last: the first briefing after them starts from there. */
  beforeDaysOff?: Known;
}

/** Ledger and memory, by hash. */
export interface Known {
  ledger: string;
  memory: string;
}

/** What a run sees of the world outside its sources, the same on every resumption. */
export interface Frozen {
  /** As this run follows it. */
  automation: Automation;
  /** Why writes of its definition are left out, in words. */
  leftOut: readonly string[];
  workspace: Workspace;
  ledger: readonly LedgerEntry[];
  memory: RunMemory;
  /** What is remembered of the causes of failing checks; absent where nothing is. */
  history?: History;
  /** Ledger and memory as stored documents. */
  hashes: Known;
  /** What people have said about how they would like it. */
  guidance: readonly Guidance[];
  /** What set the run off; none for a schedule. */
  events: readonly Event[];
  /** What is kept of asking people; absent where nobody is asked. */
  chase?: ChaseRecord;
}

/** The first step: keeps definition, workspace, ledger and memory by hash, and gives them back. */
export async function freeze(context: Context, parts: RunnerParts, run: Run): Promise<Frozen> {
  const hashes = await context.step("freeze", () => keep(parts, run));
  const { guidance: told, asks } = hashes;
  const [definition, workspace, ledger, memory, events, guidance, chase] = await Promise.all([
    parts.store.documents.get<Automation>(hashes.automation),
    parts.store.documents.get<Workspace>(hashes.workspace),
    parts.store.documents.get<LedgerEntry[]>(hashes.ledger),
    parts.store.documents.get<RunMemory>(hashes.memory),
    hashes.events === undefined ? [] : parts.store.documents.get<Event[]>(hashes.events),
    told === undefined ? [] : parts.store.documents.get<Guidance[]>(told),
    asks === undefined ? undefined : parts.store.documents.get<ChaseRecord>(asks),
  ]);
  const history = memory.causes === undefined ? undefined : await parts.store.documents.get<History>(memory.causes);
  const automation = answering(definition, events);
  const more = { ...(history && { history }), ...(chase && { chase }) };
  return { automation, leftOut: [], workspace, ledger, memory, hashes, guidance, events, ...more };
}

async function keep(parts: RunnerParts, run: Run) {
  const { documents, occurrences } = parts.store;
  const definition = await getDefinition(parts, run);
  const own = run.input.trigger === "event" ? await occurrences.eventsOf(run.id) : [];
  const events = [...(await overheard(parts.store, definition, run.input.asOf)), ...own];
  const automation = answering(definition, events);
  const workspace = inZone(parts.workspace(), automation.timezone);
  const guidance = await guidanceFor(parts, run, automation, workspace);
  const chase = await recordOf(parts.store, automation, run.input.asOf);
  return {
    automation: await documents.put("automation", definition),
    workspace: await documents.put("workspace", workspace),
    ...(await keepRecord(parts.store, automation, dayOffFor(automation, workspace, run.input.asOf) !== undefined)),
    ...(guidance.length > 0 && { guidance: await documents.put("guidance", guidance) }),
    ...(events.length > 0 && { events: await documents.put("events", events) }),
    ...(chase && { asks: await documents.put("asks", chase) }),
  };
}

/** The one that was made for the run, or else the one in force. */
async function getDefinition({ findAutomation, store }: RunnerParts, { automation: id, input }: Run): Promise<Automation> {
  const automation = input.definition === undefined ? findAutomation(id) : await store.documents.get<Automation>(input.definition);
  if (automation) return automation;
  throw new DefinitionError("automation-gone", `expected a definition of ${id}, got none: its file was removed`, {
    hint: "Put the file back, or cancel the run.",
  });
}

/** Ledger and memory of an automation, as far as its reader knows them; a question is answered by whoever has been told nothing. */
async function keepRecord(store: Store, automation: Automation, dayOff: boolean): Promise<Known> {
  const { documents, findings, memory: memories } = store;
  if (automation.report === "answer") return { ledger: await documents.put("ledger", []), memory: await documents.put("memory", {}) };
  const ledger = await findings.ledger(automation.id, automation.owner);
  const memory: RunMemory = await memories.load(automation.id);
  const known = await findKnown(store, memory, { ...automation, rollUp: automation.rollUp && !dayOff });
  if (!known) return { ledger: await documents.put("ledger", ledger), memory: await documents.put("memory", memory) };
  const earlier = await documents.get<LedgerEntry[]>(known.ledger);
  return { ledger: await documents.put("ledger", withAnswers(earlier, ledger)), memory: known.memory };
}

/** What is to be gone back to: a briefing that nobody got has told nobody anything, and after days off all that came up is told again. */
async function findKnown(
  { outbox }: Store,
  { previous, beforeDaysOff }: RunMemory,
  { rollUp, writes }: Pick<Automation, "rollUp" | "writes">,
): Promise<Known | undefined> {
  if (rollUp && beforeDaysOff) return beforeDaysOff;
  const others = new Set(writes.filter((write) => !takesBriefings(write)).map(({ name }) => name));
  const messages = (previous ? await outbox.ofRun(previous.run) : []).filter(({ grant }) => !others.has(grant));
  return messages.length > 0 && messages.every(({ state }) => NOT_GOT.has(state)) ? previous : undefined;
}

const NOT_GOT: ReadonlySet<OutboxState> = new Set(["undeliverable", "denied", "expired"]);

/** What the reader has said meanwhile holds for earlier entries too. */
function withAnswers(earlier: readonly LedgerEntry[], now: readonly LedgerEntry[]): LedgerEntry[] {
  const answers = new Map(now.map(({ key, acknowledgement }) => [key, acknowledgement]));
  return earlier.map(({ acknowledgement: _before, ...entry }) => {
    const acknowledgement = answers.get(entry.key);
    return acknowledgement ? { ...entry, acknowledgement } : entry;
  });
}

/** What "today" is, the automation's own zone decides. */
function inZone(workspace: Workspace, timezone: string): Workspace {
  return { ...workspace, calendar: { ...workspace.calendar, timezone } };
}
