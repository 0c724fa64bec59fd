import type { Clock } from "../core/ports/ambient.ts";
import type { Operations } from "../core/ports/operations.ts";
import { systemClock } from "../lib/clock.ts";
import type { Session } from "./session.ts";

/** How long a change that only has to be written may take without a word. */
const QUIET_MS = 5_000;

/** The same operations; those that only write say on stderr what they wait for where that takes long. */
export function tellingWaits(session: Pick<Session, "say">, operations: Operations, clock: Clock = systemClock): Operations {
  const told = <Result>(work: Promise<Result>): Promise<Result> => {
    const cancel = clock.after(QUIET_MS, () => session.say(WAITS));
    return work.finally(cancel);
  };
  return {
    ...operations,
    cancel: (run, why) => told(operations.cancel(run, why)),
    retry: (run) => told(operations.retry(run)),
    acknowledge: (prefix, acknowledgement) => told(operations.acknowledge(prefix, acknowledgement)),
    setPaused: (automation, paused) => told(operations.setPaused(automation, paused)),
    accept: (automation, consent) => told(operations.accept(automation, consent)),
    addNote: (automation, note) => told(operations.addNote(automation, note)),
    cancelAsks: (automation, item) => told(operations.cancelAsks(automation, item)),
    removeNote: (automation, id, by) => told(operations.removeNote(automation, id, by)),
  };
}

const WAITS = "Still waiting for the database: another program may hold it. Close that one, or press Ctrl-C.";
