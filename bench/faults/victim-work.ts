import { createHash } from "node:crypto";
import { openSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Briefing } from "../../src/core/briefing.ts";
import type { Context, RunEnd, Workflow } from "../../src/core/ports/engine.ts";
import type { DocumentStore } from "../../src/core/ports/store.ts";
import type { Run } from "../../src/core/run.ts";
import { hashOf } from "../../src/lib/hash.ts";

export interface WorkParts {
  /** Tells that a run is at work. */
  onBegin(run: string): void;
  /** Writes a line that survives the process. */
  note(line: string): void;
  documents(): DocumentStore;
}

/** Appends each line with one call of the system, so that a kill cuts none in two. */
export function openJournal(path: string): (line: string) => void {
  const file = openSync(path, "a");
  return (line) => void writeSync(file, `${line}\n`);
}

/** Six steps, four of them in two branches side by side, and one message that holds what all of them gave. */
export function createWork({ onBegin, note, documents }: WorkParts): Workflow {
  return async (context, run) => {
    onBegin(run.id);
    const step = (where: Context, name: string, from: string): Promise<string> =>
      where.step(name, async () => {
        note(`${run.id} ${name}`);
        await wait(durationMs(run.id + name));
        return `${from} ${name}`.trim();
      });
    const first = await step(context, "gather", "");
    const sides = ["left", "right"].map((side) =>
      context.branch(side, async (branch) => step(branch, `${side}-2`, await step(branch, `${side}-1`, first))),
    );
    const told = (await Promise.all(sides)).join(", ");
    const briefing = await context.step("compose", () => {
      note(`${run.id} compose`);
      return documents().put("briefing", briefingOf(run, told));
    });
    return endOf(run, briefing);
  };
}

/** From 0 to 4, the same for the same words. */
function durationMs(words: string): number {
  return (createHash("sha256").update(words).digest()[0] ?? 0) % 5;
}

function briefingOf({ id, automation, input }: Run, told: string): Briefing {
  return {
    ...{ automation, run: id, title: id, asOf: input.asOf, timezone: "UTC", example: false, quiet: false },
    headline: [{ kind: "text", text: told }],
    ...{ sections: [], gaps: [], coverage: [], citations: [], sources: [] },
  };
}

function endOf(run: Run, briefing: string): RunEnd {
  const key = hashOf({ run: run.id, grant: "webhook", target: "vendor", part: 1 });
  const message = { grant: "webhook", delivery: "webhook", options: { to: "vendor" }, state: "pending", attempts: 0 } as const;
  return {
    ...{ status: "succeeded", reason: "", content: "something", briefing, reader: "me" },
    ...{ findings: [], ledger: [], memory: {} },
    outbox: [{ ...message, key, automation: run.automation, run: run.id, briefing, nextAttemptAt: run.queuedAt }],
  };
}
