import type { Analysis } from "../../analysis/analyse.ts";
import type { Briefing, Bullet } from "../../core/briefing.ts";
import type { Material } from "../../core/ports/agent.ts";
import type { Context, RunEnd, Workflow } from "../../core/ports/engine.ts";
import type { Change } from "../../core/item.ts";
import type { Run } from "../../core/run.ts";
import type { Desk } from "./analyst.ts";
import { finish } from "./finish.ts";
import { freeze, type Frozen, type RunMemory } from "./freeze.ts";
import { gather, type Gathering } from "./gather.ts";
import { EVENTS } from "./gather-events.ts";
import { keepDocument } from "./keep-document.ts";
import type { RunnerParts } from "./parts.ts";

interface Written {
  frozen: Frozen;
  material: Material;
  desk: Desk;
  signal: AbortSignal;
}

type Composed = Written & { changes: readonly Change[]; analysis: Analysis; bullets: readonly Bullet[] };
type Drafted = Written & { draft: Briefing };

/** What every automation does when it runs, one stage after the other; each stage's outcome is kept. */
export function createRunner(parts: RunnerParts): Workflow {
  return async (context, run) => {
    const frozen = await freeze(context, parts, run);
    const gathering = await gather(context, parts, run, frozen);
    const desk = parts.analyst.spread(gathering);
    try {
      return await work(context, parts, run, { frozen, gathering, desk });
    } finally {
      await desk.close();
    }
  };
}

interface Opened {
  frozen: Frozen;
  gathering: Gathering;
  desk: Desk;
}

async function work(context: Context, parts: RunnerParts, run: Run, { frozen, gathering, desk }: Opened): Promise<RunEnd> {
  const keep = <T>(stage: string, outcome: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    keepDocument(context, parts.store.documents, stage, outcome);
  const analysis = await keep("analyse", (signal) => analyse(desk, frozen, gathering, signal));
  const material = materialOf(context, frozen, gathering, analysis);
  const bullets = isWorthWriting(frozen, material) ? await write(context, parts, material) : [];
  const draft = await keep("compose", (signal) =>
    compose(parts, run, { frozen, material, changes: gathering.changes, analysis, bullets, desk, signal }),
  );
  const briefing = await keep("verify", (signal) => verify(parts, run, { frozen, material, draft, desk, signal }));
  return finish(parts, run, { frozen, gathering, analysis, briefing });
}

function analyse(desk: Desk, frozen: Frozen, { changes, sources, asOf }: Gathering, signal: AbortSignal): Promise<Analysis> {
  const { calendar, people, rules } = frozen.workspace;
  const { ledger, automation } = frozen;
  return desk.analyse({ changes, sources, ledger, now: asOf, calendar, people, thresholds: rules, reader: automation.owner }, signal);
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
  { connectors }: RunnerParts,
  run: Run,
  { frozen, material, changes, analysis, bullets, desk, signal }: Composed,
): Promise<Briefing> {
  const { automation, memory, workspace } = frozen;
  const used = await Promise.all([...new Set(automation.reads.map((grant) => grant.connector))].map((id) => connectors.load(id)));
  const aliases = { [EVENTS]: "E", ...Object.fromEntries(used.map((connector) => [connector.id, connector.alias])) };
  const { asOf, sources } = material;
  const { judged, unchecked } = analysis;
  const { calendar, people } = workspace;
  const known = { judged, unchecked, bullets, changes, sources, ...sinceOf(memory, asOf) };
  return desk.compose({ automation, run: run.id, asOf, calendar, people, aliases, ...known }, signal);
}

/** When the reader was told last, as far as that lies before this briefing. */
function sinceOf({ reportedTo }: RunMemory, asOf: string): { since?: string } {
  return reportedTo !== undefined && reportedTo <= asOf ? { since: reportedTo } : {};
}

/** Holds every line against its evidence, whoever wrote it. */
async function verify(parts: RunnerParts, run: Run, { frozen, material, draft, desk, signal }: Drafted): Promise<Briefing> {
  const { findings: judged, sources, asOf } = material;
  const { people, calendar } = frozen.workspace;
  const evidence = { judged, sources, people, calendar, ...sinceOf(frozen.memory, asOf) };
  const { briefing, violations } = await desk.verify({ draft, evidence }, signal);
  for (const { code, message } of violations) parts.loggerOf(run).warn({ code }, `a line was replaced: ${message}`);
  return briefing;
}
