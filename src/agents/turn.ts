import type { Automation } from "../core/automation.ts";
import type { ModelRole } from "../core/model.ts";
import type { StepOptions } from "../core/ports/engine.ts";
import type { ModelRequest, ModelTurn } from "../core/ports/model.ts";
import { hashOfBytes } from "../lib/hash.ts";
import { sizeFor, type Work } from "./work.ts";

/** What differs from one turn to the next. */
export type Asked = Pick<ModelRequest, "instructions" | "input" | "tools" | "answer"> & { role: ModelRole };

/** One turn as it is kept: with the hash of the prompt that it was asked by, and how long the model took. */
export interface KeptTurn {
  prompt: string;
  ms: number;
  turn: ModelTurn;
}

/** Room for an answer, and for what a model thinks before it. */
const MOST_OUTPUT: Readonly<Partial<Record<ModelRole, number>>> = { orchestrator: 3_000 };
const USUAL_OUTPUT = 6_000;
/** Further tries: a run waits for a model less long than for a source, since it can do without. */
const MOST_RETRIES = 2;
/** For all its tries together, whatever the service asks for: a briefing that is late costs more than a line of a model is worth. */
const MOST_WAIT_MS = 60_000;
/** So often a turn fits into the time of a run, with what has to be done beside. */
const TURNS_IN_A_RUN = 16;

type Limits = Pick<Automation, "retries" | "stepTimeoutMs" | "runTimeoutMs">;

/** Asks once and keeps the answer: whoever is taken up again is not asked, and pays nothing. Throws what the model throws. */
export function askTurn({ parts, assignment, steps }: Work, number: number, asked: Asked): Promise<KeptTurn> {
  const { automation, run } = assignment;
  const model = parts.modelFor({ run, automation });
  const request: ModelRequest = {
    ...asked,
    size: sizeFor(assignment) ?? "large",
    cacheKey: `${automation.id}/${asked.role}`,
    maxOutputTokens: MOST_OUTPUT[asked.role] ?? USUAL_OUTPUT,
  };
  const ask = async (signal: AbortSignal): Promise<KeptTurn> => {
    assignment.asking.expectOpen();
    const from = parts.clock.now();
    const turn = await model.ask(request, signal);
    return { prompt: hashOfBytes(asked.instructions), ms: parts.clock.now() - from, turn };
  };
  return steps.keep(`turn ${number}`, ask, patienceFor(automation));
}

/** How long and how often a run waits for one answer of a model. */
export function patienceFor({ retries, stepTimeoutMs, runTimeoutMs }: Limits): StepOptions {
  return {
    retries: Math.min(retries, MOST_RETRIES),
    mostWaitMs: MOST_WAIT_MS,
    timeoutMs: Math.min(stepTimeoutMs, runTimeoutMs / TURNS_IN_A_RUN),
  };
}
