import type { Schedule } from "../core/trigger.ts";
import type { TriggerKind } from "./trigger-kind.ts";

/** Once, at a UTC instant; whoever read a local time from a file has already converted it. */
export function at(trigger: Extract<Schedule, { kind: "at" }>): TriggerKind {
  const due = Date.parse(trigger.at);
  return {
    findProblem: () =>
      isInstant(trigger.at) ? undefined : `expected at to be a date and time such as 2026-12-01T09:00, got ${trigger.at}`,
    warnings: (now) => (due <= now ? ["its time has passed: it will not run"] : []),
    next: (after) => (due > after ? due : undefined),
  };
}

function isInstant(text: string): boolean {
  return text.endsWith("Z") && !Number.isNaN(Date.parse(text));
}
