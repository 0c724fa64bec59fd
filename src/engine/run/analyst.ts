import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Analysis } from "../../analysis/analyse.ts";
import type { KnownReadings } from "../../analysis/letters.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Item } from "../../core/item.ts";
import { parseOwnJson } from "../../lib/json.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import type { Told } from "./analyst-thread.ts";
import { workOn, type AnalystWork, type Spread } from "./analyst-work.ts";

/** Asks for a piece of the work. Rejects with the signal's reason where that comes first. */
type Ask<Input, Output> = (input: Input, signal: AbortSignal) => Promise<Output>;

/** Who works on one spread of items; to be asked one thing after the other. */
type Colleague = { [Task in keyof AnalystWork]: Ask<Parameters<AnalystWork[Task]>[0], ReturnType<AnalystWork[Task]>> } & {
  close(): Promise<void>;
};

/** One spread of items, and who works on it. What was read in letters goes from one analysis to the next. */
export interface Desk extends Omit<Colleague, "analyse"> {
  analyse: Ask<Omit<Parameters<AnalystWork["analyse"]>[0], "known">, Analysis>;
}

/** Does the work that grows with the number of items, without keeping the event loop for long. */
export interface Analyst {
  /** Spreads items for the work of one run; to be closed at its end. */
  spread(spread: Spread): Desk;
}

/** As much as is done in the time that starting a thread takes. */
const MOST_INLINE = 500;
/** Letters whose readings are kept between runs: some 500 bytes each. */
const MOST_KNOWN = 10_000;
/** Items handed to a thread between two turns of the event loop. */
const PIECE = 200;

/** Few items are looked at at once, many in a thread of their own, which gets them once: plain data in, plain data out. */
export function createAnalyst(): Analyst {
  let known: KnownReadings = { eyes: "", found: {} };
  return {
    spread(spread) {
      const colleague = spread.items.length + spread.gone.length <= MOST_INLINE ? deskHere(spread) : deskApart(spread);
      return {
        ...colleague,
        async analyse(input, signal) {
          const answer = await colleague.analyse({ ...input, known }, signal);
          known = merge(known, answer.known);
          return answer.analysis;
        },
      };
    },
  };
}

/** Automations read different letters: what one has not read stays known for the others, as long as it is not too much. */
function merge(before: KnownReadings, after: KnownReadings): KnownReadings {
  const found = before.eyes === after.eyes ? { ...before.found, ...after.found } : after.found;
  return Object.keys(found).length > MOST_KNOWN ? after : { ...after, found };
}

function deskHere(spread: Spread): Colleague {
  const work = workOn(spread);
  return {
    analyse: async (input) => work.analyse(input),
    compose: async (input) => work.compose(input),
    verify: async (input) => work.verify(input),
    close: () => Promise.resolve(),
  };
}

/** The thread is started by the first question: a run that is taken up again may have no more of them. */
function deskApart(spread: Spread): Colleague {
  let thread: Promise<Worker> | undefined;
  const asking =
    <Input, Output>(toldOf: (input: Input) => Told): Ask<Input, Output> =>
    async (input, signal) => {
      signal.throwIfAborted();
      thread ??= startThread(spread);
      const worker = await thread;
      signal.throwIfAborted();
      tell(worker, toldOf(input));
      return parseOwnJson<Output>(await answerOf(worker, signal));
    };
  return {
    analyse: asking((input) => ({ task: "analyse", input })),
    compose: asking((input) => ({ task: "compose", input })),
    verify: asking((input) => ({ task: "verify", input })),
    close: async () => void (await (await thread)?.terminate()),
  };
}

async function startThread({ items, gone }: Spread): Promise<Worker> {
  // What it gets stays until its end: much room for what is short-lived would only be taken.
  const resourceLimits = { maxYoungGenerationSizeMb: 8 };
  const worker = new Worker(new URL(`analyst-thread${extname(import.meta.url)}`, import.meta.url), { resourceLimits });
  await hand(worker, "items", items);
  await hand(worker, "gone", gone);
  return worker;
}

async function hand(worker: Worker, part: "items" | "gone", items: readonly Item[]): Promise<void> {
  for (let from = 0; from < items.length; from += PIECE) {
    tell(worker, { part, items: items.slice(from, from + PIECE) });
    await nextTurn();
  }
}

function tell(worker: Worker, told: Told): void {
  worker.postMessage(told);
}

function answerOf(thread: Worker, signal: AbortSignal): Promise<string> {
  const over = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error("expected an analysis, got a stop"));
  const ended = (): void => reject(new PermanentError("analysis-ended", "expected an analysis, got the end of its thread"));
  signal.addEventListener("abort", abort, { once: true, signal: over.signal });
  thread.once("message", resolve).once("error", reject).once("exit", ended);
  return promise.finally(() => {
    over.abort();
    thread.off("message", resolve).off("error", reject).off("exit", ended);
  });
}
