import type { Briefing } from "../core/briefing.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import type { WriteGrant } from "../core/grant.ts";
import type { RunEnd } from "../core/ports/engine.ts";
import type { Run } from "../core/run.ts";
import type { Analysis } from "../analysis/analyse.ts";
import { hashOf } from "../lib/hash.ts";
import { countOf, listOf } from "../lib/text.ts";
import { decide } from "../policy/decide.ts";

import type { Frozen, RunMemory } from "./freeze.ts";
import type { Gathering } from "./gather.ts";
import type { RunnerParts } from "./parts.ts";

const A_MINUTE_MS = 60_000;

/** What the stages of a run have brought. */
export interface Outcome {
  frozen: Frozen;
  gathering: Gathering;
  analysis: Analysis;
  briefing: Briefing;
}

/** The end of a run: how it went, what to remember, and the messages to send. A dry run remembers and sends nothing. */
export async function finish(parts: RunnerParts, run: Run, outcome: Outcome): Promise<RunEnd> {
  const { frozen, gathering, analysis, briefing } = outcome;
  const failed = gathering.sources.filter((source) => !source.ok).map((source) => source.source);
  const stored = await parts.store.documents.put("briefing", briefing);
  const shown = briefing.sections.reduce((count, section) => count + section.bullets.length, 0);
  parts.loggerOf(run).info({}, `wrote ${countOf(shown, "line")} from ${countOf(analysis.judged.length, "finding")}`);
  return {
    status: failed.length === 0 ? "succeeded" : "partial",
    reason: failed.length === 0 ? "" : `${listOf(failed)} could not be read in full`,
    content: briefing.quiet ? "nothing" : "something",
    briefing: stored,
    findings: analysis.judged,
    reader: frozen.automation.owner,
    ...(run.input.dryRun || isLookingBack(run, frozen)
      ? { ledger: [], memory: {} }
      : { ledger: analysis.ledger, memory: memoryOf(run, frozen, gathering) }),
    outbox: run.input.dryRun ? [] : await messages(parts, run, outcome, stored),
  };
}

/** Whether it was asked to speak of a time before the last briefing: what it sees there must not undo what has been told since. */
function isLookingBack(run: Run, { memory }: Frozen): boolean {
  const isPast = Date.parse(run.queuedAt) - Date.parse(run.input.asOf) > A_MINUTE_MS;
  return isPast && memory.reportedTo !== undefined && run.input.asOf < memory.reportedTo;
}

function memoryOf(run: Run, frozen: Frozen, gathering: Gathering): Record<string, unknown> {
  const memory: RunMemory = {
    sources: { ...frozen.memory.sources, ...gathering.memory },
    reportedTo: gathering.asOf,
    previous: { run: run.id, ...frozen.hashes },
  };
  return { ...memory };
}

async function messages(parts: RunnerParts, run: Run, { frozen, briefing }: Outcome, stored: string): Promise<OutboxEntry[]> {
  if (briefing.quiet && frozen.automation.quiet === "when_nothing_new") return [];
  return Promise.all(frozen.automation.writes.map((grant) => messageOf(parts, run, frozen, grant, stored)));
}

async function messageOf(parts: RunnerParts, run: Run, frozen: Frozen, grant: WriteGrant, briefing: string): Promise<OutboxEntry> {
  const verdict = decide(frozen.automation, {
    automation: run.automation,
    grant: grant.name,
    delivery: grant.delivery,
    options: grant.options,
  });
  if (verdict.decision === "deny") throw verdict.error;
  const delivery = await parts.deliveries.load(grant.delivery);
  return {
    key: hashOf({ run: run.id, grant: grant.name, target: delivery.target(grant.options), part: 1 }),
    run: run.id,
    grant: grant.name,
    delivery: grant.delivery,
    options: grant.options,
    briefing,
    state: "pending",
    attempts: 0,
    nextAttemptAt: run.queuedAt,
  };
}
