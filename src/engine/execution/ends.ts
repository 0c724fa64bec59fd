import { deliveryOf } from "../../core/delivery.ts";
import { PermanentError, PolicyError, toStoredError } from "../../core/errors.ts";
import type { RunEnd } from "../../core/ports/engine.ts";
import type { Run } from "../../core/run.ts";

/** How a run ends that could not say so itself: failed, with its error and nothing to send. */
export function failedEnd(error: unknown): RunEnd {
  const stored = toStoredError(error);
  return {
    status: "failed",
    reason: stored.message,
    content: "unknown",
    error: stored,
    findings: [],
    ledger: [],
    reader: "",
    outbox: [],
    ...(error instanceof PolicyError && { denials: [{ code: error.code }] }),
    memory: {},
  };
}

/** The run as its end left it. */
export function afterEnd(run: Run, end: RunEnd, at: string): Run {
  const { status, reason, content, outbox, error, briefing } = end;
  const delivery = deliveryOf(outbox);
  return { ...run, status, reason, content, delivery, endedAt: at, ...(error && { error }), ...(briefing !== undefined && { briefing }) };
}

/** A person ended it: the row says so already. */
export function cancelled(why: string): PermanentError {
  return new PermanentError("cancelled", `the run was cancelled: ${why}`);
}

/** The process ends: the run stays as it is, and the next start takes it up after its last kept outcome. */
export function stopping(): PermanentError {
  return new PermanentError("stopping", "Chief is stopping; the run goes on at the next start", { hint: "Start Chief again." });
}

/** Whether an interruption for this reason leaves nothing to be written. */
export function leavesRunAlone(reason: Error | undefined): boolean {
  return reason instanceof PermanentError && (reason.code === "cancelled" || reason.code === "stopping");
}

/** It worked for longer than it may. */
export function runTooLong(timeoutMs: number): PermanentError {
  return new PermanentError("run-timeout", `expected the run to end within ${timeoutMs / 1_000} s of work, got no end`, {
    hint: "Raise runTimeout in the automation, or ask for less at once.",
  });
}

/** Nobody has heard of it. */
export function runUnknown(id: string): PermanentError {
  return new PermanentError("run-unknown", `expected a run that was started, got ${id}`, { hint: "`chief runs` lists them." });
}

/** It is still to end, or ended well: there is nothing to take up again. */
export function runNotOver({ id, automation, status }: Run): PermanentError {
  const isOpen = status === "queued" || status === "running";
  return new PermanentError("run-not-over", `expected run ${id} to have failed, been cancelled or died, got one that is ${status}`, {
    hint: isOpen ? "Wait for its end, or cancel it first with `chief cancel`." : `\`chief run ${automation}\` starts another one.`,
  });
}
