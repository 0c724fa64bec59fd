import type { Correspondence } from "../../analysis/chase/letters/correspondence.ts";
import type { Briefing } from "../../core/briefing.ts";
import { goalStatusOf, type Graded } from "../../core/goal.ts";
import type { RunEnd } from "../../core/ports/engine.ts";
import type { Run } from "../../core/run.ts";
import { goalInWords } from "../../render/goal-words.ts";
import { countOf, listOf } from "../../lib/text.ts";
import type { Reviews } from "./ask-reviewer.ts";
import type { Concluded } from "./analyst-work.ts";
import { digestTimeAhead } from "./chase/digest-time.ts";
import { chaseEnd } from "./chase/end.ts";
import type { Chase } from "./chase/open.ts";
import { dayOffFor } from "./day-off.ts";
import type { Frozen, RunMemory } from "./freeze.ts";
import type { Gathering } from "./gather.ts";
import type { RunnerParts } from "./parts.ts";
import { propose } from "./propose.ts";

const A_MINUTE_MS = 60_000;

/** What the stages of a run have brought. */
export interface Outcome {
  frozen: Frozen;
  gathering: Gathering;
  concluded: Concluded;
  briefing: Briefing;
  /** Where the goal stands; empty where there is none. */
  goal: readonly Graded[];
  reviews: Reviews;
  /** Absent where nobody is asked. */
  chase?: Chase;
  /** What is written to people beside the briefing; absent where nobody is asked. */
  letters?: Correspondence;
}

/** The end of a run: how it went, what to remember, and the messages to send. A dry run remembers and sends nothing. */
export async function finish(parts: RunnerParts, run: Run, outcome: Outcome): Promise<RunEnd> {
  const { frozen, concluded, briefing, goal } = outcome;
  const failed = concluded.sources.filter((source) => !source.ok).map((source) => source.source);
  const stored = await parts.store.documents.put("briefing", briefing);
  const shown = briefing.sections.reduce((count, section) => count + section.bullets.length, 0);
  const digestAt = digestTimeAhead(frozen.automation, run);
  parts.loggerOf(run).info({}, `wrote ${countOf(shown, "line")} from ${countOf(concluded.judged.length, "finding")}`);
  return {
    status: failed.length === 0 ? "succeeded" : "partial",
    reason: reasonOf(parts, run, { frozen, failed, goal, digestAt }),
    content: goalStatusOf(goal) ?? (briefing.quiet ? "nothing" : "something"),
    briefing: stored,
    findings: concluded.judged,
    reader: frozen.automation.owner,
    definition: frozen.automation.hash,
    ...(await rememberedOf(parts, run, outcome)),
    ...(await effectsOf(parts, run, { ...outcome, stored, isTold: digestAt === undefined })),
  };
}

/** What is remembered for the next run: nothing by one that tells nobody, but what it saw first where nothing is known yet, by which the next sees what moves. */
async function rememberedOf(parts: RunnerParts, run: Run, outcome: Outcome): Promise<Pick<RunEnd, "ledger" | "memory">> {
  const { frozen, concluded, gathering } = outcome;
  if (run.input.dryRun || isAnswer(frozen) || isMadeUp(concluded) || (await isLookingBack(parts, run))) return { ledger: [], memory: {} };
  const isTold = digestTimeAhead(frozen.automation, run) === undefined;
  if (isTold) return { ledger: concluded.ledger, memory: await memoryOf(parts, run, outcome) };
  const first: RunMemory = frozen.memory.sources === undefined ? { sources: fromTheirStart(gathering.memory, concluded) } : {};
  return { ledger: [], memory: { ...first } };
}

/** What nobody was told of yet is read again: the first digest looks as far back as the first run. */
function fromTheirStart(memory: Gathering["memory"], { sources }: Concluded): NonNullable<RunMemory["sources"]> {
  const starts = new Map(sources.map(({ source, window }) => [source, window.from]));
  return Object.fromEntries(Object.entries(memory).map(([name, each]) => [name, { ...each, readTo: starts.get(name) ?? each.readTo }]));
}

/** What is to be sent, and what is kept of asking; nothing of a dry run. */
async function effectsOf(parts: RunnerParts, run: Run, told: Outcome & { stored: string; isTold: boolean }) {
  if (run.input.dryRun) return { outbox: [] };
  const { frozen, concluded, reviews, letters, chase, briefing, stored } = told;
  const digest = told.isTold ? await propose(parts, run, { frozen, briefing, stored, reviews }) : [];
  if (!chase || !letters || !concluded.chase || !frozen.chase) return { outbox: digest };
  const { outbox, ...rows } = await chaseEnd(parts, run, { frozen, record: frozen.chase, chase, chased: concluded.chase, letters });
  return { ...rows, outbox: [...outbox, ...digest] };
}

/** What a question brought up is no report on what stands, and the next question has nothing to do with it. */
function isAnswer({ automation }: Frozen): boolean {
  return automation.report === "answer";
}

/** What was made up for want of an account is not to be told as cleared once there is one. */
function isMadeUp({ sources }: Concluded): boolean {
  return sources.some(({ madeUpUntil }) => madeUpUntil !== undefined);
}

interface Ended {
  frozen: Frozen;
  failed: readonly string[];
  goal: readonly Graded[];
  digestAt: string | undefined;
}

/** Which sources failed, who is not written to, where the goal stands, and whether the definition is another one by now: a run ends on the one that it began with. */
function reasonOf(parts: RunnerParts, { input }: Run, { frozen, failed, goal, digestAt }: Ended): string {
  const change = input.definition === undefined ? changeOf(parts, frozen.automation) : undefined;
  return [
    ...(failed.length === 0 ? [] : [`${listOf(failed)} could not be read in full`]),
    ...frozen.leftOut,
    ...(digestAt === undefined ? [] : [`it asks and hears now, and tells at ${digestAt}`]),
    ...(goal.length === 0 ? [] : [goalInWords(goal)]),
    ...(change === undefined ? [] : [`its definition ${change} while it ran; it ended on its own version`]),
  ].join("; ");
}

function changeOf({ findAutomation, isBroken }: RunnerParts, { id, hash }: Frozen["automation"]): string | undefined {
  if (isBroken(id)) return "was broken";
  const now = findAutomation(id);
  if (now === undefined) return "was removed";
  return now.hash === hash ? undefined : "was changed";
}

/** Whether it was asked to speak of a time before the last briefing: what it sees there must not undo what has been told since. */
async function isLookingBack({ store, clock }: RunnerParts, { automation, input }: Run): Promise<boolean> {
  if (clock.now() - Date.parse(input.asOf) < A_MINUTE_MS) return false;
  // What is in force now, not what the run began with: one that is taken up again after days may have been overtaken.
  const { reportedTo }: RunMemory = await store.memory.load(automation);
  return reportedTo !== undefined && input.asOf < reportedTo;
}

async function memoryOf(
  { store }: RunnerParts,
  run: Run,
  { frozen, gathering, concluded, goal }: Outcome,
): Promise<Record<string, unknown>> {
  const { history } = concluded;
  const causes = history && (await store.documents.put("causes", history));
  const memory: RunMemory = {
    sources: { ...stillRead(frozen), ...gathering.memory },
    changes: concluded.changes,
    reportedTo: gathering.asOf,
    previous: { run: run.id, ledger: frozen.hashes.ledger, memory: frozen.hashes.memory },
  };
  // Undefined forgets what an earlier definition had.
  return { ...memory, causes, goal: goal.length > 0 ? goal : undefined, beforeDaysOff: beforeDaysOff(frozen, gathering.asOf) };
}

/** What was read by a grant that is no more says nothing of one that comes by its name later. */
function stillRead({ automation, memory }: Frozen): RunMemory["sources"] {
  const names = new Set(automation.reads.map(({ name }) => name));
  return Object.fromEntries(Object.entries(memory.sources ?? {}).filter(([name]) => names.has(name)));
}

/** Undefined, which forgets an earlier one, unless this is a day off that its reader will want to hear of later. */
function beforeDaysOff({ automation, workspace, memory, hashes }: Frozen, asOf: string): RunMemory["beforeDaysOff"] {
  if (!automation.rollUp || dayOffFor(automation, workspace, asOf) === undefined) return undefined;
  return memory.beforeDaysOff ?? { ledger: hashes.ledger, memory: hashes.memory };
}
