import type { Ask } from "../../src/core/ask.ts";
import type { OutboxEntry } from "../../src/core/delivery.ts";
import type { JudgedFinding, LedgerEntry } from "../../src/core/finding.ts";
import { sealItem } from "../../src/lib/hash.ts";
import type { Item } from "../../src/core/item.ts";
import type { RunEnd } from "../../src/core/ports/engine.ts";
import type { DueSlot, Store } from "../../src/core/ports/store.ts";
import type { RunInput, StepOutcome } from "../../src/core/run.ts";

export const AT = "2026-11-20T09:00:00.000Z";
export const BEGUN = "2026-11-20T09:00:07.000Z";
export const LATER = "2026-11-20T09:05:00.000Z";
export const RUN_ID = `sched:morning:${AT}`;

export function runInput(automation = "morning"): RunInput {
  return { automation, asOf: AT, nominalAt: AT, trigger: "schedule", dryRun: false };
}

export function runEnd(parts: Partial<RunEnd> = {}): RunEnd {
  return {
    status: "succeeded",
    reason: "",
    content: "something",
    findings: [],
    ledger: [],
    reader: "me",
    outbox: [],
    memory: {},
    ...parts,
  };
}

export function judgedFinding(key = "f00d"): JudgedFinding {
  const evidence = [{ item: "files:1", path: "fields.due", value: "2026-11-18" }];
  const finding = {
    rule: "TASK-01",
    key,
    severity: 3,
    confidence: 0.95,
    title: [{ kind: "text", text: "overdue" }],
    why: [],
    action: [],
    owner: "you",
    primary: "files:1",
    source: "files",
    evidence,
    state: "open",
  } as const;
  return { finding, word: "new" };
}

export function ledgerEntry(parts: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    key: "f00d",
    rule: "TASK-01",
    firstSeen: AT,
    daysOpen: 1,
    lastSeen: AT,
    lastSeverity: 3,
    lastState: "open",
    lastTitle: [{ kind: "text", text: "overdue" }],
    turns: [AT],
    ...parts,
  };
}

export function outboxEntry(key = "message", run = RUN_ID): OutboxEntry {
  return {
    key,
    automation: "morning",
    run,
    grant: "console",
    delivery: "console",
    options: { width: 80 },
    briefing: "v1:briefing",
    state: "pending",
    attempts: 0,
    nextAttemptAt: AT,
  };
}

export function askWith(parts: Partial<Ask> = {}): Ask {
  return {
    ...{
      id: "a1",
      automation: "morning",
      item: "files:plan/launch.csv#T-12",
      key: "T-12",
      title: "Load test",
      person: "ana",
      actor: "ana",
    },
    ...{ state: "due", reason: "waits for a chance to ask", because: "owns it", createdAt: AT, messages: [], askedBack: false },
    ...parts,
  };
}

export function item(id = "git:1", title = "A commit"): Item {
  return sealItem({ id, source: "git", kind: "commit", title, body: "", ts: AT, updatedAt: AT, actors: [], fields: { files: 2 } });
}

/** Queues a run and claims it. */
export async function startRun(store: Store, id = RUN_ID): Promise<void> {
  await store.runs.insert(id, runInput(), AT);
  await store.runs.claim(id, AT);
}

/** A kept step of the run `RUN_ID`. */
export function step(name: string, parts: Partial<StepOutcome> = {}): StepOutcome {
  return { run: RUN_ID, name, position: 0, ordinal: 0, outcome: { items: 3 }, startedAt: AT, endedAt: LATER, attempts: 1, ...parts };
}

/** A slot of the past that is started all the same. */
export function dueSlot(id: string): DueSlot {
  return {
    occurrence: {
      id,
      automation: "morning",
      kind: "schedule",
      nominalAt: AT,
      actualAt: AT,
      state: "due",
      reason: "",
      caughtUp: true,
      count: 1,
    },
    run: runInput(),
  };
}
