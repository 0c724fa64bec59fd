import type { Asking, Assignment } from "../../core/ports/agent.ts";
import type { Run } from "../../core/run.ts";
import { goalGuidance } from "../../analysis/goal/guidance.ts";
import type { Letters } from "../../analysis/context/names.ts";
import { listOf } from "../../lib/text.ts";
import type { AnalystDesk } from "./analyst.ts";
import { answerProposals } from "./answer-proposals.ts";
import type { Draft } from "./analyst-work.ts";
import type { Frozen } from "./freeze.ts";
import type { Gathering } from "./gather.ts";
import type { RunnerParts } from "./parts.ts";

/** What a run has, for whoever is to write about it. */
export interface Assigned {
  frozen: Frozen;
  gathering: Gathering;
  desk: AnalystDesk;
  letters: Letters;
  /** What lines are held against. */
  evidence: Draft["evidence"];
  /** Whether something is told that the reader has not been told before. */
  tellsAnew: boolean;
}

/** What an agent is given: nothing that its definition does not permit, and all of it by short names. */
export function assign(parts: RunnerParts, run: Run, assigned: Assigned, asking: Asking): Assignment {
  const { frozen, gathering, desk, letters, evidence, tellsAnew } = assigned;
  const { automation, workspace, guidance, memory } = frozen;
  const propose = answerProposals(parts, run, { automation, gathering });
  return {
    run: run.id,
    automation,
    ...(workspace.models && { models: workspace.models }),
    ...{ asOf: gathering.asOf, asking },
    timezone: automation.timezone,
    news: gathering.newsFrom,
    tellsAnew,
    guidance: [...guidance, ...goalGuidance(automation.goal, memory.goal, automation.timezone)],
    summarise: (connector, signal) => desk.summarise({ connector }, signal),
    pack: (request, signal) => desk.pack({ ...request, letters }, signal),
    search: (words, from, signal) => desk.search({ words, from, letters }, signal),
    check: (claims, signal) => desk.claims({ claims, evidence, letters }, signal),
    look: async (handle, from, signal, part) => {
      const found = await desk.look({ handle, letters, ...(part !== undefined && { part }) }, signal);
      if (!found) return { kind: "unknown" };
      if (!from.includes(found.source)) return { kind: "denied", reason: `it is not of ${listOf(from)}` };
      // The grant behind a thing is what permits to look at it.
      const grants = automation.reads.filter(({ connector }) => connector === found.source);
      let reason = "nothing permits it";
      for (const { name: grant } of grants) {
        const answer = await propose({ kind: "look", automation: automation.id, grant, handle: found.item });
        if (answer.decision === "allow") return { kind: "text", text: found.text };
        reason = answer.reason;
      }
      return { kind: "denied", reason };
    },
    propose,
  };
}
