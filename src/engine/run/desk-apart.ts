import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { PermanentError } from "../../core/errors.ts";
import type { Told } from "./analyst-thread.ts";
import type { Ask, Desk, Shelves } from "./desk.ts";
import type { Spread } from "./spread.ts";

/** Items handed to a thread at once: this one holds no more of them. */
const PIECE = 200;
/** What a thread gets stays until its end: much room for what is short-lived would only be taken. */
const RESOURCES = { maxYoungGenerationSizeMb: 8 };

/** A desk in a thread of its own: plain data in, plain data out, one question after the other. Its memory is given back when it is closed. */
export function deskApart(spread: Spread, shelves: Shelves): Desk {
  let concluded: string | undefined;
  let thread: Promise<Worker> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const close = async (): Promise<void> => {
    const started = thread;
    thread = undefined;
    // Whoever asked has been told why it did not start.
    await started?.then((worker) => worker.terminate()).catch(() => {});
  };
  const ask = async <Output>(told: Told, signal: AbortSignal): Promise<Output> => {
    try {
      signal.throwIfAborted();
      thread ??= startThread({ spread, shelves, concluded }, signal);
      return await answerOf(await thread, told, signal);
    } catch (error) {
      // One that was left alone with a question would give its answer to the next.
      await close();
      throw error;
    }
  };
  const asking =
    <Input, Output>(toldOf: (input: Input) => Told): Ask<Input, Output> =>
    async (input, signal) => {
      const answer = last.then(() => ask<Output>(toldOf(input), signal));
      last = answer.catch(() => {});
      return answer;
    };
  return {
    analyse: asking((input) => ({ task: "analyse", input })),
    summarise: asking((input) => ({ task: "summarise", input })),
    compose: asking((input) => ({ task: "compose", input })),
    pack: asking((input) => ({ task: "pack", input })),
    look: asking((input) => ({ task: "look", input })),
    search: asking((input) => ({ task: "search", input })),
    claims: asking((input) => ({ task: "claims", input })),
    verify: asking((input) => ({ task: "verify", input })),
    goalEvidence: asking((input) => ({ task: "goalEvidence", input })),
    grade: asking((input) => ({ task: "grade", input })),
    updates: asking((input) => ({ task: "updates", input })),
    correspond: asking((input) => ({ task: "correspond", input })),
    tellGoal: asking((input) => ({ task: "tellGoal", input })),
    recall: (hash) => void (concluded = hash),
    close,
  };
}

interface Start {
  spread: Spread;
  shelves: Shelves;
  concluded: string | undefined;
}

async function startThread({ spread, shelves: { items, documents }, concluded }: Start, signal: AbortSignal): Promise<Worker> {
  const url = new URL(`analyst-thread${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(url, { resourceLimits: RESOURCES });
  const hand = async (part: "items" | "earlier", hashes: readonly string[]): Promise<void> => {
    for (let from = 0; from < hashes.length; from += PIECE) {
      await answerOf(worker, { task: "hand", part, items: await items.get(hashes.slice(from, from + PIECE)) }, signal);
    }
  };
  try {
    await hand("items", spread.items);
    await hand("earlier", spread.earlier ?? []);
    await answerOf(worker, { task: "lay", spread, concluded: concluded && (await documents.getJson(concluded)) }, signal);
    return worker;
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

function answerOf<Output>(thread: Worker, told: Told, signal: AbortSignal): Promise<Output> {
  const over = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<Output>();
  const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error("expected an analysis, got a stop"));
  const ended = (): void => reject(new PermanentError("analysis-ended", "expected an analysis, got the end of its thread"));
  signal.addEventListener("abort", abort, { once: true, signal: over.signal });
  thread.once("message", resolve).once("error", reject).once("exit", ended);
  thread.postMessage(told);
  return promise.finally(() => {
    over.abort();
    thread.off("message", resolve).off("error", reject).off("exit", ended);
  });
}
