import type { Analysis } from "../../analysis/analyse.ts";
import type { Briefing, Bullet } from "../../core/briefing.ts";
import type { Material } from "../../core/ports/agent.ts";
import type { Context, Workflow } from "../../core/ports/engine.ts";
import type { Run } from "../../core/run.ts";
import { finish } from "./finish.ts";
import { freeze, type Frozen, type RunMemory } from "./freeze.ts";
import { gather, type Gathering } from "./gather.ts";
import { EVENTS } from "./gather-events.ts";
import { keepDocument } from "./keep-document.ts";
import type { RunnerParts } from "./parts.ts";

interface Written {
  frozen: Frozen;
  material: Material;
  analysis: Analysis;
  bullets: readonly Bullet[];
  signal: AbortSignal;
}

type Drafted = Pick<Written, "frozen" | "material" | "signal"> & { draft: Briefing };

/** What every automation does when it runs, one stage after the other; each stage's outcome is kept. */
export function createRunner(parts: RunnerParts): Workflow {
  const { documents } = parts.store;
  return async (context, run) => {
    const frozen = await freeze(context, parts, run);
    const gathering = await gather(context, parts, run, frozen);
    const analysis = await keepDocument(context, documents, "analyse", (signal) => analyse(parts, frozen, gathering, signal));
    const material = materialOf(context, frozen, gathering, analysis);
    const bullets = isWorthWriting(frozen, material) ? await write(context, parts, material) : [];
    const draft = await keepDocument(context, documents, "compose", (signal) =>
      compose(parts, run, { frozen, material, analysis, bullets, signal }),
    );
    const briefing = await keepDocument(context, documents, "verify", (signal) => verify(parts, run, { frozen, material, draft, signal }));
    return finish(parts, run, { frozen, gathering, analysis, briefing });
  };
}

function analyse(parts: RunnerParts, frozen: Frozen, { asOf, ...gathered }: Gathering, signal: AbortSignal): Promise<Analysis> {
  const { calendar, people, rules } = frozen.workspace;
  const { ledger, automation } = frozen;
  const { items, gone, changes, sources } = gathered;
  const input = { items, gone, changes, sources, ledger, now: asOf, calendar, people, thresholds: rules, reader: automation.owner };
  return parts.analyst.analyse(input, items.length, signal);
}

function materialOf(context: Context, frozen: Frozen, gathering: Gathering, analysis: Analysis): Material {
  const { items, gone, news, sources, earlier } = gathering;
  const material = { items, gone, news, sources, findings: analysis.judged, asOf: context.asOf, timezone: frozen.automation.timezone };
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

async function compose(
  { connectors, analyst }: RunnerParts,
  run: Run,
  { frozen, material, analysis, bullets, signal }: Written,
): Promise<Briefing> {
  const { automation, memory, workspace } = frozen;
  const used = await Promise.all([...new Set(automation.reads.map((grant) => grant.connector))].map((id) => connectors.load(id)));
  const aliases = { [EVENTS]: "E", ...Object.fromEntries(used.map((connector) => [connector.id, connector.alias])) };
  const { asOf, items, gone, sources } = material;
  const { judged, unchecked } = analysis;
  const { calendar } = workspace;
  const told = sinceOf(memory, asOf);
  const input = { automation, run: run.id, asOf, calendar, judged, unchecked, bullets, items, gone, sources, aliases, ...told };
  return analyst.compose(input, items.length, signal);
}

/** When the reader was told last, as far as that lies before this briefing. */
function sinceOf({ reportedTo }: RunMemory, asOf: string): { since?: string } {
  return reportedTo !== undefined && reportedTo <= asOf ? { since: reportedTo } : {};
}

/** Holds every line against its evidence, whoever wrote it. */
async function verify(parts: RunnerParts, run: Run, { frozen, material, draft, signal }: Drafted): Promise<Briefing> {
  const { items, gone, findings: judged, sources, asOf } = material;
  const { people, calendar } = frozen.workspace;
  const evidence = { items, gone, judged, sources, people, calendar, ...sinceOf(frozen.memory, asOf) };
  const { briefing, violations } = await parts.analyst.verify({ draft, evidence }, items.length, signal);
  for (const { code, message } of violations) parts.loggerOf(run).warn({ code }, `a line was replaced: ${message}`);
  return briefing;
}
