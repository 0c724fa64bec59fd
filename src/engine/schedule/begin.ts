import { toStoredError } from "../../core/errors.ts";
import type { Logger } from "../../core/ports/ambient.ts";
import type { Load } from "../decide.ts";
import type { Decided } from "./due.ts";

/** What deciding and starting take of the engine. */
export interface RunTaker {
  /** How many runs of an automation are running and queued; counts what was taken from the moment it was. */
  loadOf(automation: string): Load;
  activeRuns(automation: string): string[];
  cancel(run: string, why: string): Promise<boolean>;
  /** Takes runs that another transaction has queued. */
  take(tickets: readonly { id: string; automation: string; kind: "schedule" | "event" | "manual" }[]): void;
}

interface BeginParts {
  engine: RunTaker;
  logger: Logger;
}

/** Decisions that are kept in one transaction. */
const LARGEST_CHANGE = 500;

/**
 * Keeps what was decided by `write`, which resolves with the ids of runs that it queued, and hands those to the engine.
 * What one transaction has queued is handed over whatever becomes of the others. Rejects where one could not be kept.
 */
export async function beginAll(
  decided: readonly Decided[],
  kind: "schedule" | "event",
  write: (part: readonly Decided[]) => Promise<string[]>,
  parts: BeginParts,
): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(decided.length / LARGEST_CHANGE) }, (_, index) =>
    decided.slice(index * LARGEST_CHANGE, (index + 1) * LARGEST_CHANGE),
  );
  await Promise.all(
    chunks.map(async (chunk) => {
      const started = new Set(await write(chunk));
      await begin(
        chunk.filter(({ occurrence }) => started.has(occurrence.id)),
        kind,
        parts,
      );
    }),
  );
}

async function begin(started: readonly Decided[], kind: "schedule" | "event", { engine, logger }: BeginParts): Promise<void> {
  let tickets: { id: string; automation: string; kind: typeof kind }[] = [];
  for (const { occurrence, cancelsOthers } of started) {
    const { id, automation } = occurrence;
    if (cancelsOthers) {
      engine.take(tickets);
      tickets = [];
      await Promise.all(engine.activeRuns(automation).map((run) => cancel(run, { engine, logger })));
    }
    tickets.push({ id, automation, kind });
  }
  engine.take(tickets);
}

/** One that can't be cancelled must not keep the newer one from its turn. */
async function cancel(run: string, { engine, logger }: BeginParts): Promise<void> {
  await engine.cancel(run, "a newer run of it was due").catch((error: unknown) => {
    logger.error({ run, error: toStoredError(error) }, "the run could not be cancelled");
  });
}
