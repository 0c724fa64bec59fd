import { analyse, type Analysis } from "../analysis/analyse.ts";
import { compose } from "../analysis/compose.ts";
import type { Briefing, Bullet } from "../core/briefing.ts";
import type { Material } from "../core/ports/agent.ts";
import type { Context, Workflow } from "../core/ports/engine.ts";
import type { Run } from "../core/run.ts";
import { check } from "../verify/check.ts";
import { fix } from "../verify/fix.ts";
import { finish } from "./finish.ts";
import { freeze, type Frozen, type RunMemory } from "./freeze.ts";
import { gather, type Gathering } from "./gather.ts";
import { keepDocument } from "./keep-document.ts";
import type { RunnerParts } from "./parts.ts";

/** What every automation does when it runs, one stage after the other; each stage's outcome is kept. */
export function createRunner(parts: RunnerParts): Workflow {
  const { documents } = parts.store;
  return async (context, run) => {
    const frozen = await freeze(context, parts, run);
    const gathering = await gather(context, parts, run, frozen);
    const analysis = await keepDocument(context, documents, "analyse", () => analyseAll(context, frozen, gathering));
    const material = materialOf(context, frozen, gathering, analysis);
    const bullets = isWorthWriting(frozen, material) ? await write(context, parts, material) : [];
    const draft = await keepDocument(context, documents, "compose", () => composeAll(parts, run, frozen, material, analysis, bullets));
    const briefing = await keepDocument(context, documents, "verify", () => verify(parts, run, frozen, material, draft));
    return finish(parts, run, { frozen, gathering, analysis, briefing });
  };
}

function analyseAll(context: Context, { workspace, ledger, automation }: Frozen, { items, sources }: Gathering): Analysis {
  const { calendar, people, rules } = workspace;
  return analyse({ items, sources, ledger, now: context.asOf, calendar, people, thresholds: rules, reader: automation.owner });
}

function materialOf(context: Context, frozen: Frozen, gathering: Gathering, analysis: Analysis): Material {
  const { items, news, sources, earlier } = gathering;
  const material = { items, news, sources, findings: analysis.judged, asOf: context.asOf, timezone: frozen.automation.timezone };
  return earlier ? { ...material, earlier } : material;
}

/** The gate of `when`, decided before anything that costs is asked to write. */
function isWorthWriting({ automation }: Frozen, { findings, news }: Material): boolean {
  if (automation.when === "always") return true;
  const isToldAnew = findings.some(({ word }) => word !== "repeat" && word !== "acknowledged");
  return isToldAnew || (automation.when === "changed" && news.length > 0);
}

async function write(context: Context, parts: RunnerParts, material: Material): Promise<Bullet[]> {
  const subtasks = await context.step("outline", (signal) => parts.agent.outline(material, signal));
  const bullets = subtasks.map((subtask) =>
    context.branch(subtask.id, (branch) =>
      keepDocument(branch, parts.store.documents, "execute", (signal) => parts.agent.execute(subtask, material, signal)),
    ),
  );
  return (await Promise.all(bullets)).flat();
}

async function composeAll(
  parts: RunnerParts,
  run: Run,
  frozen: Frozen,
  { asOf, items, sources }: Material,
  { judged, unchecked }: Analysis,
  bullets: readonly Bullet[],
): Promise<Briefing> {
  const { automation, memory, workspace } = frozen;
  const used = await Promise.all([...new Set(automation.reads.map((grant) => grant.connector))].map((id) => parts.connectors.load(id)));
  const aliases = Object.fromEntries(used.map((connector) => [connector.id, connector.alias]));
  const { calendar } = workspace;
  return compose({
    automation,
    run: run.id,
    asOf,
    calendar,
    judged,
    unchecked,
    bullets,
    items,
    sources,
    aliases,
    ...sinceOf(memory, asOf),
  });
}

/** When the reader was told last, as far as that lies before this briefing. */
function sinceOf({ reportedTo }: RunMemory, asOf: string): { since?: string } {
  return reportedTo !== undefined && reportedTo <= asOf ? { since: reportedTo } : {};
}

/** Holds every line against its evidence, whoever wrote it; what fails is replaced by what its findings say themselves. */
function verify(parts: RunnerParts, run: Run, { memory, workspace }: Frozen, material: Material, draft: Briefing): Briefing {
  const { items, findings: judged, sources } = material;
  const { people, calendar } = workspace;
  const evidence = { items, judged, sources, people, calendar, ...sinceOf(memory, material.asOf) };
  const violations = check(draft, evidence);
  for (const { code, message } of violations) parts.loggerOf(run).warn({ code }, `a line was replaced: ${message}`);
  return fix(draft, violations, evidence).briefing;
}
