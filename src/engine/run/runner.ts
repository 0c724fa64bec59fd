import { mostWordsOf } from "../../core/automation.ts";
import type { Briefing, Bullet } from "../../core/briefing.ts";
import type { Assignment } from "../../core/ports/agent.ts";
import type { Context, Workflow } from "../../core/ports/engine.ts";
import { withOwner } from "../../core/person.ts";
import type { Run } from "../../core/run.ts";
import { withAllowedLinks } from "../../policy/links.ts";
import type { AnalystDesk } from "./analyst.ts";
import { answerProposals } from "./answer-proposals.ts";
import type { Concluded } from "./analyst-work.ts";
import { finish } from "./finish.ts";
import { freeze, type Frozen, type RunMemory } from "./freeze.ts";
import { gather, type Gathering } from "./gather.ts";
import { EVENTS } from "./gather-events.ts";
import { keepDocument } from "./keep-document.ts";
import { narrowedIn } from "./narrowed.ts";
import type { RunnerParts } from "./parts.ts";
import { review } from "./review.ts";

interface Opened {
  frozen: Frozen;
  gathering: Gathering;
  desk: AnalystDesk;
}

interface Worked {
  /** Of what was concluded. */
  hash: string;
  briefing: Briefing;
}

type Composed = Opened & { bullets: readonly Bullet[]; signal: AbortSignal };
type Drafted = Opened & { draft: Briefing; signal: AbortSignal };

/** What every automation does when it runs, one stage after the other; each stage's outcome is kept. */
export function createRunner(parts: RunnerParts): Workflow {
  return async (context, run) => {
    const start = await freeze(context, parts, run);
    const gathering = await gather(context, parts, run, start);
    const frozen = knowing(start, gathering);
    const desk = parts.analyst.spread({ ...gathering, changes: frozen.memory.changes ?? [] });
    const { hash, briefing } = await workAndLeave(context, parts, run, { frozen, gathering, desk });
    const reviews = await review(context, parts, run, { frozen, gathering, briefing });
    const concluded = await parts.store.documents.get<Concluded>(hash);
    return finish(parts, run, { frozen, gathering, concluded, briefing, reviews });
  };
}

/** Who is known, the owner by what the services call them too. */
function knowing(frozen: Frozen, { me }: Gathering): Frozen {
  const { workspace } = frozen;
  return { ...frozen, workspace: { ...workspace, people: withOwner(workspace.people, me) } };
}

/** The desk takes much room, for which the end of a run has no use. */
async function workAndLeave(context: Context, parts: RunnerParts, run: Run, opened: Opened): Promise<Worked> {
  try {
    return await work(context, parts, run, opened);
  } finally {
    await opened.desk.close();
  }
}

async function work(context: Context, parts: RunnerParts, run: Run, opened: Opened): Promise<Worked> {
  const { documents } = parts.store;
  const keep = <T>(stage: string, outcome: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    keepDocument(context, documents, stage, outcome);
  const { hash, tellsAnew } = await context.step("analyse", (signal) => analyse(parts, opened, signal));
  opened.desk.recall(hash);
  const bullets = isWorthWriting(opened, tellsAnew) ? await write(context, parts, assignmentOf(parts, run, opened)) : [];
  const draft = await keep("compose", (signal) => compose(parts, run, { ...opened, bullets, signal }));
  const briefing = await keep("verify", (signal) => verify(parts, run, { ...opened, draft, signal }));
  return { hash, briefing: withAllowedLinks(briefing, opened.frozen.automation.links) };
}

async function analyse({ store }: RunnerParts, { frozen, desk }: Opened, signal: AbortSignal) {
  const { calendar, people, rules } = frozen.workspace;
  const { ledger, automation } = frozen;
  const input = { ledger, narrowed: narrowedIn(frozen), calendar, people, thresholds: rules, reader: automation.owner };
  const { concluded, tellsAnew } = await desk.analyse(input, signal);
  return { hash: await store.documents.putJson("analyse", concluded), tellsAnew };
}

function assignmentOf(parts: RunnerParts, run: Run, { frozen, gathering, desk }: Opened): Assignment {
  const { newsFrom: news, asOf } = gathering;
  const summarise: Assignment["summarise"] = (connector, signal) => desk.summarise({ connector }, signal);
  const propose = answerProposals(parts, run, { automation: frozen.automation, gathering });
  return { news, asOf, timezone: frozen.automation.timezone, summarise, propose };
}

/** The gate of `when`, decided before anything that costs is asked to write. */
function isWorthWriting({ frozen: { automation }, gathering: { news } }: Opened, tellsAnew: boolean): boolean {
  return automation.when === "always" || tellsAnew || (automation.when === "changed" && news.length > 0);
}

async function write(context: Context, parts: RunnerParts, assignment: Assignment): Promise<Bullet[]> {
  const subtasks = await context.step("outline", (signal) => parts.agent.outline(assignment, signal));
  const bullets = subtasks.map((subtask) =>
    context.branch(subtask.id, (branch) =>
      keepDocument(branch, parts.store.documents, "execute", (signal) => parts.agent.execute(subtask, assignment, signal)),
    ),
  );
  return (await Promise.all(bullets)).flat();
}

async function compose({ connectors }: RunnerParts, run: Run, composed: Composed): Promise<Briefing> {
  const { frozen, gathering, bullets, desk, signal } = composed;
  const { automation, memory, workspace } = frozen;
  const used = await Promise.all([...new Set(automation.reads.map((grant) => grant.connector))].map((id) => connectors.load(id)));
  const aliases = { [EVENTS]: "E", ...Object.fromEntries(used.map((connector) => [connector.id, connector.alias])) };
  const { calendar, people } = workspace;
  return desk.compose({ automation, run: run.id, calendar, people, aliases, bullets, ...sinceOf(memory, gathering.asOf) }, signal);
}

/** When the reader was told last, as far as that lies before this briefing. */
function sinceOf({ reportedTo }: RunMemory, asOf: string): { since?: string } {
  return reportedTo !== undefined && reportedTo <= asOf ? { since: reportedTo } : {};
}

/** Holds every line against its evidence, whoever wrote it. */
async function verify(parts: RunnerParts, run: Run, { frozen, gathering, draft, desk, signal }: Drafted): Promise<Briefing> {
  const { people, calendar } = frozen.workspace;
  const mostWords = mostWordsOf(frozen.automation.report);
  const evidence = { people, calendar, mostWords, ...sinceOf(frozen.memory, gathering.asOf) };
  const { briefing, violations } = await desk.verify({ draft, evidence }, signal);
  for (const { code, message } of violations) parts.loggerOf(run).warn({ code }, `a line was replaced: ${message}`);
  return briefing;
}
