import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { PermanentError } from "../../core/errors.ts";
import { parseOwnJson } from "../../lib/json.ts";
import { analystWork, type AnalystWork } from "./analyst-work.ts";

/** Asks for a piece of the work about `size` items. Rejects with the signal's reason where that comes first. */
type Ask<Input, Output> = (input: Input, size: number, signal: AbortSignal) => Promise<Output>;

/** Does the work that grows with the number of items, without keeping the event loop for long. */
export type Analyst = { [Task in keyof AnalystWork]: Ask<Parameters<AnalystWork[Task]>[0], ReturnType<AnalystWork[Task]>> };

/** As much as is done in the time that starting a thread takes. */
const MOST_INLINE = 500;

/** Few items are looked at at once, many in a thread of their own, one after the other: plain data in, plain data out. */
export function createAnalyst(): Analyst {
  let last: Promise<unknown> = Promise.resolve();
  const asking =
    <Input, Output>(task: keyof AnalystWork, work: (input: Input) => Output): Ask<Input, Output> =>
    async (input, size, signal) => {
      if (size <= MOST_INLINE) return work(input);
      const asked = last.then(() => askThread<Output>(task, input, signal));
      last = asked.catch(() => {});
      return asked;
    };
  return {
    analyse: asking("analyse", analystWork.analyse),
    compose: asking("compose", analystWork.compose),
    verify: asking("verify", analystWork.verify),
  };
}

async function askThread<Output>(task: keyof AnalystWork, input: unknown, signal: AbortSignal): Promise<Output> {
  signal.throwIfAborted();
  const script = new URL(`analyst-thread${extname(import.meta.url)}`, import.meta.url);
  const thread = new Worker(script, { workerData: { task, json: JSON.stringify(input) } });
  try {
    return parseOwnJson<Output>(await answerOf(thread, signal));
  } finally {
    await thread.terminate();
  }
}

function answerOf(thread: Worker, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error("expected an analysis, got a stop"));
    signal.addEventListener("abort", abort, { once: true });
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", () => reject(new PermanentError("analysis-ended", "expected an analysis, got the end of its thread")));
  });
}
