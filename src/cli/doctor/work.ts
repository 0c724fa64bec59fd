import type { Ask } from "../../core/ask.ts";
import type { Automation } from "../../core/automation.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { Store } from "../../core/ports/store.ts";
import type { Run } from "../../core/run.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { ok, problem, warning, type Check } from "./check.ts";

/** What the work that is kept is judged by. */
export interface WorkQuestion {
  store: Store;
  automations: readonly Automation[];
  /** Whether a daemon could do it. */
  running: boolean;
  now: number;
}

const LONGEST_IN_QUEUE_MS = 3_600_000;
const DEFAULT_RUN_TIMEOUT_MS = 3_600_000;
const LONGEST_OVERDUE_MS = 15 * 60_000;
const MOST_MESSAGES = 1_000;

/** Work that does not come to an end: runs, messages, questions, and automations that failures have paused. */
export async function checkWork(question: WorkQuestion): Promise<Check[]> {
  const { store } = question;
  const runs = await store.runs.list({ statuses: ["queued", "running"] });
  const messages = await store.outbox.list({ states: ["held", "pending", "sending"], limit: MOST_MESSAGES });
  const asks = checkAsks(await store.asks.list({}), question);
  return [checkRuns(runs, question), checkMessages(messages, question), ...asks, checkPaused(await store.definitions.paused())];
}

function checkRuns(runs: readonly Run[], { running, automations, now }: WorkQuestion): Check {
  if (runs.length === 0) return ok("Runs", "none is waiting or at work");
  if (!running) return warning("Runs", `${countOf(runs.length, "run")} not at an end yet`, "The next `chief start` takes them up.");
  const timeouts = new Map(automations.map(({ id, runTimeoutMs }) => [id, runTimeoutMs]));
  const stuck = runs.filter(({ automation, status, startedAt, queuedAt }) => {
    if (status === "queued") return now - Date.parse(queuedAt) > LONGEST_IN_QUEUE_MS;
    return now - Date.parse(startedAt ?? queuedAt) > (timeouts.get(automation) ?? DEFAULT_RUN_TIMEOUT_MS);
  });
  if (stuck.length === 0) return ok("Runs", `${countOf(runs.length, "run")} waiting or at work`);
  const names = listOf(stuck.slice(0, 3).map(({ id }) => id));
  return problem(
    "Runs",
    `${countOf(stuck.length, "run")} longer than it may: ${names}`,
    "`chief logs RUN` tells what it does, `chief cancel RUN` stops it.",
  );
}

function checkMessages(messages: readonly OutboxEntry[], { running, now }: WorkQuestion): Check {
  const held = messages.filter(({ state }) => state === "held").length;
  const open = messages.length - held;
  const overdue = messages.filter(
    ({ state, nextAttemptAt }) => state === "pending" && now - Date.parse(nextAttemptAt) > LONGEST_OVERDUE_MS,
  );
  if (running && overdue.length > 0) {
    return problem("Messages", `${countOf(overdue.length, "message")} should have been sent by now`, "`chief messages` lists them.");
  }
  if (held > 0) return warning("Messages", `${countOf(held, "message")} waiting for a person`, "`chief messages --state held` lists them.");
  if (!running && open > 0) return warning("Messages", `${countOf(open, "message")} to be sent`, "The next `chief start` sends them.");
  return ok("Messages", open === 0 ? "none is waiting" : `${countOf(open, "message")} on the way`);
}

/** Nothing ends the questions of an automation that does not run any more. */
function checkAsks(open: readonly Ask[], { automations }: WorkQuestion): Check[] {
  if (open.length === 0) return [];
  const left = [...new Set(open.map(({ automation }) => automation))].filter((id) => !automations.some((each) => each.id === id));
  if (left.length === 0) return [ok("Questions", `${countOf(open.length, "question")} open`)];
  return [warning("Questions", `some are open of ${listOf(left)}, without a sound file here`, "`chief asks cancel AUTOMATION` ends them.")];
}

function checkPaused(paused: readonly { automation: string; reason: string }[]): Check {
  const failing = paused.filter(({ reason }) => reason !== "").map(({ automation, reason }) => `${automation} (${reason})`);
  if (failing.length === 0) return ok("Paused", "nothing, by failures");
  return warning("Paused", listOf(failing), "Once the cause is gone, `chief resume AUTOMATION` takes it up again.");
}
