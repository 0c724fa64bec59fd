import type { Automation } from "../../core/automation.ts";
import type { Briefing } from "../../core/briefing.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Models, Prompts } from "../../core/model.ts";
import type { Logger } from "../../core/ports/ambient.ts";
import type { Context } from "../../core/ports/engine.ts";
import type { Replayed, ReplayRequest } from "../../core/ports/operations.ts";
import type { SpendingStore } from "../../core/ports/spending.ts";
import type { DocumentStore } from "../../core/ports/store.ts";
import type { Run, StepOutcome } from "../../core/run.ts";
import type { Workspace } from "../../core/workspace.ts";
import { createActiveTime } from "../execution/active-time.ts";
import { createContext } from "../execution/context.ts";
import { createDeadlines } from "../execution/deadlines.ts";
import { runTooLong } from "../execution/ends.ts";
import { createInterruption, untilInterrupted } from "../execution/interruption.ts";
import { createReplay, type Replay } from "../execution/replay.ts";
import { limitsOf } from "../limits.ts";
import type { RunnerParts, Staff } from "../run/parts.ts";
import { tell } from "../run/runner.ts";
import { findRecorded, isFromOutside, orGone, type Began, type Recorded } from "./recorded.ts";
import { shelvesOver } from "./shelves.ts";
import { isByModel, NOTHING_NEW, termsOfReplay, type Terms } from "./whom-to-ask.ts";

/** How whoever works is to differ: by prompts in the place of the usual ones, and by the names that models are asked for by. */
export interface StaffChanges {
  prompts: Prompts;
  models?: Models;
}

/** What runs work with, and who writes when one is replayed. */
export interface ReplayParts extends Omit<RunnerParts, "loggerOf" | keyof Staff> {
  staffWith(changes: StaffChanges): Staff;
  random: () => number;
  /** Absent where no model can be asked. */
  spending?: Pick<SpendingStore, "spent">;
}

/**
 * Has a run's data worked on once more, from the outline to the last check: what was fetched and frozen then is taken up as if the run had
 * just been interrupted, and nothing that follows is kept. Throws as `Operations.replay` says.
 */
export async function replayRun(parts: ReplayParts, request: ReplayRequest): Promise<Replayed> {
  const { runs, documents } = parts.store;
  const run = await runs.find(request.run);
  if (!run) throw new PermanentError("run-unknown", `expected the id of a run, got ${request.run}`, { hint: "`chief runs` lists them." });
  const recorded = await findRecorded(parts.store, run);
  return orGone(run.id, async () => {
    const was = await documents.get<Briefing>(recorded.briefing);
    const begun = await termsOf(documents, recorded.began);
    const terms = termsOfReplay(begun, { automation: parts.findAutomation(run.automation), workspace: parts.workspace() }, request);
    const { id, briefing, remarks } = await tellAgain(parts, run, { ...request, recorded, terms });
    const spent = parts.spending && { was: await parts.spending.spent({ run: run.id }), is: await parts.spending.spent({ run: id }) };
    const asked = isByModel(begun) && !isByModel(terms) ? [NOT_ASKED] : isByModel(terms) && !briefing.writing ? [NOTHING_NEW] : [];
    return { id, run, was, is: { ...briefing, run: run.id }, ...(spent && { spent }), remarks: [...asked, ...remarks] };
  });
}

const NOT_ASKED = "no model was asked: none is configured now, or its definition keeps what it reads from models now";

async function termsOf(documents: DocumentStore, { automation, workspace }: Began): Promise<Terms> {
  return { automation: await documents.get<Automation>(automation), workspace: await documents.get<Workspace>(workspace) };
}

type Again = Pick<ReplayRequest, "prompts"> & { recorded: Recorded; terms: Terms };

async function tellAgain(parts: ReplayParts, run: Run, { prompts = {}, recorded, terms }: Again) {
  const { ulid } = await import("ulid");
  const id = `replay:${run.automation}:${ulid(parts.clock.now())}`;
  const store = shelvesOver(parts.store);
  const steps = await beginningOn(store.documents, recorded, terms);
  const { logger, remarks } = createRemarks();
  const { models } = terms.workspace;
  const runner = { ...parts, store, ...parts.staffWith({ prompts, ...(models && { models }) }), loggerOf: () => logger };
  const work = (context: Context) => tell(context, runner, { ...run, id });
  const { briefing } = await execute({ ...parts, logger }, { id, run, steps, automation: terms.automation }, work);
  return { id, briefing, remarks };
}

/** The steps of the run, but the first keeps other terms. */
async function beginningOn(documents: DocumentStore, { began, steps }: Recorded, { automation, workspace }: Terms): Promise<StepOutcome[]> {
  const terms = { automation: await documents.put("automation", automation), workspace: await documents.put("workspace", workspace) };
  return steps.map((step) => (step.name === "freeze" ? { ...step, outcome: { value: { ...began, ...terms } } } : step));
}

interface Execution {
  id: string;
  run: Run;
  steps: readonly StepOutcome[];
  automation: Automation;
}

/** Goes on behind the steps given, in the time that a run has, and keeps no step. */
async function execute<T>(
  parts: Pick<ReplayParts, "clock" | "random"> & { logger: Logger },
  { id, run, steps, automation }: Execution,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const limits = limitsOf(automation);
  const interruption = createInterruption();
  const deadlines = createDeadlines(parts.clock);
  deadlines.add(id, limits.runTimeoutMs, () => interruption.interrupt(runTooLong(limits.runTimeoutMs)));
  const time = createActiveTime(id, deadlines, interruption, parts.clock);
  const own = { run: id, asOf: run.input.asOf, limits, interruption, time, replay: fetchingNothing(createReplay(steps), run.id) };
  try {
    return await untilInterrupted(work(createContext({ ...parts, ...own, keep: async () => {}, crashPoint: () => {} })), interruption);
  } finally {
    deadlines.clear();
  }
}

/** What is not kept of the run is not fetched anew: it would be of another time. */
function fetchingNothing(replay: Replay, run: string): Replay {
  return {
    ...replay,
    enter(branch, name) {
      const entered = replay.enter(branch, name);
      if (branch !== "" || !isFromOutside(name) || entered.kept) return entered;
      throw new PermanentError("replay-gone", `expected ${run} to have kept its step ${name}, got none`);
    },
  };
}

/** A log that is kept as long as its replay is looked at: what there is to be warned of. */
function createRemarks(): { logger: Logger; remarks: readonly string[] } {
  const remarks: string[] = [];
  const warn = (_fields: unknown, message: string): void => void remarks.push(message);
  return { logger: { debug: () => {}, info: () => {}, warn, error: warn }, remarks };
}
